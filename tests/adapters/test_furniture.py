from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.furniture import KEPT, MOST_LINES, RedisFurniture


@pytest.fixture
def furniture(store, clock):
    return RedisFurniture(store, clock)


async def read(furniture, page, *lines):
    seen = await furniture.seen("Courier", page, (f"{page}-1", f"{page}-2", *lines))
    return seen.lines[2:]


async def test_what_was_not_seen_for_two_weeks_is_forgotten(furniture, clock):
    await read(furniture, "a", "appeal")
    clock.pass_by(timedelta(days=8))
    assert (await read(furniture, "b", "appeal"))[0].pages == 1
    clock.pass_by(timedelta(days=14))
    assert (await read(furniture, "c", "appeal"))[0].pages == 0


async def test_sightings_of_several_buckets_are_added(furniture, clock):
    for number in range(8):
        (line,) = await read(furniture, f"a{number}", "appeal")
        clock.pass_by(timedelta(days=1))
    assert (line.pages, line.days) == (7, 7)


async def test_every_key_has_its_rule_and_an_end(furniture, store):
    await read(furniture, "a", "appeal")
    names = await store.ask("KEYS", keys.TAG + ":lines:*")
    assert len(names) >= 4
    for name in names:
        assert keys.rule(name.decode()).owner == "furniture"
        assert 0 < await store.ask("TTL", name) <= KEPT.bucket_ttl


async def test_an_outlet_has_no_more_lines_than_its_bound(furniture, store, clock):
    await read(furniture, "a", "appeal")
    bucket = KEPT.bucket(clock.now())
    (counted,) = await store.ask("KEYS", keys.bucketed("lines", bucket) + "outlets")
    (outlet,) = await store.ask("HKEYS", counted)
    assert int(await store.ask("HGET", counted, outlet)) == 4
    await store.ask("HSET", counted, outlet, MOST_LINES)
    await read(furniture, "b", "appeal", "late")
    assert [line.pages for line in await read(furniture, "c", "appeal", "late")] == [2, 0]
