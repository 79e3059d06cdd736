"""The scripts of delivery as typed functions (as `scripts` has the others)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.adapters import codec, keys
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import OOM, READ, load
from monitor.adapters.store import Argument, Store
from monitor.ports import Sending

OPEN = load("open", "_entries", "_delivery", flags=OOM)
HOLD = load("hold", "_entries", "_delivery", flags=OOM)
BEGIN = load("begin", "_entries", "_delivery", flags=OOM)
DONE = load("done", "_entries", "_delivery", flags=OOM)
HAND_BACK = load("hand_back", "_entries", "_delivery", flags=OOM)
DUE = load("due", "_delivery", flags=OOM)
ROUSE = load("rouse", "_delivery", flags=OOM)
WAKE = load("wake", "_delivery", flags=OOM)
BUNDLE = load("bundle", "_delivery")
REPLAY = load("replay", "_delivery")
RETRY_NOW = load("retry_now", "_delivery", flags=OOM)
ENABLE = load("enable", flags=OOM)
WAIVE = load("waive", "_delivery", flags=OOM)
LATEST_DELIVERIES = load("latest_deliveries", "_delivery", flags=READ)
DEAD_LETTERS = load("dead_letters", "_delivery", flags=READ)
LATEST_ALERTS = load("latest_alerts", flags=READ)
BUNDLE_READ = load("bundle_read", flags=READ)
RECEPTION = load("reception", flags=READ)

FIXED: dict[str, Any] = {
    "retries": keys.RETRIES,
    "owed": keys.OWED,
    "deliveries": keys.DELIVERIES,
    "dead": keys.DEAD,
    "waiting": keys.WAITING,
    "outbox": keys.outbox(""),
    "delivery": keys.delivery("", "").removesuffix(":"),
    "restrained": keys.restrained("", "").removesuffix(":"),
    "died": keys.died(""),
    "bundle": keys.bundle(""),
    "alert": keys.alert(""),
    "message": keys.alert(""),
    "group": keys.GROUP,
}
"""What `_delivery.lua` calls `names`, but for the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The time by our clock, and how long is kept what became of deliveries."""

    at: datetime
    retention: Retention

    def names(self, **more: str) -> bytes:
        """Return the names of keys as scripts take them, with the time, and what else they ask."""
        times = {
            "now": milliseconds(self.at),
            "oldest": milliseconds(self.at - self.retention.developments),
            "ttl": self.retention.developments_ttl,
        }
        return codec.encode({**FIXED, **times, **more})

    def of(self, sending: Sending) -> bytes:
        """Return the names for a step of what is sent, by who holds its entry."""
        consumer, entry = in_hand(sending)
        at = {"alert": sending.alert, "receiver": sending.receiver}
        return self.names(entry=entry, consumer=consumer, **at)


def in_hand(sending: Sending) -> tuple[str, str]:
    """Return the consumer that holds the entry, and the entry's id in its stream."""
    consumer, _, entry = sending.entry.rpartition("/")
    return consumer, entry


def _steps(sending: Sending) -> list[str]:
    return [keys.outbox(sending.receiver), keys.delivery(sending.alert, sending.receiver)]


async def open_entries(
    store: Store, now: Now, sendings: Sequence[Sending], *, shown: int
) -> list[list[Any] | None]:
    """Return what is stored of each entry of one receiver, None for one that has ended; of a bundle
    so many members are `shown`.
    """
    receiver = sendings[0].receiver
    order: list[Argument] = [now.names(receiver=receiver), shown]
    for sending in sendings:
        order += [in_hand(sending)[1], sending.alert]
    found: list[list[Any] | None] = await store.run(OPEN, [keys.outbox(receiver)], order)
    return found


async def hold(
    store: Store, now: Now, sending: Sending, *, reason: str, detail: str, until: int | None
) -> int | None:
    """Put an entry aside until that time (ms) or, without one, until the reason is over; return 1
    if it is the first time, None if another holds the entry.
    """
    order = (now.of(sending), reason, detail, "" if until is None else until)
    first: int | None = await store.run(HOLD, _steps(sending), order)
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The terms of an attempt as scripts take them: times in ms; `most_sent` 0: no throttle.

    `lease`: after which a probe of the breaker counts as died; `differ`: by how much the clocks of
    nodes may; the texts say why an entry waits.
    """

    most_attempts: int
    patience: int
    lease: int
    most_sent: int
    window: int
    differ: int
    is_bundle: bool
    digest: bool
    quiet: bool
    worn: str
    full: str
    broken: str


async def begin(
    store: Store, now: Now, sending: Sending, conditions: Conditions
) -> list[Any] | None:
    """Count an attempt, or put the entry aside, or end it; return which, as `begin.lua` does."""
    more = (keys.reception(sending.receiver), keys.throttle(sending.receiver))
    order = (now.of(sending), codec.encode(conditions))
    begun: list[Any] | None = await store.run(BEGIN, [*_steps(sending), *more], order)
    return begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What became of an attempt: the state that follows, when to retry (ms), who has it, what it
    says of the receiver; after how many `strikes` its breaker opens, for how long in turn (ms).
    """

    state: str
    detail: str
    at: int = 0
    reached: str = ""
    pauses: bool = False
    sign: str = ""
    strikes: int = 0
    waits: tuple[int, ...] = ()


