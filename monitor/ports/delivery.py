"""What lies between alerts and receivers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.alert import Alert, AlertId, Dead, Delivery, Outcome, Place, Response
from monitor.model.restraint import (
    Bundle,
    Gather,
    Held,
    Hold,
    Message,
    Reception,
    Restraint,
    Sign,
    Silence,
    Terms,
)
from monitor.model.watchlist import Kind, Receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An outbox entry in the hands of one sender."""

    entry: str
    alert: AlertId
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An entry that was looked into: what it is to tell, and whom it has reached already."""

    sending: Sending
    message: Message
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """An entry of an alert that is no longer stored."""

    sending: Sending


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A send that was counted before it is made: the message, the number of this attempt (from 1),
    and the recipients that have it already.

    `began`: when it was first tried or put off by the breaker; `put_off`: how often that was.
    """

    sending: Sending
    message: Message
    number: int
    reached: tuple[str, ...] = ()
    began: datetime | None = None
    put_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What the end of an attempt changed at the receiver: its breaker is `open_until` then, or was
    `closed`.
    """

    open_until: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What waits for the receiver's next bundles: how many alerts for its digest and its summary,
    when the digest before was due, and when the summary is (None: neither is known).
    """

    digest: int = 0
    digested: datetime | None = None
    summary: int = 0
    summary_due: datetime | None = None


class Outbox(Protocol):
    """Alerts owed to receivers; an entry leaves only as delivered, dead or withdrawn.

    Each method is one step, wholly done or not at all, and safe to be done again; `bundle` and
    those that return how many were moved are steps of a bounded size, done until nothing is left.
    """

    async def take(
        self, receiver: str, *, consumer: str, count: int, wait: timedelta
    ) -> tuple[Sending, ...]:
        """Return up to `count` entries of the receiver, own unfinished ones and those of dead
        senders first.
        """
        ...

    async def open(self, sendings: Sequence[Sending]) -> tuple[Opened | Lost, ...]:
        """Return what entries of one receiver tell; those that have ended are let go."""
        ...

    async def hold(self, sending: Sending, why: Hold | Gather) -> Held | None:
        """Put the entry aside until the moment, or among those of the receiver's next bundle; None
        if another sender has it now, or it has ended.
        """
        ...

    async def begin(self, opened: Opened, terms: Terms) -> Attempt | Held | Dead | None:
        """Count the attempt and return it, unless the receiver is paused, its breaker open or its
        throttle full (it waits then), or too many attempts were counted (it is dead then).

        None if it has ended, or another sender has it now.
        """
        ...

    async def done(
        self, sending: Sending, outcome: Outcome, sign: Sign | None, terms: Terms
    ) -> Effects:
        """Store what became of the attempt, and of the members of a bundle, and what it says of
        the receiver; acknowledge. A retry is kept for its time.
        """
        ...

    async def hand_back(self, sending: Sending) -> None:
        """Give the entry back untried (a stop came first): the attempt does not count."""
        ...

    async def due(self, now: datetime) -> int:
        """Move the entries whose time has come back to their receivers; return how many."""
        ...

    async def rouse(self, receiver: str, terms: Terms) -> Gathered:
        """Move back what waits for a reason that is over: the breaker closed, may be tried again by
        one, or put it off for too long; a pause ended; there is no digest, throttle or quiet hours
        any more.
        """
        ...

    async def bundle(self, bundle: Bundle, *, part: int, most: int, is_told: bool) -> int | None:
        """Store the bundle, owed to its receiver, with up to so many of those that were gathered
        for its reason as its members, and return how many these are; without any it is stored only
        if it `is_told` even so. Parts are made the highest first: part 0 notes that all are.

        None if it was made before.
        """
        ...

    async def wake(self, reason: Restraint, receiver: str | None = None) -> int:
        """Make what is held for that reason (at any receiver, if none is named) due now: the rules
        are looked at again; return how many.
        """
        ...

    async def owed(self) -> int:
        """Return how many entries are neither delivered nor dead."""
        ...


