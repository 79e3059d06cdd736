"""The node's web port: bound once, served until the stop; without it the daemon runs on."""

import socket
from dataclasses import dataclass

import anyio.abc

from monitor.adapters.agenda import RedisAgenda
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.silences import RedisSilences
from monitor.adapters.wire import RedisWire
from monitor.app.config.settings import Configuration, WebSettings
from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.loops import Loops
from monitor.app.daemon.ticking import Ticking
from monitor.app.state import retention_of
from monitor.app.telemetry.figures import Figures
from monitor.app.web.application import Shown, web_app
from monitor.app.web.health import Pulse
from monitor.app.web.server import QuietServer, web_server
from monitor.errors import TryLater
from monitor.ports import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """What the port is served from."""

    configuration: Configuration
    figures: Figures
    journal: Journal
    parts: Assembly
    loops: Loops
    ticking: Ticking

    def serve(self, group: anyio.abc.TaskGroup) -> QuietServer | None:
        """Start the web port in the group, and return its server; None where it is turned off, or
        taken.
        """
        settings = self.configuration.web
        bound = _bound(settings, self.journal) if settings is not None else None
        if settings is None or bound is None:
            return None
        pulse = Pulse(
            alive=self.ticking.since_last_tick,
            ready=self._ready,
            sources=lambda: self.ticking.sources,
        )
        server = web_server(web_app(settings, self._shown(), self.figures, pulse))
        group.start_soon(server.serve, [bound])
        return server

    async def _ready(self) -> dict[str, str]:
        """Return whether the store takes writes: it may answer, and be full."""
        try:
            await self.parts.heartbeat.probe()
        except TryLater as fault:
            return {"store": str(fault)}
        return {"store": "ok"}

    def _shown(self) -> Shown:
        parts, retention = self.parts, retention_of(self.configuration)
        return Shown(
            configuration=self.configuration,
            natures=self.loops.judging.rules.natures,
            ledger=RedisLedger(parts.store, parts.clock, retention),
            wire=RedisWire(parts.store),
            agenda=RedisAgenda(parts.store),
            silences=RedisSilences(parts.store, parts.clock, retention),
            polls=parts.polls,
            clock=parts.clock,
            journal=self.journal,
            stop=self.loops.stop,
        )


def _bound(settings: WebSettings, journal: Journal) -> socket.socket | None:
    """Return a listening socket, or None (and say so) if the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        journal.note(
            "fault.web",
            listen=f"{settings.host}:{settings.port}",
            detail=f"{error.strerror}; figures and health are not served: set `web.listen`",
        )
        return None
    return bound
