"""What every outbox must do, the stored one and the one in memory alike."""

from datetime import timedelta

import pytest

from monitor.model.alert import AlertId, Dead, Delivered, Retry
from monitor.model.restraint import Gather, Held, Hold, Restraint, Sign
from monitor.ports import Attempt, Effects
from tests.contracts.delivering import (
    AT_ONCE,
    GONE,
    MINUTE,
    OK,
    TERMS,
    memory_desk,
    stored_desk,
)
from tests.contracts.examples import alert, hours


@pytest.fixture(params=["redis", "memory"])
def desk(request, clock):
    if request.param == "memory":
        return memory_desk(clock)
    return stored_desk(request.getfixturevalue("store"), clock)


async def test_each_receiver_gets_its_own_entry(desk):
    await desk.emit(alert(receivers=("desk", "mail")))
    first, second = await desk.take_one(), await desk.take_one("mail")
    assert (first.alert, first.receiver) == ("alert1", "desk")
    assert (second.alert, second.receiver) == ("alert1", "mail")
    assert await desk.take("nobody") == ()


async def test_an_entry_that_is_opened_tells_its_alert_and_changes_nothing(desk):
    await desk.emit()
    opened = await desk.open(await desk.take_one())
    assert (opened.message, opened.reached) == (alert(), ())
    assert await desk.state() == "queued"
    assert await desk.outbox.open(()) == ()


async def test_an_attempt_is_counted_before_it_is_made(desk):
    await desk.emit()
    attempt = await desk.attempt()
    assert (attempt.message, attempt.number, attempt.put_off) == (alert(), 1, 0)
    assert attempt.began is not None
    assert abs(attempt.began - desk.now()) < timedelta(milliseconds=2)
    delivery = await desk.delivery()
    assert (delivery.state, delivery.attempts) == ("sending", 1)


async def test_what_is_delivered_is_owed_no_more_and_never_sent_again(desk, clock):
    await desk.emit()
    attempt = await desk.attempt()
    assert await desk.done(attempt.sending) == Effects()
    await desk.emit()
    assert await desk.outbox.owed() == 0
    assert await desk.outbox.due(clock.now() + hours(99)) == 0
    assert await desk.take() == ()
    assert await desk.begin(attempt.sending) is None
    assert await desk.state() == "delivered"


async def test_a_retry_waits_for_its_time_under_the_same_id(desk, clock):
    await desk.emit()
    attempt = await desk.attempt()
    at = clock.now() + hours(1)
    await desk.done(attempt.sending, Retry(at=at, detail="503", reached=("a@x.example",)))
    delivery = await desk.delivery()
    assert (delivery.state, delivery.detail, delivery.reason) == ("retry", "503", None)
    assert delivery.due is not None
    assert abs(delivery.due - at) < timedelta(milliseconds=1)
    assert await desk.outbox.due(at - hours(0.5)) == 0
    assert await desk.take() == ()
    assert await desk.outbox.due(at) == 1
    assert await desk.outbox.due(at) == 0
    assert await desk.outbox.owed() == 1
    again = await desk.attempt()
    assert (again.message.id, again.number, again.reached) == ("alert1", 2, ("a@x.example",))
    assert again.began == attempt.began


async def test_hundreds_of_retries_come_back_at_once(desk, clock):
    await desk.emit(*(alert(f"alert{n}") for n in range(450)))
    for sending in await desk.take(count=450):
        await desk.begin(sending)
        await desk.done(sending, Retry(at=clock.now(), detail="503"))
    assert await desk.outbox.due(clock.now()) == 450
    assert len(await desk.take(count=999)) == 450


async def test_what_is_dead_is_owed_no_more_until_it_is_replayed(desk):
    await desk.emit()
    await desk.done((await desk.attempt()).sending, GONE)
    assert await desk.outbox.owed() == 0
    assert await desk.take() == ()
    assert await desk.state() == "dead"
    assert await desk.ledger.replay(AlertId("alert1"), "desk")
    assert await desk.outbox.owed() == 1
    attempt = await desk.attempt()
    assert (attempt.message.id, attempt.number) == ("alert1", 1)


