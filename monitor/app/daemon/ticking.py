"""The clockwork of a node: one APScheduler that starts what comes round by itself."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from typing import Any, NamedTuple

import anyio
import anyio.abc
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.adapters.clock import SystemClock
from monitor.adapters.heartbeat import Heartbeat
from monitor.adapters.web import program_version
from monitor.app.archiving import archive_bytes
from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.intake import Intake
from monitor.app.daemon.lanes import Lanes
from monitor.app.daemon.loops import Loops
from monitor.app.daemon.reloading import Reloader
from monitor.app.telemetry.figures import Figures
from monitor.errors import TryLater
from monitor.ports import Journal

POLLS_AT_ONCE = 128
"""Most of them wait for a server; those that hang take half of the places at most."""
TICK_SECONDS = 0.5
DUE_SECONDS = 1.0
INTAKE_SECONDS = 1.0
CLOCK_SECONDS = 1.0
HEARTBEAT_SECONDS = 5.0
SOURCES_SECONDS = 15.0
SUMMARY_SECONDS = 60.0
ARCHIVE_SECONDS = 60.0
CLIENTS_SECONDS = 5.0
CONFIG_SECONDS = 1.0
"""A change of a file counts when it has rested for so long."""
CALL, HEARTBEAT = "call", "heartbeat"
CALL_AFTER = 5.0
"""Seconds after the start that the address outside is called for the first time, at most."""
SLOWEST_ROUND = 60.0
"""Seconds after which polls, or retries, that were not looked after count as hanging."""


class Job(NamedTuple):
    """What comes round every so many `seconds`, the `first` time so many after the start."""

    name: str
    act: Callable[[], Awaitable[None]]
    seconds: float
    first: float = 0.0


@dataclass(slots=True, kw_only=True)
class Ticking:
    """What comes round: a look at the store's clock, due polls while there is room for what they
    bring, due retries and holds, the heartbeat, the call to an address outside while all is well,
    the sources' health, the summary, what leaves the archive, and changes of the configuration.
    """

    node: str
    parts: Assembly
    loops: Loops
    figures: Figures
    journal: Journal
    group: anyio.abc.TaskGroup
    reloader: Reloader | None = None
    started: datetime = field(init=False)
    last_tick: float = field(default_factory=anyio.current_time)
    done: dict[str, float] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    intake: Intake = field(init=False)
    missed: str | None = None
    called_every: float | None = None
    sources: dict[str, int] = field(default_factory=dict)
    scheduler: Any = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.parts.clock.now()
        self.scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self.intake = Intake(probe=self.parts.heartbeat.probe, journal=self.journal)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the clockwork; at the end no more is started."""
        for job in self._jobs(Lanes(POLLS_AT_ONCE)):
            self._add(job)
        self.retime()
        self.scheduler.start()
        try:
            yield
        finally:
            self.scheduler.shutdown(wait=False)

    def retime(self) -> None:
        """Call the address outside as often as what is in force says, if it does; where that is
        as it was, its next call stays when it was to be.
        """
        settings = self.loops.current.now.configuration.heartbeat
        every = settings.every.total_seconds() if settings is not None else None
        if every == self.called_every:
            return
        self.called_every = every
        if self.scheduler.get_job(CALL) is not None:
            self.scheduler.remove_job(CALL)
        if every is not None:
            self._add(Job(CALL, self._call, every, min(every, CALL_AFTER)))

    def beat_now(self) -> None:
        """Give a sign of life at once, out of turn: there is something to be told by it. After the
        stop none is given.
        """
        if self.scheduler.running:
            self.scheduler.modify_job(HEARTBEAT, next_run_time=SystemClock().now())

    def _add(self, job: Job) -> None:
        """Have the job come round; the scheduler goes by the clock of this machine."""
        self.scheduler.add_job(
            self._calm(job.name, job.act),
            "interval",
            seconds=job.seconds,
            id=job.name,
            next_run_time=SystemClock().now() + timedelta(seconds=job.first),
        )

    def _jobs(self, lanes: Lanes) -> Iterator[Job]:
        async def poll() -> None:
            if self.intake.stopped is None:
                await self.loops.poll_due(lanes, self.group)

        yield Job("clock", self.parts.clock.set, CLOCK_SECONDS)
        yield Job("intake", self.intake.look, INTAKE_SECONDS)
        yield Job("poll", poll, TICK_SECONDS)
        yield Job("due", self.loops.move_due, DUE_SECONDS)
        yield Job(HEARTBEAT, self._beat, HEARTBEAT_SECONDS)
        yield Job("sources", self._look_after_sources, SOURCES_SECONDS)
        yield Job("summary", self._sum_up, SUMMARY_SECONDS, SUMMARY_SECONDS)
        yield Job("archive", self._look_after_archive, ARCHIVE_SECONDS)
        yield Job("clients", self.loops.current.close_left, CLIENTS_SECONDS)
        if self.reloader is not None:
            yield Job("config", self.reloader.look, CONFIG_SECONDS, CONFIG_SECONDS)

    def since_last_tick(self) -> float:
        """Return the seconds since the clockwork last went round."""
        return anyio.current_time() - self.last_tick

    def _calm(self, name: str, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Return the job such that a store that cannot be used is told once, and tried again."""

        async def run() -> None:
            self.last_tick = anyio.current_time()
            try:
                await job()
            except TryLater as fault:
                if name not in self.refused:
                    self.journal.note("fault.store", loop=name, detail=str(fault))
                self.refused.add(name)
            else:
                self.refused.discard(name)
                self.done[name] = anyio.current_time()

        return run

    async def _beat(self) -> None:
        now = self.parts.clock.now()
        sign = Heartbeat(
            name=self.node,
            at=now,
            facts={"version": program_version()},
            started=self.started,
            config=self.loops.current.now.state,
        )
        self.figures.at_work(len(anyio.get_running_tasks()))
        await self.parts.heartbeat.beat(sign)

    async def _call(self) -> None:
        """Call the address outside if all is well: sources are polled, retries are sent again, and
        the store takes writes. A call that does not arrive is told once, until one does.
        """
        now = anyio.current_time()
        if any(now - self.done.get(name, -inf) > SLOWEST_ROUND for name in ("poll", "due")):
            return
        await self.parts.heartbeat.probe()
        with self.loops.current.held() as force:
            fault = await force.beacon.call() if force.beacon is not None else None
        if fault is not None and fault != self.missed:
            self.journal.note("fault.heartbeat", detail=f"the heartbeat address: {fault}")
        self.missed = fault

    async def _sum_up(self) -> None:
        """Tell what waits and what came in the last minute."""
        queued, owed = await self.parts.work.depth(), await self.parts.outbox.owed()
        self.figures.waiting(queued=queued, owed=owed)
        self.journal.note("minute.passed", queued=queued, owed=owed, **self.figures.tally())

    async def _look_after_archive(self) -> None:
        """Remove what the archive is not to keep, and tell what it takes."""
        configuration = self.loops.current.now.configuration
        await self.parts.tidy_archive(configuration)
        self.figures.archived(archive_bytes(configuration))

    async def _look_after_sources(self) -> None:
        """Show in which state of health the sources are, whichever node polls them."""
        glances = await self.parts.polls.glances()
        standings = {source: str(glance.state) for source, glance in glances.items()}
        self.figures.standings(standings)
        self.sources = dict(sorted(Counter(standings.values()).items()))
