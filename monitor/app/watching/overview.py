"""A daemon at a glance: what its store tells of nodes, sources, queues, alerts and receivers."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from monitor.adapters.clock import SystemClock
from monitor.adapters.gauges import RedisGauges, Server, Waiting
from monitor.adapters.heartbeat import Heartbeat, RedisHeartbeat
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.polls import RedisPolls
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.adapters.strangers import owed_to_strangers
from monitor.app.archiving import archive_bytes, archives
from monitor.app.config.problems import Problem
from monitor.app.config.settings import Configuration
from monitor.app.state import EMBEDDED, retention_of
from monitor.model.alert import Alert
from monitor.model.health import Glance, Health, Standing
from monitor.model.inforce import ConfigState
from monitor.model.restraint import Reception
from monitor.model.source import SourceId
from monitor.model.watchlist import Receiver

FRESH = timedelta(seconds=30)
"""A node whose last sign of life is older does not run."""
MOST_LOOKED_INTO = 50
"""Sources in trouble of which it is read why."""
LATEST_ALERTS = 5
_GRAVITY = {
    standing: gravity
    for gravity, standing in enumerate(
        (
            Standing.UNREACHABLE,
            Standing.BLOCKED,
            Standing.WALLED,
            Standing.CHANGED,
            Standing.EMPTY,
            Standing.STALE,
            Standing.QUIET,
            Standing.FRESH,
        )
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailing:
    """A source in trouble: its outlet, where the configuration names it, and how it does."""

    id: SourceId
    outlet: str | None
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """How many sources are in each state (`waiting`: never polled), and the worst of them, those
    that ail for longest first among their like. `reached`: of how many of those that were polled
    the last poll had an answer.
    """

    states: dict[str, int]
    ailing: tuple[Ailing, ...] = ()
    polled: int = 0
    reached: int = 0

    @property
    def total(self) -> int:
        """Return how many sources there are."""
        return sum(self.states.values())

    @property
    def trouble(self) -> int:
        """Return how many are in a state that somebody should look after."""
        return sum(self.states.get(state, 0) for state in Standing if state.is_trouble)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a receiver stands, and when a delivery to it was given up last that is dead now."""

    receiver: Receiver
    reception: Reception
    died: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Bytes that the archive takes, of those that it may."""

    size: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A daemon at a moment. `nodes`: those that live, the one heard of last at the end. `faults`:
    what is wrong with the configuration on the disk now. `strangers`: what is owed to receivers
    that no configuration names. `free`: bytes that are left on the disk of the store, where it is
    ours.
    """

    now: datetime
    nodes: tuple[Heartbeat, ...]
    sources: Sources
    waiting: Waiting
    alerts: tuple[Alert, ...]
    receivers: tuple[Stand, ...]
    server: Server
    strangers: dict[str, int]
    silences: int = 0
    archive: Archive | None = None
    free: int | None = None
    faults: tuple[Problem, ...] = ()

    @property
    def config(self) -> ConfigState | None:
        """Return the configuration in force: that of the node that was heard of last."""
        return next((node.config for node in reversed(self.nodes) if node.config), None)


class Onlooker:
    """Looks at a daemon through its store."""

    def __init__(
        self, store: Store, configuration: Configuration, faults: tuple[Problem, ...] = ()
    ) -> None:
        """`faults`: the configuration is what could be used of one with these."""
        clock, retention = SystemClock(), retention_of(configuration)
        self._configuration = configuration
        self._faults = faults
        self._clock = clock
        self._gauges = RedisGauges(store)
        self._heartbeat = RedisHeartbeat(store)
        self._ledger = RedisLedger(store, clock, retention)
        self._polls = RedisPolls(store, clock, retention)
        self._silences = RedisSilences(store, clock, retention)
        self._strangers = partial(owed_to_strangers, store)

    async def look(self, *, alerts: int = LATEST_ALERTS) -> Overview:
        """Return how the daemon does, with its latest alerts.

        Raises `TryLater` if the store does not answer.
        """
        now = self._clock.now()
        beats = await self._heartbeat.read()
        nodes = tuple(beat for beat in beats if now - beat.at < FRESH)
        receivers = self._configuration.receivers
        names = {receiver.name for receiver in receivers}
        return Overview(
            now=now,
            nodes=nodes,
            sources=await self._sources(nodes),
            waiting=await self._gauges.waiting(),
            alerts=await self._ledger.alerts(limit=alerts),
            receivers=tuple([await self._stand(receiver) for receiver in receivers]),
            server=await self._gauges.server(),
            strangers={} if self._faults else await self._strangers(names),
            silences=len(await self._silences.active()),
            archive=_archive(self._configuration),
            free=_free(self._configuration),
            faults=self._faults,
        )

    async def _stand(self, receiver: Receiver) -> Stand:
        reception = await self._ledger.reception(receiver.name)
        dead = await self._ledger.dead(limit=1, receiver=receiver.name) if reception.dead else ()
        return Stand(receiver=receiver, reception=reception, died=dead[0].changed if dead else None)

    async def _sources(self, nodes: tuple[Heartbeat, ...]) -> Sources:
        glances = await self._polls.glances()
        states = Counter(str(glance.state) for glance in glances.values())
        waiting = self._enabled(nodes) - len(glances)
        if waiting > 0:
            states["waiting"] = waiting
        ordered = {str(state): states[state] for state in Standing if states[state]}
        return Sources(
            states=ordered | ({"waiting": waiting} if waiting > 0 else {}),
            ailing=await self._ailing(glances),
            polled=len(glances),
            reached=sum(glance.reached for glance in glances.values()),
        )

    def _enabled(self, nodes: tuple[Heartbeat, ...]) -> int:
        """Return how many sources are to be polled: by the configuration in force, else by ours."""
        state = next((node.config for node in reversed(nodes) if node.config), None)
        if state is not None:
            return state.counts.get("sources", 0)
        return sum(source.enabled for source in self._configuration.sources)

    async def _ailing(self, glances: dict[SourceId, Glance]) -> tuple[Ailing, ...]:
        outlets = {source.id: source.outlet for source in self._configuration.sources}
        troubled = (id_ for id_, glance in glances.items() if glance.state.is_trouble)
        ordered = sorted(troubled, key=lambda id_: (_GRAVITY[glances[id_].state], id_))
        found = []
        for id_ in islice(ordered, MOST_LOOKED_INTO):
            health = (await self._polls.state(id_)).health
            if health is not None:
                found.append(Ailing(id=id_, outlet=outlets.get(id_), health=health))
        return tuple(sorted(found, key=lambda a: (_GRAVITY[a.health.state], a.health.since)))


def _archive(configuration: Configuration) -> Archive | None:
    if not archives(configuration):
        return None
    most = configuration.retention.archive_size
    return Archive(size=archive_bytes(configuration), most=most)


def _free(configuration: Configuration) -> int | None:
    """Return the bytes that are left where the store of this machine writes."""
    if configuration.redis != EMBEDDED:
        return None
    try:
        return shutil.disk_usage(configuration.state_dir).free
    except OSError:
        return None
