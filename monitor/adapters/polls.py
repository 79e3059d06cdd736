"""When each source is due, in Redis: claimed by the server's clock, so that many nodes share it."""

from datetime import datetime, timedelta

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import Polled
from monitor.adapters.seen import mark
from monitor.adapters.store import Argument, Store
from monitor.model.source import Find, PollState, Source, SourceId
from monitor.ports import Clock


class RedisPolls:
    """The port `Polls`. Disabled sources are never due; a source no longer registered stays so."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        """`retention.articles` is how long a URL counts as seen after it was last listed."""
        self._store = store
        self._clock = clock
        self._retention = retention

    async def register(
        self, sources: tuple[Source, ...], first_due: dict[SourceId, datetime]
    ) -> None:
        """Make these sources due, and no others; a new one without `first_due` is due at once."""
        due = {source.id: first_due.get(source.id) for source in sources if source.enabled}
        await scripts.register(
            self._store, {id_: milliseconds(at) if at else 0 for id_, at in due.items()}
        )

    async def claim(self, *, limit: int, lease: timedelta) -> tuple[SourceId, ...]:
        """Return up to `limit` due sources, longest due first; due again after the lease."""
        claimed = await scripts.claim(
            self._store, limit=limit, lease=int(lease.total_seconds() * 1000)
        )
        return tuple(SourceId(source.decode()) for source in claimed)

    async def state(self, source: SourceId) -> PollState:
        """Return what is remembered of polling the source."""
        stored = await self._store.ask("GET", keys.poll_state(source))
        return codec.decode(PollState, stored) if stored is not None else PollState()

    async def finish(
        self, source: SourceId, state: PollState, due: datetime, finds: tuple[Find, ...]
    ) -> int:
        """Store the poll and queue its unseen finds in one step; return how many were queued."""
        buckets = self._retention.buckets(self._clock.now())
        rows: list[Argument] = []
        for find in finds:
            rows += _row(find)
        polled = Polled(
            source=source,
            due=milliseconds(due),
            state=codec.encode(state),
            state_ttl=self._retention.articles_ttl,
            bucket_ttl=self._retention.bucket_ttl,
            seen=[keys.bucketed("seen", bucket) for bucket in buckets],
            finds=rows,
        )
        return await scripts.finish(self._store, polled)


def _row(find: Find) -> tuple[Argument, ...]:
    seen = mark(find)
    updated: Argument = "" if seen.updated is None else seen.updated
    return (seen.place.shard, seen.place.field, updated, seen.hint, codec.encode(find))
