"""The node's web port: bound once, served until the stop; without it the daemon runs on."""

import socket
from dataclasses import dataclass, field
from functools import partial

import anyio.abc

from monitor.adapters.agenda import RedisAgenda
from monitor.adapters.labels import RedisLabels
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.silences import RedisSilences
from monitor.adapters.wire import RedisWire
from monitor.app.channels import signer_of
from monitor.app.config.settings import WebSettings
from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.inforce import Current
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.reloading import Reloader
from monitor.app.daemon.ticking import Ticking
from monitor.app.state import retention_of
from monitor.app.telemetry.figures import Figures
from monitor.app.web.application import Shown, web_app
from monitor.app.web.health import Pulse
from monitor.app.web.latest import Latest
from monitor.app.web.reload import Reloading
from monitor.app.web.said import Saying, Turnstile
from monitor.app.web.server import QuietServer, web_server
from monitor.app.web.silences import BODY_WITHIN
from monitor.app.web.stream import Places
from monitor.errors import TryLater
from monitor.model.inforce import Trigger
from monitor.pipeline.opining import Opining
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Journal


@dataclass(slots=True, kw_only=True)
class Port:
    """What the port is served from. What is asked is answered by what is in force then; an answer
    that takes long, as a stream, ends as it began.
    """

    figures: Figures
    parts: Assembly
    current: Current
    ticking: Ticking
    stop: Stop
    reloader: Reloader | None = None
    streams: Places = field(default_factory=Places)
    turnstile: Turnstile = field(default_factory=Turnstile)
    _latest: Latest | None = None

    def serve(self, group: anyio.abc.TaskGroup) -> QuietServer | None:
        """Start the web port in the group, and return its server; None where it is turned off, or
        taken.
        """
        settings = self.current.now.configuration.web
        bound = _bound(settings, self.parts.journal) if settings is not None else None
        if settings is None or bound is None:
            return None
        self._latest = Latest(web_app(settings, self._shown(), self.figures, self._pulse()))
        server = web_server(self._latest)
        group.start_soon(server.serve, [bound])
        return server

    def renew(self) -> None:
        """Answer by what is in force from now on."""
        settings = self.current.now.configuration.web
        if settings is not None and self._latest is not None:
            self._latest.app = web_app(settings, self._shown(), self.figures, self._pulse())

    def _pulse(self) -> Pulse:
        return Pulse(
            alive=self.ticking.since_last_tick,
            ready=self._ready,
            sources=lambda: self.ticking.sources,
            config=lambda: self.current.now.state,
        )

    async def _ready(self) -> dict[str, str]:
        """Return whether the store takes writes: it may answer, and be full."""
        try:
            await self.parts.heartbeat.probe()
        except TryLater as fault:
            return {"store": str(fault)}
        return {"store": "ok"}

    def _reloading(self) -> Reloading | None:
        if self.reloader is None:
            return None
        reload = partial(self.reloader.reload, Trigger.REQUEST)
        return Reloading(state=lambda: self.current.now.state, reload=reload)

    def _shown(self) -> Shown:
        parts, now = self.parts, self.current.now
        retention = retention_of(now.configuration)
        return Shown(
            configuration=now.configuration,
            natures=now.judging.rules.natures,
            ledger=RedisLedger(parts.store, parts.clock, retention),
            wire=RedisWire(parts.store),
            agenda=RedisAgenda(parts.store),
            silences=RedisSilences(parts.store, parts.clock, retention),
            polls=parts.polls,
            clock=parts.clock,
            journal=parts.journal,
            stop=self.stop,
            streams=self.streams,
            reloading=self._reloading(),
            saying=self._saying(),
        )

    def _saying(self) -> Saying | None:
        parts, now = self.parts, self.current.now
        signer = signer_of(now.configuration, parts.signing)
        if signer is None:
            return None
        retention, natures = retention_of(now.configuration), now.judging.rules.natures
        ledger = RedisLedger(parts.store, parts.clock, retention)
        return Saying(
            signer=signer,
            clock=parts.clock,
            ledger=ledger,
            memory=parts.memory,
            withdrawing=Withdrawing(
                natures=natures,
                memory=parts.memory,
                withdrawals=parts.withdrawals,
                journal=parts.journal,
            ),
            opining=Opining(
                registry=now.configuration.registry,
                natures=natures,
                memory=parts.memory,
                labels=RedisLabels(parts.store, parts.clock, retention),
                ledger=ledger,
                journal=parts.journal,
            ),
            turnstile=self.turnstile,
            body_within=BODY_WITHIN,
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
