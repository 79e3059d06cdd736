"""Polls in memory: what is due by the clock given, what was queued, and the alerts emitted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.model.alert import Alert
from monitor.model.health import Glance, Reads, Standing
from monitor.model.source import Find, PollState, Source, SourceId
from monitor.ports import Clock


@dataclass
class FakePolls:
    """Fills the Polls port; how articles could be `read` is set by the test."""

    clock: Clock
    times: dict[SourceId, datetime] = field(default_factory=dict)
    states: dict[SourceId, PollState] = field(default_factory=dict)
    read: dict[SourceId, Reads] = field(default_factory=dict)
    queued: list[Find] = field(default_factory=list)
    emitted: list[Alert] = field(default_factory=list)
    _glances: dict[SourceId, Glance] = field(default_factory=dict)
    _seen: dict[tuple[str, str | None], datetime] = field(default_factory=dict)

    async def register(
        self, sources: tuple[Source, ...], first_due: dict[SourceId, datetime]
    ) -> None:
        """Make these sources due, and no others."""
        now = self.clock.now()
        known = {one.id: first_due.get(one.id, now) for one in sources if one.enabled}
        self.times = {name: self.times.get(name, at) for name, at in known.items()}
        self._glances = {name: one for name, one in self._glances.items() if name in known}

    async def claim(
        self, *, limit: int, lease: timedelta, longest: timedelta
    ) -> tuple[SourceId, ...]:
        """Return due sources, longest due first."""
        now = self.clock.now()
        for name, at in self.times.items():
            if at > now + longest:
                self.times[name] = now
        due = sorted((at, name) for name, at in self.times.items() if at <= now)[:limit]
        self.times |= {name: now + lease for _, name in due}
        return tuple(name for _, name in due)

    async def state(self, source: SourceId) -> PollState:
        """Return the state stored last."""
        return self.states.get(source, PollState())

    async def reads(self, source: SourceId) -> Reads:
        """Return how its articles could be read."""
        return self.read.get(source, Reads())

    async def glances(self) -> dict[SourceId, Glance]:
        """Return how each registered source does."""
        return dict(self._glances)

    async def finish(
        self,
        source: SourceId,
        state: PollState,
        due: datetime,
        finds: tuple[Find, ...],
        alerts: tuple[Alert, ...] = (),
    ) -> int:
        """Store all of it; return how many finds were unseen."""
        stored = self.states.get(source)
        if stored is None or stored.polls < state.polls:
            self._store(source, state, due)
            self.emitted += [alert for alert in alerts if alert not in self.emitted]
        unseen = [find for find in finds if self._is_unseen(find)]
        self.queued += unseen
        return len(unseen)

    def _store(self, source: SourceId, state: PollState, due: datetime) -> None:
        self.states[source] = state
        if source not in self.times:
            return
        self.times[source] = due
        if state.health is not None:
            reached = state.fault is None or state.fault.state is not Standing.UNREACHABLE
            asked = state.last_poll or self.clock.now()
            self._glances[source] = Glance(state=state.health.state, asked=asked, reached=reached)

    def _is_unseen(self, find: Find) -> bool:
        updated = find.candidate.updated
        name, told = (find.url, find.candidate.version), updated.at if updated else None
        known = self._seen.get(name)
        if known is not None and (told is None or told <= known):
            return False
        self._seen[name] = told or find.found_at
        return True
