import asyncio
from datetime import timedelta

import pytest
from redis.exceptions import ResponseError

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.visits import RedisVisits
from monitor.model.source import PollState, SourceId
from tests.contracts.examples import NOON, commit, find, hours, visit
from tests.contracts.waiting import eventually

AT_ONCE = timedelta(0)
SHORT = timedelta(milliseconds=40)


@pytest.fixture
def work(store, clock):
    return RedisWork(store, clock, Retention())


@pytest.fixture
def visits(store, clock):
    return RedisVisits(store, clock, Retention())


@pytest.fixture
def impatient(store, clock):
    """A queue whose leases end at once."""
    return RedisWork(store, clock, Retention(), lease=SHORT)


@pytest.fixture
def list_finds(store, clock):
    polls = RedisPolls(store, clock, Retention())

    async def finish(*paths, updated=None):
        finds = tuple(find(path, updated=updated) for path in paths)
        return await polls.finish(SourceId("gazette"), PollState(), NOON, finds)

    return finish


async def take(work, consumer="w1", count=9, wait=AT_ONCE):
    return await work.take(consumer=consumer, count=count, wait=wait)


async def test_an_empty_queue_gives_nothing_and_has_no_depth(work):
    assert await take(work) == ()
    assert await work.depth() == 0


async def test_two_workers_never_get_the_same_task(work, list_finds):
    await list_finds(*(f"p{n}" for n in range(100)))
    rounds = await asyncio.gather(
        *(take(work, consumer=f"w{n}", count=3) for n in range(20)),
    )
    first = [task.find.url for tasks in rounds for task in tasks]
    assert len(first) == len(set(first)) == 60


async def test_a_waiting_worker_gets_a_task_as_soon_as_it_is_listed(work, list_finds, store):
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(take(work, wait=timedelta(seconds=20)))
        await eventually(lambda: consumers(store))
        await list_finds("a")
    assert [task.find for task in waiting.result()] == [find("a")]


async def test_waiting_ends_when_its_time_is_over(work):
    assert await take(work, wait=SHORT) == ()


async def test_a_restarted_worker_gets_its_own_unfinished_tasks_first(
    work, list_finds, store, clock
):
    await list_finds("a", "b", "c", "d", "e")
    await take(work, count=4)
    restarted = RedisWork(store, clock, Retention())
    first = await take(restarted, count=3)
    second = await take(restarted, count=3)
    assert [task.find for task in first] == [find("a"), find("b"), find("c")]
    assert [task.find for task in second] == [find("d"), find("e")]
    assert [task.deliveries for task in (*first, *second)] == [2, 2, 2, 2, 1]
    assert await take(restarted) == ()


async def test_a_worker_that_lives_is_not_given_its_tasks_twice(work, list_finds):
    await list_finds("a", "b")
    assert len(await take(work, count=1)) == 1
    assert len(await take(work, count=9)) == 1
    assert await take(work) == ()


async def test_the_tasks_of_a_dead_worker_are_taken_over_and_counted(impatient, list_finds):
    await list_finds("a")
    (dead,) = await take(impatient, consumer="dead")
    (taken,) = await eventually(lambda: take(impatient, consumer="heir"))
    assert taken.find == dead.find
    assert (dead.deliveries, taken.deliveries) == (1, 2)


async def test_a_renewed_task_is_not_taken_over(store, clock, list_finds):
    work = RedisWork(store, clock, Retention(), lease=timedelta(milliseconds=400))
    await list_finds("a", "b")
    tasks = await take(work, consumer="slow")

    async def other_is_taken_over():
        await work.renew("slow", tasks[:1])
        return await take(work, consumer="heir")

    taken = await eventually(other_is_taken_over)
    assert [task.find.url for task in taken] == [tasks[1].find.url]


async def test_renewing_does_not_win_back_what_another_has_taken_over(impatient, list_finds, store):
    await list_finds("a")
    stalled = await take(impatient, consumer="stalled")
    await eventually(lambda: take(impatient, consumer="heir"))
    await impatient.renew("stalled", stalled)
    assert (await consumers(store))[b"heir"] == 1


async def test_a_postponed_task_comes_back_at_its_time_with_its_count(work, list_finds, clock):
    await list_finds("a")
    (task,) = await take(work)
    await work.later(task, clock.now() + SHORT)
    assert await work.depth() == 1
    (again,) = await eventually(lambda: take(work, wait=timedelta(seconds=5)))
    assert again.find == task.find
    assert again.deliveries == 2


