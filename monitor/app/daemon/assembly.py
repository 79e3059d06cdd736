"""The parts of a node that stay for its life, whatever is in force: the store and the adapters on
it, the archive, the children, and the memory of whom the web was asked.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from monitor.adapters.announcements import RedisAnnouncements
from monitor.adapters.archive.keeping import FileArchive
from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.heartbeat import RedisHeartbeat
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.signing import signing_key
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.adapters.store_clock import StoreClock, store_clock
from monitor.adapters.web import Visited
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.app.archiving import archive_limits, archive_of
from monitor.app.config.settings import Configuration
from monitor.app.state import opened_store, retention_of
from monitor.model.watchlist import Receiver
from monitor.ports import Journal

SEND_LEASE = timedelta(seconds=20)
EXTRACTORS = 2
"""Child processes that read pages; as many more do so patiently, where it costs much."""
LOOKERS = 1
"""Child processes that read quick feeds and other lists alone: no page holds up a poll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The parts of a node on an open store. `signing`: the key of links in mails, if it is had."""

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
    visited: Visited
    offload: ProcessOffload
    looks: ProcessOffload
    archive: FileArchive | None
    signing: bytes | None = None

    async def tidy_archive(self, configuration: Configuration) -> None:
        """Remove from the archive what is too old or too much."""
        if self.archive is not None:
            await self.archive.tidy(archive_limits(configuration, self.clock.now()))


@asynccontextmanager
async def assembled(
    configuration: Configuration, journal: Journal, *, chance: Callable[[], float]
) -> AsyncIterator[Assembly]:
    """Give the parts on an open store; everything is closed at the end.

    Raises `DependencyUnavailable` if the store cannot be had.
    """
    retention = retention_of(configuration)
    offload = ProcessOffload(workers=EXTRACTORS)
    async with (
        opened_store(configuration, journal) as store,
        archive_of(configuration, journal) as archive,
    ):
        clock = await store_clock(store, SystemClock())
        yield Assembly(
            journal=journal,
            chance=chance,
            clock=clock,
            store=store,
            polls=RedisPolls(store, clock, retention),
            work=RedisWork(store, clock, retention),
            memory=RedisMemory(store, clock, retention),
            outbox=RedisOutbox(
                store, clock, retention, lease=longest_send(configuration.receivers)
            ),
            silences=RedisSilences(store, clock, retention),
            withdrawals=RedisWithdrawals(store, clock, retention),
            announcements=RedisAnnouncements(store, clock, retention),
            heartbeat=RedisHeartbeat(store),
            visited=Visited(),
            offload=offload,
            looks=offload.beside(LOOKERS),
            archive=archive,
            signing=await signing_key(store),
        )


def longest_send(receivers: Iterable[Receiver]) -> timedelta:
    """Return how long a delivery in hand is left to its sender: longer than any may take."""
    return 2 * max((r.send_limit for r in receivers), default=SEND_LEASE) + SEND_LEASE
