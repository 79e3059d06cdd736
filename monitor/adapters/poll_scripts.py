"""The scripts of polling as typed functions (as `scripts` has the others)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.adapters import keys
from monitor.adapters.scripts import OOM, load
from monitor.adapters.store import Argument, Store

REGISTER = load("register", "_time")
RESCHEDULE = load("reschedule", "_time", flags=OOM)
CLAIM = load("claim", "_time", flags=OOM)
FINISH = load("finish", "_alerts", "_time")


async def register(store: Store, waits: Mapping[str, int]) -> int:
    """Make these sources due after so many ms and forget others; return how many were forgotten."""
    pairs: list[Argument] = []
    for source, wait in waits.items():
        pairs += [source, wait]
    forgotten: int = await store.run(REGISTER, [keys.POLLS_DUE, keys.POLLS_HEALTH], pairs)
    return forgotten


async def reschedule(store: Store, waits: Mapping[str, int]) -> int:
    """Make those of these sources that are registered due after so many ms; return how many."""
    pairs: list[Argument] = []
    for source, wait in waits.items():
        pairs += [source, wait]
    known: int = await store.run(RESCHEDULE, [keys.POLLS_DUE], pairs)
    return known


async def claim(store: Store, *, limit: int, lease: int, longest: int) -> list[bytes]:
    """Return due sources; each is due again after the lease (ms). What is not due for longer than
    the `longest` wait (ms) is due now.
    """
    claimed: list[bytes] = await store.run(CLAIM, [keys.POLLS_DUE], [limit, lease, longest])
    return claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One poll: times in ms, lives in s; a find: shard, field, updated, hint, payload.

    `wait`: until it is due again; `number`: how many polls there were with it; `plan`: of its
    alerts, as in `commit`, or empty; `forgotten`: the kind of read that it takes back, or empty.
    """

    source: str
    wait: int
    state: bytes
    state_ttl: int
    bucket_ttl: int
    number: int
    glance: bytes
    plan: bytes
    forgotten: str
    seen: Sequence[str]
    finds: Sequence[Argument]


async def finish(store: Store, polled: Polled) -> int:
    """Store a poll and its alerts, unless a later one was, and queue its unseen finds; return how
    many.
    """
    fixed = [keys.POLLS_DUE, keys.poll_state(polled.source), keys.WORK, keys.PENDING]
    told = [keys.POLLS_HEALTH, keys.ALERTS, keys.DELIVERIES, keys.OWED, keys.reads(polled.source)]
    head = (polled.source, polled.wait, polled.state, polled.state_ttl, polled.bucket_ttl)
    more = (polled.number, polled.glance, polled.plan, polled.forgotten)
    queued: int = await store.run(
        FINISH, [*fixed, *told, *polled.seen], [*head, *more, *polled.finds]
    )
    return queued
