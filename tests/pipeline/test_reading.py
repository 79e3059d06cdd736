"""fetch → extract on the real queues, with a web of our own making."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from monitor.model.article import Fingerprint
from monitor.model.health import Reads, Standing
from monitor.model.moment import Stamp
from monitor.model.page import NotModified, Reason
from monitor.model.source import Candidate, Enclosed, Find, PollState, SourceKind
from monitor.pipeline.reading import LATEST, MOST_DELIVERIES, SOON
from tests.fakes.newsroom import page
from tests.fakes.scene import PLACE, CrashingOffload, Scene
from tests.fakes.stories import before, pledge

NOBODY = Fingerprint(content="", bands=(), signature=(), sentences=())


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


async def test_what_an_outlet_repeats_on_its_pages_is_left_out_before_they_are_judged(scene):
    appeal = "The Harbour Post is owned by its readers, and every gift pays for a reporter."
    scene.publish(*range(12), ending=(appeal,))
    await scene.poll()
    assert await scene.carry_all() == 12

    judged = scene.journal.facts("article.judged")
    roads = [await scene.memory.trace(one["article"]) for one in judged]
    assert [appeal in road.article.text for road in roads] == [True] * 10 + [False] * 2
    assert roads[-1].article.notes == ("1 line was left out: repeated on the outlet's pages",)
    assert len(scene.journal.facts("alert.emitted")) == 12


SHORT = "https://t.example/aB3"


def listed(scene, *urls: str) -> None:
    """The source lists these addresses of one article, one after the other."""
    scene.publish(0)
    for url in urls:
        scene.web.leads(url, f"{PLACE}/harbour/canada-0")
    at = format_datetime(before(scene.clock.now(), 5))
    items = "".join(
        f"<item><title>Aid</title><link>{url}</link><pubDate>{at}</pubDate></item>" for url in urls
    )
    feed = f"<rss version='2.0'><channel><title>H</title>{items}</channel></rss>"
    scene.web.page(scene.source.url, feed, content_type="application/rss+xml", etag=str(urls))


DIRECT = f"{PLACE}/harbour/canada-0?utm_source=rss"


@pytest.mark.parametrize("urls", [(SHORT, DIRECT), (DIRECT, SHORT)])
async def test_a_story_listed_under_a_short_link_and_directly_is_told_once(scene, urls):
    listed(scene, *urls)
    await scene.poll()
    assert await scene.carry_all() == 2
    assert len(scene.journal.facts("alert.emitted")) == 1
    assert [f["likeness"] for f in scene.journal.facts("article.judged")] == ["original", "copy"]
    assert len({f["article"] for f in scene.journal.facts("article.judged")}) == 1


async def test_a_story_read_under_a_short_link_is_not_read_again_where_it_is_listed(scene):
    listed(scene, SHORT)
    await scene.poll()
    assert await scene.carry_all() == 1
    listed(scene, SHORT, DIRECT)
    await scene.poll()
    assert await scene.carry_all() == 0


async def test_a_link_that_counts_clicks_and_names_its_target_is_not_asked_for(scene):
    counted = f"https://www.google.com/url?rct=j&amp;url={PLACE}/harbour/canada-0&amp;ct=ga"
    listed(scene, counted)
    await scene.poll()
    assert await scene.carry_all() == 1
    assert len(scene.journal.facts("article.judged")) == 1


async def test_a_find_of_a_source_that_is_gone_waits_for_it_and_is_dropped_after_a_day(scene):
    scene.publish(0, 1)
    await scene.poll()
    first, second = (*await scene.take(), *await scene.take())
    await scene.carry(first, sources=())
    assert await scene.work.depth() == 2
    assert scene.journal.facts("find.dropped") == []

    old = replace(second.find, found_at=scene.clock.now() - timedelta(days=2))
    await scene.carry(replace(second, find=old), sources=())
    assert scene.journal.facts("find.dropped")[0]["reason"] == "its source is no longer configured"
    assert await scene.work.depth() == 1


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


def letter(scene, enclosed, *, at=None):
    """Return a find that carries its article."""
    now = scene.clock.now()
    candidate = Candidate(
        url="mid:letter@harbour.example",
        title="Harbour letter",
        published=Stamp(at=at or now),
        kind=SourceKind.MAILBOX,
        enclosed=enclosed,
    )
    return Find(
        source=scene.source.id,
        candidate=candidate,
        url="mid:letter@harbour.example",
        found_at=now,
        since=now - timedelta(hours=24),
    )


async def carried(scene, *finds):
    state = PollState(last_good=scene.clock.now())
    await scene.polls.finish(scene.source.id, state, scene.clock.now(), finds)
    assert await scene.carry_all() == len(finds)


@pytest.mark.parametrize("html", [False, True])
async def test_an_article_that_is_enclosed_is_judged_without_a_fetch(scene, html):
    told = pledge(0, before(scene.clock.now(), 5))
    text = page(told, "H") if html else "\n".join(told.paragraphs)
    await carried(scene, letter(scene, Enclosed(text=text, html=html)))

    assert scene.web.asked == []
    assert len(scene.journal.facts("mention.new")) == 1
    (kept,) = await scene.memory.neighbours(NOBODY, "mid:letter@harbour.example")
    assert kept.url == "mid:letter@harbour.example"


async def test_a_page_that_a_letter_led_to_is_told_without_who_was_led(scene):
    told = f"{PLACE}/harbour/canada-0"
    led = f"{told}?reader=0a1b2c3d4e5f6071"
    scene.publish(0)
    scene.web.page(led, scene.web.answers[told].body, fetched_at=scene.clock.now())
    for kind, address in ((SourceKind.MAILBOX, told), (SourceKind.FEED, led)):
        candidate = Candidate(url=led, kind=kind, published=Stamp(at=scene.clock.now()))
        find = replace(letter(scene, None), candidate=candidate, url=f"{led}&by={kind}")
        await carried(scene, find)
        judged = scene.journal.facts("article.judged")[-1]
        road = await scene.memory.trace(judged["article"])
        assert road.article.url == address


async def test_an_old_article_that_is_enclosed_makes_background(scene):
    told = pledge(0, before(scene.clock.now(), 5))
    enclosed = Enclosed(text="\n".join(told.paragraphs))
    old = scene.clock.now() - timedelta(days=3)
    await carried(scene, letter(scene, enclosed, at=old))
    assert len(scene.journal.facts("mention.background")) == 1


async def test_an_enclosed_article_without_text_is_dropped(scene):
    await carried(scene, letter(scene, Enclosed(text=" ")))
    assert scene.journal.facts("find.dropped")[0]["reason"].startswith("unreadable: no text")


WALL = "<html><head><title>Sign in</title></head><body><input type=password>{}</body></html>"


async def reads(scene):
    return await scene.polls.reads(scene.source.id)


async def test_an_article_that_was_read_counts_for_its_source(scene):
    scene.publish(0)
    await scene.poll()
    await scene.carry_all()
    assert await reads(scene) == Reads(tried=1)


@pytest.mark.parametrize("text", ["", f"<p>{'Sign in and read all about the lagoon. ' * 9}</p>"])
async def test_an_article_behind_a_wall_is_dropped_and_counts_for_its_source(scene, text):
    scene.publish(0)
    await scene.poll()
    scene.web.page(f"{PLACE}/harbour/canada-0", WALL.format(text))
    await scene.carry_all()
    assert scene.journal.facts("find.dropped")[0]["reason"] == "walled: a login wall"
    assert await reads(scene) == Reads(tried=1, failed=1, walled=1)


async def test_a_page_without_text_counts_for_its_source(scene):
    scene.publish(0)
    await scene.poll()
    scene.web.page(f"{PLACE}/harbour/canada-0", "<html><body></body></html>")
    await scene.carry_all()
    assert await reads(scene) == Reads(tried=1, failed=1)


async def test_a_page_that_fells_its_reader_counts_for_its_source(scene):
    scene.publish(0)
    await scene.poll()
    scene.offload = CrashingOffload()
    await scene.carry_all()
    assert await reads(scene) == Reads(tried=1, failed=1)


@pytest.mark.parametrize(
    ("reason", "counted"),
    [
        (Reason.FORBIDDEN, Reads(tried=1, failed=1)),
        (Reason.REDIRECTS, Reads(tried=1, failed=1)),
        (Reason.CLIENT_ERROR, Reads(tried=1, failed=1)),
        (Reason.TOO_LARGE, Reads(tried=1, failed=1)),
        (Reason.ENCODING, Reads(tried=1, failed=1)),
        (Reason.GONE, Reads()),
        (Reason.ADDRESS_REFUSED, Reads()),
        *(
            (reason, Reads(tried=1, failed=1, unanswered=1))
            for reason in (
                Reason.TIMEOUT,
                Reason.UNREACHABLE,
                Reason.NAME_UNKNOWN,
                Reason.TLS,
                Reason.PROTOCOL,
                Reason.SERVER_ERROR,
            )
        ),
    ],
)
async def test_an_article_that_is_refused_counts_one_that_is_gone_does_not(scene, reason, counted):
    scene.publish(0)
    await scene.poll()
    scene.web.unavailable(f"{PLACE}/harbour/canada-0", reason)
    (task,) = await scene.take()
    await scene.carry(replace(task, deliveries=MOST_DELIVERIES))
    assert await reads(scene) == counted


async def unanswered(scene, *numbers):
    """List articles that never answer, and carry them to their end."""
    scene.publish(*numbers)
    for url in [url for url in scene.web.answers if url != scene.source.url]:
        scene.web.unavailable(url, Reason.TIMEOUT)
    await scene.poll()
    while tasks := await scene.take():
        await scene.carry(replace(tasks[0], deliveries=MOST_DELIVERIES))


async def test_a_source_that_lists_but_lets_its_articles_wait_for_ever_is_called_walled(scene):
    await unanswered(scene)
    await unanswered(scene, *range(9))
    state = await scene.poll()
    assert state.health.state is Standing.WALLED
    assert state.health.why == "9 of its last 9 articles could not be read, 9 were never answered"


async def test_articles_that_an_outage_of_our_own_line_cost_say_nothing_of_their_source(scene):
    await unanswered(scene)
    await unanswered(scene, *range(9))
    listing = scene.web.answers[scene.source.url]
    scene.web.unavailable(scene.source.url, Reason.UNREACHABLE)
    await scene.poll()
    assert await reads(scene) == Reads()
    scene.web.answers[scene.source.url] = listing
    assert (await scene.poll()).health.state is Standing.FRESH


async def test_an_enclosed_article_without_text_says_nothing_of_walls(scene):
    await carried(scene, letter(scene, Enclosed(text=" ")))
    assert await reads(scene) == Reads()


async def test_a_source_whose_articles_are_all_walled_is_called_so(scene):
    scene.publish(*range(9))
    await scene.poll()
    for url in [url for url in scene.web.answers if url != scene.source.url]:
        scene.web.page(url, WALL.format(""))
    assert await scene.carry_all() == 9
    state = await scene.poll()
    assert state.health.state is Standing.WALLED
    assert state.health.why == "9 of its last 9 articles could not be read, 9 stood behind a wall"


async def test_a_long_article_is_not_asked_for_walls(scene):
    scene.publish(0)
    await scene.poll()
    told = "".join(
        f"<p>The council agreed on ferry line {n} after a debate.</p>" for n in range(60)
    )
    page = f"<html><head><title>Sign in</title></head><body><article>{told}</article></body></html>"
    scene.web.page(f"{PLACE}/harbour/canada-0", page)
    await scene.carry_all()
    assert await reads(scene) == Reads(tried=1)
