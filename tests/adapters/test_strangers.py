"""What is owed to receivers that are configured no more."""

from monitor.adapters.strangers import owed_to_strangers
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import alert


async def test_what_is_owed_to_receivers_that_are_not_known_is_counted_for_each(store, clock):
    desk = stored_desk(store, clock)
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "old|one", "gone")) for n in range(1_500)))
    await desk.done((await desk.attempt("gone")).sending)
    assert await owed_to_strangers(store, {"desk", "mail"}) == {"gone": 1_499, "old|one": 1_500}
    assert await owed_to_strangers(store, {"desk", "gone", "old|one"}) == {}
