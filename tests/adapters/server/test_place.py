import os
import stat
import tempfile
from pathlib import Path

import pytest

from monitor.adapters.server.place import LARGEST_LOG, is_served
from monitor.errors import DependencyUnavailable
from tests.adapters.server.living import client_of, lock_is_free, served, until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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


async def test_folder_socket_and_files_are_closed_to_other_users(tmp_path):
    directory = tmp_path / "open to all"
    directory.mkdir(mode=0o755)
    async with served(directory, []) as server, client_of(server.url) as client:
        assert await client.ping()
        found = {path.name: mode_of(path) for path in directory.iterdir()}
        assert mode_of(directory) == 0o700
        assert found == {"valkey.sock": 0o700, "appendonlydir": 0o700, "server.log": 0o600}


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


async def test_what_killed_rewrites_left_is_cleared_and_a_long_log_makes_way(tmp_path):
    (tmp_path / "temp-rewriteaof-bg-4321.aof").write_bytes(b"half a rewrite")
    (tmp_path / "server.log").write_bytes(b"." * (LARGEST_LOG + 1))
    async with served(tmp_path, []):
        assert not list(tmp_path.glob("temp-*"))
        assert (tmp_path / "server.log.1").stat().st_size == LARGEST_LOG + 1
        assert (tmp_path / "server.log").stat().st_size < LARGEST_LOG


async def test_a_folder_is_served_while_its_server_runs_and_asking_makes_nothing(tmp_path):
    folder = tmp_path / "valkey"
    before, made = is_served(folder), folder.exists()
    async with served(folder, []):
        during = is_served(folder)
    assert (before, made, during, is_served(folder)) == (False, False, True, False)