async def test_a_dead_sender_is_relieved_and_its_attempt_counts(desk):
    await desk.emit()
    await desk.attempt(consumer="dead")
    assert await desk.take(consumer="heir") == ()
    await desk.lapse()
    attempt = await desk.attempt(consumer="heir")
    assert attempt.number == 2


async def test_a_restarted_sender_has_its_own_entries_first(desk):
    await desk.emit(alert("one"), alert("two"))
    before = await desk.take_one()
    restarted = desk.reopened()
    again = await restarted.take("desk", consumer="c1", count=1, wait=AT_ONCE)
    assert again == (before,)
    (other,) = await restarted.take("desk", consumer="c1", count=1, wait=AT_ONCE)
    assert other.alert == "two"


async def test_who_lost_the_entry_changes_nothing_of_it(desk, clock):
    await desk.emit()
    lost = (await desk.attempt(consumer="slow")).sending
    await desk.lapse()
    mine = (await desk.attempt(consumer="heir")).sending
    assert await desk.begin(lost) is None
    at = clock.now()
    assert await desk.done(lost, Retry(at=at, detail="timeout"), Sign.STRUCK) == Effects()
    await desk.done(lost, Dead(detail="gone", pauses=True))
    hold = Hold(until=at, reason=Restraint.QUIET, detail="night")
    assert await desk.outbox.hold(lost, hold) is None
    await desk.outbox.hand_back(lost)
    delivery = await desk.delivery()
    assert (delivery.state, delivery.attempts, delivery.detail) == ("sending", 2, None)
    reception = await desk.ledger.reception("desk")
    assert (reception.paused, reception.strikes, reception.queued) == (None, 0, 1)
    await desk.done(mine)
    assert await desk.outbox.owed() == 0


async def test_that_a_receiver_took_it_is_true_whoever_says_so(desk, clock):
    await desk.emit()
    slow = (await desk.attempt(consumer="slow")).sending
    await desk.lapse()
    mine = (await desk.attempt(consumer="heir")).sending
    await desk.done(slow)
    await desk.done(mine, Retry(at=clock.now(), detail="timeout"))
    assert await desk.state() == "delivered"
    assert await desk.outbox.due(clock.now() + hours(1)) == 0
    assert await desk.outbox.owed() == 0


async def test_what_was_held_or_dead_meanwhile_is_delivered_when_its_first_sender_says_so(desk):
    await desk.emit()
    slow = (await desk.attempt(consumer="slow")).sending
    await desk.lapse()
    await desk.done((await desk.attempt(consumer="heir")).sending, GONE)
    await desk.done(slow)
    assert await desk.state() == "delivered"
    assert await desk.ledger.dead(limit=9) == await desk.ledger.dead(limit=9, receiver="desk") == ()


async def test_an_entry_that_was_delivered_meanwhile_is_let_go_when_it_is_opened_or_begun(desk):
    await desk.emit()
    slow = (await desk.attempt(consumer="slow")).sending
    await desk.lapse()
    heir = await desk.open(await desk.take_one(consumer="heir"))
    await desk.done(slow)
    assert await desk.outbox.begin(heir, TERMS) is None
    assert await desk.outbox.open((heir.sending,)) == ()
    assert await desk.take(consumer="heir") == ()
    assert (await desk.ledger.reception("desk")).queued == 0


async def test_an_entry_that_ended_meanwhile_is_not_held(desk):
    await desk.emit()
    slow = (await desk.attempt(consumer="slow")).sending
    await desk.lapse()
    heir = await desk.take_one(consumer="heir")
    await desk.done(slow)
    hold = Hold(until=desk.now(), reason=Restraint.QUIET, detail="night")
    assert await desk.outbox.hold(heir, hold) is None
    assert await desk.state() == "delivered"


async def test_an_entry_handed_back_is_untried_and_free_for_all(desk):
    await desk.emit()
    attempt = await desk.attempt(consumer="stopping")
    await desk.outbox.hand_back(attempt.sending)
    delivery = await desk.delivery()
    assert (delivery.state, delivery.attempts) == ("queued", 0)
    assert (await desk.attempt(consumer="other")).number == 1


