"""Alerts as Atom feeds and events, and plans as calendars: of one watchlist, or of all."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.render import atom, calendar
from monitor.app.web.asking import Query
from monitor.app.web.stream import Stream
from monitor.model.nature import Natures
from monitor.ports import Agenda, Clock, Ledger, Position, Wire

MOST_PLANS = 500
PAST_PLANS = timedelta(days=30)
"""How long a plan stays in calendars after its day."""
SETTLED = timedelta(seconds=2)
"""HTTP tells whole seconds: a second time of change is told only when no more can come in it."""
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """Where feeds and calendars come from; `watchlists` are the names of those there are."""

    ledger: Ledger
    wire: Wire
    agenda: Agenda
    stream: Stream
    natures: Natures
    clock: Clock
    watchlists: Collection[str]

    def named(self, name: str | None) -> str | None:
        """Return the name of the watchlist; refuses one that there is not."""
        if name is not None and name not in self.watchlists:
            known = ", ".join(self.watchlists) or "none"
            raise HTTPException(404, f"there is no such watchlist; there are: {known}")
        return name


def feed_routes(feeds: Feeds) -> tuple[Route, ...]:
    """Return the routes of the stream, the feeds and the calendars."""

    async def stream(request: Request) -> Response:
        name = Query.of(request, ("watchlist",)).word("watchlist")
        return await feeds.stream.response(request, feeds.named(name))

    async def feed(request: Request) -> Response:
        limit = Query.of(request, ("limit",)).limit()
        name = feeds.named(request.path_params.get("watchlist"))
        latest = await feeds.wire.latest(name, count=limit)
        at = _last_change(latest[0].position, feeds.clock.now()) if latest else None
        kept = [await feeds.ledger.alert(dispatch.alert) for dispatch in latest]
        alerts = [alert for alert in kept if alert is not None]
        body = atom.atom_feed(alerts, watchlist=name, address=_address(request))
        return _unless_known(request, body, atom.MEDIA_TYPE, at)

    async def plans(request: Request) -> Response:
        Query.of(request, ())
        name = feeds.named(request.path_params.get("watchlist"))
        since = (feeds.clock.now() - PAST_PLANS).date()
        found = [
            plan
            for plan in await feeds.agenda.plans(since, limit=MOST_PLANS)
            if name is None or any(told.watchlist == name for told in plan.told)
        ]
        body = calendar.calendar(found, feeds.natures, watchlist=name)
        return _unless_known(request, body, calendar.MEDIA_TYPE, None)

    return (
        Route("/api/v1/stream", stream),
        Route("/feeds/all.atom", feed),
        Route("/feeds/{watchlist}.atom", feed),
        Route("/calendar.ics", plans),
        Route("/calendar/{watchlist}.ics", plans),
    )


def _last_change(end: Position, now: datetime) -> datetime | None:
    """Return the second in which an alert was stored last; None while more may come in it."""
    at = datetime.fromtimestamp(int(end.partition("-")[0]) // 1000, UTC)
    return at if at + SETTLED < now else None


def _unless_known(
    request: Request, body: bytes, media_type: str, changed: datetime | None
) -> Response:
    """Return the body, or 304 to a client that has it."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if changed is not None:
        headers["last-modified"] = format_datetime(changed, usegmt=True)
    if _is_known(request, tag, changed):
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "content-type": media_type})


def _is_known(request: Request, tag: str, changed: datetime | None) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = [one.strip().removeprefix("W/") for one in tags.split(",")]
        return tag in known or "*" in known
    since = _http_date(request.headers.get("if-modified-since", ""))
    return changed is not None and since is not None and changed <= since


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _address(request: Request) -> str | None:
    """Return where the feed is read; None where the client's name of this host is odd."""
    host = request.headers.get("host", "")
    if _HOST.fullmatch(host) is None:
        return None
    return f"{request.url.scheme}://{host}{request.scope['raw_path'].decode('ascii')}"
