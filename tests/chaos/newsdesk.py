"""A configuration without sources, alerts put straight into its outbox, and receivers beside it."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.server.place import prepare
from monitor.adapters.store import Store, open_store
from monitor.errors import DependencyUnavailable, TryLater
from monitor.model.alert import Alert, AlertId
from tests.chaos.letterboxes import DESK, MAIL, SLOW, Entry, copies, ledger
from tests.contracts.examples import alert, commit, development
from tests.fakes.daemon import command, without_colours
from tests.fakes.desk import SECRET

T = TypeVar("T")

ALL = (DESK, MAIL, SLOW)
_MONITOR = """\
version: 1
state_dir: {state}
network: {{allow: [127.0.0.0/8]}}
web: null
redis_options: {{appendfsync: {fsync}}}
receivers:
  - name: {desk}
    webhook: {{url: "http://127.0.0.1:{web}/{desk}", secret: {secret}}}
    retry: [{retry}]
    send_limit: 5s
  - name: {mail}
    email: {{to: [editor@desk.example], from: monitor@desk.example, smtp: "smtp://127.0.0.1:{post}"}}
    retry: [{retry}]
    send_limit: 5s
  - name: {slow}
    webhook: {{url: "http://127.0.0.1:{web}/{slow}", secret: {secret}}}
    retry: [1s, 1s]
    send_limit: 1s
"""


@contextmanager
def letterboxes(folder: Path, seed: int) -> Iterator[tuple[int, int]]:
    """Run the receivers while the block lasts; give the ports of their HTTP and SMTP server."""
    order = [sys.executable, "-m", "tests.chaos.letterboxes", str(folder), str(seed)]
    with subprocess.Popen(
        order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=without_colours()
    ) as process:
        web, post = map(int, process.stdout.readline().split())
        try:
            yield web, post
        finally:
            process.stdin.close()


@dataclass
class Newsdesk:
    """Where alerts are made: a folder with `config` and `state`; `made`: when each was emitted."""

    folder: Path
    ports: tuple[int, int]
    fsync: str = "everysec"
    made: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.config / "watchlists").mkdir(parents=True)
        web, post = self.ports
        text = _MONITOR.format(
            state=self.folder / "state",
            fsync=self.fsync,
            web=web,
            post=post,
            secret=SECRET,
            retry=", ".join(["1s"] * 30),
            desk=DESK,
            mail=MAIL,
            slow=SLOW,
        )
        (self.config / "monitor.yaml").write_text(text)
        (self.config / "sources.yaml").write_text("sources: []\n")
        (self.config / "actors.yaml").write_text(
            "actors:\n  - {id: ukraine, name: Ukraine, kind: state}\n"
        )
        watchlist = (
            "name: aid\ndevelopments: [aid_pledge]\nactors: {any: [ukraine]}\nnotify: [desk]\n"
        )
        (self.config / "watchlists" / "aid.yaml").write_text(watchlist)

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def url(self) -> str:
        """The address of the embedded server."""
        return prepare(self.folder / "state" / "valkey").url

    @asynccontextmanager
    async def store(self):
        """Give the store as soon as it is there."""
        opened = await patiently(lambda: open_store(self.url))
        try:
            yield opened
        finally:
            await opened.close()

    async def emit(self, store: Store, name: str, receivers: tuple[str, ...]) -> str:
        """Emit an alert of its own, and return its id; a store that is away is asked again."""
        memory = RedisMemory(store, SystemClock(), Retention())
        told = written(name, receivers)
        self.made[told.id] = time.time()  # noqa: TID251 - delays are real time
        await patiently(lambda: memory.commit(commit(alerts=(told,))))
        return told.id

    def entries(self, receiver: str) -> list[Entry]:
        """Return what has reached the receiver."""
        return [entry for entry in ledger(self.folder) if entry.receiver == receiver]

    def missing(self, receiver: str) -> set[str]:
        """Return the ids that the receiver has never taken."""
        return set(self.made) - set(copies(self.entries(receiver)))

    def delays(self, receiver: str, names: set[str]) -> list[float]:
        """Return the seconds from each emission to its first arrival, in order of length."""
        first: dict[str, float] = {}
        for entry in self.entries(receiver):
            if entry.taken and entry.name in names:
                first.setdefault(entry.name, entry.at)
        return sorted(at - self.made[name] for name, at in first.items())

    def replayed(self, name: str, receiver: str) -> str:
        """Replay a dead letter by the command; return what that says."""
        order = command("deliveries", "replay", name, receiver, "--config", str(self.config))
        done = subprocess.run(
            order, check=False, capture_output=True, text=True, env=without_colours()
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ledger(self, store: Store) -> RedisLedger:
        return RedisLedger(store, SystemClock(), Retention())

    def outbox(self, store: Store) -> RedisOutbox:
        return RedisOutbox(store, SystemClock(), Retention())


def id_of(name: str) -> AlertId:
    """Return the id of the alert of this name, as long as those of true ones."""
    return AlertId(sha256(name.encode()).hexdigest()[:24])


def written(name: str, receivers: tuple[str, ...]) -> Alert:
    """Return an alert of its own id, about a development of its own; its summary has the name."""
    told = alert(id_of(name), receivers=receivers, at=SystemClock().now())
    topic = told.id[:16]
    summary = f"European Union lends Ukraine €90bn ({name})"
    about = replace(development(topic), plover="AID")
    return replace(told, topic=topic, summary=summary, development=about)


async def patiently(act: Callable[[], Awaitable[T]], limit: float = 60) -> T:
    """Do it, again while the store cannot be used."""
    async with asyncio.timeout(limit):
        while True:
            try:
                return await act()
            except (TryLater, DependencyUnavailable):
                await anyio.sleep(0.05)


async def until(so: Callable[[], Awaitable[object]], limit: float) -> bool:
    """Wait until it is so; return whether it is."""
    try:
        async with asyncio.timeout(limit):
            while not await patiently(so):  # noqa: ASYNC110 - it looks into another process
                await anyio.sleep(0.2)
    except TimeoutError:
        return False
    return True


def share(values: list[float], part: float) -> float:
    """Return the value below which that part of the sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


def words(delays: list[float]) -> str:
    """Return the middle and the worst of some delays, as they are printed."""
    shown = ", ".join(f"{name} {share(delays, part) * 1000:.0f} ms" for name, part in _SHARES)
    return f"{len(delays)} told, {shown}"


_SHARES = (("p50", 0.5), ("p99", 0.99), ("longest", 1.0))
