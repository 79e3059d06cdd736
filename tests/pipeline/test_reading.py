"""fetch → extract on the real queues, with a web of our own making."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model.page import NotModified, Reason
from monitor.pipeline.reading import LATEST, MOST_DELIVERIES, SOON
from tests.fakes.scene import PLACE, CrashingOffload, Scene


@pytest.fixture
def scene(store, clock):
    return Scene(store, clock)


async def test_a_find_becomes_an_alert(scene):
    scene.publish(0, 1)
    await scene.poll()
    assert await scene.carry_all() == 2

    assert await scene.work.depth() == 0
    assert len(scene.journal.facts("article.judged")) == 2
    assert len(scene.journal.facts("mention.new")) == 2


async def test_an_article_listed_again_is_not_read_again(scene):
    scene.publish(0)
    await scene.poll()
    await scene.carry_all()
    scene.publish(0, 1)
    await scene.poll()
    assert await scene.carry_all() == 1


async def test_a_find_of_a_source_that_is_gone_is_dropped(scene):
    scene.publish(0)
    await scene.poll()
    (task,) = await scene.take()
    await scene.carry(task, sources=())

    assert scene.journal.facts("find.dropped")[0]["reason"] == "its source is no longer configured"
    assert await scene.work.depth() == 0


async def test_a_page_that_is_gone_for_good_is_dropped(scene):
    scene.publish(0)
    scene.web.unavailable(f"{PLACE}/harbour/canada-0", Reason.GONE)
    await scene.poll()
    await scene.carry_all()
    assert scene.journal.facts("find.dropped")[0]["reason"] == "gone: as told"


async def test_a_page_that_says_not_modified_unasked_is_dropped(scene):
    scene.publish(0)
    url = f"{PLACE}/harbour/canada-0"
    scene.web.answers[url] = NotModified(url=url)
    await scene.poll()
    await scene.carry_all()
    assert scene.journal.facts("find.dropped")[0]["reason"] == "not modified"


async def test_a_page_that_kills_its_reader_costs_itself_only(scene):
    scene.publish(0, 1)
    await scene.poll()
    offload, scene.offload = scene.offload, CrashingOffload()
    (task,) = await scene.take()
    await scene.carry(task)
    scene.offload = offload
    await scene.carry_all()

    assert scene.journal.facts("find.dropped")[0]["reason"] == "unreadable: crashed"
    assert len(scene.journal.facts("mention.new")) == 1


async def test_a_page_that_cannot_be_had_now_is_put_off_longer_each_time_and_then_dropped(scene):
    scene.publish(0)
    scene.web.unavailable(f"{PLACE}/harbour/canada-0", Reason.TIMEOUT)
    await scene.poll()
    (task,) = await scene.take()
    for deliveries in range(1, MOST_DELIVERIES):
        await scene.carry(replace(task, deliveries=deliveries, entry="0-1"))
    await scene.carry(replace(task, deliveries=MOST_DELIVERIES))

    now = scene.clock.now()
    waits = [f["until"] for f in scene.journal.facts("find.put_off")]
    assert waits == [(now + SOON * 4**n).isoformat() for n in range(MOST_DELIVERIES - 1)]
    assert scene.journal.facts("find.dropped")[0]["reason"] == "timeout: as told"


async def test_a_server_may_ask_for_a_wait_but_not_for_ever(scene):
    scene.publish(0)
    url = f"{PLACE}/harbour/canada-0"
    now = scene.clock.now()
    scene.web.unavailable(url, Reason.TOO_MANY, retry_at=now + timedelta(days=3))
    await scene.poll()
    (task,) = await scene.take()
    await scene.carry(task)

    assert scene.journal.facts("find.put_off")[0]["until"] == (now + LATEST).isoformat()
    assert await scene.work.depth() == 1
    assert await scene.take() == ()


async def test_a_find_that_fells_its_workers_is_buried(scene):
    scene.publish(0)
    await scene.poll()
    (task,) = await scene.take()
    await scene.carry(replace(task, deliveries=MOST_DELIVERIES + 1))

    assert scene.journal.events[-1] == "find.buried"
    ((find, reason),) = await scene.work.buried(limit=5)
    assert find == task.find
    assert reason == f"handed out {MOST_DELIVERIES + 1} times without an end"
