"""What is owed to receivers that nobody sends to: they were renamed, or taken out."""

from collections import Counter
from collections.abc import AsyncIterator, Collection

from monitor.adapters import delivery_scripts as scripts
from monitor.adapters import keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.store import Store

LOOKED_AT_ONCE = 1_000


async def owed_to_strangers(store: Store, known: Collection[str]) -> dict[str, int]:
    """Return how many deliveries are owed to each receiver that is not among those known, by name.

    What changes meanwhile may be counted or not.
    """
    owed: Counter[str] = Counter()
    async for found in _owed(store):
        owed.update(receiver for _, receiver in found if receiver not in known)
    return dict(sorted(owed.items()))


async def waive(store: Store, now: Now, receiver: str, detail: str) -> int:
    """End all that is owed to the receiver as withdrawn, for that reason; return how much was.

    May be done again: what was left by one that died meanwhile ends then.
    """
    waived = 0
    async for found in _owed(store):
        alerts = [alert for alert, name in found if name == receiver]
        if alerts:
            waived += await scripts.waive(store, now, receiver, detail=detail, alerts=alerts)
    await _clear(store, receiver)
    return waived


async def _owed(store: Store) -> AsyncIterator[list[tuple[str, str]]]:
    """Give alert and receiver of all that is owed, some at a time."""
    cursor = b"0"
    while True:
        cursor, members = await store.ask("SSCAN", keys.OWED, cursor, "COUNT", LOOKED_AT_ONCE)
        parts = (member.decode().partition("|") for member in members)
        yield [(alert, receiver) for alert, _, receiver in parts]
        if cursor == b"0":
            return


async def _clear(store: Store, receiver: str) -> None:
    """Remove the entries of what is not owed to the receiver from its stream."""
    stream, first = keys.outbox(receiver), "-"
    while True:
        rows = await store.ask("XRANGE", stream, first, "+", "COUNT", LOOKED_AT_ONCE)
        for entry, flat in rows:
            alert = dict(zip(flat[::2], flat[1::2], strict=True))[b"alert"].decode()
            if not await store.ask("SISMEMBER", keys.OWED, keys.member(alert, receiver)):
                await store.ask("XACK", stream, keys.GROUP, entry)
                await store.ask("XDEL", stream, entry)
        if len(rows) < LOOKED_AT_ONCE:
            return
        first = f"({rows[-1][0].decode()}"
