from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.visits import NEAR_AT_ONCE, RedisVisits, note
from monitor.errors import DependencyUnavailable
from monitor.model.development import DevelopmentId
from monitor.model.page import Reason
from monitor.model.source import PollState, SourceId
from monitor.model.verdict import Heard, Hearing
from monitor.model.visit import Fetched, Outcome
from monitor.ports import Task
from tests.contracts.examples import NOON, alert, commit, find, hours, trace, visit

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NEARLY = Hearing(watchlist="ukraine", heard=Heard.UNWANTED, misses=1)


@pytest.fixture
def visits(store, clock):
    return RedisVisits(store, clock, Retention())


@pytest.fixture
def memory(store, clock):
    return RedisMemory(store, clock, Retention())


@pytest.fixture
async def task(store, clock):
    """A find in hand."""
    await RedisPolls(store, clock, Retention()).finish(
        SourceId("gazette"), PollState(), NOON, (find("a", at=NOON),)
    )
    work = RedisWork(store, clock, Retention())
    (taken,) = await work.take(consumer="w", count=1, wait=timedelta(0))
    return work, taken


async def test_why_a_page_was_put_off_is_kept_until_it_is_visited_again(task, visits, clock):
    work, taken = task
    fetched = Fetched(asked="https://a", url="https://b", at=NOON, size=9, moved_to="https://b")
    first = replace(
        visit(taken, "no whole answer", Outcome.PUT_OFF),
        reason=Reason.TIMEOUT,
        next_look=NOON + hours(1),
        fetched=fetched,
        article="a1",
        tries=3,
    )
    await work.later(taken, clock.now(), first)
    assert await visits.visit(taken.find.url) == first

    (again,) = await work.take(consumer="w", count=1, wait=timedelta(seconds=1))
    await work.later(again, clock.now())
    (again,) = await work.take(consumer="w", count=1, wait=timedelta(seconds=1))
    await work.bury(again, visit(again, "too often", Outcome.BURIED))
    assert await visits.visit(taken.find.url) == visit(again, "too often", Outcome.BURIED)


async def test_a_find_waits_until_it_is_dealt_with_and_counts_as_seen_then(task, visits):
    work, taken = task
    url = taken.find.url
    assert (await visits.waits(url), await visits.seen(url)) == (True, None)
    await work.drop(taken, visit(taken))
    assert (await visits.waits(url), await visits.seen(url)) == (False, NOON)


async def test_a_commit_leads_from_what_was_listed_to_the_article(task, visits, memory):
    _, taken = task
    leads = replace(visit(taken, outcome=Outcome.READ), article="a1")
    assert await memory.commit(replace(commit(task=taken), visit=leads))
    assert await visits.visit(taken.find.url) == leads


async def test_what_is_no_visit_is_refused(store, visits, clock):
    stored = note(visit(Task(entry="", find=find("a"))), Retention(), clock.now())
    await store.ask("HSET", stored.hash, stored.field, "plain")
    await store.ask("EXPIRE", stored.hash, 9)
    with pytest.raises(DependencyUnavailable, match="visit that cannot be read"):
        await visits.visit(find("a").url)


def test_a_visit_takes_little_room():
    said = replace(
        visit(Task(entry="", find=find("a")), "by rule: Disallow: /"), reason=Reason.ROBOTS
    )
    assert len(note(said, Retention(), NOON).record) < 100


def nearly(n, *, misses=1):
    one = trace(f"a{n}")
    heard = replace(NEARLY, misses=misses)
    decision = replace(one.decisions[0], development=DevelopmentId(f"d{n // 2}"), hearings=(heard,))
    return commit(road=replace(one, decisions=(decision,)))


async def near(visits, since=LONG_AGO):
    return [one async for one in visits.near("ukraine", since=since)]


async def test_near_misses_come_latest_first_with_each_article_that_told_them(
    memory, visits, clock
):
    for n in range(4):
        assert await memory.commit(nearly(n))
        clock.pass_by(timedelta(minutes=1))
    assert await memory.commit(nearly(9, misses=2))

    found = await near(visits)
    told = [("d1", "a3"), ("d1", "a2"), ("d0", "a1"), ("d0", "a0")]
    assert [(one.development, one.article) for one in found] == told
    assert found[0].at > found[1].at
    assert [one.article for one in await near(visits, since=found[0].at)] == ["a3"]
    assert [one async for one in visits.near("other", since=LONG_AGO)] == []


async def test_many_near_misses_are_read_in_parts(store, visits, clock):
    at = keys.milliseconds(clock.now())
    rows = [x for n in range(NEAR_AT_ONCE + 5) for x in (at + n, f"d{n}|a{n}")]
    await store.ask("ZADD", keys.near("ukraine"), *rows)
    await store.ask("EXPIRE", keys.near("ukraine"), 9)
    assert len(await near(visits)) == NEAR_AT_ONCE + 5


async def test_the_road_of_what_told_something_outlives_a_later_state_of_its_page(memory, visits):
    first = trace("a1")
    assert await visits.telling(first.article.id) is None
    assert await memory.commit(commit(road=first, alerts=(alert(),)))
    later = replace(first, at=NOON + hours(2), decisions=())
    assert await memory.commit(commit(road=later))
    assert await memory.trace(first.article.id) == later
    assert await visits.telling(first.article.id) == first
