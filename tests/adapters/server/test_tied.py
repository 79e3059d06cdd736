import os
import signal
import subprocess
import sys

import anyio
import pytest

from monitor.adapters.server import (
    Adopted,
    TookOver,
    tied,
)
from tests.adapters.server.living import alive, client_of, daemon, lock_is_free, served, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")


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
            await until(lambda: not alive(pid) and lock_is_free(tmp_path))
    async with served(tmp_path, []) as server, client_of(server.url) as client:
        assert int(await client.get("writes")) >= acknowledged > 0


async def test_the_folder_stays_locked_until_the_server_of_a_killed_daemon_is_dead(tmp_path):
    async with daemon(tmp_path) as killed:
        pid = await killed.server_pid()
        os.kill(pid, signal.SIGSTOP)
        os.kill(killed.pid, signal.SIGKILL)
        await killed.process.wait()
        assert not lock_is_free(tmp_path)
        os.kill(pid, signal.SIGCONT)
        await until(lambda: not alive(pid) and lock_is_free(tmp_path))


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
