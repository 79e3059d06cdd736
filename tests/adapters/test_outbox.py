import asyncio
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.outbox import RedisOutbox
from monitor.model.alert import AlertId, Dead, Delivered, Delivery, Retry
from tests.contracts.examples import NOON, alert, commit, hours
from tests.contracts.waiting import eventually

AT_ONCE = timedelta(0)
OK = Delivered(detail="204")


@pytest.fixture
def outbox(store, clock):
    return RedisOutbox(store, clock, Retention())


@pytest.fixture
def impatient(store, clock):
    """An outbox whose senders count as dead at once."""
    return RedisOutbox(store, clock, Retention(), lease=timedelta(milliseconds=30))


@pytest.fixture
def emit(store, clock):
    memory = RedisMemory(store, clock, Retention())

    async def emit(*alerts):
        assert await memory.commit(commit(alerts=alerts or (alert(),)))

    return emit


async def take(outbox, receiver="desk", consumer="c1", count=9, wait=AT_ONCE):
    return await outbox.take(receiver, consumer=consumer, count=count, wait=wait)


async def take_one(outbox, **how):
    (sending,) = await take(outbox, **how)
    return sending


async def only_delivery(outbox):
    (delivery,) = await outbox.deliveries(limit=9)
    return delivery


async def test_each_receiver_gets_its_own_entry(outbox, emit):
    await emit(alert(receivers=("desk", "mail")))
    desk, mail = await take_one(outbox), await take_one(outbox, receiver="mail")
    assert (desk.alert, desk.receiver) == ("alert1", "desk")
    assert (mail.alert, mail.receiver) == ("alert1", "mail")
    assert await take(outbox, receiver="nobody") == ()


async def test_an_attempt_is_counted_before_it_is_made(outbox, emit, clock):
    await emit()
    attempt = await outbox.begin(await take_one(outbox))
    assert attempt is not None
    assert (attempt.alert, attempt.number) == (alert(), 1)
    delivery = await only_delivery(outbox)
    assert (delivery.state, delivery.attempts) == ("sending", 1)


async def test_what_is_delivered_is_owed_no_more_and_never_sent_again(outbox, emit):
    await emit()
    sending = await take_one(outbox)
    await outbox.begin(sending)
    await outbox.done(sending, OK)
    await emit()
    assert await outbox.owed() == 0
    assert await outbox.due(NOON + hours(99)) == 0
    assert await take(outbox) == ()
    assert await outbox.begin(sending) is None
    assert (await only_delivery(outbox)).state == "delivered"


async def test_a_retry_waits_for_its_time_under_the_same_id(outbox, emit, clock):
    await emit()
    sending = await take_one(outbox)
    await outbox.begin(sending)
    at = clock.now() + hours(1)
    await outbox.done(sending, Retry(at=at, detail="503"))
    delivery = await only_delivery(outbox)
    assert (delivery.state, delivery.detail) == ("retry", "503")
    assert delivery.due is not None
    assert abs(delivery.due - at) < timedelta(milliseconds=1)
    assert await outbox.due(at - hours(0.5)) == 0
    assert await take(outbox) == ()
    assert await outbox.due(at) == 1
    assert await outbox.owed() == 1
    attempt = await outbox.begin(await take_one(outbox))
    assert attempt is not None
    assert (attempt.alert.id, attempt.number) == ("alert1", 2)


async def test_hundreds_of_retries_come_back_at_once(outbox, emit, clock):
    await emit(*(alert(f"alert{n}") for n in range(450)))
    for sending in await take(outbox, count=450):
        await outbox.begin(sending)
        await outbox.done(sending, Retry(at=NOON, detail="503"))
    assert await outbox.due(NOON) == 450
    assert len(await take(outbox, count=999)) == 450


async def test_what_is_dead_is_owed_no_more_until_it_is_replayed(outbox, emit, store):
    await emit()
    sending = await take_one(outbox)
    await outbox.begin(sending)
    await outbox.done(sending, Dead(detail="410 gone"))
    assert await outbox.owed() == 0
    assert await take(outbox) == ()
    assert await store.ask("XLEN", keys.DEAD) == 1
    delivery = await only_delivery(outbox)
    assert (delivery.state, delivery.detail) == ("dead", "410 gone")
    assert await outbox.replay(AlertId("alert1"), "desk")
    assert await outbox.owed() == 1
    attempt = await outbox.begin(await take_one(outbox))
    assert attempt is not None
    assert (attempt.alert.id, attempt.number) == ("alert1", 1)


async def test_only_what_is_dead_can_be_replayed(outbox, emit, store):
    assert not await outbox.replay(AlertId("alert1"), "desk")
    await emit()
    assert not await outbox.replay(AlertId("alert1"), "desk")
    sending = await take_one(outbox)
    await outbox.done(sending, Dead(detail="410"))
    await store.ask("DEL", keys.alert("alert1"))
    assert not await outbox.replay(AlertId("alert1"), "desk")


async def test_a_dead_sender_is_relieved_and_its_attempt_counts(impatient, emit):
    await emit()
    await impatient.begin(await take_one(impatient, consumer="dead"))
    (sending,) = await eventually(lambda: take(impatient, consumer="heir"))
    attempt = await impatient.begin(sending)
    assert attempt is not None
    assert attempt.number == 2


async def test_a_restarted_sender_has_its_own_entries_first(outbox, emit, store, clock):
    await emit(alert("one"), alert("two"))
    before = await take_one(outbox, count=1)
    restarted = RedisOutbox(store, clock, Retention())
    assert await take(restarted, count=1) == (before,)
    assert (await take_one(restarted, count=1)).alert == "two"


