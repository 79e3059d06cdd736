"""Reading a leased stream: own unfinished entries first, then those of the dead, then new ones."""

import asyncio
from datetime import timedelta

from monitor.adapters import keys, scripts
from monitor.adapters.scripts import Entry, Reading, entry
from monitor.adapters.store import Store

FROM_THE_START = "0"
NONE_LEFT = ""
LEASES_UNTIL_GONE = 10


class LeasedStream:
    """One stream and its consumer group. A consumer name belongs to one reader at a time."""

    def __init__(self, store: Store, name: str, *, lease: timedelta) -> None:
        """`lease`: how long an entry may stay in hand, unrenewed, before others take it over."""
        self._store = store
        self._name = name
        self._lease = int(lease.total_seconds() * 1000)
        self._cursors: dict[str, str] = {}
        self._swept: float | None = None

    def lend(self, lease: timedelta) -> None:
        """Leave entries that are handed out, and those that were, in hand for so long."""
        self._lease = int(lease.total_seconds() * 1000)

    async def ready(self, consumer: str, count: int) -> tuple[Entry, ...]:
        """Return up to `count` entries that are there now."""
        await self._sweep()
        cursor = self._cursors.get(consumer, FROM_THE_START)
        self._cursors[consumer] = NONE_LEFT
        reading = Reading(consumer=consumer, count=count, idle=self._lease, cursor=cursor)
        try:
            following, taken = await scripts.take(self._store, self._name, reading)
        except BaseException:
            self._cursors[consumer] = cursor
            raise
        self._cursors[consumer] = following
        return taken

    async def coming(self, consumer: str, count: int, seconds: float) -> tuple[Entry, ...]:
        """Return up to `count` new entries as soon as there are any; none after so many seconds.

        It may return sooner: as often as is good for noticing consumers that died meanwhile.
        """
        limit = min(seconds, self._store.reply_limit / 2)
        reply = await self._store.ask(
            *("XREADGROUP", "GROUP", keys.GROUP, consumer, "COUNT", count),
            *("BLOCK", max(1, int(limit * 1000)), "STREAMS", self._name, ">"),
        )
        return tuple(entry(id_, 1, flat) for id_, flat in reply[0][1]) if reply else ()

    async def renew(self, consumer: str, entries: tuple[str, ...]) -> int:
        """Begin the lease of entries anew; return how many the consumer still holds."""
        return await scripts.renew(self._store, self._name, consumer, entries)

    async def _sweep(self) -> None:
        """Once a lease, forget consumers that hold nothing and were not heard of for long."""
        now = asyncio.get_running_loop().time()
        if self._swept is not None and (now - self._swept) * 1000 < self._lease:
            return
        self._swept = now
        idle = self._lease * LEASES_UNTIL_GONE
        await scripts.forget_consumers(self._store, self._name, idle=idle)
