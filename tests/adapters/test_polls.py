import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.model.alert import Alert, AlertId, Watched
from monitor.model.health import Announced, Fault, Glance, Health, Read, Reads, Standing
from monitor.model.source import PollState, SourceId
from monitor.model.watchlist import Kind, Severity
from tests.contracts.examples import NOON, commit, find, hours, remembered, source, visit
from tests.contracts.waiting import eventually

LEASE = timedelta(minutes=5)
A_MOMENT = timedelta(milliseconds=20)
GAZETTE = SourceId("gazette")
STATE = PollState(last_poll=NOON, polls=3, etag='"e1"', entries=20)


@pytest.fixture
def polls(store, clock):
    return RedisPolls(store, clock, Retention())


@pytest.fixture
def work(store, clock):
    return RedisWork(store, clock, Retention())


async def claim(polls, *, limit=9, lease=LEASE, longest=timedelta(days=2)):
    return await polls.claim(limit=limit, lease=lease, longest=longest)


async def finish(polls, *finds, due=NOON, state=STATE):
    return await polls.finish(GAZETTE, state, due, finds)


async def judge_all(work, memory):
    for task in await work.take(consumer="w", count=100, wait=timedelta(0)):
        assert await memory.commit(commit(task=task))


async def test_due_sources_are_claimed_once_the_longest_due_first(polls, clock):
    sources = tuple(source(name) for name in ("a", "b", "c", "d"))
    now = clock.now()
    first_due = {
        SourceId("a"): now - hours(1),
        SourceId("b"): now - hours(2),
        SourceId("c"): now + hours(1),
        SourceId("d"): now - hours(3),
    }
    await polls.register(sources, first_due)
    assert await claim(polls, limit=2, lease=LEASE) == ("d", "b")
    assert await claim(polls, limit=9, lease=LEASE) == ("a",)
    assert await claim(polls, limit=9, lease=LEASE) == ()


async def test_two_nodes_never_claim_the_same_source(polls):
    await polls.register(tuple(source(f"s{n}") for n in range(200)), {})
    claims = await asyncio.gather(*(claim(polls, limit=7, lease=LEASE) for _ in range(40)))
    claimed = [name for names in claims for name in names]
    assert len(claimed) == len(set(claimed)) == 200


async def test_a_claim_that_is_not_finished_is_due_again_after_its_lease(polls):
    await polls.register((source(),), {})
    assert await claim(polls, limit=1, lease=A_MOMENT) == (GAZETTE,)
    assert await eventually(lambda: claim(polls, limit=1, lease=LEASE)) == (GAZETTE,)


async def test_registering_again_keeps_known_times_and_forgets_others(polls, clock):
    await polls.register((source("a"), source("b")), {SourceId("a"): clock.now() + hours(1)})
    await polls.register((source("a"), source("c")), {SourceId("a"): NOON})
    assert await claim(polls, limit=9, lease=LEASE) == ("c",)


async def test_a_disabled_source_is_never_due(polls):
    await polls.register((source("a", enabled=False), source("b")), {})
    assert await claim(polls, limit=9, lease=LEASE) == ("b",)


async def test_a_source_removed_while_it_was_polled_stays_removed(polls):
    await polls.register((source(),), {})
    await claim(polls, limit=1, lease=LEASE)
    await polls.register((), {})
    await finish(polls, due=NOON)
    assert await claim(polls, limit=1, lease=LEASE) == ()


async def test_a_source_is_due_again_when_its_poll_says(polls):
    await polls.register((source(),), {})
    await claim(polls, limit=1, lease=LEASE)
    await finish(polls, due=NOON)
    assert await claim(polls, limit=1, lease=LEASE) == (GAZETTE,)


@pytest.mark.parametrize("wrong", [hours(-30), hours(30)])
async def test_a_node_whose_clock_is_wrong_polls_no_sooner_and_no_later(polls, store, clock, wrong):
    clock.pass_by(wrong)
    await polls.register((source(),), {GAZETTE: clock.now()})
    assert await claim(polls) == (GAZETTE,)
    await finish(polls, due=clock.now() + hours(1))
    assert await claim(polls) == ()
    assert abs(await polls.due(GAZETTE) - clock.now() - hours(1)) < timedelta(seconds=5)
    seconds, _ = await store.ask("TIME")
    due = float(await store.ask("ZSCORE", keys.POLLS_DUE, GAZETTE)) / 1000
    assert due - int(seconds) == pytest.approx(3600, abs=5)


async def test_no_source_is_given_up_by_a_clock_that_was_ahead(polls, clock):
    await polls.register((source(),), {GAZETTE: clock.now() + timedelta(days=400)})
    assert await claim(polls, longest=timedelta(days=401)) == ()
    assert await claim(polls) == (GAZETTE,)
    assert await claim(polls) == ()


