import pytest

from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import Retention
from monitor.adapters.waking import try_again
from monitor.model.restraint import Hold, Restraint
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import alert, hours


@pytest.fixture
def desk(store, clock):
    return stored_desk(store, clock)


async def test_what_waits_for_a_time_at_one_receiver_is_queued_and_nothing_of_others(
    desk, store, clock
):
    await desk.emit(*(alert(f"a{n}", receivers=("desk", "desk2")) for n in range(2)))
    night = Hold(until=clock.now() + hours(9), reason=Restraint.QUIET, detail="night")
    for receiver in ("desk", "desk2"):
        for sending in await desk.take(receiver):
            await desk.outbox.hold(sending, night)
    now = Now(at=clock.now(), retention=Retention())
    assert await try_again(store, now, "desk") == 2
    assert await try_again(store, now, "desk") == 0
    assert [sending.alert for sending in await desk.take()] == ["a0", "a1"]
    assert await desk.take("desk2") == ()
