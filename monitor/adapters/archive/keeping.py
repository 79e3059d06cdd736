"""The `Archive` port on a file: one thread writes, all that waits at once, and the road goes on
whatever the disk does.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

from monitor.adapters.archive.retention import Limits, checkpoint, step
from monitor.adapters.archive.writing import RESERVE, Writer
from monitor.errors import MonitorError
from monitor.ports import Archived, Journal

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 64
"""Articles of one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited, in seconds: for an article to be on disk, for all of them at the end,
    between tries to write (growing). `waiting`: articles that are held until it works again, and
    `characters` of their texts; `reserve`: bytes of the disk that are left free.
    """

    keep: float = 2.0
    close: float = 3.0
    shortest_pause: float = 1.0
    longest_pause: float = 60.0
    waiting: int = 2000
    characters: int = 16_000_000
    reserve: int = RESERVE


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class _Waiting:
    archived: Archived
    ended: anyio.Event = field(default_factory=anyio.Event)


class FileArchive:
    """Keeps articles in a file that other processes may write to as well.

    While nothing can be written, the articles of that time wait in memory, up to a bound; those
    past it are missed, and counted when it works again.
    """

    def __init__(self, writer: Writer, journal: Journal, patience: Patience = PATIENCE) -> None:
        self._writer = writer
        self._journal = journal
        self._patience = patience
        self._thread = anyio.CapacityLimiter(1)
        self._held = Lock()  # by a thread whose task was cancelled, until it ends
        self._waiting: deque[_Waiting] = deque()
        self._characters = 0
        self._some = anyio.Event()
        self._fault: str | None = None
        self._missed = 0

    async def keep(self, archived: Archived) -> None:
        """Keep the article; returns when it is on disk, at the latest after `patience.keep`."""
        full = self._characters >= self._patience.characters
        if full or len(self._waiting) >= self._patience.waiting:
            self._missed += 1
            return
        mine = _Waiting(archived)
        self._waiting.append(mine)
        self._characters += len(archived.article.text)
        self._some.set()
        if self._fault is not None:
            return
        with anyio.move_on_after(self._patience.keep):
            await mine.ended.wait()
            return
        self._hindered(f"{self._writer.path}: the disk is too slow; news goes on without it")

    async def run(self) -> None:
        """Write what waits, until cancelled."""
        pause = self._patience.shortest_pause
        try:
            await self._in_thread(self._writer.open)
        except MonitorError as fault:
            self._hindered(str(fault))
        while True:
            await self._some.wait()
            batch = [self._waiting[at] for at in range(min(len(self._waiting), AT_ONCE))]
            try:
                await self._write([one.archived for one in batch])
            except MonitorError as fault:
                self._hindered(str(fault))
                await anyio.sleep(pause)
                pause = min(2 * pause, self._patience.longest_pause)
                continue
            pause = self._patience.shortest_pause
            self._written(batch)

    async def tidy(self, limits: Limits) -> None:
        """Remove what is too old or too much, in small steps between which articles are written."""
        removed, steps = 0, 0
        try:
            while (done := await self._in_thread(step, self._writer, limits)).more:
                removed += done.removed
                steps += 1
            if steps:
                await self._in_thread(checkpoint, self._writer)
        except MonitorError as fault:
            self._hindered(str(fault))
        if removed:
            self._journal.note("archive.trimmed", removed=removed)

    async def close(self) -> None:
        """Wait a little until all is written, tell what is not, and close the file."""
        with anyio.move_on_after(self._patience.close):
            while self._waiting and self._fault is None:
                await self._waiting[-1].ended.wait()
        missed = self._missed + len(self._waiting)
        if missed:
            detail = "the daemon stopped before all articles could be archived"
            self._journal.note("fault.archive", detail=detail, missed=missed)

    async def release(self) -> None:
        """Close the file."""
        await self._in_thread(self._writer.close)

    async def _write(self, batch: Sequence[Archived]) -> None:
        """Write the articles; one that meets a bug costs no other its place."""
        try:
            await self._in_thread(self._writer.write, batch)
        except MonitorError:
            raise
        except Exception as bug:  # noqa: BLE001 - told, and the road goes on
            if len(batch) > 1:
                for one in batch:
                    await self._write([one])
                return
            article = batch[0].article.id
            self._journal.note("fault.archive", article=article, detail=repr(bug), exc_info=bug)

    async def _in_thread(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it in the thread, one thing at a time, in the order asked."""

        def run() -> T:
            with self._held:
                return act(*args, **kwargs)

        return await anyio.to_thread.run_sync(run, limiter=self._thread)

    def _hindered(self, fault: str) -> None:
        """Say what hinders, once, and let nobody wait for it."""
        if fault != self._fault:
            self._journal.note("fault.archive", detail=fault)
        self._fault = fault
        for one in self._waiting:
            one.ended.set()

    def _written(self, batch: Sequence[_Waiting]) -> None:
        for one in batch:
            one.ended.set()
            self._waiting.popleft()
            self._characters -= len(one.archived.article.text)
        if not self._waiting:
            self._some = anyio.Event()
        if self._fault is not None:
            self._journal.note("archive.resumed", missed=self._missed)
            self._fault, self._missed = None, 0


@asynccontextmanager
async def opened_archive(
    path: Path, journal: Journal, patience: Patience = PATIENCE
) -> AsyncIterator[FileArchive]:
    """Give the archive of the file for the length of the block; whatever ails the file is told in
    the journal, and never raised.
    """
    archive = FileArchive(Writer(path, reserve=patience.reserve), journal, patience)
    failure: Exception | None = None
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(archive.run)
            try:
                yield archive
            except Exception as error:  # noqa: BLE001 - raised below, outside the group
                failure = error  # or the group would wrap it, and its type could not be caught
            finally:
                with anyio.CancelScope(shield=True):
                    await archive.close()
            tasks.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await archive.release()
    if failure is not None:
        raise failure
