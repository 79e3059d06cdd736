"""Memory in Redis: developments found by their keys, and the one step that stores an article."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from monitor.adapters import codec, scripts
from monitor.adapters import keys as named
from monitor.adapters.articles import RedisArticles, article_plan
from monitor.adapters.keys import URL_SHARDS, Retention, milliseconds, place
from monitor.adapters.owing import alert_plan
from monitor.adapters.seen import mark
from monitor.adapters.store import Store
from monitor.adapters.visits import MOST_NEAR, near_misses, note, telling
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.verdict import Trace
from monitor.ports import Clock, Commit

MOST_RELATED = 1_000
MOST_EVER = 10_000
"""How many of one key are looked at: of the open ones, and of all, for what may end late."""
MOST_KEPT = 8_000
"""How many developments stay decoded, those of busy parties first: a month of 250 a day, in some 20
to 40 MB.
"""
LONGEST_CHAIN = 100
"""So many developments are joined one after the other at most."""
CHANGED_MEANWHILE, STORED = 0, 1


class RedisMemory:
    """The port `Memory`."""

    def __init__(
        self, store: Store, clock: Clock, retention: Retention, *, kept: int = MOST_KEPT
    ) -> None:
        """The clock tells only in which time bucket to look; nodes may differ by hours. `kept` is
        how many developments stay decoded.
        """
        self._store = store
        self._clock = clock
        self._retention = retention
        self._articles = RedisArticles(store, clock, retention)
        self._kept = kept
        self._read: OrderedDict[str, Development] = OrderedDict()

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return remembered articles of the same URL, the same content, or sharing a band."""
        return await self._articles.neighbours(fingerprint, url)

    async def related(
        self, keys: tuple[str, ...], since: date | None = None
    ) -> tuple[Development, ...]:
        """Return the developments stored under any of the keys that are open on that day or later
        (None: all), each once, changed last first.

        Of one key the thousand that are open longest are looked at, of all ten thousand. What was
        read or stored here in the version that is stored is not read again.
        """
        if not keys:
            return ()
        blocks = [named.block(name) for name in keys]
        least = None if since is None else milliseconds(_midnight(since))
        limit = MOST_EVER if since is None else MOST_RELATED
        stored = await scripts.related(self._store, blocks, limit=limit, since=least)
        found = {id_: d for id_, v in stored.items() if (d := self._known(id_, int(v))) is not None}
        missing = [id_ for id_ in stored if id_ not in found]
        if missing:
            found |= await self._read_anew(missing)
        by_change = sorted(found.values(), key=lambda d: (d.last_changed, d.id), reverse=True)
        return tuple(by_change)

    def _known(self, id_: str, version: int) -> Development | None:
        known = self._read.get(id_)
        if known is None or known.version != version:
            return None
        self._read.move_to_end(id_)
        return known

    async def _read_anew(self, missing: list[str]) -> dict[str, Development]:
        """Return those that are stored by their ids; others that look meanwhile lose nothing."""
        names = [named.development(id_) for id_ in missing]
        bodies = await scripts.bodies(self._store, names)
        found = [codec.decode(Development, body) for body in bodies]
        self._keep(found)
        return {development.id: development for development in found}

    def _keep(self, developments: Iterable[Development]) -> None:
        """Keep them decoded, in the place of those that were looked at longest ago."""
        for development in developments:
            self._read[development.id] = development
            self._read.move_to_end(development.id)
        while len(self._read) > self._kept:
            self._read.popitem(last=False)

    async def commit(self, commit: Commit) -> bool:
        """Store all of it in one step, or nothing; False if a development changed meanwhile.

        A task that another worker has dealt with stores nothing, and is done: True. A URL counts
        as seen from here on. Raises `StoreFull` when the store takes no writes.
        """
        record = codec.encode_remembered(commit.remembered) if commit.remembered else b""
        trace = codec.encode_trace(commit.trace) if commit.trace else b""
        plan = _plan(commit, self._retention, self._clock.now())
        visit = note(commit.visit, self._retention, self._clock.now())
        said = await scripts.commit(self._store, codec.encode(plan), record, trace, visit)
        if said == STORED:
            self._keep(keyed.development for keyed in commit.developments)
        return said != CHANGED_MEANWHILE

    async def held(self, now: datetime) -> tuple[DevelopmentId, ...]:
        """Return developments whose hold has ended, until a commit says otherwise."""
        ended = await scripts.held(self._store, now=milliseconds(now))
        return tuple(DevelopmentId(id_.decode()) for id_ in ended)

    async def development(self, development: DevelopmentId) -> Development | None:
        """Return the development as stored; of one that lives on in another, that one."""
        name = development
        for _ in range(LONGEST_CHAIN):
            body = await self._store.ask("HGET", named.development(name), "body")
            known = codec.decode(Development, body) if body is not None else None
            if known is None or known.joined is None:
                return known
            name = known.joined
        return None

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return the road of the article, if it is still kept."""
        return await self._articles.trace(article)


def _plan(commit: Commit, retention: Retention, now: datetime) -> dict[str, Any]:
    """Return what `commit.lua` is to do, names and all; numbers there are ms and s."""
    article = article_plan(commit.remembered, retention, now) if commit.remembered else None
    return {
        "task": _task(commit),
        "developments": [development_plan(keyed) for keyed in commit.developments],
        "agenda": named.AGENDA,
        "article": article,
        "trace": named.trace(commit.trace.article.id) if commit.trace else "",
        "telling": telling(commit.trace.article.id) if commit.trace and commit.alerts else "",
        "near": near_misses(commit.trace),
        "most_near": MOST_NEAR,
        "alerts": [alert_plan(alert) for alert in commit.alerts],
        "judged": _judged(commit, retention.bucket(now)),
        "now": milliseconds(now),
        "oldest": milliseconds(now - retention.developments),
        "articles_ttl": retention.articles_ttl,
        "bucket_ttl": retention.bucket_ttl,
        "developments_ttl": retention.developments_ttl,
    }


def _task(commit: Commit) -> dict[str, str]:
    """Return the task that the commit ends; its `reads` are those of its source."""
    if commit.task is None:
        return {"entry": ""}
    reads = named.reads(commit.task.find.source)
    return {"entry": commit.task.entry, "group": named.GROUP, "reads": reads}


def development_plan(keyed: Keyed) -> dict[str, Any]:
    """Return what `_developments.lua` is to store of it; times there are ms."""
    stored = keyed.development
    until, when = stored.wakes_at, stored.when
    return {
        "id": stored.id,
        "key": named.development(stored.id),
        "version": stored.version,
        "body": codec.encode(stored).decode(),
        "blocks": [named.block(name) for name in keyed.keys],
        "open_until": milliseconds(_midnight(keyed.open_until)),
        "held_until": "" if until is None else str(milliseconds(until)),
        "day": "" if when is None else str(milliseconds(_midnight(when.last))),
        "awaited": stored.expected_until is not None,
        "joined": stored.joined is not None,
    }


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _judged(commit: Commit, bucket: int) -> list[dict[str, Any]]:
    """Return the marks of the URL that was listed, and of the page's own, if that differs."""
    if commit.task is None:
        return []
    listed = mark(commit.task.find)
    places = [listed.place]
    own = commit.remembered.url if commit.remembered else None
    if own is not None and own != commit.task.find.url:
        places.append(place(own, URL_SHARDS))
    return [
        {
            "seen": f"{named.bucketed('seen', bucket)}{at.shard}",
            "field": at.field,
            "hint": str(listed.hint),
        }
        for at in places
    ]
