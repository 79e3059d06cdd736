"""What waits in a store, and how its server does."""

from datetime import timedelta

from monitor.adapters.gauges import RedisGauges
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.store import open_store
from monitor.model.source import PollState
from tests.contracts.examples import find, hours, source, visit

AT_ONCE = timedelta(0)


async def test_what_waits_is_told_from_what_is_in_hand_later_and_given_up(store, clock):
    gauges, work = RedisGauges(store), RedisWork(store, clock, Retention())
    assert (await gauges.waiting()).finds == 0
    await RedisPolls(store, clock, Retention()).finish(
        source().id, PollState(polls=1), clock.now() + hours(1), tuple(map(find, "abcde"))
    )
    seen = await gauges.waiting()
    assert (seen.finds, seen.in_hand) == (5, 0)
    assert seen.oldest is not None
    assert abs(seen.oldest - clock.now()) < hours(1)

    first, second, *_ = await work.take(consumer="w", count=4, wait=AT_ONCE)
    await work.later(first, clock.now() + hours(1))
    await work.bury(second, visit(second))
    seen = await gauges.waiting()
    assert (seen.finds, seen.in_hand, seen.later, seen.given_up) == (1, 2, 1, 1)

    await work.take(consumer="w", count=1, wait=AT_ONCE)
    seen = await gauges.waiting()
    assert seen.finds + seen.in_hand == 3


async def test_a_source_that_is_due_is_late_until_it_is_claimed(store, clock):
    gauges, polls = RedisGauges(store), RedisPolls(store, clock, Retention())
    await polls.register((source(),), {source().id: clock.now() - hours(2)})
    seen = await gauges.waiting()
    assert seen.late == 1
    assert seen.due is not None
    assert hours(1) < clock.now() - seen.due < hours(3)
    await polls.claim(limit=1, lease=timedelta(minutes=5), longest=timedelta(days=1))
    assert (await gauges.waiting()).late == 0


async def test_a_server_that_is_well_takes_writes(store):
    server = await RedisGauges(store).server()
    assert server.name in {"Valkey", "Redis"}
    assert server.used > 0
    assert (server.most, server.disk, server.full) == (None, None, None)


async def test_a_server_without_memory_is_told_to_be_full(start_server):
    url = start_server("--appendonly", "yes", "--save", "", "--maxmemory", "100mb")
    store = await open_store(url)
    await store.ask("CONFIG", "SET", "maxmemory", "1")
    server = await RedisGauges(store).server()
    await store.close()
    assert server.most == 1
    assert "no memory left" in (server.full or "")
