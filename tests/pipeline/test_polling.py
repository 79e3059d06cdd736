"""schedule → discover on the real queues, with a web of our own making."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.store import open_store
from monitor.errors import StoreFull
from monitor.model.health import Fault, Health, Standing
from monitor.model.moment import Stamp
from monitor.model.page import Reason
from monitor.model.source import Candidate, Enclosed, Listed, PollState, SourceId, SourceKind
from monitor.model.watchlist import Kind, Watchlist
from tests.fakes.making import NOON
from tests.fakes.offload import InlineOffload
from tests.fakes.rules import WATCHLIST
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


async def test_a_poll_that_met_a_bug_is_a_failure_of_its_source(scene):
    await scene.polls.register((scene.source,), {})
    polling = scene.polling()
    for _ in range(3):
        state = await polling.broken(scene.source)
    assert (state.failures, state.health.state) == (3, Standing.UNREACHABLE)
    assert state.problem == "unreadable: its poll met a bug: see the log"
    due = await scene.polls.due(scene.source.id)
    assert due - scene.clock.now() > scene.source.every * 2


async def test_a_listing_that_cannot_be_read_is_a_failure_of_its_source_only(scene):
    scene.publish(5)
    scene.offload = CrashingOffload()
    state = await scene.poll()

    assert state.problem == "unreadable: crashed"
    assert state.etag is None
    assert await scene.work.depth() == 0


HEALTH = Watchlist(name="sources", on=(Kind.SOURCE,), notify=("desk",))


@pytest.fixture
def ledger(store, clock):
    return RedisLedger(store, clock, Retention())


@pytest.fixture
def outbox(store, clock):
    return RedisOutbox(store, clock, Retention())


async def polled(scene, times=1, **more):
    for _ in range(times):
        state = await scene.poll(**more)
        scene.clock.pass_by(timedelta(minutes=10))
    return state


async def test_a_source_that_dies_and_comes_back_is_told_of_once_each(scene, outbox, ledger):
    scene.publish(5)
    await polled(scene, watchlists=(HEALTH, WATCHLIST))
    scene.web.unavailable(scene.source.url, Reason.SERVER_ERROR)
    state = await polled(scene, 12, watchlists=(HEALTH, WATCHLIST))
    scene.publish(5, 16)
    await polled(scene, 6, watchlists=(HEALTH, WATCHLIST))

    back, dead = await ledger.alerts(limit=9)
    assert dead.summary.startswith("H is unreachable: server_error: as told; last good poll: ")
    assert (dead.kind, dead.watchlists, dead.receivers) == (Kind.SOURCE, ("sources",), ("desk",))
    assert back.summary.startswith("H brings news again: ")
    assert (state.health.state, state.announced.state) == (Standing.UNREACHABLE,) * 2
    assert await outbox.owed() == 2
    emitted = scene.journal.facts("alert.emitted")
    assert [f["alert"] for f in emitted] == [dead.id, back.id]
    assert [f["state"] for f in scene.journal.facts("health.changed")] == [
        "fresh",
        "unreachable",
        "fresh",
    ]


async def test_a_source_s_health_is_told_to_nobody_who_did_not_ask(scene, ledger):
    scene.web.unavailable(scene.source.url, Reason.SERVER_ERROR)
    state = await polled(scene, 12, watchlists=(WATCHLIST,))
    assert await ledger.alerts(limit=9) == ()
    assert state.announced is None
    assert await scene.polls.glances() == {}


async def test_an_outage_of_our_own_is_not_told_of_each_source(scene, ledger):
    scene.web.unavailable(scene.source.url, Reason.UNREACHABLE)
    others = tuple(replace(scene.source, id=SourceId(f"s{n}")) for n in range(4))
    await scene.polls.register((scene.source, *others), {})
    well = Health(state=Standing.FRESH, since=NOON, why="it brings news")
    gone = Fault(state=Standing.UNREACHABLE, since=NOON)
    asked = scene.clock.now() + timedelta(minutes=10)
    state = PollState(polls=1, last_poll=asked, health=well, fault=gone)
    for other in others:
        await scene.polls.finish(other.id, state, NOON, ())
    await polled(scene, 12, watchlists=(HEALTH,))
    assert await ledger.alerts(limit=9) == ()

    for other in others:
        await scene.polls.finish(other.id, replace(state, polls=2, fault=None), NOON, ())
    await polled(scene, watchlists=(HEALTH,))
    assert len(await ledger.alerts(limit=9)) == 1


async def test_who_asks_later_is_told_of_a_trouble_that_lasts(scene, ledger):
    scene.web.unavailable(scene.source.url, Reason.SERVER_ERROR)
    await polled(scene, 12)
    await polled(scene, 2, watchlists=(HEALTH,))
    assert len(await ledger.alerts(limit=9)) == 1


async def test_a_server_whose_validators_lie_is_asked_without_them(scene):
    scene.publish(5)
    first = await polled(scene)
    feed = scene.web.answers[scene.source.url]
    scene.publish(5, 16)
    scene.web.answers[scene.source.url] = replace(
        scene.web.answers[scene.source.url], etag=feed.etag
    )
    after = await polled(scene, 11)
    assert first.etag == after.etag
    assert scene.journal.events.count("source.not_modified") == 10
    assert scene.journal.facts("health.validators_lied") == [
        {"source": "harbour", "etag": feed.etag}
    ]
    await polled(scene)
    assert scene.web.asked[-1].etag is None
    assert await scene.work.depth() == 2


async def test_a_watched_page_is_queued_at_each_of_its_changes(scene):
    scene.source = replace(scene.source, kind=SourceKind.PAGE)
    scene.offload = Listing(scene.clock, "d1", "d1", "d2", "d3")
    for number in range(4):
        scene.web.page(scene.source.url, f"It is as at look {number}.")
        await polled(scene)
    assert [f["listed"] for f in scene.journal.facts("source.polled")] == [0, 0, 1, 1]
    assert [f["queued"] for f in scene.journal.facts("source.polled")] == [1, 0, 1, 1]
    stale = [(await scene.take())[0].find.stale for _ in range(3)]
    assert stale == [True, False, False]


class Listing:
    """Reads a watched page in one state after the other."""

    def __init__(self, clock, *digests):
        self.clock, self.digests = clock, list(digests)

    async def run(self, function, page, source):
        candidate = Candidate(
            url=page.url,
            kind=SourceKind.PAGE,
            updated=Stamp(at=self.clock.now()),
            enclosed=Enclosed(text="It is."),
        )
        return Listed(candidates=(candidate,), digest=self.digests.pop(0))

    def of(self, whom):
        return self


class Mails:
    """A mailbox of two letters."""

    async def take(self, source, state):
        position = int(state.position or 0)
        mail = Candidate(
            url=f"mid:{position}", kind=SourceKind.MAILBOX, enclosed=Enclosed(text="Dear reader.")
        )
        return Listed(candidates=(mail,) if position < 2 else (), position=str(position + 1))


async def test_a_mailbox_is_read_on_from_where_it_was_left(scene):
    scene.source = replace(scene.source, kind=SourceKind.MAILBOX)
    scene.collections = {SourceKind.MAILBOX: Mails()}
    state = await polled(scene, 4)
    assert state.position == "4"
    assert await scene.work.depth() == 2


async def test_lists_that_an_index_names_and_that_fail_are_told(scene):
    scene.source = replace(scene.source, kind=SourceKind.SITEMAP)
    parts = "".join(f"<sitemap><loc>{PLACE}/{n}.xml</loc></sitemap>" for n in ("a", "b"))
    scene.web.page(scene.source.url, f"<sitemapindex>{parts}</sitemapindex>")
    scene.web.page(f"{PLACE}/a.xml", f"<urlset><url><loc>{PLACE}/1</loc></url></urlset>")
    state = await polled(scene)
    assert state.entries == 1
    assert [f["url"] for f in scene.journal.facts("list.unavailable")] == [f"{PLACE}/b.xml"]


@pytest.mark.parametrize("etag", ['"a"', None])
async def test_the_wish_of_a_list_is_followed_and_stands_while_the_list_does(scene, etag):
    scene.publish(5, more="<ttl>90</ttl>")
    without_validators(scene, etag=etag)
    await scene.polls.register((scene.source,), {})
    for _ in range(2):
        await scene.poll()
        due = await scene.polls.due(scene.source.id)
        assert abs(due - scene.clock.now() - timedelta(minutes=90)) < timedelta(seconds=1)
    assert scene.journal.events[-1] == "source.not_modified"


def without_validators(scene, etag=None):
    url = scene.source.url
    scene.web.answers[url] = replace(scene.web.answers[url], etag=etag)


class Counting(InlineOffload):
    """Counts what it reads."""

    def __init__(self):
        self.count = 0

    async def run(self, function, /, *args, **kwargs):
        self.count += 1
        return await super().run(function, *args, **kwargs)


async def test_a_list_that_comes_again_byte_for_byte_is_read_once_in_twelve_polls(scene):
    scene.offload = Counting()
    scene.publish(5, 16)
    without_validators(scene)
    state = await polled(scene, 11)
    assert (scene.offload.count, state.polls, state.entries) == (1, 11, 2)
    assert state.health.state is Standing.FRESH
    await polled(scene)
    assert scene.offload.count == 2

    scene.publish(5, 16, 29)
    without_validators(scene)
    await polled(scene)
    assert scene.offload.count == 3
    assert await scene.work.depth() == 3
    assert scene.journal.events.count("source.not_modified") == 10


async def test_bytes_of_which_the_store_lost_the_finds_meanwhile_are_read_again(scene, store):
    scene.publish(5)
    without_validators(scene)
    await scene.poll()
    whole = scene.web.get

    async def get(request, source):
        answer = await whole(request, source)
        await store.ask("FLUSHALL")
        return answer

    scene.web.get = get
    await scene.poll()
    scene.web.get = whole
    assert await scene.work.depth() == 0
    await scene.poll()
    assert await scene.work.depth() == 1


@pytest.fixture
async def full(start_server, clock):
    """A scene on a store of its own, which a test may fill."""
    store = await open_store(
        start_server("--appendonly", "yes", "--maxmemory-policy", "noeviction")
    )
    yield Full(store, clock)
    await store.close()


class Full(Scene):
    """A scene whose store is full from time to time."""

    def __init__(self, store, clock):
        super().__init__(store, clock)
        self.store = store
        self.kept = self.polling()

    async def takes(self, most):
        await self.store.ask("CONFIG", "SET", "maxmemory", most)

    async def refused(self):
        with pytest.raises(StoreFull):
            await self.kept.poll(self.source)


async def test_a_list_that_a_full_store_lost_is_asked_for_once_more_and_then_at_its_interval(full):
    full.publish(5)
    await full.takes(1)
    await full.refused()
    await full.refused()
    for _ in range(3):
        await full.kept.poll(full.source)
    assert len(full.web.asked) == 2

    full.clock.pass_by(full.source.every)
    await full.takes(0)
    state = await full.kept.poll(full.source)
    assert (state.polls, len(full.web.asked)) == (1, 3)
    assert await full.work.depth() == 1
    await full.kept.poll(full.source)
    assert len(full.web.asked) == 4


async def test_a_server_that_asked_to_be_left_alone_is_though_the_store_is_full(full):
    until = full.clock.now() + timedelta(hours=3)
    full.web.unavailable(full.source.url, Reason.TOO_MANY, retry_at=until)
    await full.takes(1)
    await full.refused()
    full.clock.pass_by(timedelta(hours=2))
    await full.kept.poll(full.source)
    assert len(full.web.asked) == 1
    full.clock.pass_by(timedelta(hours=1))
    await full.refused()
    assert len(full.web.asked) == 2