async def test_a_task_stays_away_though_the_clock_of_its_node_is_behind(work, list_finds, clock):
    clock.pass_by(hours(-30))
    await list_finds("a")
    (task,) = await take(work)
    await work.later(task, clock.now() + hours(1))
    assert await take(work) == ()


async def test_a_task_postponed_for_long_stays_away(work, list_finds, clock):
    await list_finds("a")
    (task,) = await take(work)
    await work.later(task, clock.now() + hours(5))
    assert await take(work) == ()
    assert await list_finds("a") == 0


async def test_a_dropped_task_is_seen_and_the_visit_kept(work, visits, list_finds, clock):
    await list_finds("a")
    (task,) = await take(work)
    await work.drop(task, visit(task, "the page is gone"))
    assert await work.depth() == 0
    assert await visits.visit(task.find.url) == visit(task, "the page is gone")
    assert await visits.visit("https://gazette.example/other") is None
    assert await list_finds("a") == 0
    clock.pass_by(timedelta(days=90))
    assert await visits.visit(task.find.url) is None


async def test_a_buried_task_lies_with_the_dead_letters(work, list_finds):
    await list_finds("a", "b")
    for task in await take(work):
        await work.bury(task, visit(task, "it crashed the reader three times"))
    assert await work.depth() == 0
    letters = await work.buried(limit=1)
    assert letters == ((find("b"), "it crashed the reader three times"),)
    assert await list_finds("a", "b") == 0
    assert await list_finds("a", updated=NOON + hours(1)) == 1


async def test_what_another_has_dealt_with_is_left_alone(work, visits, list_finds, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await list_finds("a")
    (task,) = await take(work)
    assert await memory.commit(commit(task=task))
    await work.later(task, NOON, visit(task, "too late"))
    await work.drop(task, visit(task, "too late"))
    await work.bury(task, visit(task, "too late"))
    assert await work.depth() == 0
    assert await visits.visit(task.find.url) is None
    assert await work.buried(limit=9) == ()


async def test_consumers_that_are_gone_are_forgotten_and_those_with_tasks_kept(
    impatient, list_finds, store
):
    await take(impatient, consumer="gone")
    await list_finds("a")

    async def forgotten():
        await take(impatient, consumer="alive")
        return b"gone" not in await consumers(store)

    assert await eventually(forgotten)
    assert (await consumers(store))[b"alive"] == 1


async def test_an_entry_that_was_deleted_by_hand_is_passed_over(work, list_finds, store, clock):
    await list_finds("a", "b")
    (first, _) = await take(work)
    await store.ask("XDEL", keys.WORK, first.entry)
    restarted = RedisWork(store, clock, Retention())
    assert [task.find for task in await take(restarted)] == [find("b")]
    assert (await consumers(store))[b"w1"] == 1


async def test_a_take_that_failed_is_made_good_by_the_next(work, list_finds, store, clock):
    await list_finds("a")
    await take(work)
    restarted = RedisWork(store, clock, Retention())
    await store.ask("RENAME", keys.WORK, keys.PENDING)
    await store.ask("SET", keys.WORK, "no stream")
    for _ in range(2):
        with pytest.raises(ResponseError, match="WRONGTYPE"):
            await take(restarted)
    await store.ask("RENAME", keys.PENDING, keys.WORK)
    assert [task.find for task in await take(restarted)] == [find("a")]


async def consumers(store):
    """Return the consumers that the server knows, and how many tasks each holds."""
    if not await store.ask("EXISTS", keys.WORK):
        return {}
    rows = await store.ask("XINFO", "CONSUMERS", keys.WORK, keys.GROUP)
    facts = [dict(zip(row[::2], row[1::2], strict=True)) for row in rows]
    return {fact[b"name"]: fact[b"pending"] for fact in facts}


async def test_a_find_is_handed_out_again_at_its_moment_and_once(work, list_finds, store):
    await list_finds("a")
    (task,) = await take(work)
    await work.drop(task, visit(task, "read"))
    for _ in range(2):
        await work.again(task.find, NOON + timedelta(days=9_000))
    assert await work.depth() == 1
    assert await take(work) == ()

    await work.again(task.find, NOON - timedelta(days=9_000))
    (again,) = await take(work)
    assert (again.find, again.deliveries) == (task.find, 1)
    assert await work.depth() == 0 + 1
