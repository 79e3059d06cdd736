"""What every outbox must do with what has to wait: breaker, pause, throttle and bundles."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model.alert import AlertId, Dead, Retry
from monitor.model.restraint import MOST_MEMBERS, Gather, Held, Hold, Restraint, Sign
from monitor.model.watchlist import Throttle
from monitor.ports import Attempt, Effects
from tests.contracts.delivering import MINUTE, OK, TERMS, bundle, memory_desk, stored_desk
from tests.contracts.examples import alert, hours

NARROW = replace(TERMS, throttle=Throttle(most=2, per=timedelta(hours=1)))
DAILY = replace(TERMS, digest=True)


@pytest.fixture(params=["redis", "memory"])
def desk(request, clock):
    if request.param == "memory":
        return memory_desk(clock)
    return stored_desk(request.getfixturevalue("store"), clock)


async def broken(desk, *more):
    """Let the receiver fail until its breaker opens; `more` alerts are owed then."""
    await desk.emit(*(alert(f"f{n}") for n in range(TERMS.strikes)))
    effects = [await desk.fail(wait=hours(9)) for _ in range(TERMS.strikes)]
    await desk.emit(*(alert(name) for name in more))
    return effects


def near(moment, other):
    return moment is not None and abs(moment - other) < timedelta(milliseconds=2)


async def test_the_breaker_opens_after_so_many_faults_in_a_row(desk, clock):
    *before, last = await broken(desk)
    assert before == [Effects()] * (TERMS.strikes - 1)
    assert near(last.open_until, clock.now() + MINUTE)
    reception = await desk.ledger.reception("desk")
    assert reception.strikes == TERMS.strikes
    assert near(reception.open_until, clock.now() + MINUTE)


async def test_an_answer_between_them_begins_the_count_anew(desk):
    await desk.emit(*(alert(f"a{n}") for n in range(2 * TERMS.strikes)))
    for _ in range(TERMS.strikes - 1):
        await desk.fail()
    assert await desk.done((await desk.attempt()).sending, OK, Sign.ANSWERED) == Effects()
    for _ in range(TERMS.strikes - 1):
        assert await desk.fail() == Effects()


async def test_a_schedule_without_waits_has_no_breaker(desk):
    once = replace(TERMS, waits=())
    await desk.emit(*(alert(f"a{n}") for n in range(9)))
    for _ in range(9):
        sending = (await desk.attempt(terms=once)).sending
        assert await desk.done(sending, OK, Sign.STRUCK, once) == Effects()


async def test_while_the_breaker_is_open_nothing_is_tried_and_no_attempt_is_spent(desk, clock):
    await broken(desk, "a1")
    held = await desk.begin(await desk.take_one())
    assert isinstance(held, Held)
    assert (held.reason, held.first) == (Restraint.BREAKER, True)
    assert near(held.until, clock.now() + MINUTE)
    delivery = await desk.delivery("a1")
    assert (delivery.state, delivery.reason, delivery.attempts) == ("held", "breaker", 0)
    await desk.outbox.rouse("desk", TERMS)
    assert await desk.take() == ()


async def test_when_its_wait_is_over_one_entry_tries_and_its_failure_opens_it_for_longer(
    desk, clock
):
    await broken(desk, "a1", "a2", "a3")
    for sending in await desk.take():
        await desk.begin(sending)
    clock.pass_by(MINUTE)
    await desk.outbox.rouse("desk", TERMS)
    (probe,) = await desk.take()
    assert isinstance(await desk.begin(probe), Attempt)
    await desk.outbox.rouse("desk", TERMS)
    assert await desk.take() == ()
    outcome = Retry(at=clock.now() + hours(9), detail="503")
    effects = await desk.done(probe, outcome, Sign.STRUCK)
    assert near(effects.open_until, clock.now() + 5 * MINUTE)
    assert (await desk.ledger.reception("desk")).held == ((Restraint.BREAKER, 2),)


async def test_only_one_of_those_that_come_then_is_the_probe(desk, clock):
    await broken(desk, "a1", "a2")
    clock.pass_by(MINUTE)
    first, second = await desk.take()
    assert isinstance(await desk.begin(first), Attempt)
    held = await desk.begin(second)
    assert isinstance(held, Held)
    assert held.reason is Restraint.BREAKER


async def test_a_probe_whose_sender_died_gives_way_to_another(desk, clock):
    await broken(desk, "a1", "a2")
    clock.pass_by(MINUTE)
    first, second = await desk.take()
    await desk.begin(first)
    clock.pass_by(2 * MINUTE)
    assert isinstance(await desk.begin(second), Attempt)


async def test_a_probe_that_is_handed_back_gives_way_to_another(desk, clock):
    await broken(desk, "a1", "a2")
    clock.pass_by(MINUTE)
    first, second = await desk.take()
    await desk.begin(first)
    await desk.outbox.hand_back(first)
    assert isinstance(await desk.begin(second), Attempt)


async def test_a_success_closes_the_breaker_and_all_go_on(desk, clock):
    await broken(desk, "a1", "a2", "a3")
    for sending in await desk.take():
        await desk.begin(sending)
    clock.pass_by(MINUTE)
    await desk.outbox.rouse("desk", TERMS)
    attempt = await desk.attempt()
    assert attempt.put_off == 1
    assert await desk.done(attempt.sending, OK, Sign.ANSWERED) == Effects(closed=True)
    await desk.outbox.rouse("desk", TERMS)
    assert len(await desk.take()) == 2
    assert (await desk.ledger.reception("desk")).open_until is None


async def test_faults_of_those_in_hand_when_it_opened_do_not_open_it_for_longer(desk, clock):
    await desk.emit(*(alert(f"a{n}") for n in range(5)))
    attempts = [await desk.begin(sending) for sending in await desk.take()]
    outcome = Retry(at=clock.now() + hours(9), detail="503")
    effects = [await desk.done(a.sending, outcome, Sign.STRUCK) for a in attempts]
    assert [e.open_until is not None for e in effects] == [False, False, True, False, False]


async def test_what_was_put_off_past_its_schedule_gets_its_attempt_though_it_is_open(desk, clock):
    await broken(desk, "a1")
    await desk.begin(await desk.take_one())
    began = clock.now()
    clock.pass_by(TERMS.patience)
    await desk.outbox.rouse("desk", TERMS)
    taken = [await desk.begin(sending) for sending in await desk.take()]
    (attempt,) = [a for a in taken if isinstance(a, Attempt) and a.sending.alert == "a1"]
    assert (attempt.number, attempt.put_off) == (1, 1)
    assert near(attempt.began, began)


async def test_a_paused_receiver_gets_nothing_until_it_is_enabled(desk, clock):
    await desk.emit(alert("a1"), alert("a2"))
    first, second = await desk.take()
    await desk.begin(first)
    await desk.done(first, Dead(detail="410", pauses=True), Sign.ANSWERED)
    held = await desk.begin(second)
    assert held == Held(reason=Restraint.PAUSED, until=None, detail="410", first=True)
    await desk.outbox.rouse("desk", TERMS)
    assert await desk.outbox.due(clock.now() + hours(999)) == 0
    assert await desk.take() == ()
    reception = await desk.ledger.reception("desk")
    assert near(reception.paused, clock.now())
    assert (reception.why, reception.held) == ("410", ((Restraint.PAUSED, 1),))
    assert await desk.ledger.enable("desk")
    assert not await desk.ledger.enable("desk")
    assert (await desk.ledger.reception("desk")).paused is None
    assert isinstance(await desk.begin(await desk.take_one()), Attempt)


async def test_the_time_of_a_pause_takes_no_try_from_what_the_breaker_put_off_before(desk, clock):
    await broken(desk, "a1", "a2")
    for sending in await desk.take():
        await desk.begin(sending)
    clock.pass_by(MINUTE)
    await desk.outbox.rouse("desk", TERMS)
    probe = await desk.attempt()
    await desk.done(probe.sending, Dead(detail="410", pauses=True), Sign.ANSWERED)
    await desk.outbox.rouse("desk", TERMS)
    held = await desk.begin(await desk.take_one())
    assert isinstance(held, Held)
    assert held.reason is Restraint.PAUSED
    clock.pass_by(2 * TERMS.patience)
    await desk.ledger.enable("desk")
    attempt = await desk.attempt()
    assert attempt.put_off == 0
    assert near(attempt.began, clock.now())


async def test_the_time_of_a_silence_takes_no_try_from_what_the_breaker_put_off(desk, clock):
    await broken(desk, "a1")
    await desk.begin(await desk.take_one())
    await desk.ledger.enable("desk")
    until = clock.now() + 2 * TERMS.patience
    silent = Hold(until=until, reason=Restraint.SILENCE, detail="silence")
    await desk.outbox.hold(await desk.take_one(), silent)
    clock.pass_by(2 * TERMS.patience)
    assert await desk.outbox.due(clock.now()) == 1
    assert (await desk.attempt()).put_off == 0


async def test_enabling_a_receiver_closes_its_breaker(desk):
    await broken(desk, "a1")
    await desk.begin(await desk.take_one())
    assert await desk.ledger.enable("desk")
    assert isinstance(await desk.begin(await desk.take_one()), Attempt)


async def test_what_exceeds_the_throttle_waits_for_the_summary(desk, clock):
    await desk.emit(*(alert(f"a{n}") for n in range(4)))
    began = [await desk.begin(sending, NARROW) for sending in await desk.take()]
    assert [type(one) for one in began] == [Attempt, Attempt, Held, Held]
    assert [(h.reason, h.first, h.detail) for h in began[2:]] == [
        (Restraint.THROTTLE, True, "2 were sent in 1:00:00")
    ] * 2
    assert all(near(h.until, clock.now() + hours(1)) for h in began[2:])
    gathered = await desk.outbox.rouse("desk", NARROW)
    assert (gathered.summary, gathered.digest) == (2, 0)
    assert near(gathered.summary_due, clock.now() + hours(1))


async def test_the_throttle_counts_an_alert_once_and_one_handed_back_not_at_all(desk, clock):
    await desk.emit(alert("a1"))
    attempt = await desk.attempt(terms=NARROW)
    await desk.done(attempt.sending, Retry(at=clock.now(), detail="503"))
    await desk.outbox.due(clock.now())
    again = await desk.attempt(terms=NARROW)
    assert again.number == 2
    await desk.emit(alert("a2"), alert("a3"))
    second = await desk.attempt(terms=NARROW)
    await desk.outbox.hand_back(second.sending)
    assert isinstance(await desk.begin(await desk.take_one(), NARROW), Attempt)


async def test_there_is_room_again_when_the_window_has_passed(desk, clock):
    await desk.emit(alert("a1"), alert("a2"), alert("a3"))
    for _ in range(2):
        await desk.done((await desk.attempt(terms=NARROW)).sending)
        clock.pass_by(hours(0.5))
    assert (await desk.attempt(terms=NARROW)).number == 1


async def gathered(desk, *names, reason=Restraint.DIGEST):
    await desk.emit(*(alert(name) for name in names))
    for sending in await desk.take(count=2_000):
        gather = Gather(at=desk.now(), reason=reason, detail="later")
        assert await desk.outbox.hold(sending, gather) is not None


async def made(desk, one, *, part=0, most=9, is_told=False):
    return await desk.outbox.bundle(one, part=part, most=most, is_told=is_told)


async def test_a_digest_s_days_begin_when_it_is_first_asked_for(desk, clock):
    await gathered(desk, "a1")
    first = await desk.outbox.rouse("desk", DAILY)
    began = clock.now()
    clock.pass_by(hours(1))
    again = await desk.outbox.rouse("desk", DAILY)
    assert near(first.digested, began)
    assert near(again.digested, began)
    assert (again.digest, again.summary, again.summary_due) == (1, 0, None)


async def test_a_bundle_is_owed_with_what_was_gathered_for_it(desk, clock):
    await gathered(desk, "a1", "a2")
    at = clock.now()
    assert await made(desk, bundle(at=at)) == 2
    assert await desk.outbox.owed() == 3
    attempt = await desk.attempt()
    told = attempt.message
    assert (told.id, [a.id for a in told.alerts], told.more) == ("b1", ["a1", "a2"], 0)
    assert near(told.at, at)
    member = await desk.delivery("a1")
    assert (member.state, member.reason, member.bundle) == ("held", "digest", "b1")
    assert (await desk.ledger.reception("desk")).held == ()


async def test_with_a_bundle_its_members_are_delivered_in_the_same_step(desk, clock):
    await gathered(desk, "a1", "a2")
    await made(desk, bundle(at=clock.now()))
    await desk.done((await desk.attempt()).sending)
    members = await desk.ledger.members(AlertId("b1"), limit=9)
    assert [(d.alert, d.state, d.detail) for d in members] == [
        ("a1", "delivered", "in the bundle b1"),
        ("a2", "delivered", "in the bundle b1"),
    ]
    assert await desk.outbox.owed() == 0


async def test_a_bundle_is_tried_again_as_it_was(desk, clock):
    await gathered(desk, "a1")
    await made(desk, bundle(at=clock.now()))
    first = await desk.attempt()
    await desk.done(first.sending, Retry(at=clock.now(), detail="503"))
    await gathered(desk, "a2")
    await desk.outbox.due(clock.now())
    again = await desk.attempt()
    assert (again.message, again.number) == (first.message, 2)


async def test_with_a_dead_bundle_its_members_are_dead_and_replayed_together_or_one_by_one(
    desk, clock
):
    await gathered(desk, "a1", "a2")
    await made(desk, bundle(at=clock.now()))
    await desk.done((await desk.attempt()).sending, Dead(detail="550"))
    assert await desk.outbox.owed() == 0
    assert [await desk.state(name) for name in ("a1", "a2")] == ["dead", "dead"]
    assert [d.alert for d in await desk.ledger.dead(limit=9)] == ["b1"]
    assert [d.alert for d in await desk.ledger.dead(limit=9, receiver="desk")] == ["b1"]
    assert await desk.ledger.replay(AlertId("a1"), "desk")
    assert await desk.ledger.replay_dead("desk") == 1
    assert await desk.outbox.owed() == 3
    assert {s.alert for s in await desk.take()} == {"a1", "b1"}
    assert await desk.state("a2") == "held"


async def test_a_member_that_goes_its_own_way_is_not_ended_with_its_bundle(desk, clock):
    await gathered(desk, "a1", "a2")
    await made(desk, bundle(at=clock.now()))
    assert not await desk.ledger.retry(AlertId("a1"), "desk")
    await desk.done((await desk.attempt()).sending, Dead(detail="550"))
    await desk.ledger.replay(AlertId("a1"), "desk")
    await desk.ledger.replay(AlertId("b1"), "desk")
    for sending in await desk.take():
        if sending.alert == "b1":
            await desk.begin(sending)
            await desk.done(sending)
    assert [await desk.state(name) for name in ("a1", "a2")] == ["queued", "delivered"]


async def test_a_digest_is_made_once(desk, clock):
    await gathered(desk, "a1")
    at = clock.now()
    assert await made(desk, bundle(at=at)) == 1
    assert await made(desk, bundle(at=at)) is None
    await desk.done((await desk.attempt()).sending)
    await gathered(desk, "a2")
    assert await made(desk, bundle("b2", at=at)) is None
    assert near((await desk.outbox.rouse("desk", DAILY)).digested, at)
    assert await made(desk, bundle("b3", at=at + hours(24))) == 1


async def test_a_digest_that_a_wrong_clock_made_years_ahead_does_not_end_digests(desk, clock):
    await gathered(desk, "a1")
    assert await made(desk, bundle(at=clock.now() + timedelta(days=900))) == 1
    assert near((await desk.outbox.rouse("desk", DAILY)).digested, clock.now())
    clock.pass_by(hours(24))
    await desk.done((await desk.attempt()).sending)
    await gathered(desk, "a2")
    assert await made(desk, bundle("b2", at=clock.now())) == 1


async def test_clocks_that_differ_a_little_leave_a_digest_as_it_was_noted(desk, clock):
    await gathered(desk, "a1")
    at = clock.now() + timedelta(minutes=30)
    assert await made(desk, bundle(at=at)) == 1
    assert near((await desk.outbox.rouse("desk", DAILY)).digested, at)


async def test_a_summary_comes_within_the_window_though_that_was_longer_before(desk, clock):
    weeks = replace(NARROW, throttle=replace(NARROW.throttle, per=timedelta(days=14)))
    await desk.emit(*(alert(f"a{n}") for n in range(3)))
    for sending in await desk.take():
        await desk.begin(sending, weeks)
    ahead = (await desk.outbox.rouse("desk", weeks)).summary_due
    assert near(ahead, clock.now() + timedelta(days=14))
    assert near((await desk.outbox.rouse("desk", NARROW)).summary_due, clock.now())


async def test_a_digest_without_members_is_noted_and_told_only_if_it_is_asked_for(desk, clock):
    await desk.outbox.rouse("desk", DAILY)
    at = clock.now() + hours(1)
    assert await made(desk, bundle("b1", at=at)) == 0
    assert await desk.take() == ()
    assert await desk.ledger.bundle(AlertId("b1")) is None
    told = replace(bundle("b2", at=at + hours(24), since=at), sources=7, silent=2)
    assert await made(desk, told, is_told=True) == 0
    message = (await desk.attempt()).message
    assert (message.alerts, message.sources, message.silent) == ((), 7, 2)
    assert near(message.since, at)


async def test_a_digest_is_due_until_its_first_part_is_made(desk, clock):
    await desk.outbox.rouse("desk", DAILY)
    began = clock.now()
    clock.pass_by(hours(1))
    await gathered(desk, "a1", "a2", "a3")
    at = clock.now()
    assert await made(desk, bundle("b2", at=at), part=1, most=2) == 2
    assert near((await desk.outbox.rouse("desk", DAILY)).digested, began)
    assert await made(desk, bundle("b2", at=at), part=1, most=2) is None
    assert await made(desk, bundle("b1", at=at), part=0, most=2) == 1
    assert near((await desk.outbox.rouse("desk", DAILY)).digested, at)


async def test_what_is_too_much_for_one_bundle_goes_into_its_next_part(desk, clock):
    await gathered(desk, *(f"a{n}" for n in range(5)))
    at = clock.now()
    assert await made(desk, bundle("b1", at=at), most=3) == 3
    assert await made(desk, bundle("b2", at=at), part=1, most=3) == 2
    assert await made(desk, bundle("b3", at=at), part=2, most=3) == 0
    assert {s.alert for s in await desk.take()} == {"b1", "b2"}


async def test_the_summary_of_a_throttle_is_made_once_when_it_is_due_and_is_not_throttled(
    desk, clock
):
    await desk.emit(*(alert(f"a{n}") for n in range(4)))
    for sending in await desk.take():
        await desk.begin(sending, NARROW)
    due = (await desk.outbox.rouse("desk", NARROW)).summary_due
    assert due is not None
    one = bundle(at=due, reason=Restraint.THROTTLE)
    early = replace(one, id=AlertId("b0"), at=due - MINUTE)
    assert await made(desk, early) is None
    assert await made(desk, one) == 2
    assert (await desk.outbox.rouse("desk", NARROW)).summary_due is None
    assert await made(desk, replace(one, id=AlertId("b2"))) is None
    assert (await desk.attempt(terms=NARROW)).message.id == "b1"


async def test_what_was_gathered_goes_its_way_when_the_rule_is_no_more(desk):
    await gathered(desk, "a1")
    await gathered(desk, "a2", reason=Restraint.THROTTLE)
    assert await desk.outbox.rouse("desk", replace(DAILY, throttle=NARROW.throttle))
    assert await desk.take() == ()
    await desk.outbox.rouse("desk", TERMS)
    assert {s.alert for s in await desk.take()} == {"a1", "a2"}


async def test_what_quiet_hours_held_goes_its_way_when_they_are_no_more(desk, clock):
    await desk.emit(alert("a1"))
    night = Hold(until=clock.now() + hours(9), reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(await desk.take_one(), night)
    await desk.outbox.rouse("desk", TERMS)
    assert await desk.take() == ()
    await desk.outbox.rouse("desk", replace(TERMS, quiet=False))
    assert await desk.outbox.due(clock.now() + hours(9)) == 0
    assert (await desk.take_one()).alert == "a1"


async def test_what_a_summary_left_behind_is_due_at_once(desk, clock):
    await gathered(desk, "a1", reason=Restraint.THROTTLE)
    left = await desk.outbox.rouse("desk", NARROW)
    assert (left.summary, near(left.summary_due, clock.now())) == (1, True)


async def test_hundreds_are_roused_at_once(desk):
    await gathered(desk, *(f"a{n}" for n in range(450)))
    await desk.outbox.rouse("desk", TERMS)
    assert len(await desk.take(count=999)) == 450


async def test_a_bundle_is_opened_with_all_that_it_takes(desk, clock):
    await desk.emit(*(alert(f"a{n:03}") for n in range(MOST_MEMBERS)))
    for sending in await desk.take(count=MOST_MEMBERS):
        gather = Gather(at=clock.now(), reason=Restraint.DIGEST, detail="later")
        await desk.outbox.hold(sending, gather)
    await desk.outbox.rouse("desk", DAILY)
    clock.pass_by(MINUTE)
    made = await desk.outbox.bundle(
        bundle(at=clock.now()), part=0, most=MOST_MEMBERS, is_told=False
    )
    told = (await desk.open(await desk.take_one())).message
    assert (made, len(told.alerts), told.more) == (MOST_MEMBERS, MOST_MEMBERS, 0)
