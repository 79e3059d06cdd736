"""Visits to pages in Redis, and the near misses of watchlists: what explains why nothing came."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from monitor.adapters import codec, keys
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import Note
from monitor.adapters.store import Store
from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId
from monitor.model.verdict import Trace
from monitor.model.visit import Near, Visit
from monitor.ports import Clock

SHARDS = 256
MOST_NEAR = 1_000
"""So many near misses of a watchlist are kept, the latest."""
NEAR_AT_ONCE = 100
_NOTHING = Note()


def note(visit: Visit | None, retention: Retention, now: datetime) -> Note:
    """Return the visit as scripts keep it; of None nothing is kept."""
    if visit is None:
        return _NOTHING
    at = keys.place(visit.url, SHARDS)
    return Note(
        hash=f"{keys.bucketed('visits', retention.bucket(now))}{at.shard}",
        field=at.field,
        ttl=retention.bucket_ttl,
        record=codec.encode_visit(visit),
    )


def telling(article: ArticleId) -> str:
    """Return the key of the road of the article as it was when it told something last: a later
    state of its page has the other one.
    """
    return keys.trace(f"{article}:told")


def near_misses(trace: Trace | None) -> list[dict[str, str]]:
    """Return what `commit.lua` adds to the near misses of watchlists: each once."""
    if trace is None:
        return []
    found = {
        (hearing.watchlist, decision.development)
        for decision in trace.decisions
        for hearing in decision.hearings
        if hearing.misses == 1
    }
    return [
        {"key": keys.near(watchlist), "member": f"{development}|{trace.article.id}"}
        for watchlist, development in sorted(found)
    ]


class RedisVisits:
    """Reads what came of pages, and of developments that watchlists nearly wanted."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        """Visits and near misses are kept for `retention.articles`, visits a third longer."""
        self._store = store
        self._clock = clock
        self._retention = retention

    async def visit(self, url: str) -> Visit | None:
        """Return the last visit to a canonical URL, if that is still kept."""
        at = keys.place(url, SHARDS)
        for bucket in self._retention.buckets(self._clock.now()):
            name = f"{keys.bucketed('visits', bucket)}{at.shard}"
            stored = await self._store.ask("HGET", name, at.field)
            if stored is not None:
                return codec.decode_visit(url, stored)
        return None

    async def telling(self, article: ArticleId) -> Trace | None:
        """Return the road of the article when it told something last, if that is still kept."""
        stored = await self._store.ask("GET", telling(article))
        return codec.decode_trace(stored) if stored is not None else None

    async def waits(self, url: str) -> bool:
        """Return whether a find of this canonical URL is queued or in hand."""
        at = keys.place(url, keys.URL_SHARDS)
        return await self._store.ask("HGET", keys.PENDING, at.field) is not None

    async def seen(self, url: str) -> datetime | None:
        """Return which state of a canonical URL counts as seen: when it was found or listed as
        changed; None if none does.
        """
        at = keys.place(url, keys.URL_SHARDS)
        for bucket in self._retention.buckets(self._clock.now()):
            name = f"{keys.bucketed('seen', bucket)}{at.shard}"
            hint = await self._store.ask("HGET", name, at.field)
            if hint is not None:
                return datetime.fromtimestamp(float(hint) / 1000, UTC)
        return None

    async def near(self, watchlist: str, *, since: datetime) -> AsyncIterator[Near]:
        """Give the near misses of the watchlist since then, the latest first: a development as
        often as articles told it.
        """
        before = 0
        while True:
            rows = await self._store.ask(
                "ZRANGE",
                keys.near(watchlist),
                "+inf",
                milliseconds(since),
                *("BYSCORE", "REV", "LIMIT", before, NEAR_AT_ONCE, "WITHSCORES"),
            )
            for member, at in zip(rows[::2], rows[1::2], strict=True):
                development, _, article = member.decode().partition("|")
                yield Near(
                    development=DevelopmentId(development),
                    article=ArticleId(article),
                    at=datetime.fromtimestamp(float(at) / 1000, UTC),
                )
            if len(rows) < 2 * NEAR_AT_ONCE:
                return
            before += NEAR_AT_ONCE
