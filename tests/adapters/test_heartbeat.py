from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.heartbeat import Heartbeat, RedisHeartbeat
from monitor.adapters.store import open_store
from monitor.errors import StoreFull
from monitor.model.inforce import ConfigState, Mistake, Trigger
from tests.contracts.examples import NOON, hours


async def test_all_processes_that_are_alive_are_read_the_latest_last(store):
    heart = RedisHeartbeat(store)
    await heart.write("node-1", NOON + hours(1), {"roles": "work", "depth": 3, "ready": True})
    await heart.write("node-2", NOON, {})
    assert await heart.read() == (
        Heartbeat(name="node-2", at=NOON, facts={}),
        Heartbeat(
            name="node-1",
            at=NOON + hours(1),
            facts={"roles": "work", "depth": 3, "ready": True},
        ),
    )


async def test_a_process_is_read_as_it_last_was(store):
    heart = RedisHeartbeat(store)
    await heart.write("node", NOON, {"depth": 1})
    await heart.write("node", NOON + hours(1), {"depth": 2})
    (last,) = await heart.read()
    assert last.facts == {"depth": 2}


async def test_a_process_tells_since_when_it_runs_and_by_which_configuration(store):
    mistake = Mistake(file="a.yaml", line=3, column=7, message="wrong", text="a.yaml:3:7: wrong")
    config = ConfigState(
        folder="/etc/monitor",
        digest="aaaa",
        since=NOON,
        files=("monitor.yaml",),
        counts={"sources": 2},
        needs_restart=("redis",),
    ).refusing((mistake,), Trigger.FILES, NOON + hours(1))
    sign = Heartbeat(name="node", at=NOON + hours(2), facts={}, started=NOON, config=config)
    heart = RedisHeartbeat(store)
    await heart.beat(sign)
    assert await heart.read() == (sign,)


async def test_a_process_that_ends_takes_its_sign_away(store):
    heart = RedisHeartbeat(store)
    for name in ("a", "b"):
        await heart.write(name, NOON, {})
    await heart.leave("a")
    assert [sign.name for sign in await heart.read()] == ["b"]


async def test_a_heartbeat_lives_as_long_as_was_agreed(store):
    heart = RedisHeartbeat(store, life=timedelta(seconds=30))
    await heart.write("node", NOON, {})
    assert 25 <= await store.ask("TTL", keys.heartbeat("node")) <= 30
    await store.ask("DEL", keys.heartbeat("node"))
    assert await heart.read() == ()


async def test_processes_not_heard_of_for_a_day_are_forgotten(store):
    heart = RedisHeartbeat(store)
    await heart.write("old", NOON, {})
    await heart.write("new", NOON + hours(25), {})
    assert await store.ask("ZCARD", keys.HEARTBEATS) == 1


async def test_a_store_that_takes_no_writes_is_found_out(start_server):
    store = await open_store(
        start_server("--appendonly", "yes", "--maxmemory-policy", "noeviction")
    )
    heart = RedisHeartbeat(store)
    await heart.probe()
    await store.ask("CONFIG", "SET", "maxmemory", "1")
    with pytest.raises(StoreFull):
        await heart.probe()
    await store.close()
