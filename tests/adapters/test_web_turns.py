import asyncio
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import anyio
import looptime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.web_turns import Host, Stopwatch, Turns
from monitor.model.source import Pace, Source, SourceId, SourceKind

NO_WISH = timedelta(0)
LONGEST = timedelta(minutes=5)


def source(name="harbour", *, concurrency=1, delay=0.0):
    return Source(
        id=SourceId(name),
        kind=SourceKind.FEED,
        url="https://harbour.example/rss",
        outlet="Harbour Post",
        pace=Pace(concurrency=concurrency, delay=timedelta(seconds=delay)),
    )


class Watch:
    """Writes down when requests start and how many run."""

    def __init__(self):
        self.starts = []
        self.order = []
        self.running = Counter()
        self.most = 0

    async def ask(self, turns, url, asker, seconds=0.0):
        async with turns.turn(url, asker, NO_WISH):
            self.starts.append(anyio.current_time())
            self.order.append(asker.id)
            self.running[url] += 1
            self.most = max(self.most, self.running[url])
            await anyio.sleep(seconds)
            self.running[url] -= 1


@pytest.mark.looptime
async def test_one_source_never_starts_too_soon_nor_has_too_many_running():
    watch, turns = Watch(), Turns(100, LONGEST)
    asker = source(concurrency=2, delay=2.0)
    async with asyncio.TaskGroup() as group:
        for _ in range(9):
            group.create_task(watch.ask(turns, "https://harbour.example/", asker, seconds=5.0))
    assert watch.most == 2
    assert all(b - a >= 2 for a, b in pairwise(watch.starts))


@pytest.mark.looptime
@pytest.mark.parametrize("others", [1, 3])
async def test_sources_of_one_host_take_turns_however_much_one_of_them_asks(others):
    watch, turns = Watch(), Turns(100, LONGEST)
    url = "https://harbour.example/"
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(watch.ask(turns, url, source("greedy", delay=1.0)))
        for number in range(others):
            group.create_task(watch.ask(turns, url, source(f"modest{number}", delay=1.0)))
    modest = [at for at, name in enumerate(watch.order) if name != "greedy"]
    assert max(modest) <= others + 2
    assert len(watch.order) == 20 + others


@pytest.mark.looptime
async def test_hosts_do_not_wait_for_one_another():
    watch, turns = Watch(), Turns(100, LONGEST)
    asker = source(delay=60.0)
    async with asyncio.TaskGroup() as group:
        for number in range(30):
            group.create_task(watch.ask(turns, f"https://h{number}.example/", asker))
    assert max(watch.starts) - min(watch.starts) < 1


@pytest.mark.looptime
async def test_who_gives_up_lets_the_others_pass():
    watch, turns = Watch(), Turns(100, timedelta(seconds=10))
    url = "https://harbour.example/"
    async with asyncio.TaskGroup() as group:
        running = group.create_task(watch.ask(turns, url, source(), seconds=60.0))
        await asyncio.wait([running], timeout=1)
        late = [asyncio.ensure_future(watch.ask(turns, url, source(str(n)))) for n in range(3)]
        done, _ = await asyncio.wait(late)
    assert all(isinstance(task.exception(), TimeoutError) for task in done)
    await watch.ask(turns, url, source())
    assert len(watch.starts) == 2


@pytest.mark.looptime
async def test_who_is_called_and_gives_up_at_once_calls_the_next():
    host = Host()
    first = asyncio.ensure_future(host.start("a", Pace(delay=NO_WISH), NO_WISH))
    await first
    waiting = [
        asyncio.ensure_future(host.start(asker, Pace(delay=NO_WISH), NO_WISH)) for asker in "bcde"
    ]
    await asyncio.wait(waiting, timeout=1)
    waiting.pop().cancel()  # it stands in the line
    waiting[0].cancel()  # it stands in front: the next one is called
    waiting[1].cancel()
    host.end(Pace(delay=NO_WISH))
    await asyncio.wait(waiting, timeout=1)
    assert waiting[2].done()
    assert waiting[2].exception() is None


@pytest.mark.looptime
async def test_a_host_is_forgotten_only_when_it_rests():
    turns = Turns(2, LONGEST)
    asker = source()

    async def ask(name):
        async with turns.turn(f"https://{name}.example/", asker, NO_WISH):
            pass

    for name in "abcd":
        await ask(name)
    assert len(turns) == 4
    await anyio.sleep(600)
    for name in "abcdabcd":
        await ask(name)
        await anyio.sleep(600)
    assert len(turns) == 2


TENTHS = st.integers(0, 40).map(lambda n: n / 10)
ASKS = st.tuples(
    st.integers(0, 2),  # which host
    st.integers(0, 2),  # which source
    st.integers(1, 3),  # how many at once
    st.sampled_from([0.0, 0.5, 2.0, 7.0]),  # the distance
    TENTHS,  # when it comes
    TENTHS,  # how long it takes
    st.sampled_from([0.0, 0.0, 3.0]),  # what the site asks for
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ASKS, min_size=1, max_size=14))
def test_whoever_asks_no_pace_is_passed(asks):
    """Time is virtual: a fresh loop that leaps over it runs each example."""
    begun = []

    async def ask(turns, one):
        host, name, most, delay, comes, takes, wish = one
        asker = source(str(name), concurrency=most, delay=delay)
        await anyio.sleep(comes)
        async with turns.turn(f"https://h{host}.example/", asker, timedelta(seconds=wish)):
            begun.append((host, anyio.current_time(), takes, most, max(delay, wish)))
            await anyio.sleep(takes)

    async def all_of_them():
        turns = Turns(100, LONGEST)
        async with asyncio.TaskGroup() as group:
            for one in asks:
                group.create_task(ask(turns, one))

    loop = looptime.new_event_loop()
    try:
        loop.run_until_complete(all_of_them())
    finally:
        loop.close()
    assert len(begun) == len(asks)
    for host in {one[0] for one in begun}:
        here = [one for one in begun if one[0] == host]
        for (_, before, _, _, distance), (_, after, _, _, other) in pairwise(here):
            assert after - before >= max(distance, other) - 1e-4
        for _, at, _, most, _ in here:
            running = [one for one in here if one[1] <= at < one[1] + one[2] - 1e-4]
            assert len(running) <= min((one[3] for one in running), default=most)


async def test_a_stopwatch_counts_only_while_it_runs():
    watch = Stopwatch(0.2)
    with watch.running():
        await anyio.sleep(0.05)
    await anyio.sleep(0.2)
    with watch.running():
        await anyio.sleep(0.01)
    with pytest.raises(TimeoutError), watch.running():
        await anyio.sleep(1)
    with pytest.raises(TimeoutError), watch.running():
        await anyio.sleep(0.01)
