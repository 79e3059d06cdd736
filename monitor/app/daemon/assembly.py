"""The parts of a node, put together once: store, adapters on it, and the road through them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from monitor.adapters.archive.keeping import FileArchive
from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.email import Email
from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.heartbeat import RedisHeartbeat
from monitor.adapters.net import guarded_client, trust
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.store import Store
from monitor.adapters.web import HttpWeb, agent_name
from monitor.adapters.webhook import Webhook
from monitor.app.advising import Means, advising_of
from monitor.app.archiving import archive_limits, archive_of
from monitor.app.collecting import collections_of
from monitor.app.config.settings import Configuration
from monitor.app.daemon.loops import Loops, Stop
from monitor.app.rules import rules_of
from monitor.app.state import opened_store, retention_of
from monitor.model.watchlist import EmailTarget, WebhookTarget
from monitor.pipeline.advising import Advising
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.judging import Judging
from monitor.pipeline.looking import Looking
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from monitor.ports import Clock, Journal

SEND_LEASE = timedelta(seconds=20)
EXTRACTORS = 2
"""Child processes that read pages."""
LOOKERS = 1
"""Child processes that read feeds and other lists: no page holds up a poll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All parts of a node on an open store."""

    configuration: Configuration
    journal: Journal
    chance: Callable[[], float]
    clock: Clock
    store: Store
    polls: RedisPolls
    work: RedisWork
    memory: RedisMemory
    outbox: RedisOutbox
    heartbeat: RedisHeartbeat
    web: HttpWeb
    offload: ProcessOffload
    looks: ProcessOffload
    channels: dict[type, Webhook | Email]
    advising: Advising | None
    archive: FileArchive | None

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
            delivering=Delivering(
                clock=self.clock,
                outbox=self.outbox,
                channels=self.channels,
                journal=self.journal,
                chance=self.chance,
            ),
            sources=rules.sources,
            receivers=self.configuration.receivers,
            stop=stop,
        )

    async def tidy_archive(self) -> None:
        """Remove from the archive what is too old or too much."""
        if self.archive is not None:
            await self.archive.tidy(archive_limits(self.configuration, self.clock.now()))

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
    clock = SystemClock()
    retention = retention_of(configuration)
    async with (
        opened_store(configuration, journal) as store,
        guarded_client(allow=network.allow, proxy=network.proxy, ca_file=network.ca_file) as client,
        archive_of(configuration, journal) as archive,
    ):
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
            heartbeat=RedisHeartbeat(store),
            web=HttpWeb(clock, client, contact=configuration.contact),
            offload=ProcessOffload(workers=EXTRACTORS),
            looks=ProcessOffload(workers=LOOKERS),
            channels={
                WebhookTarget: Webhook(client, clock, agent=agent_name(configuration.contact)),
                EmailTarget: Email(tls=trust(network.ca_file)),
            },
            advising=advising_of(
                configuration, Means(client=client, store=store, clock=clock), journal
            ),
            archive=archive,
        )


def _longest_send(configuration: Configuration) -> timedelta:
    """Return how long a delivery in hand is left to its sender: longer than any may take."""
    return 2 * max((r.send_limit for r in configuration.receivers), default=SEND_LEASE) + SEND_LEASE
