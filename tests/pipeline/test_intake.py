"""schedule → discover → fetch → extract on the real queues, with a web of our own making."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.errors import Unreadable
from monitor.model.page import NotModified, Reason
from monitor.model.source import PollState, Source, SourceId, SourceKind
from monitor.pipeline.intake import LATEST, MOST_DELIVERIES, SOON, Polling, Reading
from monitor.pipeline.judging import Judging
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import Newsroom, page
from tests.fakes.offload import InlineOffload
from tests.fakes.rules import rules
from tests.fakes.stories import before, pledge
from tests.fakes.web import FakeWeb

AT_ONCE = timedelta(0)
PLACE = "http://127.0.0.1:8"


class CrashingOffload:
    """Children that all die over their work."""

    async def run(self, function, /, *args, **kwargs):
        raise Unreadable("crashed")


class Scene:
    """One source with the pages of a newsroom behind a fake web, and real queues."""

    def __init__(self, store, clock) -> None:
        self.clock = clock
        self.source = Source(
            id=SourceId("harbour"), kind=SourceKind.FEED, url=f"{PLACE}/harbour/feed", outlet="H"
        )
        self.web = FakeWeb()
        self.offload = InlineOffload()
        self.journal = RecordingJournal()
        retention = Retention()
        self.polls = RedisPolls(store, clock, retention)
        self.work = RedisWork(store, clock, retention)
        self.memory = RedisMemory(store, clock, retention)

    def publish(self, *numbers: int, more: str = "") -> None:
        room = Newsroom(port=8)
        articles = [pledge(n, before(self.clock.now(), 5)) for n in numbers]
        room.publish("harbour", *articles)
        feed = room.answer("/harbour/feed")[2].decode().replace("</channel>", f"{more}</channel>")
        self.web.page(
            self.source.url, feed, content_type="application/rss+xml", etag=str(hash(feed))
        )
        for article in articles:
            self.web.page(f"{PLACE}/harbour/{article.slug}", page(article, "H"))

    async def poll(self, **more):
        polling = Polling(
            clock=self.clock,
            web=self.web,
            offload=self.offload,
            polls=self.polls,
            journal=self.journal,
            chance=lambda: 0.5,
            catch_up=timedelta(hours=24),
            **more,
        )
        return await polling.poll(self.source)

    async def take(self):
        return await self.work.take(consumer="w", count=1, wait=AT_ONCE)

    async def carry(self, task, *, sources=None) -> None:
        known = rules(*(sources if sources is not None else (self.source,)))
        reading = Reading(
            clock=self.clock,
            web=self.web,
            offload=self.offload,
            work=self.work,
            judging=Judging(rules=known, memory=self.memory, journal=self.journal),
            journal=self.journal,
        )
        await reading.carry(task)

    async def carry_all(self) -> int:
        carried = 0
        while tasks := await self.take():
            await self.carry(tasks[0])
            carried += 1
        return carried


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


async def test_validators_that_the_store_lost_meanwhile_are_not_stored_again(scene):
    """A server killed at the wrong moment forgets its last second: the finds, and their ETag."""
    scene.publish(5)
    await scene.poll()
    whole = scene.web.get

    async def get(request, source):
        answer = await whole(request, source)
        await scene.polls.finish(source.id, PollState(), scene.clock.now(), ())
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
