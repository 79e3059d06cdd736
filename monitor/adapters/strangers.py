"""What is owed to receivers that nobody sends to: they were renamed, or taken out."""

from collections import Counter
from collections.abc import Collection

from monitor.adapters import keys
from monitor.adapters.store import Store

LOOKED_AT_ONCE = 1_000


async def owed_to_strangers(store: Store, known: Collection[str]) -> dict[str, int]:
    """Return how many deliveries are owed to each receiver that is not among those known, by name.

    What changes meanwhile may be counted or not.
    """
    owed: Counter[str] = Counter()
    cursor = b"0"
    while True:
        cursor, members = await store.ask("SSCAN", keys.OWED, cursor, "COUNT", LOOKED_AT_ONCE)
        receivers = (member.decode().partition("|")[2] for member in members)
        owed.update(name for name in receivers if name not in known)
        if cursor == b"0":
            return dict(sorted(owed.items()))
