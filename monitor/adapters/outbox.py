"""Alerts owed to receivers, in Redis: an entry leaves only as delivered, dead or withdrawn."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, assert_never

from monitor.adapters import delivery_scripts as scripts
from monitor.adapters import keys
from monitor.adapters.bundles import bundle_record, names, stored_alert, stored_bundle
from monitor.adapters.delivery_scripts import Conditions, Ending, Gathering, Now
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import Entry
from monitor.adapters.store import Store
from monitor.adapters.streams import LeasedStream
from monitor.adapters.waking import wake
from monitor.model.alert import AlertId, Dead, Delivered, Outcome, Retry
from monitor.model.restraint import (
    MOST_MEMBERS,
    Bundle,
    Gather,
    Held,
    Hold,
    Message,
    Restraint,
    Sign,
    Terms,
)
from monitor.ports import Attempt, Clock, Effects, Gathered, Lost, Opened, Sending

MOVED_AT_ONCE = 200
"""How many entries one step of a move takes: the server answers others in between."""


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

    def lend(self, lease: timedelta) -> None:
        """Let a send count as died after so long from now on: receivers have other limits."""
        self._lease = lease
        for stream in self._streams.values():
            stream.lend(lease)

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

    async def open(self, sendings: Sequence[Sending]) -> tuple[Opened | Lost, ...]:
        """Return what entries of one receiver tell; those that have ended are let go."""
        if not sendings:
            return ()
        found = await scripts.open_entries(self._store, self._now, sendings, shown=MOST_MEMBERS)
        pairs = zip(sendings, found, strict=True)
        return tuple(_opened(sending, row) for sending, row in pairs if row is not None)

    async def hold(self, sending: Sending, why: Hold | Gather) -> Held | None:
        """Put the entry aside; None if another sender has it now, or it has ended."""
        until = milliseconds(why.until) if isinstance(why, Hold) else None
        first = await scripts.hold(
            self._store, self._now, sending, reason=why.reason, detail=why.detail, until=until
        )
        if first is None:
            return None
        at = why.until if isinstance(why, Hold) else why.at
        return Held(reason=why.reason, until=at, detail=why.detail, first=bool(first))

    async def begin(self, opened: Opened, terms: Terms) -> Attempt | Held | Dead | None:
        """Count the attempt and return it, unless it has to wait or is given up; None if it has
        ended, or another sender has it now.
        """
        conditions = self._conditions(terms, is_bundle=isinstance(opened.message, Bundle))
        begun = await scripts.begin(self._store, self._now, opened.sending, conditions)
        match begun:
            case None:
                return None
            case [b"dead"]:
                return Dead(detail=conditions.worn)
            case [b"held", reason, until, detail, first]:
                return Held(
                    reason=Restraint(reason.decode()),
                    until=_moment(until),
                    detail=detail.decode(),
                    first=bool(first),
                )
            case _:
                return _attempt(opened, *begun[1:])

    async def done(
        self, sending: Sending, outcome: Outcome, sign: Sign | None, terms: Terms
    ) -> Effects:
        """Store what became of the attempt, if the sender still holds the entry.

        That the receiver took it is stored whoever says so: it is not sent again.
        """
        ending = _ending(outcome, sign, terms)
        open_until, closed = await scripts.done(self._store, self._now, sending, ending)
        return Effects(open_until=_moment(open_until) if open_until else None, closed=closed)

    async def hand_back(self, sending: Sending) -> None:
        """Give the entry back untried, for any sender; the attempt does not count."""
        await scripts.hand_back(self._store, self._now, sending)

    async def due(self, now: datetime) -> int:
        """Move the entries whose time has come back to their receivers; return how many."""
        moved, until = 0, milliseconds(now)
        while True:
            some = await scripts.due(self._store, self._now, until=until, limit=MOVED_AT_ONCE)
            moved += some
            if some < MOVED_AT_ONCE:
                return moved

    async def rouse(self, receiver: str, terms: Terms) -> Gathered:
        """Move back what waits at the receiver for a reason that is over."""
        conditions = self._conditions(terms, is_bundle=False)
        while True:
            moved, digest, digested, summary, summary_due = await scripts.rouse(
                self._store, self._now, receiver, conditions, limit=MOVED_AT_ONCE
            )
            if moved < MOVED_AT_ONCE:
                return Gathered(
                    digest=digest,
                    digested=_moment(digested),
                    summary=summary,
                    summary_due=_moment(summary_due),
                )

    async def bundle(self, bundle: Bundle, *, part: int, most: int, is_told: bool) -> int | None:
        """Store the bundle with those gathered for its reason; None if it was made before."""
        gathering = Gathering(
            reason=bundle.reason,
            at=milliseconds(bundle.at),
            part=part,
            is_told=is_told,
            limit=most,
        )
        sending = Sending(entry="", alert=bundle.id, receiver=bundle.receiver)
        record = bundle_record(bundle)
        made = await scripts.bundle(self._store, self._now, sending, gathering, record)
        return made if made >= 0 else None

    async def wake(self, reason: Restraint, receiver: str | None = None) -> int:
        """Make what is held for that reason due now; return how many."""
        return await wake(self._store, self._now, reason, receiver)

    async def owed(self) -> int:
        """Return how many pairs of alert and receiver are neither delivered nor dead."""
        count: int = await self._store.ask("SCARD", keys.OWED)
        return count

    @property
    def _now(self) -> Now:
        return Now(at=self._clock.now(), retention=self._retention)

    def _stream(self, receiver: str) -> LeasedStream:
        if receiver not in self._streams:
            name = keys.outbox(receiver)
            self._streams[receiver] = LeasedStream(self._store, name, lease=self._lease)
        return self._streams[receiver]

    def _conditions(self, terms: Terms, *, is_bundle: bool) -> Conditions:
        throttle = terms.throttle
        return Conditions(
            most_attempts=terms.most,
            patience=_milliseconds(terms.patience),
            lease=_milliseconds(self._lease),
            most_sent=throttle.most if throttle is not None else 0,
            window=_milliseconds(throttle.per) if throttle is not None else 0,
            differ=keys.CLOCKS_DIFFER * 1000,
            is_bundle=is_bundle,
            digest=terms.digest,
            quiet=terms.quiet,
            worn=f"given up: {terms.most} attempts began and none ended",
            full=f"{throttle.most} were sent in {throttle.per}" if throttle is not None else "",
            broken="the receiver does not answer",
        )


def _sending(entry: Entry, receiver: str, consumer: str) -> Sending:
    alert = AlertId(entry.fields["alert"].decode())
    return Sending(entry=f"{consumer}/{entry.id}", alert=alert, receiver=receiver)


def _opened(sending: Sending, row: Sequence[Any]) -> Opened | Lost:
    """Return the entry of a row of `open.lua`: reached, then an alert or a bundle."""
    reached, *stored = row
    if stored[0] is None:
        return Lost(sending=sending)
    is_bundle = isinstance(stored[1], int)
    message: Message = stored_bundle(*stored) if is_bundle else stored_alert(stored)
    return Opened(sending=sending, message=message, reached=names(reached))


def _attempt(opened: Opened, number: int, reached: bytes, began: int, put_off: int) -> Attempt:
    return Attempt(
        sending=opened.sending,
        message=opened.message,
        number=number,
        reached=names(reached),
        began=_moment(began),
        put_off=put_off,
    )


def _ending(outcome: Outcome, sign: Sign | None, terms: Terms) -> Ending:
    ending = Ending(
        state="delivered",
        detail=outcome.detail,
        sign=sign or "",
        strikes=terms.strikes,
        waits=tuple(_milliseconds(wait) for wait in terms.waits),
    )
    match outcome:
        case Delivered():
            return ending
        case Retry(at=at, reached=reached):
            return replace(ending, state="retry", at=milliseconds(at), reached="\n".join(reached))
        case Dead(reached=reached, pauses=pauses):
            return replace(ending, state="dead", reached="\n".join(reached), pauses=pauses)
        case _:
            assert_never(outcome)


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _moment(milliseconds_: bytes | int) -> datetime | None:
    if milliseconds_ == b"":
        return None
    return datetime.fromtimestamp(int(milliseconds_) / 1000, UTC)
