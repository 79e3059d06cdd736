"""The scripts of polling as typed functions (as `scripts` has the others)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.adapters import keys
from monitor.adapters.scripts import OOM, load
from monitor.adapters.store import Argument, Store

REGISTER = load("register")
CLAIM = load("claim", "_time", flags=OOM)
FINISH = load("finish", "_alerts")


async def register(store: Store, first_due: Mapping[str, int]) -> int:
    """Make these sources due (ms) and forget others; return how many were forgotten."""
    pairs: list[Argument] = []
    for source, due in first_due.items():
        pairs += [source, due]
    forgotten: int = await store.run(REGISTER, [keys.POLLS_DUE, keys.POLLS_HEALTH], pairs)
    return forgotten


async def claim(store: Store, *, limit: int, lease: int) -> list[bytes]:
    """Return due sources; each is due again after the lease (ms)."""
    claimed: list[bytes] = await store.run(CLAIM, [keys.POLLS_DUE], [limit, lease])
    return claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One poll: times in ms, lives in s; a find: shard, field, updated, hint, payload.

    `number`: how many polls there were with it; `plan`: of its alerts, as in `commit`, or empty.
    """

    source: str
    due: int
    state: bytes
    state_ttl: int
    bucket_ttl: int
    number: int
    health: str
    plan: bytes
    seen: Sequence[str]
    finds: Sequence[Argument]


async def finish(store: Store, polled: Polled) -> int:
    """Store a poll and its alerts, unless a later one was, and queue its unseen finds; return how
    many.
    """
    fixed = [keys.POLLS_DUE, keys.poll_state(polled.source), keys.WORK, keys.PENDING]
    told = [keys.POLLS_HEALTH, keys.ALERTS, keys.DELIVERIES, keys.OWED]
    head = (polled.source, polled.due, polled.state, polled.state_ttl, polled.bucket_ttl)
    more = (polled.number, polled.health, polled.plan)
    queued: int = await store.run(
        FINISH, [*fixed, *told, *polled.seen], [*head, *more, *polled.finds]
    )
    return queued