async def test_who_lost_the_entry_neither_begins_nor_fails_nor_returns_it(impatient, emit):
    await emit()
    lost = await take_one(impatient, consumer="slow")
    await impatient.begin(lost)
    (sending,) = await eventually(lambda: take(impatient, consumer="heir"))
    await impatient.begin(sending)
    assert await impatient.begin(lost) is None
    await impatient.done(lost, Retry(at=NOON, detail="timeout"))
    await impatient.done(lost, Dead(detail="gone"))
    await impatient.hand_back(lost)
    delivery = await only_delivery(impatient)
    assert (delivery.state, delivery.attempts, delivery.detail) == ("sending", 2, None)
    await impatient.done(sending, OK)
    assert await impatient.owed() == 0


async def test_that_a_receiver_took_it_is_true_whoever_says_so(impatient, emit):
    await emit()
    slow = await take_one(impatient, consumer="slow")
    await impatient.begin(slow)
    (sending,) = await eventually(lambda: take(impatient, consumer="heir"))
    await impatient.begin(sending)
    await impatient.done(slow, OK)
    await impatient.done(sending, Retry(at=NOON, detail="timeout"))
    assert (await only_delivery(impatient)).state == "delivered"
    assert await impatient.due(NOON + hours(1)) == 0
    assert await impatient.owed() == 0


async def test_an_entry_that_was_delivered_meanwhile_is_removed_at_begin(impatient, emit):
    await emit()
    slow = await take_one(impatient, consumer="slow")
    await impatient.begin(slow)
    (sending,) = await eventually(lambda: take(impatient, consumer="heir"))
    await impatient.done(slow, OK)
    assert await impatient.begin(sending) is None
    assert await take(impatient, consumer="heir") == ()


async def test_an_entry_handed_back_is_untried_and_free_for_all(outbox, emit):
    await emit()
    sending = await take_one(outbox, consumer="stopping")
    await outbox.begin(sending)
    await outbox.hand_back(sending)
    delivery = await only_delivery(outbox)
    assert (delivery.state, delivery.attempts) == ("queued", 0)
    attempt = await outbox.begin(await take_one(outbox, consumer="other"))
    assert attempt is not None
    assert attempt.number == 1


async def test_handing_back_before_begin_leaves_earlier_attempts_counted(outbox, emit):
    await emit()
    sending = await take_one(outbox)
    await outbox.begin(sending)
    await outbox.done(sending, Retry(at=NOON, detail="503"))
    await outbox.due(NOON)
    await outbox.hand_back(await take_one(outbox))
    assert (await only_delivery(outbox)).attempts == 1
    assert await outbox.owed() == 1


async def test_an_entry_whose_alert_is_gone_is_dead_and_says_why(outbox, emit, store):
    await emit()
    sending = await take_one(outbox)
    await store.ask("DEL", keys.alert("alert1"))
    assert await outbox.begin(sending) is None
    delivery = await only_delivery(outbox)
    assert (delivery.state, delivery.detail) == ("dead", "the alert is no longer stored")
    assert await outbox.owed() == 0
    assert await take(outbox) == ()
    assert await outbox.alert(AlertId("alert1")) is None
    assert await outbox.alerts(limit=9) == ()


async def test_a_delivery_whose_state_is_gone_is_still_made(outbox, emit, store):
    await emit()
    sending = await take_one(outbox)
    await outbox.done(sending, Retry(at=NOON, detail="503"))
    await store.ask("DEL", keys.delivery("alert1", "desk"))
    assert await outbox.deliveries(limit=9) == ()
    assert await outbox.due(NOON) == 1
    attempt = await outbox.begin(await take_one(outbox))
    assert attempt is not None
    assert attempt.number == 1


async def test_the_latest_alerts_and_deliveries_come_first(outbox, emit, clock):
    for number in range(3):
        await emit(alert(f"alert{number}", at=NOON + hours(number)))
        clock.pass_by(hours(1))
    newest = [found.id for found in await outbox.alerts(limit=2)]
    assert newest == ["alert2", "alert1"]
    first = await take_one(outbox, count=1)
    await outbox.begin(first)
    assert [d.alert for d in await outbox.deliveries(limit=2)] == ["alert0", "alert2"]


async def test_a_queued_delivery_reads_as_such(outbox, emit, clock):
    await emit()
    delivery = await only_delivery(outbox)
    assert delivery.changed is not None
    assert delivery == Delivery(
        alert=AlertId("alert1"), receiver="desk", state="queued", changed=delivery.changed
    )


async def test_a_waiting_sender_gets_an_alert_as_it_is_emitted(outbox, emit, store):
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(take(outbox, wait=timedelta(seconds=20)))
        await eventually(lambda: store.ask("EXISTS", keys.outbox("desk")))
        await emit()
    assert [sending.alert for sending in waiting.result()] == ["alert1"]


async def test_waiting_for_alerts_ends_when_its_time_is_over(outbox):
    assert await take(outbox, wait=timedelta(milliseconds=30)) == ()


async def test_a_receiver_may_have_any_name(outbox, emit):
    odd = "mail: Київ | всі/all"
    await emit(alert(receivers=(odd,)))
    sending = await take_one(outbox, receiver=odd, consumer="node/1")
    await outbox.begin(sending)
    await outbox.done(sending, Retry(at=NOON, detail="later"))
    await outbox.due(NOON)
    again = await take_one(outbox, receiver=odd, consumer="node/2")
    assert (again.alert, again.receiver) == ("alert1", odd)
    assert (await only_delivery(outbox)).receiver == odd
