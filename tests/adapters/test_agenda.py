from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.agenda import RedisAgenda
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.model.moment import When
from tests.contracts.examples import commit, development, keyed


@pytest.fixture
def agenda(store):
    return RedisAgenda(store)


@pytest.fixture
def remember(store, clock):
    memory = RedisMemory(store, clock, Retention())

    async def remember(*developments):
        assert await memory.commit(commit(developments=tuple(keyed(d) for d in developments)))

    return remember


@pytest.fixture
def today(clock):
    return clock.now().date()


def plan(name, day, **more):
    """Return a development that is waited for until two days after that one."""
    found = development(name)
    return replace(found, when=When.of_day(day), expected_until=found.first_seen, **more)


async def names(agenda, since, limit=9):
    return [found.id for found in await agenda.plans(since, limit=limit)]


async def test_plans_stand_by_their_day(agenda, remember, today):
    assert await names(agenda, today) == []
    late, soon = today + timedelta(days=9), today + timedelta(days=2)
    await remember(plan("late", late), plan("soon", soon))
    assert await names(agenda, today) == ["soon", "late"]
    assert await names(agenda, today, limit=1) == ["soon"]
    assert await names(agenda, soon) == ["soon", "late"]
    assert await names(agenda, soon + timedelta(days=1)) == ["late"]
    (first, _) = await agenda.plans(today, limit=9)
    assert first == plan("soon", soon)


async def test_what_was_never_planned_is_not_there(agenda, remember, today):
    dated = replace(plan("d1", today), expected_until=None)
    await remember(dated, replace(plan("d2", today), when=None))
    assert await names(agenda, today) == []


async def test_what_became_of_a_plan_stays_under_its_latest_day(agenda, remember, today):
    await remember(plan("d1", today))
    moved = today + timedelta(days=5)
    await remember(replace(plan("d1", moved), version=2, status="held", expected_until=None))
    (found,) = await agenda.plans(moved, limit=9)
    assert (found.status, found.version) == ("held", 2)
    await remember(replace(found, version=3, when=None))
    assert await names(agenda, moved) == ["d1"]


async def test_a_month_is_a_plan_until_its_last_day(agenda, remember):
    await remember(replace(plan("d1", date(2030, 2, 1)), when=When(year=2030, month=2)))
    assert await names(agenda, date(2030, 2, 28)) == ["d1"]
    assert await names(agenda, date(2030, 3, 1)) == []


async def test_the_agenda_is_kept_as_long_as_its_developments(agenda, remember, store, today):
    await remember(plan("d1", today))
    assert abs(await store.ask("TTL", keys.AGENDA) - Retention().developments_ttl) < 9
    gone = today - Retention().developments - timedelta(days=2)
    await remember(plan("d2", gone))
    assert await names(agenda, gone) == ["d1"]
    await store.ask("DEL", keys.development("d1"))
    assert await names(agenda, today) == []
