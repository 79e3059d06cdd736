"""Alerts owed to receivers, in Redis: an entry leaves only as delivered or dead."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import Entry, Parcel
from monitor.adapters.store import Store
from monitor.adapters.streams import LeasedStream
from monitor.model.alert import Alert, AlertId, Dead, Delivered, Delivery, Outcome, Retry
from monitor.model.watchlist import Severity
from monitor.ports import Attempt, Clock, Sending

MOVED_AT_ONCE = 200
LOST = "the alert is no longer stored"


class RedisOutbox:
    """The port `Outbox`: one stream a receiver, so that a dead one delays no other."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        retention: Retention,
        *,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        """`lease`: after which a send counts as died; well above every receiver's `send_limit`."""
        self._store = store
        self._clock = clock
        self._retention = retention
        self._lease = lease
        self._streams: dict[str, LeasedStream] = {}

    async def take(
        self, receiver: str, *, consumer: str, count: int, wait: timedelta
    ) -> tuple[Sending, ...]:
        """Return up to `count` entries, own unfinished ones and those of dead senders first."""
        stream = self._stream(receiver)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait.total_seconds()
        while True:
            entries = await stream.ready(consumer, count)
            left = deadline - loop.time()
            if not entries and left > 0:
                entries = await stream.coming(consumer, count, left)
            if entries or left <= 0:
                return tuple(_sending(entry, receiver, consumer) for entry in entries)

    async def begin(self, sending: Sending) -> Attempt | None:
        """Count the attempt, then return it; None if there is nothing to send.

        That is: it ended before, another sender holds it now, or its alert is no longer stored
        (it is dead then).
        """
        begun = await scripts.begin(self._store, self._parcel(sending), lost=LOST)
        if begun is None:
            return None
        number, *stored = begun
        return Attempt(sending=sending, alert=_alert(stored), number=number)

    async def done(self, sending: Sending, outcome: Outcome) -> None:
        """Store what became of the attempt, if the sender still holds the entry.

        That the receiver took it is stored whoever says so: it is not sent again.
        """
        parcel = self._parcel(sending)
        match outcome:
            case Delivered(detail=detail):
                await scripts.done(self._store, parcel, "delivered", detail, 0)
            case Retry(at=at, detail=detail):
                await scripts.done(self._store, parcel, "retry", detail, milliseconds(at))
            case Dead(detail=detail):
                await scripts.done(self._store, parcel, "dead", detail, 0)
            case _:
                assert_never(outcome)

    async def hand_back(self, sending: Sending) -> None:
        """Give the entry back untried, for any sender; the attempt does not count."""
        await scripts.hand_back(self._store, self._parcel(sending))

    async def due(self, now: datetime) -> int:
        """Move the entries whose retry time has come back to their receivers; return how many."""
        moved = 0
        while True:
            some = await scripts.retry_due(
                self._store, until=milliseconds(now), limit=MOVED_AT_ONCE
            )
            moved += some
            if some < MOVED_AT_ONCE:
                return moved

    async def owed(self) -> int:
        """Return how many pairs of alert and receiver are neither delivered nor dead."""
        count: int = await self._store.ask("SCARD", keys.OWED)
        return count

    async def deliveries(self, *, limit: int) -> tuple[Delivery, ...]:
        """Return the latest deliveries, changed last first."""
        rows = await scripts.latest_deliveries(self._store, limit=limit)
        return tuple(_delivery(row) for row in rows)

    async def alerts(self, *, limit: int) -> tuple[Alert, ...]:
        """Return the latest alerts, newest first."""
        rows = await scripts.latest_alerts(self._store, limit=limit)
        return tuple(_alert(row) for row in rows)

    async def alert(self, alert: AlertId) -> Alert | None:
        """Return the alert with all the watchlists and receivers that it is for."""
        fields = ("body", "watchlists", "receivers", "severity")
        stored = await self._store.ask("HMGET", keys.alert(alert), *fields)
        return _alert(stored) if stored[0] is not None else None

    async def replay(self, alert: AlertId, receiver: str) -> bool:
        """Queue a dead delivery again under the same id, its attempts from 1 again."""
        sending = Sending(entry="", alert=alert, receiver=receiver)
        return await scripts.replay(self._store, self._parcel(sending))

    def _stream(self, receiver: str) -> LeasedStream:
        if receiver not in self._streams:
            name = keys.outbox(receiver)
            self._streams[receiver] = LeasedStream(self._store, name, lease=self._lease)
        return self._streams[receiver]

    def _parcel(self, sending: Sending) -> Parcel:
        consumer, _, entry = sending.entry.rpartition("/")
        now = self._clock.now()
        here = {
            "entry": entry,
            "group": keys.GROUP,
            "consumer": consumer,
            "member": keys.member(sending.alert, sending.receiver),
            "now": milliseconds(now),
            "ttl": self._retention.developments_ttl,
            "oldest": milliseconds(now - self._retention.developments),
        }
        return Parcel(alert=sending.alert, receiver=sending.receiver, here=codec.encode(here))


def _sending(entry: Entry, receiver: str, consumer: str) -> Sending:
    alert = AlertId(entry.fields["alert"].decode())
    return Sending(entry=f"{consumer}/{entry.id}", alert=alert, receiver=receiver)


def _alert(stored: Sequence[bytes]) -> Alert:
    body, watchlists, receivers, severity = stored
    return replace(
        codec.decode(Alert, body),
        watchlists=_names(watchlists),
        receivers=_names(receivers),
        severity=Severity(int(severity)),
    )


def _names(lines: bytes) -> tuple[str, ...]:
    return tuple(lines.decode().split("\n")) if lines else ()


def _delivery(row: Sequence[bytes | None]) -> Delivery:
    member, state, attempts, due, detail, changed = (
        value.decode() if value is not None else None for value in row
    )
    alert, _, receiver = (member or "").partition("|")
    return Delivery(
        alert=AlertId(alert),
        receiver=receiver,
        state=state or "queued",
        attempts=int(attempts or 0),
        due=_moment(due),
        detail=detail,
        changed=_moment(changed),
    )


def _moment(milliseconds_: str | None) -> datetime | None:
    if milliseconds_ is None:
        return None
    return datetime.fromtimestamp(int(milliseconds_) / 1000, UTC)
