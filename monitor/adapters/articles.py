"""Articles remembered in Redis: found again by page, by content and by MinHash band.

Each article gets a number. Its record lies with ninety-nine others in one hash; page, content and
bands lead to the numbers. All of a time bucket goes at once when it is old.
"""

from datetime import datetime
from typing import Any

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import BAND_SHARDS, URL_SHARDS, Place, Retention, place
from monitor.adapters.store import Argument, Store
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.verdict import Trace
from monitor.ports import Clock

MOST_NEIGHBOURS = 64
NOWHERE: tuple[Argument, Argument] = ("", "")
KINDS = ("pages", "contents", "bands", "articles")


class RedisArticles:
    """Reads what is remembered of articles."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        """Articles are remembered for `retention.articles`, and up to a third of it longer."""
        self._store = store
        self._clock = clock
        self._retention = retention

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return remembered states of articles: of the same URL, the same content, most bands.

        Among equals the latest comes first; at most 64. One mark leads to the first article that
        had it and to the latest three.
        """
        buckets = self._retention.buckets(self._clock.now())
        starts = [keys.bucketed(kind, bucket) for bucket in buckets for kind in KINDS]
        page = _argument(place(url, URL_SHARDS)) if url is not None else NOWHERE
        places: list[Argument] = [*page, *_argument(place(fingerprint.content, URL_SHARDS))]
        for band in (*fingerprint.bands, *fingerprint.sought):
            places += _argument(place(band, BAND_SHARDS))
        records = await scripts.neighbours(self._store, starts, places, limit=MOST_NEIGHBOURS)
        return tuple(codec.decode_remembered(record) for record in records)

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return the road of the article, if it is still kept."""
        stored = await self._store.ask("GET", keys.trace(article))
        return codec.decode_trace(stored) if stored is not None else None


def article_plan(remembered: Remembered, retention: Retention, now: datetime) -> dict[str, Any]:
    """Return what `commit.lua` needs to store the article: names of hashes, and fields in them."""
    bucket = retention.bucket(now)
    seen = remembered.fingerprint
    marks = [_mark("contents", bucket, place(seen.content, URL_SHARDS))]
    marks += [_mark("bands", bucket, place(band, BAND_SHARDS)) for band in seen.bands]
    if remembered.url is not None:
        marks.append(_mark("pages", bucket, place(remembered.url, URL_SHARDS)))
    return {
        "records": keys.bucketed("articles", bucket),
        "size": keys.ARTICLES_A_HASH,
        "marks": marks,
    }


def _mark(kind: str, bucket: int, at: Place) -> tuple[str, str]:
    return (f"{keys.bucketed(kind, bucket)}{at.shard}", at.field)


def _argument(at: Place) -> tuple[Argument, Argument]:
    return (at.shard, at.field)
