"""When each source is due, in Redis: by the server's clock, so that many nodes share it. Nodes say
how long to wait, for their own clocks may differ from it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from monitor.adapters import codec, keys, poll_scripts
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.owing import alert_plan
from monitor.adapters.poll_scripts import Polled
from monitor.adapters.seen import mark
from monitor.adapters.store import Argument, Store
from monitor.model.alert import Alert
from monitor.model.health import Glance, Read, Reads, Standing
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
        now = self._clock.now()
        due = {source.id: first_due.get(source.id, now) for source in sources if source.enabled}
        waits = {str(id_): _milliseconds(at - now) for id_, at in due.items()}
        await poll_scripts.register(self._store, waits)

    async def reschedule(self, due: Mapping[SourceId, datetime]) -> int:
        """Make those of these sources that are registered due at these moments; return how many."""
        now = self._clock.now()
        waits = {str(id_): _milliseconds(at - now) for id_, at in due.items()}
        return await poll_scripts.reschedule(self._store, waits) if waits else 0

    async def claim(
        self, *, limit: int, lease: timedelta, longest: timedelta
    ) -> tuple[SourceId, ...]:
        """Return up to `limit` due sources, longest due first; due again after the lease."""
        claimed = await poll_scripts.claim(
            self._store,
            limit=limit,
            lease=_milliseconds(lease),
            longest=_milliseconds(longest),
        )
        return tuple(SourceId(source.decode()) for source in claimed)

    async def state(self, source: SourceId) -> PollState:
        """Return what is remembered of polling the source."""
        stored = await self._store.ask("GET", keys.poll_state(source))
        return codec.decode(PollState, stored) if stored is not None else PollState()

    async def due(self, source: SourceId) -> datetime | None:
        """Return when the source is due next, by our own clock (a poll in hand: when its lease
        ends); None: never.
        """
        at = await self._store.ask("ZSCORE", keys.POLLS_DUE, source)
        if at is None:
            return None
        seconds, micros = await self._store.ask("TIME")
        wait = float(at) / 1000 - int(seconds) - int(micros) / 1_000_000
        return self._clock.now() + timedelta(seconds=wait)

    async def reads(self, source: SourceId) -> Reads:
        """Return how the last articles of the source could be read, ten at most."""
        noted: list[bytes] = await self._store.ask("LRANGE", keys.reads(source), 0, -1)
        how = [Read(sign.decode()) for sign in noted]
        failed = sum(one is not Read.WELL for one in how)
        walled, unanswered = how.count(Read.WALLED), how.count(Read.UNANSWERED)
        return Reads(tried=len(how), failed=failed, walled=walled, unanswered=unanswered)

    async def glances(self) -> dict[SourceId, Glance]:
        """Return how each registered source that was polled does, at a glance."""
        flat: list[bytes] = await self._store.ask("HGETALL", keys.POLLS_HEALTH)
        pairs = zip(flat[::2], flat[1::2], strict=True)
        return {SourceId(source.decode()): codec.decode(Glance, told) for source, told in pairs}

    async def finish(
        self,
        source: SourceId,
        state: PollState,
        due: datetime,
        finds: tuple[Find, ...],
        alerts: tuple[Alert, ...] = (),
    ) -> int:
        """Store the poll, emit its alerts and queue its unseen finds in one step; return how many
        were queued.
        """
        now = self._clock.now()
        rows: list[Argument] = []
        for find in finds:
            rows += _row(find)
        polled = Polled(
            source=source,
            wait=_milliseconds(due - now),
            state=codec.encode(state),
            state_ttl=self._retention.articles_ttl,
            bucket_ttl=self._retention.bucket_ttl,
            number=state.polls,
            glance=_glance(state, now),
            plan=self._plan(alerts, now) if alerts else b"",
            forgotten=Read.UNANSWERED if state.is_shaken else "",
            seen=[keys.bucketed("seen", bucket) for bucket in self._retention.buckets(now)],
            finds=rows,
        )
        return await poll_scripts.finish(self._store, polled)

    def _plan(self, alerts: tuple[Alert, ...], now: datetime) -> bytes:
        plan = {
            "alerts": [alert_plan(alert) for alert in alerts],
            "now": milliseconds(now),
            "oldest": milliseconds(now - self._retention.developments),
            "developments_ttl": self._retention.developments_ttl,
        }
        return codec.encode(plan)


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _glance(state: PollState, now: datetime) -> bytes:
    """Return the poll's state at a glance, as it is stored; empty if its health is not known."""
    if state.health is None:
        return b""
    reached = state.fault is None or state.fault.state is not Standing.UNREACHABLE
    glance = Glance(state=state.health.state, asked=state.last_poll or now, reached=reached)
    return codec.encode(glance)


def _row(find: Find) -> tuple[Argument, ...]:
    seen = mark(find)
    updated: Argument = "" if seen.updated is None else seen.updated
    return (seen.place.shard, seen.place.field, updated, seen.hint, codec.encode(find))
