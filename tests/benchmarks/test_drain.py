"""How fast a daemon drains a hundred thousand queued deliveries, beside httpx without an outbox."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import anyio
import httpx
import pytest
from standardwebhooks.webhooks import Webhook as Signature

from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.server import ServerOptions, embedded_server
from monitor.adapters.store import open_store
from monitor.alert.render.formats import body_of
from monitor.app.daemon.sending import SENT_AT_ONCE
from monitor.model.watchlist import Format
from tests.chaos.letterboxes import DESK
from tests.chaos.newsdesk import Newsdesk, until, written
from tests.contracts.examples import commit
from tests.fakes.daemon import daemon, without_colours
from tests.fakes.desk import SECRET

QUEUED = int(os.environ.get("QUEUED", "100000"))  # noqa: TID251 - chosen by who runs it
PEER = 3_000
EMITTED_AT_ONCE = 200
SHARES = (0.1, 0.5, 0.9)
LONGEST = 1_500.0

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(3_000)]


@contextmanager
def sink() -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Run a receiver while the block lasts."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.sink"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=without_colours(),
    ) as process:
        try:
            yield int(process.stdout.readline()), process
        finally:
            process.stdin.close()


async def beside(port: int) -> float:
    """Return how many signed alerts httpx alone posts a second, as many at once as a daemon."""
    told = [written(f"p{number}", (DESK,)) for number in range(PEER)]
    began = perf_counter()
    async with httpx.AsyncClient() as client:

        async def post(some) -> None:
            for alert in some:
                body, now = body_of(alert, Format.STANDARD), SystemClock().now()
                signed = Signature(SECRET).sign(alert.id, now, body.text)
                headers = {
                    "Content-Type": body.media_type,
                    "webhook-id": alert.id,
                    "webhook-timestamp": str(int(now.timestamp())),
                    "webhook-signature": signed,
                }
                address = f"http://127.0.0.1:{port}/desk"
                answer = await client.post(address, headers=headers, content=body.text.encode())
                assert answer.is_success

        await asyncio.gather(*(post(told[n::SENT_AT_ONCE]) for n in range(SENT_AT_ONCE)))
    return PEER / (perf_counter() - began)


async def fill(news: Newsdesk) -> float:
    """Queue all alerts, before any daemon runs; return the seconds that it took."""
    began = perf_counter()
    folder = news.folder / "state" / "valkey"
    async with embedded_server(folder, ServerOptions(), lambda _: None) as server:
        store = await open_store(server.url)
        memory = RedisMemory(store, SystemClock(), Retention())
        for first in range(0, QUEUED, EMITTED_AT_ONCE):
            numbers = range(first, min(first + EMITTED_AT_ONCE, QUEUED))
            await memory.commit(commit(alerts=tuple(written(f"b{n}", (DESK,)) for n in numbers)))
        await store.close()
    return perf_counter() - began


def resident(pid: int) -> float:
    """Return the megabytes that a process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def say(figures: str) -> None:
    sys.stdout.write(f"\n{figures}")
    sys.stdout.flush()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read in /proc")
async def test_a_hundred_thousand_queued_deliveries_drain():
    with tempfile.TemporaryDirectory(prefix="mon") as name, sink() as (port, receiver):
        news = Newsdesk(Path(name), (port, 1))
        alone = await beside(port)
        say(f"httpx alone, {SENT_AT_ONCE} at once: {alone:.0f} a second")
        say(f"{QUEUED} deliveries queued in {await fill(news):.0f} s")
        with daemon(news.config) as running:
            assert await anyio.to_thread.run_sync(running.started), running.log
            began, memory = perf_counter(), {}
            async with news.store() as store:
                for part in (*SHARES, 1.0):
                    left = QUEUED - int(QUEUED * part)

                    async def drained(left=left) -> bool:
                        return await news.outbox(store).owed() <= left

                    assert await until(drained, LONGEST)
                    memory[part] = resident(running.process.pid)
            rate = QUEUED / (perf_counter() - began)
            assert running.stop()[0] == 0
        receiver.stdin.close()
        assert int(receiver.stdout.readline()) == PEER + QUEUED
    shown = ", ".join(f"{memory[part]:.0f} MB at {part:.0%}" for part in SHARES)
    say(f"a daemon drains {rate:.0f} a second, {rate / alone:.2f} of that; in memory: {shown}\n")
    assert memory[0.9] < 1.25 * memory[0.1]
