"""What remembering articles takes, at ten thousand and at a hundred thousand of them, in a real
store; beside it, in the same run, the simplest design: one string key for each mark.
"""

import asyncio
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from random import Random  # noqa: TID251 - chance is a parameter here: the seed is given

import pytest

from monitor.adapters import keys
from monitor.adapters.articles import RedisArticles
from monitor.adapters.developments import RedisMemory
from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.keys import Retention
from monitor.adapters.store import Store, open_store
from monitor.dedupe.fingerprint import BANDS, LEADS, SAMPLED, VALUES
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.moment import Stamp
from monitor.ports import Commit
from tests.benchmarks.newspages import say

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(900)]

FEW, MANY = 10_000, 100_000
FLAT = 1.15
"""How much more an article may take among many than among few, and still be called flat."""
FLAT_TIME = 1.5
PEER = 10_000
ASKED = 400
AT_ONCE = 20
LINES = 20
URL = "https://gazette.example/2025/12/20/{number}-a-headline-of-some-length-about-the-harbour"


def remembered(number: int, *, seed: int) -> Iterator[Remembered]:
    """Yield what is kept of articles of twenty sentences, no two alike: as large as of real ones,
    with chance in the place of hashes.
    """
    chance = Random(seed)
    for at in range(number):
        sentences = tuple(chance.randbytes(6).hex() for _ in range(LINES))
        bands = tuple(chance.randbytes(6).hex() for _ in range(BANDS))
        marks = tuple(f"s{one}" for one in sentences[: LEADS + SAMPLED])
        yield Remembered(
            article=ArticleId(f"{seed:04x}{at:012x}"),
            url=URL.format(number=f"{seed}-{at}"),
            outlet=f"Outlet {at % 200}",
            origin=f"outlet {at % 200}",
            published=Stamp(at=datetime(2025, 12, 20, tzinfo=UTC)),
            fingerprint=Fingerprint(
                content=chance.randbytes(6).hex(),
                bands=(*bands, *marks),
                signature=tuple(array("I", chance.randbytes(4 * VALUES))),
                sentences=sentences,
                runs=440,
                sought=tuple(f"s{one}" for one in sentences[LEADS + SAMPLED :]),
            ),
        )


async def used(store: Store) -> int:
    """Return the bytes that the server holds, its own included."""
    told = (await store.ask("INFO", "memory")).decode()
    return int(told.partition("used_memory:")[2].split()[0])


async def fill(memory: RedisMemory, number: int, *, seed: int) -> None:
    """Remember so many articles, a few at a time, as workers do."""
    for batch in batched(remembered(number, seed=seed), AT_ONCE):
        commits = (
            memory.commit(
                Commit(task=None, remembered=kept, developments=(), alerts=(), trace=None)
            )
            for kept in batch
        )
        assert all(await asyncio.gather(*commits))


def batched(values: Iterator[Remembered], size: int) -> Iterator[list[Remembered]]:
    """Yield the values in lists of that size, the last one shorter."""
    while batch := list(islice(values, size)):
        yield batch


async def worked(store: Store) -> float:
    """Return the microseconds of processor time that the server has used."""
    told = (await store.ask("INFO", "cpu")).decode()
    parts = [told.partition(f"used_cpu_{kind}:")[2].split()[0] for kind in ("user", "sys")]
    return sum(map(float, parts)) * 1e6


async def lookup(store: Store, clock) -> float:
    """Return the microseconds of the server that looking for an article's neighbours takes."""
    reader = RedisArticles(store, clock, Retention())
    before = await worked(store)
    for one in remembered(ASKED, seed=9):
        await reader.neighbours(one.fingerprint, one.url)
    return (await worked(store) - before) / ASKED


@pytest.fixture
async def alone(start_server):
    """A store on a server that nobody else fills or empties."""
    opened = await open_store(start_server())
    yield opened
    await opened.close()


async def one_key_a_mark(store: Store, number: int) -> float:
    """Return the bytes an article takes as one string key for each of its marks, its URL and its
    content, the record apart: the simplest design.
    """
    before = await used(store)
    for at, kept in enumerate(remembered(number, seed=5)):
        marks = (*kept.fingerprint.bands, kept.url, kept.fingerprint.content)
        await asyncio.gather(
            *(store.ask("SET", f"{keys.TAG}:mark:{m}", at, "EX", keys.A_DAY) for m in marks)
        )
    return (await used(store) - before) / number


async def records(store: Store) -> int:
    """Return the bytes of the records alone, without the marks that lead to them."""
    sizes = [
        await store.ask("MEMORY", "USAGE", name, "SAMPLES", 0)
        for name in await store.ask("KEYS", f"{keys.TAG}:articles:*")
    ]
    return sum(sizes)


async def test_memory_and_time_stay_flat_per_article(alone, clock, start_server):
    memory = RedisMemory(alone, clock, Retention())
    empty = await used(alone)
    taken, marks, times = {}, {}, {}
    for number, more in ((FEW, FEW), (MANY, MANY - FEW)):
        await fill(memory, more, seed=number)
        whole = await used(alone) - empty
        taken[number] = whole / number
        marks[number] = (whole - await records(alone)) / number
        times[number] = await lookup(alone, clock)
        say(
            f"remembering {number} articles: {taken[number]:.0f} bytes each, {marks[number]:.0f} "
            f"of them marks to be found by; {times[number]:.0f} µs of the server to look one up"
        )
    flat, slower = taken[MANY] / taken[FEW], times[MANY] / times[FEW]
    holds = ["holds" if held else "MISSED" for held in (flat <= FLAT, slower <= FLAT_TIME)]
    say(f"  ten times the articles: {flat:.2f} times the bytes each (at most {FLAT}: {holds[0]})")
    say(f"  and {slower:.2f} times the time to look one up (at most {FLAT_TIME}: {holds[1]})")
    names = await alone.ask("KEYS", f"{keys.TAG}:*:*:*")
    endless = [name for name in names if await alone.ask("PTTL", name) == -1]
    say(f"  {len(names)} keys of time buckets, {len(endless)} of them without an end")
    assert not endless
    peer = await open_store(start_server())
    try:
        theirs = await one_key_a_mark(peer, PEER)
    finally:
        await peer.close()
    say(f"  marks as one string key each: {theirs:.0f} bytes, {theirs / marks[MANY]:.1f} times\n")


async def test_lines_of_an_outlet_take_little(alone, clock):
    furniture = RedisFurniture(alone, clock)
    empty = await used(alone)
    before = await worked(alone)
    for one in remembered(FEW, seed=4):
        await furniture.seen(one.outlet or "", one.article, one.fingerprint.sentences)
    spent = (await worked(alone) - before) / FEW
    each = (await used(alone) - empty) / FEW
    say(
        f"lines of {FEW} articles of 200 outlets: {each:.0f} bytes an article of {LINES} lines, "
        f"{spent:.0f} µs of the server, one round trip\n"
    )
