"""Silences by request: listed, added from a body that is checked field by field, and ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.silence import (
    LONGEST_AUTHOR,
    LONGEST_COMMENT,
    LONGEST_PATTERN,
    MOST_MATCHERS,
    check_room,
    new_silence,
    read_matcher,
)
from monitor.alert.tracking import silence_record
from monitor.app.web.answers import answer
from monitor.app.web.asking import Query, moment
from monitor.errors import UsageError
from monitor.model.restraint import Aspect, Matcher, Silence
from monitor.ports import Clock, Silences

LARGEST_BODY = 16_384
BODY_WITHIN = 10.0
FIELDS = {"matchers", "start", "until", "author", "comment"}
MATCHER_FIELDS = {"field", "pattern", "negated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Silencing:
    """What silences by request need: their store, the time, and how long a body may take to come
    (seconds).
    """

    silences: Silences
    clock: Clock
    body_within: float = BODY_WITHIN


def silence_routes(silencing: Silencing) -> tuple[Route, ...]:
    """Return the routes of silences."""
    silences = silencing.silences

    async def listed(request: Request) -> Response:
        Query.of(request, ())
        return answer({"silences": [silence_record(one) for one in await silences.kept()]})

    async def add(request: Request) -> Response:
        Query.of(request, ())
        now = silencing.clock.now()
        wished = parsed(await body_of(request, silencing.body_within), now)
        try:
            check_room(await silences.kept(), now)
        except UsageError as fault:
            raise HTTPException(422, str(fault)) from fault
        await silences.add(wished)
        place = {"location": f"/api/v1/silences/{wished.id}"}
        return answer(silence_record(wished), 201, place)

    async def one(request: Request) -> Response:
        Query.of(request, ())
        name = request.path_params["id"]
        found = next((kept for kept in await silences.kept() if kept.id == name), None)
        if found is None:
            raise HTTPException(404, "there is no silence of this id, or it is no longer kept")
        return answer(silence_record(found))

    async def expire(request: Request) -> Response:
        Query.of(request, ())
        if not await silences.expire(request.path_params["id"]):
            raise HTTPException(404, "there is no silence of this id, or it is no longer kept")
        return Response(status_code=204)

    return (
        Route("/api/v1/silences", listed),
        Route("/api/v1/silences", add, methods=["POST"]),
        Route("/api/v1/silences/{id}", one),
        Route("/api/v1/silences/{id}", expire, methods=["DELETE"]),
    )


async def body_of(request: Request, within: float) -> object:
    """Return the JSON value of the body; refuses other types, large ones, and those that take
    longer than so many seconds to come.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "content-type: application/json")
    taken = await taken_of(request, within)
    try:
        return json.loads(taken)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is no JSON") from None


async def taken_of(request: Request, within: float) -> bytes:
    """Return the body; refuses large ones, and those that take longer than so many seconds."""
    taken = b""
    with anyio.move_on_after(within) as limit:
        async for piece in request.stream():
            taken += piece
            if len(taken) > LARGEST_BODY:
                raise HTTPException(413, f"a body has at most {LARGEST_BODY} bytes")
    if limit.cancelled_caught:
        raise HTTPException(408, "the body did not come in time", {"connection": "close"})
    return taken


def parsed(body: object, now: datetime) -> Silence:
    """Return the silence that the body describes; `start` is now where it says nothing.

    Raises `HTTPException` 422 with the name of the field that is wrong, and what would be right.
    """
    given = _object(body, "the body", FIELDS)
    start = _moment(given, "start") or now
    until = _moment(given, "until")
    if until is None:
        raise _wrong("until", "when the silence ends is needed")
    matchers = given.get("matchers")
    if not isinstance(matchers, list) or not 1 <= len(matchers) <= MOST_MATCHERS:
        raise _wrong("matchers", f"a list of 1 to {MOST_MATCHERS} is needed")
    read = tuple(_matcher(one, f"matchers[{n}]") for n, one in enumerate(matchers))
    author = _text(given, "author", LONGEST_AUTHOR)
    comment = _text(given, "comment", LONGEST_COMMENT) if given.get("comment") else ""
    try:
        return new_silence(read, start, until, author=author, comment=comment, now=now)
    except UsageError as fault:
        raise HTTPException(422, str(fault)) from fault


def _matcher(value: object, place: str) -> Matcher:
    """Return the matcher, told by its fields or written as on the command line."""
    if isinstance(value, str):
        return _written(value, place)
    given = _object(value, place, MATCHER_FIELDS)
    aspects = [str(aspect) for aspect in Aspect]
    if given.get("field") not in aspects:
        raise _wrong(f"{place}.field", f"one of {', '.join(aspects)}")
    negated = given.get("negated", False)
    if not isinstance(negated, bool):
        raise _wrong(f"{place}.negated", "true or false")
    pattern = _text(given, "pattern", LONGEST_PATTERN, f"{place}.")
    return Matcher(aspect=Aspect(str(given["field"])), pattern=pattern, negated=negated)


def _written(value: str, place: str) -> Matcher:
    try:
        return read_matcher(_text({place: value}, place, LONGEST_PATTERN))
    except UsageError as fault:
        raise _wrong(place, str(fault)) from fault


def _object(value: object, place: str, fields: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _wrong(place, f"an object with {', '.join(sorted(fields))} is needed")
    unknown = sorted(str(name)[:40] for name in value if name not in fields)
    if unknown:
        raise _wrong(place, f"{unknown[0]} is unknown; there are {', '.join(sorted(fields))}")
    return value


def _text(given: Mapping[str, object], name: str, longest: int, place: str = "") -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise _wrong(f"{place}{name}", f"a text of 1 to {longest} characters is needed")
    if not value.isprintable():
        raise _wrong(f"{place}{name}", "it stands on one line, without controls")
    return value.strip()


def _moment(given: Mapping[str, object], name: str) -> datetime | None:
    value = given.get(name)
    if value is None:
        return None
    found = moment(value) if isinstance(value, str) else None
    if found is None:
        raise _wrong(name, "a day or a moment with its zone (RFC 3339)")
    return found


def _wrong(place: str, sentence: str) -> HTTPException:
    return HTTPException(422, f"{place}: {sentence}")
