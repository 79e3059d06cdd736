"""What second opinions cost and said, in the store: one budget and one memory for all nodes."""

from datetime import date, timedelta

from monitor.adapters import keys, scripts
from monitor.adapters.store import Store
from monitor.model.opinion import Allowance

NO_BOUND = Allowance(calls=-1, tokens=-1)


class RedisPurse:
    """The port `Purse`; raises `StoreUnreachable` and `StoreFull` as the store does."""

    def __init__(self, store: Store, *, life: timedelta) -> None:
        """`life`: how long an answer is kept."""
        self._store = store
        self._life = max(1, int(life.total_seconds()))

    async def answer(self, key: str) -> str | None:
        """Return the answer kept under the key, if it is not too old."""
        kept: bytes | None = await self._store.ask("GET", keys.opinion(key))
        return kept.decode() if kept is not None else None

    async def keep(self, key: str, answer: str) -> None:
        """Keep the answer for its time."""
        await self._store.ask("SET", keys.opinion(key), answer, "EX", self._life)

    async def reserve(self, day: date, tokens: int, most: Allowance) -> bool:
        """Count one call and these tokens to the day; False, and none counted, past the most."""
        return await scripts.spend(self._store, day, Allowance(calls=1, tokens=tokens), most)

    async def settle(self, day: date, tokens: int) -> None:
        """Count so many tokens more (or, below zero, fewer) than were reserved."""
        await scripts.spend(self._store, day, Allowance(calls=0, tokens=tokens), NO_BOUND)
