"""What is owed to receivers that are configured no more."""

from datetime import timedelta

from monitor.adapters import keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import Retention
from monitor.adapters.strangers import LOOKED_AT_ONCE, owed_to_strangers, waive
from monitor.model.restraint import Hold, Restraint
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import alert


async def test_what_is_owed_to_receivers_that_are_not_known_is_counted_for_each(store, clock):
    desk = stored_desk(store, clock)
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "old|one", "gone")) for n in range(1_500)))
    await desk.done((await desk.attempt("gone")).sending)
    assert await owed_to_strangers(store, {"desk", "mail"}) == {"gone": 1_499, "old|one": 1_500}
    assert await owed_to_strangers(store, {"desk", "gone", "old|one"}) == {}


async def test_what_is_owed_to_a_receiver_is_waived_whatever_it_waits_for(store, clock):
    desk = stored_desk(store, clock)
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "gone")) for n in range(4)))
    await desk.done((await desk.attempt("gone")).sending)
    await desk.fail("gone")
    until = clock.now() + timedelta(hours=1)
    quiet = Hold(until=until, reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(await desk.take_one("gone"), quiet)
    last = await desk.attempt("gone")

    now = Now(at=clock.now(), retention=Retention())
    assert await waive(store, now, "gone", "no such receiver") == 3
    assert await waive(store, now, "gone", "no such receiver") == 0
    assert await owed_to_strangers(store, {"desk"}) == {}
    found = await desk.ledger.deliveries(limit=9, receiver="gone")
    assert sorted(d.state for d in found) == ["delivered", *["withdrawn"] * 3]
    assert {d.detail for d in found if d.state == "withdrawn"} == {"no such receiver"}
    clock.pass_by(timedelta(days=1))
    assert await desk.outbox.due(clock.now()) == 0
    assert await store.ask("XLEN", keys.outbox("gone")) == 0
    assert await desk.outbox.owed() == 4
    await desk.done(last.sending)
    assert await desk.state(last.sending.alert, "gone") == "delivered"


async def test_as_much_as_is_owed_is_waived_and_its_stream_emptied(store, clock):
    desk, many = stored_desk(store, clock), LOOKED_AT_ONCE + 1
    await desk.emit(*(alert(f"a{n}", receivers=("gone", "desk")) for n in range(many)))
    now = Now(at=clock.now(), retention=Retention())
    assert await waive(store, now, "gone", "no such receiver") == many
    assert await store.ask("XLEN", keys.outbox("gone")) == 0
    assert await store.ask("XLEN", keys.outbox("desk")) == many