async def done(store: Store, now: Now, sending: Sending, ending: Ending) -> tuple[int, bool]:
    """Store the outcome of an attempt; return until when (ms, or 0) the breaker opened by it, and
    whether it closed.
    """
    names = [*_steps(sending), keys.reception(sending.receiver)]
    open_until, closed = await store.run(DONE, names, [now.of(sending), codec.encode(ending)])
    return open_until, bool(closed)


async def hand_back(store: Store, now: Now, sending: Sending) -> bool:
    """Queue an entry again, untried; False if another holds it."""
    more = (keys.reception(sending.receiver), keys.throttle(sending.receiver))
    return bool(await store.run(HAND_BACK, [*_steps(sending), *more], [now.of(sending)]))


async def due(store: Store, now: Now, *, until: int, limit: int) -> int:
    """Queue entries whose time (ms) has come; return how many."""
    moved: int = await store.run(DUE, [keys.RETRIES], [now.names(), until, limit])
    return moved


async def rouse(
    store: Store, now: Now, receiver: str, conditions: Conditions, *, limit: int
) -> list[Any]:
    """Queue what waits at the receiver for reasons that are over; return what `rouse.lua` does."""
    order = (now.names(receiver=receiver), codec.encode(conditions), limit)
    found: list[Any] = await store.run(ROUSE, [keys.reception(receiver)], order)
    return found


async def wake(store: Store, now: Now, receiver: str, *, reason: str, limit: int) -> int:
    """Queue what waits at the receiver for the reason; return how many."""
    names = [keys.restrained(receiver, reason)]
    woken: int = await store.run(WAKE, names, [now.names(), receiver, reason, limit])
    return woken


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A bundle to be made: of what was gathered for the reason, due at (ms), up to the limit;
    `is_told`: though it is empty.
    """

    reason: str
    at: int
    part: int
    is_told: bool
    limit: int


async def bundle(
    store: Store, now: Now, sending: Sending, gathering: Gathering, record: bytes
) -> int:
    """Make the bundle; return its members, -1 if it was made before."""
    own = [keys.alert(sending.alert), keys.bundle(sending.alert), keys.reception(sending.receiver)]
    names = now.names(alert=sending.alert, receiver=sending.receiver)
    order = (names, codec.encode(gathering), record)
    members: int = await store.run(BUNDLE, [*_steps(sending), *own], order)
    return members


async def replay(store: Store, now: Now, sending: Sending) -> bool:
    """Queue a dead delivery again; False if there is none."""
    names = [*_steps(sending), keys.alert(sending.alert)]
    order = (now.names(), sending.alert, sending.receiver)
    return bool(await store.run(REPLAY, names, order))


async def retry_now(store: Store, now: Now, sending: Sending) -> bool:
    """Queue what waits; False if it does not, or is part of a bundle."""
    order = (now.names(), sending.alert, sending.receiver)
    return bool(await store.run(RETRY_NOW, _steps(sending), order))


async def enable(store: Store, receiver: str) -> bool:
    """End a pause and close the breaker; False if neither was on."""
    return bool(await store.run(ENABLE, [keys.reception(receiver)]))


async def waive(
    store: Store, now: Now, receiver: str, *, detail: str, alerts: Sequence[str]
) -> int:
    """End what is owed of these alerts to the receiver; return how many were."""
    order = (now.names(), receiver, detail, codec.encode(list(alerts)))
    waived: int = await store.run(WAIVE, [keys.OWED], order)
    return waived


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Ranks of an index, both counted, newest first."""

    first: int
    last: int


async def latest_deliveries(
    store: Store, now: Now, index: str, span: Span, *, receiver: str = "", state: str = ""
) -> tuple[int, list[list[Any]]]:
    """Return how many deliveries were looked at, and the rows of those that fit."""
    order = (now.names(), span.first, span.last, receiver, state)
    looked, rows = await store.run(LATEST_DELIVERIES, [index], order)
    return looked, rows


async def dead_letters(
    store: Store, now: Now, *, before: str, limit: int
) -> tuple[str, list[list[Any]]]:
    """Return the last dead letter looked at (empty: no more), and rows of those that are dead."""
    last, rows = await store.run(DEAD_LETTERS, [keys.DEAD], [now.names(), before, limit])
    return last.decode(), rows


async def latest_alerts(
    store: Store, span: Span, *, since: Argument, before: str
) -> tuple[int, list[list[Any]]]:
    """Return how many alerts were looked at, and what is stored of those that are kept."""
    order = (keys.alert(""), since, span.first, span.last, before)
    looked, rows = await store.run(LATEST_ALERTS, [keys.ALERTS], order)
    return looked, rows


async def bundle_read(store: Store, name: str, *, limit: int) -> list[Any] | None:
    """Return the record of a bundle, its size, and what is stored of its first members."""
    names = [keys.alert(name), keys.bundle(name)]
    found: list[Any] | None = await store.run(BUNDLE_READ, names, [keys.alert(""), limit])
    return found


async def reception(
    store: Store, receiver: str, reasons: Sequence[str]
) -> tuple[list[bytes], list[int]]:
    """Return what is known of the receiver (fields and values), how many are queued and dead there,
    and how many wait for each reason.
    """
    names = [keys.reception(receiver), keys.outbox(receiver), keys.died(receiver)]
    waiting = [keys.restrained(receiver, reason) for reason in reasons]
    fields, counts = await store.run(RECEPTION, [*names, *waiting])
    return fields, counts
