"""What every ledger, and every store of silences, must do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model.alert import AlertId, Delivery, Place
from monitor.model.restraint import Gather, Held, Hold, Reception, Restraint
from monitor.model.watchlist import Kind
from tests.contracts.delivering import GONE, MINUTE, bundle, memory_desk, silence, stored_desk
from tests.contracts.examples import NOON, alert, hours


@pytest.fixture(params=["redis", "memory"])
def desk(request, clock):
    if request.param == "memory":
        return memory_desk(clock)
    return stored_desk(request.getfixturevalue("store"), clock)


async def test_the_latest_alerts_and_deliveries_come_first(desk, clock):
    for number in range(3):
        await desk.emit(alert(f"alert{number}", at=NOON + hours(number)))
        clock.pass_by(hours(1))
    newest = [found.id for found in await desk.ledger.alerts(limit=2)]
    assert newest == ["alert2", "alert1"]
    await desk.attempt()
    found = await desk.ledger.deliveries(limit=2)
    assert [d.alert for d in found] == ["alert0", "alert2"]


async def test_ids_are_found_by_how_they_begin(desk, clock):
    await desk.emit(alert("ab1"), alert("ab2", receivers=()), alert("a*c", receivers=("d|ab",)))
    made = bundle("ab3", at=clock.now(), reason=Restraint.DIGEST)
    await desk.outbox.hold(
        await desk.take_one(), Gather(at=made.at, reason=made.reason, detail="digest")
    )
    assert await desk.outbox.bundle(made, part=0, most=9, is_told=False) == 1
    assert await desk.ledger.ids("ab", limit=9) == ("ab1", "ab2", "ab3")
    assert await desk.ledger.ids("ab", limit=2) == ("ab1", "ab2")
    assert await desk.ledger.ids("ab2", limit=9) == ("ab2",)
    assert await desk.ledger.ids("a*", limit=9) == ("a*c",)
    for nothing in ("b", "*", "a*c|", "?b", "[a]"):
        assert await desk.ledger.ids(nothing, limit=9) == ()


async def test_a_queued_delivery_reads_as_such(desk):
    await desk.emit()
    delivery = await desk.delivery()
    assert delivery.changed is not None
    assert delivery == Delivery(
        alert=AlertId("alert1"), receiver="desk", state="queued", changed=delivery.changed
    )
    assert await desk.ledger.deliveries(limit=9) == (delivery,)
    assert await desk.ledger.delivery(AlertId("other"), "desk") is None


async def test_deliveries_are_found_by_receiver_by_state_and_by_alert(desk, clock):
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "mail")) for n in range(3)))
    await desk.done((await desk.attempt()).sending)
    find = desk.ledger.deliveries
    assert {(d.alert, d.receiver) for d in await find(limit=9, receiver="mail")} == {
        ("a0", "mail"),
        ("a1", "mail"),
        ("a2", "mail"),
    }
    assert [d.alert for d in await find(limit=9, state="delivered")] == ["a0"]
    assert {d.alert for d in await find(limit=9, receiver="desk", state="queued")} == {"a1", "a2"}
    assert {d.receiver for d in await find(limit=9, alert=AlertId("a0"))} == {"desk", "mail"}
    assert len(await find(limit=1, alert=AlertId("a0"))) == 1
    assert await find(limit=9, alert=AlertId("a0"), receiver="mail", state="dead") == ()
    assert await find(limit=9, alert=AlertId("other")) == ()
    assert len(await find(limit=2, receiver="mail")) == 2


@pytest.mark.parametrize("asked", [{}, {"receiver": "mail"}, {"alert": "a3"}, {"state": "queued"}])
async def test_deliveries_are_told_in_pages_that_together_are_all(desk, clock, asked):
    for half in (range(4), range(4, 8)):
        await desk.emit(*(alert(f"a{n}", receivers=("desk", "mail")) for n in half))
        clock.pass_by(MINUTE / 7)
    whole, told, before = await desk.ledger.deliveries(limit=99, **asked), [], None
    assert len(whole) > 1
    while page := await desk.ledger.deliveries(limit=3, before=before, **asked):
        told += page
        last = page[-1]
        before = Place(changed=last.changed, alert=last.alert, receiver=last.receiver)
        if len(told) == 3:
            await desk.attempt()
    assert [(d.alert, d.receiver) for d in told] == [
        (d.alert, d.receiver) for d in whole if d in told
    ]
    assert len(told) >= len(whole) - 1


async def test_few_among_many_are_found(desk, clock):
    await desk.emit(alert("first", receivers=("mail",)))
    clock.pass_by(hours(1))
    await desk.emit(*(alert(f"a{n}") for n in range(600)))
    assert [d.alert for d in await desk.ledger.deliveries(limit=1, receiver="mail")] == ["first"]
    assert len(await desk.ledger.deliveries(limit=590)) == 590


async def test_alerts_are_found_by_watchlist_kind_and_time(desk):
    await desk.emit(
        alert("a1", at=NOON, watchlists=("ukraine",)),
        alert("a2", at=NOON + hours(1), watchlists=("aid", "ukraine")),
        replace(alert("a3", at=NOON + hours(2), watchlists=("aid",)), kind=Kind.NEW),
    )

    async def found(**how):
        return [one.id for one in await desk.ledger.alerts(limit=9, **how)]

    assert await found() == ["a3", "a2", "a1"]
    assert await found(watchlist="ukraine") == ["a2", "a1"]
    assert await found(kind=Kind.UPDATE) == ["a2", "a1"]
    assert await found(watchlist="aid", kind=Kind.NEW) == ["a3"]
    assert await found(since=NOON + hours(1)) == ["a3", "a2"]
    assert await found(before=AlertId("a3")) == ["a2", "a1"]
    assert await found(before=AlertId("a3"), since=NOON + hours(1)) == ["a2"]
    assert await found(before=AlertId("other")) == []
    limited = await desk.ledger.alerts(limit=1, watchlist="ukraine")
    assert [one.id for one in limited] == ["a2"]


async def test_an_alert_is_told_as_it_was_sent(desk):
    await desk.emit()
    assert await desk.ledger.alert(AlertId("alert1")) == alert()
    assert await desk.ledger.alert(AlertId("other")) is None


async def test_dead_letters_are_told_latest_first_and_leave_when_they_are_replayed(desk, clock):
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "mail")) for n in range(2)))
    for receiver in ("desk", "mail", "desk"):
        clock.pass_by(MINUTE)
        await desk.done((await desk.attempt(receiver)).sending, GONE)
    told = await desk.ledger.dead(limit=9)
    assert [(d.alert, d.receiver) for d in told] == [
        ("a1", "desk"),
        ("a0", "mail"),
        ("a0", "desk"),
    ]
    assert len(await desk.ledger.dead(limit=2)) == 2
    assert [d.alert for d in await desk.ledger.dead(limit=9, receiver="desk")] == ["a1", "a0"]
    assert await desk.ledger.replay_dead("desk") == 2
    assert await desk.ledger.replay_dead("desk") == 0
    assert [d.receiver for d in await desk.ledger.dead(limit=9)] == ["mail"]
    assert await desk.outbox.owed() == 3


async def test_what_died_twice_is_told_once(desk):
    await desk.emit()
    for _ in range(2):
        await desk.done((await desk.attempt()).sending, GONE)
        await desk.ledger.replay(AlertId("alert1"), "desk")
    await desk.done((await desk.attempt()).sending, GONE)
    assert len(await desk.ledger.dead(limit=9)) == 1


async def test_only_what_is_dead_can_be_replayed(desk):
    assert not await desk.ledger.replay(AlertId("alert1"), "desk")
    await desk.emit()
    assert not await desk.ledger.replay(AlertId("alert1"), "desk")


async def test_a_retry_can_be_made_now(desk, clock):
    await desk.emit()
    await desk.fail()
    assert await desk.ledger.retry(AlertId("alert1"), "desk")
    assert not await desk.ledger.retry(AlertId("alert1"), "desk")
    assert not await desk.ledger.retry(AlertId("other"), "desk")
    assert await desk.outbox.due(clock.now() + MINUTE) == 0
    assert (await desk.attempt()).number == 2


async def test_what_is_held_can_be_looked_at_again_now(desk, clock):
    await desk.emit()
    hold = Hold(until=clock.now() + hours(9), reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(await desk.take_one(), hold)
    assert await desk.ledger.retry(AlertId("alert1"), "desk")
    assert await desk.outbox.due(clock.now() + hours(9)) == 0
    assert (await desk.ledger.reception("desk")).held == ()
    assert (await desk.attempt()).number == 1


async def test_how_a_receiver_stands_is_told_in_numbers(desk, clock):
    assert await desk.ledger.reception("desk") == Reception(receiver="desk")
    await desk.emit(*(alert(f"a{n}") for n in range(5)))
    await desk.fail()
    await desk.done((await desk.attempt()).sending, GONE)
    for reason in (Restraint.QUIET, Restraint.SILENCE):
        hold = Hold(until=clock.now() + hours(9), reason=reason, detail="later")
        await desk.outbox.hold(await desk.take_one(), hold)
    assert await desk.ledger.reception("desk") == Reception(
        receiver="desk",
        queued=1,
        retrying=1,
        held=((Restraint.SILENCE, 1), (Restraint.QUIET, 1)),
        dead=1,
        strikes=1,
    )


async def test_a_bundle_and_its_members_can_be_read(desk, clock):
    await desk.emit(alert("a1"), alert("a2"))
    for sending in await desk.take():
        gather = Gather(at=clock.now(), reason=Restraint.DIGEST, detail="digest")
        await desk.outbox.hold(sending, gather)
    await desk.outbox.bundle(bundle(at=clock.now()), part=0, most=9, is_told=False)
    told = await desk.ledger.bundle(AlertId("b1"))
    assert told is not None
    assert [one.id for one in told.alerts] == ["a1", "a2"]
    assert await desk.ledger.bundle(AlertId("a1")) is None
    members = await desk.ledger.members(AlertId("b1"), limit=1)
    assert [(d.alert, d.bundle) for d in members] == [("a1", "b1")]
    assert await desk.ledger.members(AlertId("a1"), limit=9) == ()
    (own,) = await desk.ledger.deliveries(limit=9, alert=AlertId("b1"))
    assert (own.receiver, own.state) == ("desk", "queued")


async def test_silences_hold_between_their_start_and_their_end(desk, clock):
    now = clock.now()
    past = silence("past", start=now - hours(2), until=now - hours(1))
    active = silence("active", start=now - hours(1), until=now + hours(1))
    coming = silence("coming", start=now + hours(1), until=now + hours(2))
    for one in (past, active, coming):
        await desk.silences.add(one)
    assert await desk.silences.active() == (active,)
    assert await desk.silences.kept() == (coming, active, past)
    clock.pass_by(timedelta(days=30))
    assert await desk.silences.kept() == (coming, active)
    await desk.silences.add(replace(coming, id="late", until=clock.now() + hours(1)))
    clock.pass_by(timedelta(days=2))
    assert [one.id for one in await desk.silences.kept()] == ["late"]


async def test_a_silence_that_is_expired_ends_now_and_what_it_held_is_looked_at(desk, clock):
    now = clock.now()
    await desk.silences.add(silence(start=now, until=now + hours(9)))
    await desk.emit()
    hold = Hold(until=now + hours(9), reason=Restraint.SILENCE, detail="silence")
    await desk.outbox.hold(await desk.take_one(), hold)
    assert not await desk.silences.expire("other")
    clock.pass_by(MINUTE)
    assert await desk.silences.expire("s1")
    assert await desk.silences.active() == ()
    (kept,) = await desk.silences.kept()
    assert kept.until == clock.now()
    assert (await desk.take_one()).alert == "alert1"
    clock.pass_by(MINUTE)
    assert await desk.silences.expire("s1")
    assert (await desk.silences.kept()) == (kept,)


@pytest.mark.parametrize("reason", [Restraint.DIGEST, Restraint.THROTTLE])
async def test_what_a_silence_holds_is_taken_out_of_what_was_gathered(desk, clock, reason):
    now, until = clock.now(), clock.now() + hours(2)
    names = [f"a{n}" for n in range(4)]
    await desk.emit(*map(alert, names))
    for sending in await desk.take():
        await desk.outbox.hold(sending, Gather(at=until, reason=reason, detail="later"))
    some = await desk.silences.gathered("desk", reason, first=1, count=2)
    assert [one.id for one in some] == ["a1", "a2"]
    hold = Hold(until=until, reason=Restraint.SILENCE, detail="silence s1")
    holds = {AlertId(name): hold for name in ("a1", "a2")}
    await desk.ledger.retry(AlertId("a2"), "desk")
    expected = {"a1": Held(reason=Restraint.SILENCE, until=until, detail="silence s1", first=True)}
    assert await desk.silences.withhold("desk", reason, holds) == expected
    assert await desk.silences.withhold("desk", reason, holds) == {}
    left = await desk.silences.gathered("desk", reason, first=0, count=9)
    assert [one.id for one in left] == ["a0", "a3"]
    assert await desk.state("a2") == "queued"
    held = await desk.delivery("a1")
    assert (held.state, held.reason) == ("held", "silence")
    clock.pass_by(until - now)
    assert await desk.outbox.due(clock.now()) == 1
