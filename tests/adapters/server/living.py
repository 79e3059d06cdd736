"""What the tests of the embedded server share: daemons of their own, and how to look at them."""

import asyncio
import fcntl
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from redis.asyncio import Redis

from monitor.adapters.server import (
    EmbeddedServer,
    ServerEvent,
    ServerOptions,
    Started,
    TookOver,
    embedded_server,
)

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


async def until(condition: Callable[[], object], limit: float = 30) -> None:
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


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(url, decode_responses=True) as client:
        yield client


@asynccontextmanager
async def served(
    directory: Path, events: list[ServerEvent], **options
) -> AsyncIterator[EmbeddedServer]:
    async with embedded_server(directory, ServerOptions(**options), events.append) as server:
        yield server


class Daemon:
    """A process of its own that keeps a server for a folder until its stdin ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.pid = process.pid

    async def event(self, kind: type[ServerEvent]) -> str:
        assert self.process.stdout is not None
        with anyio.fail_after(30):
            while line := (await self.process.stdout.readline()).decode():
                if line.startswith(kind.__name__):
                    return line
        raise AssertionError(f"the daemon ended without {kind.__name__}")

    async def server_pid(self, kind: type[Started | TookOver] = Started) -> int:
        return int((await self.event(kind)).partition("pid=")[2].rstrip(")\n"))

    async def leave(self) -> None:
        self.process.stdin.close()
        with anyio.fail_after(30):
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
