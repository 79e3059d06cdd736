"""Server-sent events: each alert as it is stored, by whichever node, and none twice or left out for
who comes back with the id of the last event.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol

import anyio
import anyio.abc
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from monitor.alert.record import alert_record
from monitor.alert.render.webhook import event_type
from monitor.errors import TryLater
from monitor.model.alert import Alert
from monitor.ports import Ledger, Position, Wire

MEDIA_TYPE = "text/event-stream"
MOST_CLIENTS = 32
PING_EVERY = 15.0
"""Seconds after which a line is sent though nothing happened: so both ends see that all is well."""
LOOK = timedelta(seconds=1)
"""How long one look at the wire waits: the longest unnoticed stop."""
AT_ONCE = 64
CLOSING = 1.0
RECONNECT_MS = 3_000
START = Position("0-0")
_POSITION = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


class Stopping(Protocol):
    """Tells when the daemon is to stop."""

    def wait(self) -> Awaitable[None]:
        """Wait until then."""
        ...


@dataclass(slots=True)
class Places:
    """How many clients listen, of how many that may."""

    most: int = MOST_CLIENTS
    taken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Where the events come from, and when they end."""

    ledger: Ledger
    wire: Wire
    stop: Stopping
    places: Places
    ping: float = PING_EVERY

    async def response(self, request: Request, watchlist: str | None) -> Response:
        """Return the events of the watchlist (None: all) after the last that the client had.

        Raises `HTTPException` where the last one's id is none of ours, or too many listen.
        """
        latest = await self.wire.latest(watchlist, count=1)
        end = latest[0].position if latest else START
        position = _resumed(request.headers.get("last-event-id"), end)
        if request.method == "HEAD":
            return Response(media_type=MEDIA_TYPE)
        if self.places.taken >= self.places.most:
            raise HTTPException(503, f"{self.places.most} clients listen, which is the most")
        return Events(self.events(position, watchlist), self.stop, self.places)

    async def events(self, position: Position, watchlist: str | None) -> AsyncIterator[str]:
        """Yield the events behind the position, until the store fails: the client comes back then.

        First comes the position: so who leaves before any event can come back too.
        """
        yield f"retry: {RECONNECT_MS}\nid: {position}\n\n"
        spoke = anyio.current_time()
        with suppress(TryLater):
            while True:
                told = await self.wire.after(position, watchlist, count=AT_ONCE, wait=LOOK)
                alerts = [(d.position, await self.ledger.alert(d.alert)) for d in told]
                text = "".join(event(at, alert) for at, alert in alerts if alert is not None)
                if text:
                    yield text
                    spoke = anyio.current_time()
                if told:
                    position = told[-1].position
                if anyio.current_time() - spoke >= self.ping:
                    yield ": ping\n\n"
                    spoke = anyio.current_time()


def event(position: Position, alert: Alert) -> str:
    """Return the alert as an event of its kind, its record on one line."""
    data = json.dumps(alert_record(alert), ensure_ascii=False, separators=(",", ":"))
    return f"id: {position}\nevent: {event_type(alert)}\ndata: {data}\n\n"


def _resumed(last: str | None, end: Position) -> Position:
    """Return where to go on: behind the last event, or at the end for who has none, or one of a
    time that the store has lost.
    """
    if not last:
        return end
    if _POSITION.fullmatch(last) is None:
        raise HTTPException(400, "Last-Event-ID: this is no id of an event of this stream")
    return Position(last) if _order(last) <= _order(end) else end


def _order(position: str) -> tuple[int, int]:
    milliseconds, _, number = position.partition("-")
    return int(milliseconds), int(number)


class Events(Response):
    """An answer that goes on until its client leaves, the daemon stops, or the events fail."""

    media_type = MEDIA_TYPE

    def __init__(self, events: AsyncIterator[str], stop: Stopping, places: Places) -> None:
        super().__init__(headers={"x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._events = events
        self._stop = stop
        self._places = places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the events as they come."""
        self._places.taken += 1
        try:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            async with anyio.create_task_group() as group:
                group.start_soon(_ended_by, self._stop.wait, group)
                group.start_soon(_ended_by, partial(_left, receive), group)
                async for told in self._events:
                    body = told.encode(errors="replace")
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                group.cancel_scope.cancel()
        finally:
            self._places.taken -= 1
        with anyio.move_on_after(CLOSING):
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _ended_by(end: Callable[[], Awaitable[None]], group: anyio.abc.TaskGroup) -> None:
    await end()
    group.cancel_scope.cancel()


async def _left(receive: Receive) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
