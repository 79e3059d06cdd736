"""What every filling of the Polls port does: the fake and the stored one tell the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.model.health import Fault, Glance, Health, Reads, Standing
from monitor.model.source import PollState, SourceId
from tests.contracts.examples import NOON, find, hours, source
from tests.contracts.waiting import eventually
from tests.fakes.polls import FakePolls

LEASE, LONGEST = timedelta(minutes=5), timedelta(days=2)
A_MOMENT = timedelta(milliseconds=20)
GAZETTE = SourceId("gazette")
STATE = PollState(last_poll=NOON, polls=3, etag='"e1"', entries=20)
HEALTH = Health(state=Standing.STALE, since=NOON, why="nothing new for 3 days")


@pytest.fixture(params=["redis", "fake"])
def polls(request, clock):
    if request.param == "fake":
        return FakePolls(clock)
    return RedisPolls(request.getfixturevalue("store"), clock, Retention())


async def claim(polls, *, limit=9, lease=LEASE):
    return await polls.claim(limit=limit, lease=lease, longest=LONGEST)


async def test_due_sources_are_claimed_once_the_longest_due_first(polls, clock):
    ages = {"a": 1, "b": 2, "c": -1, "d": 3}
    first_due = {SourceId(name): clock.now() - hours(age) for name, age in ages.items()}
    await polls.register(tuple(map(source, ages)), first_due)
    assert await claim(polls, limit=2) == ("d", "b")
    assert await claim(polls) == ("a",)
    assert await claim(polls) == ()


async def test_a_claim_that_is_not_finished_is_due_again_after_its_lease(polls, clock):
    await polls.register((source(),), {GAZETTE: clock.now()})
    assert await claim(polls, lease=A_MOMENT) == (GAZETTE,)

    async def again():
        clock.pass_by(A_MOMENT)
        return await claim(polls)

    assert await eventually(again) == (GAZETTE,)


async def test_known_sources_keep_their_time_and_others_are_forgotten(polls, clock):
    later = {SourceId("a"): clock.now() + hours(1)}
    await polls.register((source("a"), source("b")), later)
    others = (source("a"), source("c"), source("d", enabled=False))
    await polls.register(others, {SourceId("a"): NOON})
    assert await claim(polls) == ("c",)


async def test_a_source_is_due_when_its_poll_says_unless_it_was_removed_meanwhile(polls, clock):
    await polls.register((source(),), {})
    await claim(polls)
    await polls.finish(GAZETTE, STATE, clock.now() - hours(1), ())
    assert await claim(polls) == (GAZETTE,)
    await polls.register((), {})
    await polls.finish(GAZETTE, replace(STATE, polls=4), clock.now() - hours(1), ())
    assert await claim(polls) == ()


async def test_what_is_not_due_for_longer_than_any_poll_may_be_is_due(polls, clock):
    await polls.register((source(),), {GAZETTE: clock.now() + timedelta(days=400)})
    assert await claim(polls) == (GAZETTE,)
    assert await claim(polls) == ()


async def test_a_state_is_empty_at_first_then_that_of_the_latest_poll(polls):
    assert await polls.state(GAZETTE) == PollState()
    assert await polls.reads(GAZETTE) == Reads()
    later = replace(STATE, polls=5)
    for state in (STATE, later, replace(STATE, polls=4)):
        await polls.finish(GAZETTE, state, NOON, ())
    assert await polls.state(GAZETTE) == later


async def test_a_find_is_queued_once_until_a_later_update_is_told(polls):
    states = (replace(STATE, polls=number) for number in range(1, 9))

    async def queued(*finds):
        return await polls.finish(GAZETTE, next(states), NOON, finds)

    assert await queued(find("a"), find("b"), find("a")) == 2
    assert await queued(find("a"), find("c")) == 1
    assert await queued(find("a", updated=NOON - hours(1))) == 0
    assert await queued(find("a", updated=NOON + hours(1))) == 1
    assert await queued(find("a", updated=NOON + hours(1))) == 0


async def test_finds_of_a_poll_that_ends_late_are_queued_all_the_same(polls):
    await polls.finish(GAZETTE, STATE, NOON, ())
    assert await polls.finish(GAZETTE, STATE, NOON, (find("a"),)) == 1


@pytest.mark.parametrize("fault", [None, Standing.UNREACHABLE, Standing.BLOCKED])
async def test_registered_sources_are_told_at_a_glance(polls, fault):
    state = replace(STATE, health=HEALTH, fault=fault and Fault(state=fault, since=NOON))
    await polls.finish(GAZETTE, state, NOON, ())
    assert await polls.glances() == {}
    await polls.register((source(),), {})
    await polls.finish(GAZETTE, replace(state, polls=4), NOON, ())
    reached = fault is not Standing.UNREACHABLE
    glance = Glance(state=Standing.STALE, asked=NOON, reached=reached)
    assert await polls.glances() == {GAZETTE: glance}
    await polls.register((), {})
    assert await polls.glances() == {}