class Ledger(Protocol):
    """What was told, and what became of it at each receiver."""

    async def deliveries(
        self,
        *,
        limit: int,
        receiver: str | None = None,
        state: str | None = None,
        alert: AlertId | None = None,
        before: Place | None = None,
    ) -> tuple[Delivery, ...]:
        """Return the latest deliveries (of that receiver, state, alert), changed last first; those
        that come after the place `before` in this order, if it is given.
        """
        ...

    async def delivery(self, alert: AlertId, receiver: str) -> Delivery | None:
        """Return the state of an alert or bundle at a receiver."""
        ...

    async def dead(self, *, limit: int, receiver: str | None = None) -> tuple[Delivery, ...]:
        """Return what is dead now (at that receiver), the latest first; of a dead bundle the bundle
        alone.
        """
        ...

    async def alerts(
        self,
        *,
        limit: int,
        watchlist: str | None = None,
        kind: Kind | None = None,
        since: datetime | None = None,
        before: AlertId | None = None,
    ) -> tuple[Alert, ...]:
        """Return the latest alerts (for that watchlist, of that kind, since that time), newest
        first; those that come after `before` in this order, if it is given: none if it is not kept.
        """
        ...

    async def alert(self, alert: AlertId) -> Alert | None:
        """Return the alert as sent."""
        ...

    async def ids(self, start: str, *, limit: int) -> tuple[AlertId, ...]:
        """Return the ids of alerts and bundles that begin so, the first in their order."""
        ...

    async def bundle(self, bundle: AlertId) -> Bundle | None:
        """Return the bundle as sent."""
        ...

    async def members(self, bundle: AlertId, *, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries that the bundle holds."""
        ...

    async def reception(self, receiver: str) -> Reception:
        """Return how deliveries to the receiver stand."""
        ...

    async def replay(self, alert: AlertId, receiver: str) -> bool:
        """Queue a dead delivery again under the same id, a bundle with its dead members; False if
        there is none such.
        """
        ...

    async def replay_dead(self, receiver: str) -> int:
        """Queue all that is dead at the receiver again; return how many."""
        ...

    async def retry(self, alert: AlertId, receiver: str) -> bool:
        """Queue now what waits to be tried again or is held; False if it waits for neither, or in
        a bundle that was made.
        """
        ...

    async def enable(self, receiver: str) -> bool:
        """End the receiver's pause, close its breaker and queue what waited for these; False if
        neither was on.
        """
        ...


class Silences(Protocol):
    """What is not to be told for a while."""

    async def add(self, silence: Silence) -> None:
        """Keep the silence: what it matches is held from its start until its end."""
        ...

    async def active(self) -> tuple[Silence, ...]:
        """Return the silences that hold now."""
        ...

    async def kept(self) -> tuple[Silence, ...]:
        """Return those that hold, those to come, and those that ended within a month, latest end
        first.
        """
        ...

    async def expire(self, silence: str) -> bool:
        """End the silence now, and queue all that silences hold: what another one matches is held
        again. False if it is not kept; one that has ended stays as it is.
        """
        ...

    async def gathered(
        self, receiver: str, reason: Restraint, *, first: int, count: int
    ) -> tuple[Alert, ...]:
        """Return those of these ranks (longest waiting first) that wait for the receiver's next
        bundle.
        """
        ...

    async def withhold(
        self, receiver: str, gathered: Restraint, holds: Mapping[AlertId, Hold]
    ) -> dict[AlertId, Held]:
        """Let those wait by themselves that were gathered for a bundle, in one step; return those
        that do: the others wait for it no more.
        """
        ...


class Channel(Protocol):
    """A way to a receiver."""

    async def send(
        self, message: Message, receiver: Receiver, *, reached: Collection[str] = ()
    ) -> Response:
        """Try once, within the receiver's `send_limit`, all recipients but those `reached` before,
        and return what it answered; never raises for its faults.
        """
        ...
