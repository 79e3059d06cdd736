"""fetch → extract → judge of live blogs, of articles on several pages, and of edited pages."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.dedupe.url import canonical
from monitor.model.moment import Stamp
from monitor.model.page import Reason
from monitor.model.source import Candidate, Find, PollState, SourceKind
from monitor.schedule.revisits import EDITS
from tests.fakes.newsroom import page
from tests.fakes.scene import PLACE, Scene
from tests.fakes.stories import before, pledge

URL = f"{PLACE}/harbour/canada-0"


@pytest.fixture
def scene(store, clock):
    return Scene(store, clock)


@pytest.fixture
def look_again(store, scene):
    """Wait until what was put off is due, and read it."""

    async def carried():
        for member in await store.ask("ZRANGE", keys.LATER, 0, -1):
            await store.ask("ZADD", keys.LATER, "XX", 0, member)
        return await scene.carry_all()

    return carried


def live(scene, *numbers, ends=None, texts=None):
    """The page at the URL is a live blog with a pledge in each entry."""
    told = [pledge(n, before(scene.clock.now(), 60 - n)) for n in numbers]
    bodies = texts or ["\n".join(one.paragraphs) for one in told]
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"{URL}#entry-{n}",
            "headline": one.title,
            "datePublished": one.at.isoformat(),
            "articleBody": body,
        }
        for n, one, body in zip(numbers, told, bodies, strict=True)
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Aid, live", "liveBlogUpdate": updates}
    if ends is not None:
        node["coverageEndTime"] = ends.isoformat()
    block = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    body = f"<html><head>{block}</head><body><p>Live</p></body></html>"
    scene.web.page(URL, body, fetched_at=scene.clock.now())


def count(scene, event):
    return len(scene.journal.facts(event))


async def found(scene):
    scene.publish(0)
    live(scene, 0, 1)
    await scene.poll()


async def test_each_entry_is_judged_and_only_new_ones_are_when_it_is_read_again(scene, look_again):
    await found(scene)
    assert await scene.carry_all() == 1
    assert count(scene, "mention.new") == count(scene, "alert.emitted") == 2

    live(scene, 0, 1, 2)
    assert await look_again() == 1
    assert count(scene, "alert.emitted") == 3
    assert [f["new"] for f in scene.journal.facts("live.read")] == [2, 1]
    assert count(scene, "article.judged") == 3


async def test_an_entry_that_changed_is_judged_as_a_revision(scene, look_again):
    await found(scene)
    await scene.carry_all()
    first, second = (pledge(n, scene.clock.now()) for n in (0, 1))
    edited = "\n".join((*first.paragraphs, "The lorries will leave on the first day of the week."))
    live(scene, 0, 1, texts=[edited, "\n".join(second.paragraphs)])
    await look_again()
    assert [f["likeness"] for f in scene.journal.facts("article.judged")][2:] == ["revision"]
    assert count(scene, "alert.emitted") == 2


async def test_a_live_blog_that_is_over_ends_its_task(scene, look_again):
    await found(scene)
    await scene.carry_all()
    live(scene, 0, 1, 2, ends=scene.clock.now() - timedelta(minutes=1))
    assert await look_again() == 1
    assert await scene.work.depth() == 0
    assert count(scene, "alert.emitted") == 3


async def test_a_live_blog_that_ended_with_nothing_new_ends_its_task_too(scene, look_again):
    await found(scene)
    await scene.carry_all()
    live(scene, 0, 1, ends=scene.clock.now() - timedelta(minutes=1))
    await look_again()
    assert await scene.work.depth() == 0
    assert scene.journal.facts("find.dropped")[0]["reason"] == "no entry is new"


async def test_a_live_blog_is_read_many_times_without_being_buried(scene, look_again):
    await found(scene)
    await scene.carry_all()
    for _ in range(8):
        assert await look_again() == 1
    assert count(scene, "find.buried") == 0
    assert count(scene, "article.judged") == 2


async def test_a_reader_killed_between_two_entries_loses_none_and_tells_none_twice(scene):
    await found(scene)
    (task,) = await scene.take()
    commit, commits = scene.memory.commit, []

    async def dies_after_the_first(order):
        if commits:
            raise ConnectionError("killed")
        commits.append(order)
        return await commit(order)

    scene.memory.commit = dies_after_the_first
    with pytest.raises(ConnectionError):
        await scene.carry(task)
    scene.memory.commit = commit
    assert count(scene, "alert.emitted") == 1

    await scene.carry(replace(task, deliveries=2))
    assert count(scene, "alert.emitted") == 2
    assert len({f["alert"] for f in scene.journal.facts("alert.emitted")}) == 2
    assert count(scene, "article.judged") == 2


async def test_a_usual_article_judged_before_a_crash_is_its_own_copy_and_tells_nothing(scene):
    scene.publish(0)
    await scene.poll()
    (task,) = await scene.take()
    await scene.carry(task)
    await scene.carry(replace(task, deliveries=2))
    assert [f["likeness"] for f in scene.journal.facts("article.judged")] == ["original", "copy"]
    assert count(scene, "alert.emitted") == 1


def paged(scene, *paragraphs, number=1):
    printed = pledge(0, before(scene.clock.now(), 5))
    body = page(replace(printed, paragraphs=paragraphs), "H")
    link = f'<a href="?page={number + 1}">{number + 1}</a></article>'
    scene.web.page(URL if number == 1 else f"{URL}?page={number}", body.replace("</article>", link))


async def text_of(scene):
    (judged,) = scene.journal.facts("article.judged")
    road = await scene.memory.trace(judged["article"])
    return road.article


ASIDES = [f"The clerk of room {n} counted the lorries again and wrote it down." for n in range(30)]


async def test_the_pages_of_one_article_are_one_text(scene):
    told = pledge(0, before(scene.clock.now(), 5)).paragraphs
    scene.publish(0)
    paged(scene, *ASIDES[:4])
    paged(scene, *ASIDES[:1], *ASIDES[4:8], number=2)
    paged(scene, *told, number=3)
    scene.web.unavailable(f"{URL}?page=4", Reason.NOT_FOUND)
    await scene.poll()
    assert await scene.carry_all() == 1

    article = await text_of(scene)
    assert article.text.split("\n") == [*ASIDES[:8], *told]
    assert article.notes == ("page 4 is missing: it cannot be had",)
    assert count(scene, "alert.emitted") == 1


async def test_no_more_than_five_further_pages_are_fetched(scene):
    scene.publish(0)
    for number in range(1, 9):
        paged(scene, *ASIDES[3 * number : 3 * number + 3], number=number)
    await scene.poll()
    await scene.carry_all()
    asked = [request.url for request in scene.web.asked if "page=" in request.url]
    assert asked == [f"{URL}?page={number}" for number in range(2, 7)]


async def test_a_further_page_that_leads_elsewhere_or_holds_nothing_ends_the_text(scene):
    scene.publish(0)
    paged(scene, *ASIDES[:4])
    scene.web.page(f"{PLACE}/harbour/home", "<html><body><p>Home</p></body></html>")
    scene.web.leads(f"{URL}?page=2", f"{PLACE}/harbour/home")
    await scene.poll()
    await scene.carry_all()
    assert (await text_of(scene)).notes == ("page 2 is missing: it leads elsewhere",)


async def test_a_further_page_without_text_is_noted(scene):
    scene.publish(0)
    paged(scene, *ASIDES[:4])
    scene.web.page(f"{URL}?page=2", "<html><body><div></div></body></html>")
    await scene.poll()
    await scene.carry_all()
    (note,) = (await text_of(scene)).notes
    assert note.startswith("page 2 is missing: no text")


async def test_a_page_that_told_news_is_looked_at_again_for_edits(scene, look_again):
    scene.edits = True
    scene.publish(0)
    await scene.poll()
    assert await scene.carry_all() == 1
    assert await scene.work.depth() == 1

    printed = pledge(0, before(scene.clock.now(), 5))
    edited = replace(printed, paragraphs=(*printed.paragraphs, "The ministry corrected its list."))
    scene.web.page(URL, page(edited, "H"))
    assert await look_again() == 1
    assert [f["likeness"] for f in scene.journal.facts("article.judged")] == [
        "original",
        "revision",
    ]
    assert count(scene, "alert.emitted") == 1

    assert await look_again() == 1
    assert scene.journal.facts("find.dropped")[0]["reason"] == "unchanged since it was read"
    assert await scene.work.depth() == 0
    assert len(EDITS) == 2


async def test_a_page_without_news_is_not_looked_at_again(scene):
    scene.edits = True
    scene.publish(0)
    scene.web.page(URL, "<html><body>" + "".join(f"<p>{a}</p>" for a in ASIDES) + "</body></html>")
    await scene.poll()
    await scene.carry_all()
    assert await scene.work.depth() == 0


async def test_a_page_that_its_listing_tells_as_changed_is_read_as_a_revision(scene):
    now = scene.clock.now()
    printed = pledge(0, before(now, 50))
    more = "The ministry added 300 million euros to the pledge."
    for at, lines in ((50, printed.paragraphs), (5, (*printed.paragraphs, more))):
        changed = before(now, at)
        head = f'<head><meta property="article:modified_time" content="{changed.isoformat()}">'
        body = page(replace(printed, paragraphs=lines), "H").replace("<head>", head)
        scene.web.page(URL, body, fetched_at=now)
        listed = Candidate(url=URL, updated=Stamp(at=changed), kind=SourceKind.FEED)
        find = Find(
            source=scene.source.id,
            candidate=listed,
            url=canonical(URL),
            found_at=now,
            since=now - timedelta(hours=24),
        )
        await scene.polls.finish(scene.source.id, PollState(last_good=now), now, (find,))
        assert await scene.carry_all() == 1

    judged = scene.journal.facts("article.judged")
    assert [fact["likeness"] for fact in judged] == ["original", "revision"]
    road = await scene.memory.trace(judged[1]["article"])
    assert road.article.updated == Stamp(at=before(now, 5))
    assert road.article.said(road.article.sentences[road.likeness.changed[0]]) == more
