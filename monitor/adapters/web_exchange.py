"""One exchange: a request is sent, and of the answer no more is read than was bargained for."""

import re
from dataclasses import dataclass

import anyio
import anyio.lowlevel
import httpx

from monitor.errors import MonitorError
from monitor.fetch.encoding import Unpacker
from monitor.fetch.redirects import REDIRECT_STATUSES, Trail
from monitor.fetch.request import Head, page, put_off, without_body
from monitor.model.page import Answer, Page, Request
from monitor.ports import Clock

MOST_PIECES = 10_000
"""A body that comes in more chunks than this is meant to cost time."""
PIECES_AT_ONCE = 50


class BadBody(MonitorError):  # noqa: N818 - names the thing, as in "a bad body"
    """The body comes in a way that no honest server would send it."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer sends on."""

    status: int
    location: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A page that was longer than its limit, as far as it was read."""

    page: Page


async def exchange(
    client: httpx.AsyncClient, clock: Clock, request: Request, trail: Trail, headers: dict[str, str]
) -> Answer | Redirect | Cut:
    """Ask for the URL at the end of the trail; raises `BadBody`, `BadEncoding`, and what `client`
    raises.
    """
    asking = client.build_request("GET", trail.here, headers=headers)
    response = await client.send(asking, stream=True)
    try:
        head = Head(
            request=request,
            url=trail.here,
            status=response.status_code,
            headers=dict(response.headers.items()),
            received_at=clock.now(),
            moved_to=trail.moved_to,
        )
        meaning = without_body(head)
        if meaning is None:
            return await _received(response, head)
        await _finished(response)
        if head.status in REDIRECT_STATUSES:
            return put_off(head) or Redirect(head.status, head.headers.get("location"))
        return meaning
    finally:
        await response.aclose()


async def _finished(response: httpx.Response) -> None:
    """Read what is left of a short answer: else its connection could not be used again."""
    length = response.headers.get("content-length", "")
    short = re.fullmatch(r"\d{1,4}", length) and "transfer-encoding" not in response.headers
    if short or response.status_code == httpx.codes.NOT_MODIFIED:
        async for _ in response.aiter_raw():
            continue


async def _received(response: httpx.Response, head: Head) -> Page | Cut:
    """Read the body piece by piece, and no further than its limit."""
    unpacker = Unpacker(head.headers.get("content-encoding"), head.request.max_bytes)
    parts: list[bytes] = []
    pieces = 0
    async for chunk in response.aiter_raw():
        parts.append(unpacker.feed(chunk))
        if unpacker.overflowed:
            return Cut(page(head, b"".join(parts)))
        pieces += 1
        if pieces > MOST_PIECES:
            raise BadBody(f"the body comes in more than {MOST_PIECES} pieces")
        if pieces % PIECES_AT_ONCE == 0:
            await anyio.lowlevel.checkpoint()
    unpacker.finish()
    return page(head, b"".join(parts))
