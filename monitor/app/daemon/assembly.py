"""The parts of a node, put together once: store, adapters on it, and the road through them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.adapters.announcements import RedisAnnouncements
from monitor.adapters.archive.keeping import FileArchive
from monitor.adapters.beacon import Beacon
from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.heartbeat import RedisHeartbeat
from monitor.adapters.net import Client, guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.adapters.store_clock import StoreClock, store_clock
from monitor.adapters.web import HttpWeb, agent_name
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.app.advising import Means, advising_of
from monitor.app.archiving import archive_limits, archive_of
from monitor.app.channels import channels_of
from monitor.app.collecting import collections_of
from monitor.app.config.settings import Configuration
from monitor.app.daemon.loops import Loops, Stop
from monitor.app.rules import rules_of
from monitor.app.state import opened_store, retention_of
from monitor.pipeline.advising import Advising
from monitor.pipeline.announcing import Announcing
from monitor.pipeline.bundling import Bundling
from monitor.pipeline.delivering import Delivering, Target
from monitor.pipeline.judging import Judging
from monitor.pipeline.looking import Looking
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from monitor.pipeline.retracting import Retracting
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Channel, Journal

SEND_LEASE = timedelta(seconds=20)
EXTRACTORS = 2
"""Child processes that read pages; as many more do so patiently, where it costs much."""
LOOKERS = 1
"""Child processes that read quick feeds and other lists alone: no page holds up a poll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All parts of a node on an open store."""

    configuration: Configuration
    journal: Journal
    chance: Callable[[], float]
    clock: StoreClock
    store: Store
    polls: RedisPolls
    work: RedisWork
    memory: RedisMemory
    outbox: RedisOutbox
    silences: RedisSilences
    withdrawals: RedisWithdrawals
    announcements: RedisAnnouncements
    heartbeat: RedisHeartbeat
    web: HttpWeb
    offload: ProcessOffload
    looks: ProcessOffload
    channels: dict[Target, Channel]
    advising: Advising | None
    archive: FileArchive | None
    beacon: Beacon | None = None

    def loops(self, node: str, stop: Stop) -> Loops:
        """Return the loops of the node with this name."""
        rules = rules_of(self.configuration)
        judging = Judging(
            rules=rules,
            memory=self.memory,
            journal=self.journal,
            advising=self.advising,
            archive=self.archive,
        )
        return Loops(
            consumer=node,
            clock=self.clock,
            journal=self.journal,
            polls=self.polls,
            work=self.work,
            memory=self.memory,
            outbox=self.outbox,
            polling=self._polling(),
            reading=self._reading(judging),
            judging=judging,
            delivering=self._delivering(),
            bundling=self._bundling(),
            announcing=Announcing(
                clock=self.clock, announcements=self.announcements, journal=self.journal
            ),
            sources=rules.sources,
            receivers=self.configuration.receivers,
            stop=stop,
        )

    async def tidy_archive(self) -> None:
        """Remove from the archive what is too old or too much."""
        if self.archive is not None:
            await self.archive.tidy(archive_limits(self.configuration, self.clock.now()))

    def _delivering(self) -> Delivering:
        return Delivering(
            clock=self.clock,
            outbox=self.outbox,
            silences=self.silences,
            registry=self.configuration.registry,
            channels=self.channels,
            journal=self.journal,
            chance=self.chance,
        )

    def _bundling(self) -> Bundling:
        return Bundling(
            clock=self.clock,
            outbox=self.outbox,
            silences=self.silences,
            registry=self.configuration.registry,
            polls=self.polls,
            journal=self.journal,
        )

    def _reading(self, judging: Judging) -> Reading:
        return Reading(
            clock=self.clock,
            web=self.web,
            offload=self.offload,
            work=self.work,
            judging=judging,
            journal=self.journal,
            furniture=RedisFurniture(self.store, self.clock),
            edits=True,
            retracting=self._retracting(judging),
        )

    def _retracting(self, judging: Judging) -> Retracting:
        return Retracting(
            withdrawing=Withdrawing(
                natures=judging.rules.natures,
                memory=self.memory,
                withdrawals=self.withdrawals,
                journal=self.journal,
            ),
            polls=self.polls,
            journal=self.journal,
            families=replace(judging.rules.families, learnt=judging.learnt),
        )

    def _polling(self) -> Polling:
        return Polling(
            clock=self.clock,
            looking=Looking(
                clock=self.clock,
                web=self.web,
                offload=self.looks,
                collections=collections_of(self.configuration, self.looks, self.journal),
            ),
            polls=self.polls,
            journal=self.journal,
            chance=self.chance,
            catch_up=self.configuration.catch_up,
            watchlists=self.configuration.watchlists,
        )


@asynccontextmanager
async def assembled(
    configuration: Configuration, journal: Journal, *, chance: Callable[[], float]
) -> AsyncIterator[Assembly]:
    """Give the parts on an open store; everything is closed at the end.

    Raises `DependencyUnavailable` if the store cannot be had.
    """
    network = configuration.network
    retention = retention_of(configuration)
    offload = ProcessOffload(workers=EXTRACTORS)
    async with (
        opened_store(configuration, journal) as store,
        guarded_client(allow=network.allow, proxy=network.proxy, ca_file=network.ca_file) as client,
        archive_of(configuration, journal) as archive,
    ):
        clock = await store_clock(store, SystemClock())
        yield Assembly(
            configuration=configuration,
            journal=journal,
            chance=chance,
            clock=clock,
            store=store,
            polls=RedisPolls(store, clock, retention),
            work=RedisWork(store, clock, retention),
            memory=RedisMemory(store, clock, retention),
            outbox=RedisOutbox(store, clock, retention, lease=_longest_send(configuration)),
            silences=RedisSilences(store, clock, retention),
            withdrawals=RedisWithdrawals(store, clock, retention),
            announcements=RedisAnnouncements(store, clock, retention),
            heartbeat=RedisHeartbeat(store),
            web=HttpWeb(clock, client, contact=configuration.contact),
            offload=offload,
            looks=offload.beside(LOOKERS),
            channels=channels_of(configuration, client, clock),
            advising=advising_of(
                configuration, Means(client=client, store=store, clock=clock), journal
            ),
            archive=archive,
            beacon=_beacon(configuration, client),
        )


def _beacon(configuration: Configuration, client: Client) -> Beacon | None:
    settings = configuration.heartbeat
    if settings is None:
        return None
    return Beacon(client, settings.url, agent=agent_name(configuration.contact))


def _longest_send(configuration: Configuration) -> timedelta:
    """Return how long a delivery in hand is left to its sender: longer than any may take."""
    return 2 * max((r.send_limit for r in configuration.receivers), default=SEND_LEASE) + SEND_LEASE