async def test_the_state_of_a_source_is_empty_until_its_first_poll(polls):
    assert await polls.state(GAZETTE) == PollState()
    await finish(polls)
    assert await polls.state(GAZETTE) == STATE


async def test_a_find_is_queued_once_while_it_waits(polls, work):
    assert await finish(polls, find("a"), find("b"), find("a")) == 2
    assert await finish(polls, find("a"), find("b"), find("c")) == 1
    assert await work.depth() == 3
    tasks = await work.take(consumer="w", count=9, wait=timedelta(0))
    assert [task.find for task in tasks] == [find("a"), find("b"), find("c")]


async def test_a_find_that_was_judged_is_not_queued_again(polls, work, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("a"))
    await judge_all(work, memory)
    assert await finish(polls, find("a")) == 0
    assert await work.depth() == 0


async def test_the_page_at_which_a_find_ended_counts_as_seen_too(polls, work, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("short"))
    (task,) = await work.take(consumer="w", count=9, wait=timedelta(0))
    await memory.commit(commit(task=task, article=remembered("long")))
    assert await finish(polls, find("long"), find("short")) == 0


async def test_a_later_update_is_queued_once_before_and_after_it_was_judged(
    polls, work, store, clock
):
    memory = RedisMemory(store, clock, Retention())
    edited, again = NOON + hours(1), NOON + hours(2)
    assert await finish(polls, find("a", updated=NOON)) == 1
    assert await finish(polls, find("a", updated=NOON)) == 0
    assert await finish(polls, find("a", updated=edited)) == 1
    assert await finish(polls, find("a", updated=edited)) == 0
    await judge_all(work, memory)
    assert await finish(polls, find("a", updated=edited)) == 0
    assert await finish(polls, find("a")) == 0
    assert await finish(polls, find("a", updated=again)) == 1


async def test_judging_an_older_state_leaves_the_newer_one_queued(polls, work, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("a", updated=NOON))
    (older,) = await work.take(consumer="w", count=9, wait=timedelta(0))
    await finish(polls, find("a", updated=NOON + hours(1)))
    await memory.commit(commit(task=older))
    assert await finish(polls, find("a", updated=NOON + hours(1))) == 0
    assert await work.depth() == 1


async def test_where_no_update_was_told_the_moment_of_finding_counts(polls, work, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("a", at=NOON))
    await judge_all(work, memory)
    assert await finish(polls, find("a", updated=NOON - hours(1))) == 0
    assert await finish(polls, find("a", updated=NOON + hours(1))) == 1


async def test_what_stays_listed_stays_seen_and_what_does_not_is_forgotten(
    polls, work, store, clock
):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("listed"), find("gone"))
    await judge_all(work, memory)
    for _ in range(12):
        clock.pass_by(timedelta(days=5))
        assert await finish(polls, find("listed")) == 0
    assert await finish(polls, find("gone")) == 1


async def test_a_node_whose_clock_is_behind_sees_what_others_saw(polls, work, store, clock):
    memory = RedisMemory(store, clock, Retention())
    await finish(polls, find("a"))
    await judge_all(work, memory)
    clock.pass_by(timedelta(hours=-1))
    assert await finish(polls, find("a")) == 0


async def test_thousands_of_finds_are_one_step(polls, work):
    finds = tuple(replace(find(), url=f"https://gazette.example/{n}") for n in range(5_000))
    assert await finish(polls, *finds) == 5_000
    assert await finish(polls, *finds) == 0
    assert await work.depth() == 5_000


HEALTH = Health(state=Standing.STALE, since=NOON, why="nothing new for 3 days")
ILL = replace(STATE, polls=4, health=HEALTH, announced=Announced(state=Standing.STALE, at=NOON))
TOLD = Alert(
    id=AlertId("s1"),
    kind=Kind.SOURCE,
    revision=1,
    watchlists=("sources",),
    receivers=("desk", "mail"),
    severity=Severity.HIGH,
    summary="Gazette is stale: nothing new for 3 days",
    development=None,
    source=Watched(id=GAZETTE, outlet="Gazette", health=HEALTH),
    at=NOON,
)


@pytest.fixture
def ledger(store, clock):
    return RedisLedger(store, clock, Retention())


@pytest.fixture
def outbox(store, clock):
    return RedisOutbox(store, clock, Retention())


async def test_the_alert_of_a_poll_is_owed_to_each_receiver_in_the_same_step(polls, outbox, ledger):
    await polls.finish(GAZETTE, ILL, NOON, (), (TOLD,))
    assert await polls.state(GAZETTE) == ILL
    assert await ledger.alerts(limit=9) == (TOLD,)
    assert await outbox.owed() == 2
    (sending,) = await outbox.take("desk", consumer="d", count=9, wait=timedelta(0))
    (opened,) = await outbox.open((sending,))
    assert opened.message == TOLD


