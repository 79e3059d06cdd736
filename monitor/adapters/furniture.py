"""Lines that stood on an outlet's pages, counted in Redis: small hashes by time bucket and shard.

A line takes some twenty bytes, and is forgotten a week and a half after it was last seen.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import blake2b

from monitor.adapters import keys, scripts
from monitor.adapters.keys import LINE_SHARDS, Retention, place
from monitor.adapters.store import Argument, Store
from monitor.model.article import ArticleId
from monitor.model.sighting import Sighting, Sightings
from monitor.ports import Clock

KEPT = Retention(articles=timedelta(days=9))
WIDESPREAD = 6
"""On so many pages a line is no sign any more that two of them print the same text."""
MOST_LINES = 20_000
"""Of one outlet in one time bucket (three days); further ones are not learnt."""
EVERY_PAGE = ""
"""The line that every page has: it counts them."""


class RedisFurniture:
    """The port `Furniture`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """The clock tells the day of a sighting, and in which time bucket to look."""
        self._store = store
        self._clock = clock

    async def seen(self, outlet: str, page: ArticleId, lines: tuple[str, ...]) -> Sightings:
        """Count the lines of the page, in one step, and return what other pages say of them."""
        now = self._clock.now()
        name = outlet.casefold()
        places: list[Argument] = []
        for line in (EVERY_PAGE, *lines):
            at = place(f"{name}\n{line}", LINE_SHARDS)
            places += [at.shard, at.field[:8]]
        buckets = KEPT.buckets(now)
        told = await scripts.sight(
            self._store,
            scripts.Sight(
                page=_short(page),
                day=now.date().toordinal() % 1_000,
                ttl=KEPT.bucket_ttl,
                widespread=WIDESPREAD,
                most=MOST_LINES,
                outlet=_short(name),
                counted=keys.bucketed("lines", buckets[0]) + "outlets",
                starts=[keys.bucketed("lines", bucket) for bucket in buckets],
                places=places,
            ),
        )
        first, *rest = (
            Sighting(pages=pages, days=days)
            for pages, days in zip(told[::2], told[1::2], strict=True)
        )
        return Sightings(pages=first.pages, lines=tuple(rest))


def _short(name: str) -> str:
    """Return four characters that stand for a page among few, or an outlet: 24 bits."""
    return urlsafe_b64encode(blake2b(name.encode(), digest_size=3).digest()).decode()
