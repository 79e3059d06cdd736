"""The demo, run: newsroom, receivers and the daemon, from the first edition to the sum."""

import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import anyio
import anyio.abc
from starlette.applications import Starlette

from monitor.alert.record import Record
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.service import Surroundings, serve
from monitor.app.demo.newsroom import LOOPBACK, Newsroom
from monitor.app.demo.outlets import OUTLETS
from monitor.app.demo.printing import Printed
from monitor.app.demo.receivers import (
    WEBHOOK_PATH,
    Ledger,
    MailBox,
    mail_server,
    new_secret,
    webhook_receiver,
)
from monitor.app.demo.screen import Screen
from monitor.app.demo.settings import Places, configuration
from monitor.app.demo.story import EXPECTED, editions
from monitor.app.demo.summing import Summary, compared, summed
from monitor.app.demo.watching import Bell, Owed, Watching
from monitor.app.telemetry.figures import Figures
from monitor.app.telemetry.journal import StructlogJournal
from monitor.app.web.server import web_server
from monitor.errors import MonitorError

CLOSING = 3.0
"""Seconds that a web server gets to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """The newsroom's clock, in seconds: between two editions; at most until the first is read, for
    the whole story, and for what is on its way after it.
    """

    between: float
    opening: float = 20.0
    story: float = 46.0
    settling: float = 6.0


@dataclass(slots=True, kw_only=True)
class Demo:
    """One run. The ledgers are the receivers' own; `told` are the alerts as they reached the
    desk.
    """

    places: Places
    screen: Screen
    tempo: Tempo
    now: datetime
    stop: Stop = field(default_factory=Stop)
    bell: Bell = field(default_factory=Bell)
    told: list[Record] = field(default_factory=list)
    newsroom: Newsroom = field(init=False)
    figures: Figures = field(init=False)
    watching: Watching = field(init=False)
    desk: Ledger = field(init=False)
    mail: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.figures = Figures()
        self.watching = Watching(StructlogJournal(self.figures), self.bell)
        self.desk = Ledger(self.places.webhooks)
        self.mail = Ledger(self.places.mail)

    async def run(self) -> Summary:
        """Run it to its end and show the sum; an interrupt ends it early.

        Raises `MonitorError` if the daemon cannot work.
        """
        try:
            await self._carried_out()
        except ExceptionGroup as faults:
            raise _told_fault(faults) from faults
        summary = summed(self.watching, self.arrived())
        self.screen.ended(summary, compared(self.told, EXPECTED))
        return summary

    async def _carried_out(self) -> None:
        secret = new_secret()
        self.places.prepare(secret)
        first, *later = editions(self.now)
        async with AsyncExitStack() as servers:
            await self._open_newsroom(servers)
            self._print(first)
            surroundings = await self._surroundings(servers, secret)
            async with anyio.create_task_group() as group:
                group.start_soon(self._interrupted)
                group.start_soon(self._tell, later, len(first))
                await serve(surroundings, self.stop)
                group.cancel_scope.cancel()

    def arrived(self) -> set[Owed]:
        """Return each alert with each receiver whose ledger has it."""
        ledgers = (("desk", self.desk), ("mail", self.mail))
        return {(alert, name) for name, ledger in ledgers for alert in ledger.taken}

    async def _open_newsroom(self, servers: AsyncExitStack) -> None:
        sockets = {outlet.id: _bound() for outlet in OUTLETS}
        ports = {outlet: _port(listening) for outlet, listening in sockets.items()}
        self.newsroom = Newsroom(opened=self.now, ports=ports)
        application = self.newsroom.application()
        await servers.enter_async_context(_serving(application, [*sockets.values()]))

    async def _surroundings(self, servers: AsyncExitStack, secret: str) -> Surroundings:
        """Open the receivers, and return what the daemon runs in."""
        hook, post = _bound(), _bound()
        receiver = webhook_receiver(self.desk, secret, self._alert)
        await servers.enter_async_context(_serving(receiver, [hook]))
        await servers.enter_async_context(mail_server(MailBox(self.mail, self.bell.ring), post))
        settings = configuration(
            self.places,
            self.newsroom,
            webhook=f"http://{_address(hook)}{WEBHOOK_PATH}",
            smtp=f"smtp://{_address(post)}",
        )
        return Surroundings(configuration=settings, figures=self.figures, journal=self.watching)

    def _alert(self, alert: Record) -> None:
        self.told.append(alert)
        self.screen.told(alert)
        self.bell.ring()

    def _print(self, edition: Sequence[Printed]) -> None:
        self.newsroom.publish(edition)
        self.screen.printed(edition)

    async def _interrupted(self) -> None:
        with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            async for _ in signals:
                self.stop.set()
                return

    async def _tell(self, later: Sequence[Sequence[Printed]], printed: int) -> None:
        """Print each edition when the last was read and it is time; stop when all arrived."""
        end = anyio.current_time() + self.tempo.story
        await self._read(printed, limit=self.tempo.opening)
        for number, edition in enumerate(later):
            if self.stop:
                return
            started = anyio.current_time()
            share = max(0.0, end - started) / (len(later) - number)
            await self._read(printed, limit=max(share, self.tempo.between))
            spent = anyio.current_time() - started
            await self.stop.wait(max(0.0, min(self.tempo.between, share) - spent))
            self._print(edition)
            printed += len(edition)
        await self._read(printed, limit=max(self.tempo.between, end - anyio.current_time()))
        await self.bell.until(
            lambda: self.watching.owed <= self.arrived(), limit=self.tempo.settling
        )
        self.stop.set()

    async def _read(self, printed: int, *, limit: float) -> bool:
        """Wait until so many articles were read."""
        return await self.bell.until(lambda: self.watching.ended >= printed, limit=limit)


@asynccontextmanager
async def _serving(application: Starlette, sockets: list[socket.socket]) -> AsyncIterator[None]:
    """Serve the application at the sockets while the context lasts, and close them at its end."""
    server = web_server(application)
    ended = anyio.Event()

    async def serve_until_told() -> None:
        await server.serve(sockets)
        ended.set()

    async with anyio.create_task_group() as group:
        group.start_soon(serve_until_told)
        try:
            yield
        finally:
            server.should_exit = True
            with anyio.move_on_after(CLOSING, shield=True):
                await ended.wait()


def _bound() -> socket.socket:
    """Return a socket that listens at a free port of the loopback address."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.bind((LOOPBACK, 0))
    found.listen()
    return found


def _port(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def _address(listening: socket.socket) -> str:
    return f"{LOOPBACK}:{_port(listening)}"


def _told_fault(faults: ExceptionGroup[Exception]) -> Exception:
    """Return the fault that a user can act on, if it is the only one."""
    found: Exception = faults
    while isinstance(found, ExceptionGroup) and len(found.exceptions) == 1:
        found = found.exceptions[0]
    return found if isinstance(found, MonitorError) else faults
