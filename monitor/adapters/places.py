"""Places for work: given first to whose work is usually short, and kept from nobody for ever."""

from collections import OrderedDict
from heapq import heapify, heappop, heappush
from itertools import count

import anyio

BEARS = 20.0
"""Who asks for a place bears a wait of so many times as long as its work usually takes."""
UNKNOWN = 0.1
"""Seconds that work is taken to need of whom nothing is known."""
QUICK = 0.25
"""Seconds of processor that hold up nobody."""
MOST_REMEMBERED = 10_000


class Places:
    """So many places; of those who wait for one, who is due first comes first."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: list[tuple[float, int, anyio.Event]] = []
        self._numbers = count()

    async def acquire(self, due: float) -> None:
        """Wait for a place; `due` is a moment (seconds of the loop's clock)."""
        if self._free:
            self._free -= 1
            return
        mine = (due, next(self._numbers), anyio.Event())
        heappush(self._waiting, mine)
        try:
            await mine[2].wait()
        except BaseException:
            if mine[2].is_set():  # it was given while its asker was leaving
                self.release()
            else:
                self._waiting.remove(mine)
                heapify(self._waiting)
            raise

    def taken(self) -> bool:
        """Take a place if one is free now, and return whether one was."""
        if not self._free:
            return False
        self._free -= 1
        return True

    def release(self) -> None:
        """Give a place back: to who is due first, if anybody waits."""
        if self._waiting:
            heappop(self._waiting)[2].set()
        else:
            self._free += 1


class Costs:
    """How many seconds of processor the work of each usually takes.

    The latest counts for a quarter.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        """So many are remembered at the most."""
        self._most = most
        self._seconds: OrderedDict[str, float] = OrderedDict()

    def due(self, whom: str, now: float) -> float:
        """Return until when who asks now bears to wait."""
        return now + BEARS * self._seconds.get(whom, UNKNOWN)

    def is_quick(self, whom: str) -> bool:
        """Return whether the work is known to be quick."""
        return whom in self._seconds and self._seconds[whom] <= QUICK

    def note(self, whom: str, seconds: float) -> None:
        """Remember how much a piece of work took."""
        before = self._seconds.pop(whom, seconds)
        self._seconds[whom] = (3 * before + seconds) / 4
        if len(self._seconds) > self._most:
            self._seconds.popitem(last=False)
