import asyncio
import os
import random  # noqa: TID251 - chance is the point of this test; pytest-randomly seeds it
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import pytest
from anyio.streams.buffered import BufferedByteReceiveStream
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Disconnected

from monitor.adapters.server import Died, ServerOptions, Started, embedded_server

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's"),
]

DAEMON = """
import asyncio, sys
from pathlib import Path
from monitor.adapters.server import ServerOptions, embedded_server

async def main():
    tell = lambda event: print(type(event).__name__, flush=True)
    async with embedded_server(Path(sys.argv[1]), ServerOptions(), tell):
        await asyncio.Event().wait()

asyncio.run(main())
"""


class Ledger:
    """Writes 1, 2, 3 … to a list in the store, and knows which it was told are stored."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acknowledged = 0

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Redis]:
        async with Redis.from_url(self.url, retry=Retry(NoBackoff(), 0)) as client:
            yield client

    async def write_until_cut_off(self) -> None:
        async with self.client() as client:
            try:
                while True:
                    await client.rpush("ledger", self.acknowledged + 1)
                    self.acknowledged += 1
            except Disconnected:
                return

    async def stored(self) -> int:
        """Return how many entries the store holds, of which none is missing in between."""
        async with self.client() as client:
            entries = [int(entry) for entry in await client.lrange("ledger", 0, -1)]
        assert entries == list(range(1, len(entries) + 1))
        return len(entries)


def kill_at_some_moment(pid: int) -> None:
    moment = random.uniform(0.3, 1.5)
    asyncio.get_running_loop().call_later(moment, os.kill, pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("appendfsync", "kills", "all_are_kept"),
    [
        ("always", 10, True),
        # An answer may be sent while a slow fsync still keeps the write in the server's memory:
        # a killed server may lose those last ones, but never what an earlier start has found.
        ("everysec", 5, False),
    ],
)
async def test_killed_servers_lose_no_stored_write(tmp_path, appendfsync, kills, all_are_kept):
    tell, told = anyio.create_memory_object_stream(1000)
    options = ServerOptions(appendfsync=appendfsync)
    with tell, told, anyio.fail_after(90):
        async with embedded_server(tmp_path, options, tell.send_nowait) as server:
            ledger = Ledger(server.url)
            found_before, deaths = 0, 0
            while deaths < kills:
                match await told.receive():
                    case Started(pid=pid):
                        found = await ledger.stored()
                        assert found >= (ledger.acknowledged if all_are_kept else found_before)
                        ledger.acknowledged = found_before = found
                        kill_at_some_moment(pid)
                        await ledger.write_until_cut_off()
                    case Died(returncode=returncode):
                        assert returncode == -signal.SIGKILL
                        deaths += 1
                    case _:
                        pass
    assert ledger.acknowledged > kills


async def test_five_kills_of_the_daemon_lose_no_acknowledged_write(tmp_path):
    ledger = Ledger(f"unix://{tmp_path}/valkey.sock")
    with anyio.fail_after(90):
        for _ in range(5):
            # Each finds the lock held by the dying server of the one before it.
            async with await anyio.open_process(
                [sys.executable, "-c", DAEMON, str(tmp_path)], stderr=None
            ) as daemon:
                said = BufferedByteReceiveStream(daemon.stdout)
                while await said.receive_until(b"\n", 100) not in (b"Started", b"TookOver"):
                    pass
                found = await ledger.stored()
                assert found in (ledger.acknowledged, ledger.acknowledged + 1)
                ledger.acknowledged = found
                kill_at_some_moment(daemon.pid)
                await ledger.write_until_cut_off()
    assert ledger.acknowledged > 5
