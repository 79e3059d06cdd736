"""Sites: what the robots.txt of those asked last allows, within bounds of number and size."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import anyio

from monitor.fetch.robots import KEPT, Standing

Site = tuple[str, str, int]
MOST_REMEMBERED = 20_000_000
"""So many characters of rules are remembered; what is parsed of them takes some times as much."""


class Sites:
    """Remembers the standing of `most` sites; each is asked about by one at a time."""

    def __init__(self, most: int, most_remembered: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._most_remembered = most_remembered
        self._remembered = 0
        self._known: OrderedDict[Site, Standing] = OrderedDict()
        self._asking: dict[Site, anyio.Lock] = {}

    async def standing(
        self, site: Site, now: datetime, ask: Callable[[], Awaitable[Standing]]
    ) -> Standing:
        """Return what is known of the site, or what `ask` tells if that is too old, or of a time
        that is yet to come: then the clock was set back.
        """
        async with self._alone(site):
            known = self._known.get(site)
            if known is None or not now < known.until <= now + KEPT:
                known = await ask()
                self._forget(site)
                self._known[site] = known
                self._remembered += known.rules.weight
            self._known.move_to_end(site)
            while len(self._known) > self._most or self._remembered > self._most_remembered:
                self._forget(next(iter(self._known)))
        return known

    def _forget(self, site: Site) -> None:
        known = self._known.pop(site, None)
        if known is not None:
            self._remembered -= known.rules.weight

    @asynccontextmanager
    async def _alone(self, site: Site) -> AsyncIterator[None]:
        lock = self._asking.setdefault(site, anyio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.statistics().locked and not lock.statistics().tasks_waiting:
                self._asking.pop(site, None)
