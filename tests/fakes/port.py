"""The web port of a node, served by the real server on loopback from a real store."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx

from monitor.adapters.agenda import RedisAgenda
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.polls import RedisPolls
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.adapters.wire import RedisWire
from monitor.app.config.settings import Configuration, WebSettings
from monitor.app.daemon.loops import Stop
from monitor.app.telemetry.figures import Figures
from monitor.app.web.application import Shown, web_app
from monitor.app.web.health import Pulse
from monitor.app.web.server import web_server
from monitor.model.alert import Alert
from monitor.model.development import Development, TypeId
from monitor.model.nature import Nature, Natures
from monitor.model.watchlist import Watchlist
from monitor.ports import Clock
from tests.contracts.examples import commit, keyed, source
from tests.fakes.journal import RecordingJournal

MEETINGS = Nature(
    id=TypeId("meeting"),
    statuses=("planned", "held", "cancelled"),
    ahead=frozenset({"planned"}),
    against=frozenset({"cancelled"}),
    noun="meeting",
)


@dataclass
class ServedPort:
    """A running port; `asking` is a client that names it as a browser of this machine would."""

    store: Store
    clock: Clock
    token: str | None = None
    host: str = "127.0.0.1"
    since_last_tick: float = 0.5
    body_within: float = 10.0
    ready: dict[str, str] = field(default_factory=lambda: {"store": "ok"})
    journal: RecordingJournal = field(default_factory=RecordingJournal)
    stop: Stop = field(default_factory=Stop)
    port: int = 0
    asking: httpx.AsyncClient = field(init=False)

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    async def emit(self, *alerts: Alert, developments: tuple[Development, ...] = ()) -> None:
        """Store alerts and developments in one step, as a node does."""
        memory = RedisMemory(self.store, self.clock, Retention())
        kept = tuple(keyed(development) for development in developments)
        assert await memory.commit(commit(alerts=alerts, developments=kept))

    def application(self) -> Shown:
        """Return what it shows."""
        retention = Retention()
        return Shown(
            configuration=Configuration(
                folder=Path("config"),
                state_dir=Path("state"),
                watchlists=(Watchlist(name="ukraine"), Watchlist(name="aid")),
                sources=(source("gazette"), source("closed", enabled=False), source("late")),
            ),
            natures=Natures.build((MEETINGS,)),
            ledger=RedisLedger(self.store, self.clock, retention),
            wire=RedisWire(self.store),
            agenda=RedisAgenda(self.store),
            silences=RedisSilences(self.store, self.clock, retention),
            polls=RedisPolls(self.store, self.clock, retention),
            clock=self.clock,
            journal=self.journal,
            stop=self.stop,
            body_within=self.body_within,
        )


@asynccontextmanager
async def serving(served: ServedPort) -> AsyncIterator[ServedPort]:
    """Serve the port at a free address of loopback until the end, or until its stop."""

    async def ready() -> dict[str, str]:
        return served.ready

    with socket.socket(proto=socket.IPPROTO_TCP) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        served.port = bound.getsockname()[1]
        settings = WebSettings(host=served.host, port=served.port, token=served.token)
        pulse = Pulse(
            alive=lambda: served.since_last_tick, ready=ready, sources=lambda: {"fresh": 3}
        )
        server = web_server(web_app(settings, served.application(), Figures(), pulse))
        async with anyio.create_task_group() as group:
            group.start_soon(server.serve, [bound])
            group.start_soon(_ended, served.stop, server)
            async with httpx.AsyncClient(base_url=served.address, timeout=30) as served.asking:
                yield served
            served.stop.set()


async def _ended(stop: Stop, server: object) -> None:
    await stop.wait()
    server.should_exit = True
