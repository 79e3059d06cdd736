"""Child processes killed while they read pages: each kill costs the page in hand, and no other."""

import os
import random  # noqa: TID251 - chance is the point of this test; the seed is printed
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import anyio
import pytest

from monitor.adapters.offload import ProcessOffload
from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.model.article import Article
from monitor.model.page import Page
from tests.fakes.newsroom import page
from tests.fakes.stories import pledge

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc"),
]

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
PAGES, KILLS, WORKERS = 60, 8, 2
REPEATED = 40
"""How often a text is repeated, so that its reading takes long enough to be hit."""


def printed(number: int) -> Page:
    body = page(pledge(number, NOON), "Harbour Post")
    longer = body.replace("</article>", "<p>And so it went on.</p>" * REPEATED + "</article>")
    url = f"https://harbour.example/{number}"
    return Page(url=url, asked=url, body=longer.encode(), fetched_at=NOON)


def children() -> list[int]:
    """Return the children of this process that work in the pool."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in own if b"anyio" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def test_a_killed_child_costs_the_page_in_its_hands_only():
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    offload = ProcessOffload(workers=WORKERS)
    read: dict[int, str] = {}
    lost: list[int] = []
    killed: list[int] = []

    async def read_one(number: int) -> Article:
        page_of_it = printed(number)
        return await offload.run(article, page_of_it, canonical_url=None, hints=None, source=None)

    async def carry(number: int) -> None:
        try:
            found = await read_one(number)
        except Unreadable:
            lost.append(number)
        else:
            read[number] = found.title or ""

    async def kill() -> None:
        while len(killed) < KILLS and len(read) + len(lost) < PAGES:
            await anyio.sleep(dice.uniform(0.01, 0.4))
            with suppress(ProcessLookupError, IndexError):
                victim = dice.choice(children())
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    began = monotonic()
    async with anyio.create_task_group() as group:
        group.start_soon(kill)
        for number in range(PAGES):
            group.start_soon(carry, number)

    seconds = monotonic() - began
    sys.stdout.write(
        f"\nchaos: seed {seed}: {len(killed)} kills of children cost {len(lost)} of {PAGES} pages, "
        f"in {seconds:.1f} s\n"
    )
    assert killed
    assert len(lost) <= len(killed)
    assert read == {n: pledge(n, NOON).title for n in range(PAGES) if n not in lost}
    await reads_again(read_one)


async def reads_again(read_one: Callable[[int], Awaitable[Article]]) -> None:
    """Wait until a page is read: a child killed while idle may cost one more page each."""
    for _ in range(WORKERS):
        with suppress(Unreadable):
            assert (await read_one(0)).title == pledge(0, NOON).title
            return
    assert (await read_one(0)).title == pledge(0, NOON).title
