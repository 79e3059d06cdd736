import asyncio
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.wire import RedisWire
from monitor.ports import Position
from tests.contracts.examples import alert, commit, hours

NO_TIME = timedelta(0)
START = Position("0-0")


@pytest.fixture
def wire(store):
    return RedisWire(store)


@pytest.fixture
def emit(store, clock):
    memory = RedisMemory(store, clock, Retention())

    async def emit(*alerts):
        assert await memory.commit(commit(alerts=alerts or (alert(),)))

    return emit


async def told(wire, watchlist=None, position=START):
    found = await wire.after(position, watchlist, count=99, wait=NO_TIME)
    return [one.alert for one in found]


async def test_alerts_stand_in_the_order_in_which_they_were_stored_whatever_their_time(
    wire, emit, clock
):
    await emit(alert("late"))
    await emit(alert("early", at=clock.now() - hours(9)), alert("last"))
    assert await told(wire) == ["late", "early", "last"]


async def test_an_alert_stands_once_among_all_and_once_for_each_of_its_watchlists(wire, emit):
    await emit(alert("one", watchlists=("ukraine",)))
    await emit(alert("one", watchlists=("ukraine",)), alert("two", watchlists=()))
    await emit(alert("one", watchlists=("aid", "ukraine")))
    assert await told(wire) == ["one", "two"]
    assert await told(wire, "ukraine") == ["one"]
    assert await told(wire, "aid") == ["one"]
    assert await told(wire, "nobody") == []


async def test_an_old_alert_is_news_to_the_watchlist_that_it_is_told_to_later(wire, emit):
    await emit(alert("old", watchlists=("ukraine",)))
    await emit(alert("new", watchlists=("aid",)))
    await emit(alert("old", watchlists=("aid",)))
    (new,) = await wire.after(START, "aid", count=1, wait=NO_TIME)
    assert await told(wire, "aid", new.position) == ["old"]


async def test_who_comes_back_gets_what_stands_behind_the_last_position(wire, emit):
    assert await wire.latest(None, count=9) == ()
    await emit(alert("one"), alert("two"), alert("three"))
    _, second = await wire.after(START, None, count=2, wait=NO_TIME)
    (third,) = await wire.after(second.position, None, count=9, wait=NO_TIME)
    assert (second.alert, third.alert) == ("two", "three")
    assert await wire.latest(None, count=2) == (third, second)
    assert await wire.after(third.position, None, count=9, wait=NO_TIME) == ()


async def test_who_waits_gets_an_alert_as_it_is_stored(wire, emit):
    waiting = asyncio.ensure_future(wire.after(START, "ukraine", count=9, wait=hours(1)))
    await emit()
    (dispatch,) = await waiting
    assert dispatch.alert == "alert1"


async def test_wires_are_kept_as_long_as_their_alerts(emit, store):
    await emit()
    for name in (keys.wire(None), keys.wire("ukraine")):
        assert abs(await store.ask("TTL", name) - Retention().developments_ttl) < 9
