"""The clockwork of a node: one APScheduler that starts what comes round by itself."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import anyio
import anyio.abc
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.lanes import Lanes
from monitor.app.daemon.loops import Loops
from monitor.app.telemetry.figures import Figures
from monitor.errors import TryLater
from monitor.ports import Journal

POLLS_AT_ONCE = 128
"""Most of them wait for a server; those that hang take half of the places at most."""
TICK_SECONDS = 0.5
DUE_SECONDS = 1.0
HEARTBEAT_SECONDS = 5.0
SOURCES_SECONDS = 15.0
SUMMARY_SECONDS = 60.0
ARCHIVE_SECONDS = 60.0


@dataclass(slots=True, kw_only=True)
class Ticking:
    """What comes round: due polls, due retries and holds, the heartbeat, the sources' health, the
    summary, and what leaves the archive.
    """

    node: str
    parts: Assembly
    loops: Loops
    figures: Figures
    journal: Journal
    group: anyio.abc.TaskGroup
    last_tick: float = field(default_factory=anyio.current_time)
    sources: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the clockwork; at the end no more is started."""
        lanes = Lanes(POLLS_AT_ONCE)
        scheduler: Any = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

        async def poll() -> None:
            await self.loops.poll_due(lanes, self.group)

        jobs: tuple[tuple[str, Callable[[], Awaitable[None]], float], ...] = (
            ("poll", poll, TICK_SECONDS),
            ("due", self.loops.move_due, DUE_SECONDS),
            ("heartbeat", self._beat, HEARTBEAT_SECONDS),
            ("sources", self._look_after_sources, SOURCES_SECONDS),
            ("summary", self._sum_up, SUMMARY_SECONDS),
            ("archive", self.parts.tidy_archive, ARCHIVE_SECONDS),
        )
        now = self.parts.clock.now()
        for name, job, seconds in jobs:
            first = now + timedelta(seconds=seconds if name == "summary" else 0)
            scheduler.add_job(
                self._calm(name, job), "interval", seconds=seconds, id=name, next_run_time=first
            )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)

    def since_last_tick(self) -> float:
        """Return the seconds since the clockwork last went round."""
        return anyio.current_time() - self.last_tick

    def _calm(self, name: str, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Return the job such that a store that cannot be used is said, and tried next time."""

        async def run() -> None:
            self.last_tick = anyio.current_time()
            try:
                await job()
            except TryLater as fault:
                self.journal.note("fault.store", loop=name, detail=str(fault))

        return run

    async def _beat(self) -> None:
        await self.parts.heartbeat.write(self.node, self.parts.clock.now(), {})

    async def _sum_up(self) -> None:
        """Tell what waits and what came in the last minute."""
        queued, owed = await self.parts.work.depth(), await self.parts.outbox.owed()
        self.figures.waiting(queued=queued, owed=owed)
        self.journal.note("minute.passed", queued=queued, owed=owed, **self.figures.tally())

    async def _look_after_sources(self) -> None:
        """Show in which state of health the sources are, whichever node polls them."""
        glances = await self.parts.polls.glances()
        standings = {source: str(glance.state) for source, glance in glances.items()}
        self.figures.standings(standings)
        self.sources = dict(sorted(Counter(standings.values()).items()))
