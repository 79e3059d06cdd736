import asyncio
import fcntl
import os
import signal

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.server import (
    Adopted,
    Died,
    Restarting,
    Started,
    Stopped,
    TookOver,
    Unstartable,
)
from monitor.adapters.server.embedded import restart_delay
from monitor.errors import DependencyUnavailable
from tests.adapters.server.living import (
    alive,
    client_of,
    daemon,
    lock_is_free,
    served,
    until,
)


async def test_it_starts_serves_and_stops(tmp_path):
    events = []
    async with served(tmp_path / "state" / "valkey", events) as server:
        async with client_of(server.url) as client:
            assert await client.ping()
            assert await client.config_get("save") == {"save": ""}
        assert server.owned
        assert server.url == f"unix://{tmp_path}/state/valkey/valkey.sock"
    started, stopped = events
    assert stopped == Stopped(returncode=0)
    assert not alive(started.pid)
    assert lock_is_free(tmp_path / "state" / "valkey")


async def test_its_data_is_there_the_next_time(tmp_path):
    for n in (1, 2, 3):
        async with served(tmp_path, []) as server, client_of(server.url) as client:
            assert await client.incr("visits") == n


async def test_what_fails_inside_the_block_arrives_as_it_is(tmp_path):
    events = []
    with pytest.raises(LookupError):
        async with served(tmp_path, events):
            raise LookupError
    assert events[-1] == Stopped(returncode=0)


async def test_a_cancelled_block_stops_its_server(tmp_path):
    events = []
    with anyio.CancelScope() as scope:
        async with served(tmp_path, events):
            scope.cancel()
            await anyio.sleep_forever()
    assert events[-1] == Stopped(returncode=0)
    assert not alive(events[0].pid)


async def test_a_killed_server_is_restarted_with_its_data(tmp_path):
    events = []
    async with served(tmp_path, events, appendfsync="always") as server:
        async with client_of(server.url) as client:
            await client.set("kept", "yes")
        os.kill(events[0].pid, signal.SIGKILL)
        await until(lambda: len(events) == 4)
        async with client_of(server.url) as client:
            assert await client.get("kept") == "yes"
        assert server.owned
    died, restarting, started = events[1:4]
    assert died == Died(returncode=-signal.SIGKILL)
    assert restarting == Restarting(in_seconds=0.1)
    assert isinstance(started, Started)


@given(st.integers(min_value=1, max_value=10**9))
def test_restarts_slow_down_to_five_seconds(deaths):
    assert 0.1 <= restart_delay(deaths) <= restart_delay(deaths + 1) <= 5.0


async def test_daemons_that_start_at_once_share_one_server(tmp_path):
    events = [[], [], [], []]

    async def visit(told, leave):
        async with served(tmp_path, told):
            await leave.wait()

    leave = anyio.Event()
    async with anyio.create_task_group() as tasks:
        for told in events:
            tasks.start_soon(visit, told, leave)
        await until(lambda: all(events))
        assert sorted(type(told[0]).__name__ for told in events) == ["Adopted"] * 3 + ["Started"]
        leave.set()


async def test_an_adopter_takes_over_when_the_owner_leaves(tmp_path):
    events = []
    async with daemon(tmp_path) as owner:
        await owner.event(Started)
        async with served(tmp_path, events) as heir:
            async with client_of(heir.url) as client:
                await client.set("kept", "yes")
            await owner.leave()
            await until(lambda: len(events) == 2)
            async with client_of(heir.url) as client:
                assert await client.get("kept") == "yes"
            assert heir.owned
    assert [type(event) for event in events] == [Adopted, TookOver, Stopped]


async def test_a_server_that_loads_is_waited_for_and_then_adopted(tmp_path):
    events = []
    answers = [b"-LOADING the dataset in memory\r\n"] * 3

    async def speak(reader, writer):
        writer.write(answers.pop() if answers else b"+PONG\r\n")
        writer.close()
        await writer.wait_closed()

    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        fake = await asyncio.start_unix_server(speak, tmp_path / "valkey.sock")
        async with fake, served(tmp_path, events) as server:
            assert not server.owned
    finally:
        os.close(holder)
    assert events == [Adopted()]
    assert answers == []


@pytest.mark.looptime
async def test_a_lock_without_a_server_is_told_after_a_while(tmp_path):
    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        with pytest.raises(DependencyUnavailable, match="another process holds"):
            await served(tmp_path, []).__aenter__()
        assert asyncio.get_running_loop().time() >= 15
    finally:
        os.close(holder)


async def test_a_server_that_cannot_restart_is_tried_again(tmp_path):
    events = []
    async with served(tmp_path, events, appendfsync="always") as server:
        async with client_of(server.url) as client:
            await client.set("kept", "yes")
        path = next(tmp_path.glob("appendonlydir/*.incr.aof"))
        sound = path.read_bytes()
        path.write_bytes(b"?" + sound)
        os.kill(events[0].pid, signal.SIGKILL)
        await until(lambda: any(isinstance(event, Unstartable) for event in events))
        assert "damaged" in events[3].reason
        path.write_bytes(sound)
        await until(lambda: isinstance(events[-1], Started))
        async with client_of(server.url) as client:
            assert await client.get("kept") == "yes"
    delays = [event.in_seconds for event in events if isinstance(event, Restarting)]
    assert delays[:2] == [0.1, 0.2]


async def test_an_adopter_says_that_its_folder_is_gone(tmp_path):
    events = []
    directory = tmp_path / "moved away"
    async with served(directory, []) as owner, served(directory, events):
        assert owner.owned
        directory.rename(tmp_path / "elsewhere")
        await until(lambda: any(isinstance(event, Unstartable) for event in events))
        (tmp_path / "elsewhere").rename(directory)
    assert "No such file" in events[1].reason