async def test_handing_back_before_begin_leaves_earlier_attempts_counted(desk, clock):
    await desk.emit()
    await desk.fail()
    await desk.outbox.due(clock.now() + MINUTE)
    await desk.outbox.hand_back(await desk.take_one())
    assert (await desk.delivery()).attempts == 1
    assert await desk.outbox.owed() == 1


async def test_what_its_senders_died_of_is_given_up_after_so_many_attempts(desk):
    await desk.emit()
    for _ in range(TERMS.most):
        assert isinstance(await desk.begin(await desk.take_one()), Attempt)
        await desk.lapse()
    given_up = await desk.begin(await desk.take_one())
    assert given_up == Dead(detail="given up: 8 attempts began and none ended")
    delivery = await desk.delivery()
    assert (delivery.state, delivery.detail) == ("dead", given_up.detail)
    assert await desk.outbox.owed() == 0
    assert [d.alert for d in await desk.ledger.dead(limit=9)] == ["alert1"]
    assert await desk.take() == ()


async def test_what_is_held_waits_for_its_moment_and_counts_once_for_each_reason(desk, clock):
    await desk.emit()
    until = clock.now() + hours(1)
    hold = Hold(until=until, reason=Restraint.QUIET, detail="quiet hours")
    held = await desk.outbox.hold(await desk.take_one(), hold)
    assert held == Held(reason=Restraint.QUIET, until=until, detail="quiet hours", first=True)
    delivery = await desk.delivery()
    assert (delivery.state, delivery.reason, delivery.detail) == ("held", "quiet", "quiet hours")
    assert delivery.due is not None
    assert abs(delivery.due - until) < timedelta(milliseconds=1)
    assert await desk.take() == ()
    assert await desk.outbox.owed() == 1
    assert await desk.outbox.due(until) == 1
    delivery = await desk.delivery()
    assert (delivery.state, delivery.reason, delivery.due) == ("queued", None, None)
    again = await desk.outbox.hold(await desk.take_one(), hold)
    assert again is not None
    assert not again.first
    await desk.outbox.due(until)
    silent = Hold(until=until, reason=Restraint.SILENCE, detail="silence")
    other = await desk.outbox.hold(await desk.take_one(), silent)
    assert other is not None
    assert other.first
    assert (await desk.delivery()).attempts == 0


async def test_what_is_held_can_be_woken_by_its_reason_everywhere_or_at_one_receiver(desk, clock):
    await desk.emit(alert("a1", receivers=("desk", "mail")), alert("a2", receivers=("desk",)))
    night = Hold(until=clock.now() + hours(9), reason=Restraint.QUIET, detail="night")
    silence = Hold(until=clock.now() + hours(9), reason=Restraint.SILENCE, detail="silence")
    first, second = await desk.take()
    await desk.outbox.hold(first, silence)
    await desk.outbox.hold(second, night)
    await desk.outbox.hold(await desk.take_one("mail"), silence)
    assert await desk.outbox.wake(Restraint.SILENCE, "mail") == 1
    assert await desk.outbox.wake(Restraint.SILENCE, "mail") == 0
    assert await desk.outbox.wake(Restraint.SILENCE) == 1
    assert [s.alert for s in await desk.take()] == ["a1"]
    assert [s.alert for s in await desk.take("mail")] == ["a1"]
    assert await desk.outbox.due(clock.now() + hours(9)) == 1
    assert [s.alert for s in await desk.take()] == ["a2"]


async def test_hundreds_are_woken_at_once(desk, clock):
    await desk.emit(*(alert(f"alert{n}") for n in range(450)))
    gather = Gather(at=clock.now() + hours(9), reason=Restraint.DIGEST, detail="digest")
    for sending in await desk.take(count=450):
        await desk.outbox.hold(sending, gather)
    assert await desk.outbox.wake(Restraint.DIGEST) == 450
    assert len(await desk.take(count=999)) == 450


async def test_each_receiver_comes_to_an_end_of_its_own(desk):
    await desk.emit(alert("a1", receivers=("desk", "mail")))
    await desk.done((await desk.attempt()).sending, Delivered(detail="200"))
    assert await desk.state("a1", "mail") == "queued"
    await desk.done((await desk.attempt("mail")).sending, OK)
    assert await desk.outbox.owed() == 0
