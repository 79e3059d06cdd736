"""schedule → discover on the real queues, with a web of our own making."""

import pytest

from monitor.adapters import keys
from monitor.model.page import Reason
from tests.fakes.scene import PLACE, CrashingOffload, Scene


@pytest.fixture
def scene(store, clock):
    return Scene(store, clock)


async def test_what_a_source_lists_is_queued_once(scene):
    scene.publish(5, 16)
    state = await scene.poll()
    scene.publish(5, 16, 29)
    again = await scene.poll()

    assert (state.entries, again.entries) == (2, 3)
    assert await scene.work.depth() == 3
    assert [f["queued"] for f in scene.journal.facts("source.polled")] == [2, 1]


async def test_entries_without_a_link_and_repeated_ones_are_not_queued(scene):
    item = f"<item><title>Again</title><link>{PLACE}/harbour/finland-5#top</link></item>"
    scene.publish(5, more=f"{item}<item><title>No link</title></item>")
    state = await scene.poll()

    assert state.entries == 3
    assert await scene.work.depth() == 1


async def test_a_source_that_has_nothing_new_says_so(scene):
    scene.publish(5)
    first = await scene.poll()
    second = await scene.poll()

    assert second.polls == 2
    assert second.etag == first.etag
    assert scene.journal.events[-1] == "source.not_modified"


async def test_validators_that_the_store_lost_meanwhile_are_not_stored_again(scene, store):
    """A server killed at the wrong moment forgets its last second: the finds, and their ETag."""
    scene.publish(5)
    await scene.poll()
    whole = scene.web.get

    async def get(request, source):
        answer = await whole(request, source)
        await store.ask("DEL", keys.poll_state(source.id))
        return answer

    scene.web.get = get
    assert (await scene.poll()).etag is None


async def test_a_source_that_cannot_be_had_slows_down_and_is_named(scene):
    scene.web.unavailable(scene.source.url, Reason.SERVER_ERROR)
    state = await scene.poll()

    assert (state.failures, state.problem) == (1, "server_error: as told")
    assert scene.journal.facts("source.unavailable")[0]["reason"] == "server_error"


async def test_a_listing_that_cannot_be_read_is_a_failure_of_its_source_only(scene):
    scene.publish(5)
    scene.offload = CrashingOffload()
    state = await scene.poll()

    assert state.problem == "unreadable: crashed"
    assert state.etag is None
    assert await scene.work.depth() == 0