async def test_a_poll_that_ends_after_a_later_one_stores_and_tells_nothing(polls, work, ledger):
    later = replace(STATE, polls=5)
    await polls.register((source(),), {GAZETTE: NOON})
    await finish(polls, state=later, due=NOON + hours(9))
    assert await polls.finish(GAZETTE, ILL, NOON, (find("a"),), (TOLD,)) == 1
    assert await polls.finish(GAZETTE, replace(ILL, polls=5), NOON, (), (TOLD,)) == 0
    assert await polls.state(GAZETTE) == later
    assert abs(await polls.due(GAZETTE) - NOON - hours(9)) < timedelta(seconds=1)
    assert await ledger.alerts(limit=9) == ()
    assert await work.depth() == 1


async def test_an_alert_that_is_emitted_again_is_not_owed_again(polls, outbox):
    await polls.finish(GAZETTE, ILL, NOON, (), (TOLD,))
    await polls.finish(GAZETTE, replace(ILL, polls=5), NOON, (), (TOLD,))
    assert await outbox.owed() == 2


async def test_how_registered_sources_do_is_known_at_a_glance(polls):
    assert await polls.glances() == {}
    await polls.finish(GAZETTE, ILL, NOON, ())
    assert await polls.glances() == {}
    await polls.register((source(),), {})
    await polls.finish(GAZETTE, replace(ILL, polls=5), NOON, ())
    assert await polls.glances() == {"gazette": Glance(state=Standing.STALE, asked=NOON)}
    await polls.register((), {})
    assert await polls.glances() == {}
    assert await polls.due(GAZETTE) is None


@pytest.mark.parametrize("kind", [Standing.UNREACHABLE, Standing.BLOCKED])
async def test_a_source_that_could_not_be_reached_shows_that_at_once(polls, kind):
    await polls.register((source(),), {})
    await polls.finish(GAZETTE, replace(ILL, fault=Fault(state=kind, since=NOON)), NOON, ())
    (glance,) = (await polls.glances()).values()
    assert glance.reached is (kind is Standing.BLOCKED)


async def test_how_the_last_ten_articles_could_be_read_is_kept_for_their_source(
    polls, work, store, clock
):
    memory = RedisMemory(store, clock, Retention())
    assert await polls.reads(GAZETTE) == Reads()
    await finish(polls, *(find(str(n)) for n in range(14)))
    tasks = await work.take(consumer="w", count=14, wait=timedelta(0))
    for task, read in zip(tasks, (None, *"fffffw", *(None,) * 7), strict=True):
        if read is None:
            assert await memory.commit(commit(task=task))
        else:
            await work.drop(task, visit(task), Read(read))
    await work.drop(tasks[-1], visit(tasks[-1]), Read.FAILED)
    assert await polls.reads(GAZETTE) == Reads(tried=10, failed=3, walled=1)


@pytest.mark.parametrize(("good", "kept"), [(0, 1), (1, 1), (2, 3)])
async def test_what_was_not_answered_is_forgotten_when_polls_failed_meanwhile(
    polls, work, good, kept
):
    await finish(polls, find("a"), find("b"), find("c"))
    tasks = await work.take(consumer="w", count=3, wait=timedelta(0))
    for task, read in zip(tasks, (Read.UNANSWERED, Read.FAILED, Read.UNANSWERED), strict=True):
        await work.drop(task, visit(task), read)
    assert await polls.reads(GAZETTE) == Reads(tried=3, failed=3, unanswered=2)
    await polls.finish(GAZETTE, PollState(polls=9, good=good), NOON, ())
    assert await polls.reads(GAZETTE) == Reads(tried=kept, failed=kept, unanswered=kept - 1)


async def test_what_is_dropped_for_another_reason_says_nothing_of_its_source(polls, work):
    await finish(polls, find("a"))
    (task,) = await work.take(consumer="w", count=1, wait=timedelta(0))
    await work.drop(task, visit(task))
    assert await polls.reads(GAZETTE) == Reads()


async def test_registered_sources_can_be_made_due_at_other_times_and_no_others(polls, clock):
    later = clock.now() + hours(1)
    await polls.register((source(), source("other")), {GAZETTE: later, SourceId("other"): later})
    due = {GAZETTE: clock.now() - A_MOMENT, SourceId("gone"): clock.now() - A_MOMENT}
    assert await polls.reschedule(due) == 1
    assert await polls.reschedule({}) == 0
    assert await claim(polls) == (GAZETTE,)
    assert await polls.due(SourceId("gone")) is None
