"""The whole daemon in the process of a test, while a block lasts."""

import socket
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager

import anyio
import httpx

from monitor.app.config.loading import load
from monitor.app.config.reader import Reader
from monitor.app.config.settings import Configuration
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.reloading import Bell
from monitor.app.daemon.service import Surroundings, serve
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from tests.fakes.daemon import Settings
from tests.fakes.journal import RecordingJournal


class Scene:
    """A daemon that is served while a block lasts."""

    def __init__(self, tmp_path, news, taken, redis_url) -> None:
        self.folder, self.news, self.taken, self.redis_url = tmp_path, news, taken, redis_url
        self.journal = RecordingJournal()
        self.bell = Bell()

    def configuration(self, **more) -> Configuration:
        usual = {"desk": self.taken.url, "redis": self.redis_url}
        self.settings = Settings(feeds={"harbour": self.news.feed("harbour")}, **{**usual, **more})
        self.config = self.settings.write(self.folder)
        self.configured = load(self.config, types=known_types(), environment={})
        return self.configured

    def reader(self) -> Reader:
        """Return what reads the configuration again."""

        def read(named):
            return load(self.config, types=known_types(self.config), environment={}, named=named)

        return Reader(self.config, read)

    @asynccontextmanager
    async def served(self, *, reloads: bool = False, **more):
        configured = self.configuration(**more)
        reader = self.reader() if reloads else None
        surroundings = Surroundings(
            configuration=reader.read() if reader is not None else configured,
            figures=Figures(),
            journal=self.journal,
            reader=reader,
            bell=self.bell,
        )
        stop = Stop()
        async with anyio.create_task_group() as group:
            group.start_soon(serve, surroundings, stop)
            try:
                await self.until(lambda: "daemon.started" in self.journal.events)
                yield
            finally:
                stop.set()

    def refused(self, loop: str) -> int:
        """Return how often the loop met a store that cannot be used."""
        return sum(facts["loop"] == loop for facts in self.journal.facts("fault.store"))

    async def until(self, so: Callable[[], object], limit: float = 30) -> None:
        with anyio.fail_after(limit):
            while not so():  # noqa: ASYNC110 - the ledger is kept by a thread
                await anyio.sleep(0.02)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


async def answer(url: str, ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Return the answer, once somebody listens."""
    with anyio.fail_after(30):
        while True:
            try:
                return await ask()
            except httpx.ConnectError:
                await anyio.sleep(0.02)
