"""Lanes: work for one host takes few of the places that all share, and slow hosts, all of them
together, take half at most. So a host that hangs holds up nobody but itself.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

import anyio

SLOW = 5.0
"""Seconds of a piece of work after which its lane counts as slow, until one is quicker."""
MOST_REMEMBERED = 10_000
SHORTEST_WAIT = timedelta(milliseconds=100)
LONGEST_WAIT = timedelta(hours=6)

Places = anyio.CapacityLimiter


class Lane(NamedTuple):
    """Whose work it is, and how much of it may go on at once; only that of hosts `narrows`."""

    name: str
    width: int
    narrows: bool = True


class Lanes:
    """So many places (`most`), given out by lane: who holds one lets go of it by closing it.

    Work may need several lanes, such as that of its host and that of its source. How lanes do is
    remembered of so many (`remembered`).
    """

    def __init__(self, most: int, *, remembered: int = MOST_REMEMBERED) -> None:
        self._remembered = remembered
        self._all = Places(most)
        self._for_slow = Places(max(1, most // 2))
        self._lanes: dict[str, Places] = {}
        self._takes: OrderedDict[str, float] = OrderedDict()
        self._turns: OrderedDict[str, datetime] = OrderedDict()
        self._left = anyio.Event()

    @property
    def free(self) -> int:
        """Return how many places are free."""
        return int(self._all.available_tokens)

    async def some_free(self) -> None:
        """Wait until a place is free."""
        while not self.free:
            await self._left.wait()

    def entered(self, *lanes: Lane) -> ExitStack | None:
        """Return a place, or None if one of the lanes has no room now."""
        with ExitStack() as held:
            try:
                for places in self._needed(lanes):
                    places.acquire_on_behalf_of_nowait(held)
                    held.callback(places.release_on_behalf_of, held)
            except anyio.WouldBlock:
                return None
            return self._kept(held, lanes)

    async def enter(self, *lanes: Lane) -> ExitStack:
        """Wait for a place, first come first served in each lane, and return it."""
        with ExitStack() as held:
            for places in self._needed(lanes):
                await places.acquire_on_behalf_of(held)
                held.callback(places.release_on_behalf_of, held)
            return self._kept(held, lanes)

    def is_full(self, lane: Lane) -> bool:
        """Return whether the lane itself has no room."""
        return lane.name in self._lanes and self._lanes[lane.name].available_tokens <= 0

    def later(self, lane: Lane, now: datetime, apart: timedelta) -> datetime:
        """Return when to try again for a lane without room: as far apart as its work ends, and
        `apart` at least.
        """
        pace = timedelta(seconds=self._takes.get(lane.name, 0.0) / lane.width)
        at = max(self._turns.pop(lane.name, now), now) + max(apart, pace, SHORTEST_WAIT)
        self._turns[lane.name] = at = min(at, now + LONGEST_WAIT)
        self._forget(self._turns)
        return at

    def _needed(self, lanes: tuple[Lane, ...]) -> Iterator[Places]:
        """Yield where a place is needed: the lanes come first, for there one waits long."""
        slow = [one.narrows and self._takes.get(one.name, 0.0) >= SLOW for one in lanes]
        for lane, is_slow in zip(lanes, slow, strict=True):
            mine = self._lanes.setdefault(lane.name, Places(lane.width))
            mine.total_tokens = 1 if is_slow else lane.width
            yield mine
        if any(slow):
            yield self._for_slow
        yield self._all

    def _kept(self, held: ExitStack, lanes: tuple[Lane, ...]) -> ExitStack:
        """Return the place, beyond the block that it was taken in."""
        kept = ExitStack()
        kept.enter_context(self._visit(lanes))
        kept.push(held.pop_all())
        return kept

    @contextmanager
    def _visit(self, lanes: tuple[Lane, ...]) -> Iterator[None]:
        began = anyio.current_time()
        try:
            yield
        finally:
            for lane in lanes:
                spent = anyio.current_time() - began
                before = self._takes.pop(lane.name, spent)
                self._takes[lane.name] = spent if lane.narrows else (3 * before + spent) / 4
                self._close(lane.name)
            self._forget(self._takes)
            self._left.set()
            self._left = anyio.Event()

    def _close(self, name: str) -> None:
        """Forget the lane if nobody is in it or waits for it."""
        mine = self._lanes.get(name)
        told = mine.statistics() if mine is not None else None
        if told is not None and not told.borrowed_tokens and not told.tasks_waiting:
            del self._lanes[name]

    def _forget(self, known: OrderedDict[str, float] | OrderedDict[str, datetime]) -> None:
        while len(known) > self._remembered:
            known.popitem(last=False)
