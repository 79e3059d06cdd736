"""The outbox on a server, where it is more than its contract (`tests/contracts/test_outbox.py`)."""

import asyncio
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.keys import Retention
from monitor.model.alert import AlertId, Retry
from monitor.model.restraint import Gather, Hold, Restraint
from monitor.ports import Attempt, Lost
from tests.contracts.delivering import GONE, MINUTE, stored_desk
from tests.contracts.examples import alert, hours
from tests.contracts.waiting import eventually


@pytest.fixture
def desk(store, clock):
    return stored_desk(store, clock)


async def test_a_dead_letter_is_laid_down_for_each_death(desk, store):
    await desk.emit()
    await desk.done((await desk.attempt()).sending, GONE)
    assert await store.ask("XLEN", keys.DEAD) == 1


async def test_what_is_dead_is_not_replayed_without_its_alert(desk, store):
    await desk.emit()
    await desk.done((await desk.attempt()).sending, GONE)
    await store.ask("DEL", keys.alert("alert1"))
    assert not await desk.ledger.replay(AlertId("alert1"), "desk")


async def test_an_entry_whose_alert_is_gone_is_told_as_lost(desk, store):
    await desk.emit()
    sending = await desk.take_one()
    await store.ask("DEL", keys.alert("alert1"))
    assert await desk.outbox.open((sending,)) == (Lost(sending=sending),)
    await desk.done(sending, GONE)
    assert await desk.state() == "dead"
    assert await desk.outbox.owed() == 0
    assert await desk.take() == ()
    assert await desk.ledger.alert(AlertId("alert1")) is None
    assert await desk.ledger.alerts(limit=9) == ()


async def test_what_is_held_for_years_is_kept_for_as_long_though_it_is_told_again(
    desk, store, clock
):
    await desk.emit()
    years = timedelta(days=2000)
    silent = Hold(until=clock.now() + years, reason=Restraint.SILENCE, detail="silence")
    await desk.outbox.hold(await desk.take_one(), silent)
    await desk.emit(alert("alert1", receivers=("desk", "mail")))
    for key in (keys.alert("alert1"), keys.delivery("alert1", "desk")):
        assert timedelta(seconds=await store.ask("TTL", key)) > years


async def test_what_is_tried_again_later_than_all_is_kept_is_kept_until_then(store, clock):
    desk = stored_desk(store, clock, retention=Retention(developments=hours(1)))
    await desk.emit()
    at = clock.now() + hours(24)
    await desk.done((await desk.attempt()).sending, Retry(at=at, detail="503"))
    for key in (keys.alert("alert1"), keys.delivery("alert1", "desk")):
        assert timedelta(seconds=await store.ask("TTL", key)) > hours(24)


async def test_a_delivery_whose_state_is_gone_is_still_made(desk, store, clock):
    await desk.emit()
    await desk.done((await desk.attempt()).sending, Retry(at=clock.now(), detail="503"))
    await store.ask("DEL", keys.delivery("alert1", "desk"))
    assert await desk.ledger.deliveries(limit=9) == ()
    assert await desk.outbox.due(clock.now()) == 1
    assert (await desk.attempt()).number == 1


async def test_what_was_delivered_while_it_waited_is_not_queued_again(desk, store, clock):
    await desk.emit()
    at = clock.now() + MINUTE
    hold = Hold(until=at, reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(await desk.take_one(), hold)
    await store.ask("HSET", keys.delivery("alert1", "desk"), "state", "delivered")
    assert await desk.outbox.due(at) == 1
    assert await desk.take() == ()
    await desk.emit(alert("a2"))
    gather = Gather(at=at, reason=Restraint.DIGEST, detail="digest")
    await desk.outbox.hold(await desk.take_one(), gather)
    await store.ask("HSET", keys.delivery("a2", "desk"), "state", "delivered")
    assert await desk.outbox.wake(Restraint.DIGEST) == 1
    assert await desk.take() == ()


async def test_a_waiting_sender_gets_an_alert_as_it_is_emitted(desk, store):
    async with asyncio.TaskGroup() as group:
        take = desk.outbox.take("desk", consumer="c1", count=9, wait=timedelta(seconds=20))
        waiting = group.create_task(take)
        await eventually(lambda: store.ask("EXISTS", keys.outbox("desk")))
        await desk.emit()
    assert [sending.alert for sending in waiting.result()] == ["alert1"]


async def test_waiting_for_alerts_ends_when_its_time_is_over(desk):
    wait = timedelta(milliseconds=30)
    assert await desk.outbox.take("desk", consumer="c1", count=9, wait=wait) == ()


async def test_a_receiver_may_have_any_name(desk, clock):
    odd = "mail: Київ | всі/all"
    await desk.emit(alert(receivers=(odd,)))
    attempt = await desk.attempt(odd, consumer="node/1")
    await desk.done(attempt.sending, Retry(at=clock.now(), detail="later"))
    await desk.outbox.due(clock.now())
    sending = await desk.take_one(odd, consumer="node/2")
    hold = Hold(until=clock.now() + hours(1), reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(sending, hold)
    assert await desk.outbox.wake(Restraint.QUIET) == 1
    again = await desk.begin(await desk.take_one(odd, consumer="node/2"))
    assert isinstance(again, Attempt)
    assert (again.sending.alert, again.sending.receiver) == ("alert1", odd)
    (delivery,) = await desk.ledger.deliveries(limit=9)
    assert delivery.receiver == odd
