from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.streams import LeasedStream

LONG = timedelta(minutes=1)


@pytest.fixture
def stream(store):
    return LeasedStream(store, keys.WORK, lease=LONG)


async def add(store, *words):
    for word in words:
        await store.ask("XADD", keys.WORK, "*", "word", word)


def words(entries):
    return [entry.fields["word"].decode() for entry in entries]


async def test_entries_come_in_the_order_in_which_they_were_added(stream, store):
    await add(store, "a", "b", "c")
    assert words(await stream.ready("w", 2)) == ["a", "b"]
    assert words(await stream.ready("w", 2)) == ["c"]


async def test_entries_added_before_there_was_a_reader_are_not_missed(stream, store):
    await add(store, "a")
    assert words(await stream.ready("w", 9)) == ["a"]


async def test_own_entries_come_first_then_those_of_the_dead_then_new_ones(store):
    await add(store, "own", "orphan")
    stream = LeasedStream(store, keys.WORK, lease=LONG)
    await stream.ready("w", 1)
    await stream.ready("dead", 1)
    await add(store, "new")
    impatient = LeasedStream(store, keys.WORK, lease=timedelta(0))
    assert words(await impatient.ready("w", 3)) == ["own", "orphan", "new"]


async def test_renewing_says_how_many_are_still_held(stream, store):
    await add(store, "a", "b")
    entries = await stream.ready("w", 2)
    ids = tuple(entry.id for entry in entries)
    assert await stream.renew("w", ids) == 2
    assert await stream.renew("other", ids) == 0


async def test_waiting_ends_with_nothing(stream):
    await stream.ready("w", 1)
    assert await stream.coming("w", 1, 0.01) == ()


async def test_an_emptied_server_is_noticed_and_the_stream_made_anew(stream, store):
    await stream.ready("w", 1)
    await store.ask("DEL", keys.WORK)
    assert await stream.ready("w", 1) == ()
    await add(store, "a")
    assert words(await stream.coming("w", 1, 5)) == ["a"]
