"""Pages that told news and are gone, or say themselves that they were retracted."""

from dataclasses import replace

import pytest

from monitor.adapters import keys
from monitor.errors import TryLater
from monitor.extract.sentences import sentences
from monitor.judge.opinions import joined
from monitor.model.article import ArticleId
from monitor.model.development import Cause, Keyed
from monitor.model.feedback import Label, LabelId, Opinion, Side
from monitor.model.page import Reason
from monitor.model.source import Find
from monitor.pipeline.retracting import APART, MOST_GONE, PATIENCE
from monitor.ports import Commit
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import commit, find
from tests.fakes.making import article
from tests.fakes.newsroom import page
from tests.fakes.rules import rules
from tests.fakes.scene import PLACE, Scene
from tests.fakes.stories import before, pledge

URL = f"{PLACE}/harbour/canada-0"
TELLING = "Canada pledged 11 million euros in aid to Ukraine on {day}, its foreign ministry said."


class Retracted(Scene):
    """A scene whose first article was told, and delivered to the desk."""

    def __init__(self, store, clock) -> None:
        super().__init__(store, clock)
        self.store, self.edits, self.retracts = store, True, True
        self.desk = stored_desk(store, clock)

    async def told(self, *numbers: int) -> None:
        """Publish, read and deliver these articles."""
        self.publish(*(numbers or (0,)))
        await self.poll()
        await self.carry_all()
        for sending in await self.desk.take():
            await self.desk.begin(sending)
            await self.desk.done(sending)

    async def look_again(self) -> int:
        """Read what waits to be looked at again."""
        for member in await self.store.ask("ZRANGE", keys.LATER, 0, -1):
            await self.store.ask("ZADD", keys.LATER, "XX", 0, member)
        return await self.carry_all()

    async def corrections(self) -> list[str]:
        """Return what the desk gets to read."""
        opened = [await self.desk.open(sending) for sending in await self.desk.take()]
        return [str(one.message.kind) for one in opened]

    async def tells_too(self, outlet: str, *, text: str | None = None) -> str:
        """Another outlet tells what the first article told; return the verdict."""
        now = self.clock.now()
        said = text or f"{TELLING.format(day=before(now, 5).strftime('%A'))}\n\nMore of it follows."
        told = article(
            outlet.casefold().replace(" ", "-"),
            outlet=outlet,
            at=now,
            text=said,
            sentences=sentences(said, "en"),
            language="en",
        )
        judged = await self.judging(rules(self.source)).take_in(told, now=now)
        return type(judged.judged[0].verdict).__name__

    async def development(self):
        (first, *_) = self.journal.facts("alert.emitted")
        return await self.memory.development(first["development"])

    def says(self, title: str, *, paragraphs: tuple[str, ...] | None = None) -> None:
        """The page of the first article has another title from now on."""
        first = pledge(0, before(self.clock.now(), 5))
        told = replace(first, title=title, paragraphs=paragraphs or first.paragraphs)
        self.web.page(URL, page(told, "H"))


def found(name: str) -> Find:
    """Return the find that was read as the article."""
    return replace(find(), article=ArticleId(name))


@pytest.fixture
def scene(store, clock):
    return Retracted(store, clock)


async def test_what_a_page_told_that_is_gone_for_good_is_taken_back(scene):
    await scene.told()
    scene.web.unavailable(URL, Reason.GONE)
    assert await scene.look_again() == 1

    (gone,) = scene.journal.facts("alert.withdrawn")
    assert (gone["cause"], gone["receivers"], gone["kind"]) == (
        "retraction",
        ("desk",),
        "withdrawn",
    )
    assert gone["why"] == f"its page is gone: {URL}"
    known = await scene.development()
    assert known.withdrawn.cause is Cause.RETRACTION
    assert known.retracted == known.articles
    assert await scene.corrections() == ["withdrawn"]
    assert await scene.look_again() == 0


async def test_a_page_that_is_not_found_is_gone_when_it_is_not_found_an_hour_later_either(scene):
    await scene.told()
    scene.web.unavailable(URL, Reason.NOT_FOUND)
    assert await scene.look_again() == 1
    assert not scene.journal.facts("alert.withdrawn")
    assert await scene.look_again() == 1, "too early"
    assert not scene.journal.facts("alert.withdrawn")
    scene.clock.pass_by(APART)
    assert await scene.look_again() == 1
    assert len(scene.journal.facts("alert.withdrawn")) == 1
    assert await scene.look_again() == 0


async def test_a_page_that_comes_back_was_not_gone(scene):
    await scene.told()
    there = scene.web.answers[URL]
    scene.web.unavailable(URL, Reason.NOT_FOUND)
    await scene.look_again()
    scene.web.answers[URL] = there
    scene.clock.pass_by(APART)
    assert await scene.look_again() == 1
    assert scene.journal.facts("find.dropped")[-1]["reason"] == "unchanged since it was read"
    scene.web.unavailable(URL, Reason.NOT_FOUND)
    assert await scene.look_again() <= 1
    assert not scene.journal.facts("alert.withdrawn")


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.FORBIDDEN, Reason.SERVER_ERROR])
async def test_a_page_that_cannot_be_had_is_not_gone(scene, reason):
    await scene.told()
    scene.web.unavailable(URL, reason)
    for _ in range(9):
        await scene.look_again()
    assert not scene.journal.facts("alert.withdrawn")


async def test_nothing_is_gone_while_its_source_cannot_be_read(scene):
    await scene.told()
    scene.web.unavailable(scene.source.url, Reason.NOT_FOUND)
    await scene.poll()
    scene.web.unavailable(URL, Reason.GONE)
    assert await scene.look_again() == 1
    assert not scene.journal.facts("alert.withdrawn")
    scene.clock.pass_by(APART)
    assert await scene.look_again() == 1
    scene.clock.pass_by(PATIENCE)
    assert await scene.look_again() == 1
    assert await scene.look_again() == 0, "it was long enough"
    assert not scene.journal.facts("alert.withdrawn")


async def test_it_is_gone_once_its_source_can_be_read_again(scene):
    await scene.told()
    feed = scene.web.answers[scene.source.url]
    scene.web.unavailable(scene.source.url, Reason.TIMEOUT)
    await scene.poll()
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    scene.web.answers[scene.source.url] = feed
    scene.clock.pass_by(APART)
    await scene.poll()
    await scene.look_again()
    assert len(scene.journal.facts("alert.withdrawn")) == 1


async def test_a_site_that_moved_takes_no_more_back_than_a_few(scene):
    numbers = range(MOST_GONE + 3)
    await scene.told(*numbers)
    for number in numbers:
        told = pledge(number, scene.clock.now())
        scene.web.unavailable(f"{PLACE}/harbour/{told.slug}", Reason.GONE)
    await scene.look_again()
    assert len(scene.journal.facts("alert.withdrawn")) == MOST_GONE
    doubted = scene.journal.facts("evidence.doubted")
    assert len(doubted) == 3
    assert "has the site changed?" in doubted[0]["detail"]


@pytest.mark.parametrize("title", ["RETRACTED: Canada sends aid", "This article has been removed"])
async def test_a_page_that_says_so_itself_is_retracted(scene, title):
    await scene.told()
    scene.says(title)
    await scene.look_again()
    (gone,) = scene.journal.facts("alert.withdrawn")
    assert gone["why"] == title
    assert len(scene.journal.facts("alert.emitted")) == 1


async def test_a_page_with_nothing_left_but_its_notice_is_retracted(scene):
    await scene.told()
    notice = "This article has been withdrawn because its source was not who he said he was."
    scene.says("Canada sends aid", paragraphs=(notice,))
    await scene.look_again()
    assert scene.journal.facts("alert.withdrawn")[0]["why"] == notice


async def test_an_article_that_was_retracted_when_it_was_found_tells_nothing(scene):
    scene.publish(0)
    scene.says("RETRACTED: Canada sends aid")
    await scene.poll()
    await scene.carry_all()
    assert scene.journal.facts("mention.background")
    assert not scene.journal.facts("alert.emitted")
    assert not scene.journal.facts("alert.withdrawn")


async def test_where_nobody_looks_for_it_nothing_is_taken_back(scene):
    scene.retracts = False
    await scene.told()
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert scene.journal.facts("find.dropped")
    assert not scene.journal.facts("alert.withdrawn")


async def test_a_page_that_was_never_read_or_told_nothing_takes_nothing_back(scene):
    scene.publish(0)
    scene.web.unavailable(URL, Reason.GONE)
    await scene.poll()
    await scene.carry_all()
    assert scene.journal.facts("find.dropped")
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    await retracting.retract(found("never-read"), "gone", now=scene.clock.now())
    assert not scene.journal.facts("alert.withdrawn")


async def test_what_another_origin_tells_too_stands(scene):
    await scene.told()
    assert await scene.tells_too("River Gazette") == "Known"
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    (left,) = scene.journal.facts("evidence.withdrawn")
    assert left["origins"] == ("river gazette",)
    assert not scene.journal.facts("alert.withdrawn")
    known = await scene.development()
    assert (known.origins, known.outlets) == (("river gazette",), ("River Gazette",))
    assert known.withdrawn is None
    await scene.look_again()
    assert len(scene.journal.facts("evidence.withdrawn")) == 1


async def test_what_the_same_outlet_tells_of_what_was_joined_with_it_stands(scene):
    await scene.told()
    first = await scene.development()
    text = "Norway pledged 40 million euros in aid to Ukraine, its finance ministry said."
    await scene.tells_too(first.outlets[0], text=text)
    second = await scene.memory.development(scene.journal.facts("alert.emitted")[-1]["development"])
    assert (second.id != first.id, second.origins) == (True, first.origins)
    sides = tuple(Side(development=one.id, sentence=one.evidence[0]) for one in (first, second))
    label = Label(
        id=LabelId("l1"),
        opinion=Opinion.SAME,
        sides=sides,
        author="Ada",
        comment="",
        at=scene.clock.now(),
    )
    both = joined(first, second, label)
    stored = (Keyed(development=replace(d, version=d.version + 1), keys=()) for d in both)
    said = Commit(task=None, remembered=None, developments=tuple(stored), alerts=(), trace=None)
    assert await scene.memory.commit(said)
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert not scene.journal.facts("alert.withdrawn")
    assert scene.journal.facts("evidence.withdrawn")[0]["origins"] == first.origins


async def test_when_the_other_origin_goes_too_it_is_taken_back(scene):
    await scene.told()
    await scene.tells_too("River Gazette")
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    await retracting.retract(found("river-gazette"), "gone", now=scene.clock.now())
    (gone,) = scene.journal.facts("alert.withdrawn")
    assert gone["why"] == "gone"


@pytest.mark.parametrize(("stated", "stands"), [(False, True), (True, False)])
async def test_a_reprint_holds_a_page_that_vanished_but_not_one_that_was_retracted(
    scene, stated, stands
):
    await scene.told()
    (first,) = (await scene.development()).articles
    text = (await scene.memory.trace(first)).article.text
    assert await scene.tells_too("River Gazette", text=text) == "Known"
    if stated:
        scene.says("RETRACTED: Canada sends aid")
    else:
        scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert bool(scene.journal.facts("evidence.withdrawn")) is stands
    assert bool(scene.journal.facts("alert.withdrawn")) is not stands


async def test_after_a_retraction_another_origin_tells_it_as_new_under_another_id(scene):
    await scene.told()
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert await scene.tells_too("River Gazette") == "New"
    first, second = scene.journal.facts("alert.emitted")
    assert first["development"] == second["development"]
    assert first["alert"] != second["alert"]
    assert await scene.corrections() == ["withdrawn", "new"]
    known = await scene.development()
    assert (known.revision, known.withdrawn, known.corrected) == (2, None, 1)


async def test_what_waits_to_be_told_is_told_no_more_when_its_only_page_goes(scene):
    await scene.told()
    known = await scene.development()
    waiting = replace(
        known, version=known.version + 1, revision=0, held_until=scene.clock.now(), told=()
    )
    await store_again(scene, waiting)
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    (first,) = known.articles
    await retracting.retract(found(first), "gone", now=scene.clock.now())
    after = await scene.development()
    assert (after.held_until, after.origins, after.withdrawn) == (None, (), None)
    assert await scene.memory.held(scene.clock.now()) == ()
    assert not scene.journal.facts("alert.withdrawn")


async def store_again(scene, development) -> None:
    assert await scene.memory.commit(
        commit(developments=(Keyed(development=development, keys=()),))
    )


async def test_what_others_change_all_the_time_is_left_for_later(scene):
    await scene.told()
    (first,) = (await scene.development()).articles

    async def never(*_):
        return None

    scene.withdrawals.withdraw = never
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    with pytest.raises(TryLater, match="changed too often"):
        await retracting.retract(found(first), "gone", now=scene.clock.now())
    await scene.tells_too("River Gazette")

    async def refused(_):
        return False

    scene.memory.commit = refused
    with pytest.raises(TryLater, match="changed too often"):
        await retracting.retract(found(first), "gone", now=scene.clock.now())


async def test_after_a_retraction_the_same_outlet_does_not_tell_it_again(scene):
    await scene.told()
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert await scene.tells_too("H") == "Known"
    assert (await scene.development()).withdrawn is not None


async def test_a_page_whose_news_was_taken_back_already_takes_nothing_more_back(scene):
    await scene.told()
    scene.says("RETRACTED: Canada sends aid")
    await scene.look_again()
    (first,) = (await scene.development()).articles
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    await retracting.retract(found(first), "gone", now=scene.clock.now(), stated=True)
    assert len(scene.journal.facts("alert.withdrawn")) == 1


async def test_a_page_that_told_what_was_taken_back_is_not_looked_for(scene):
    await scene.told()
    known = await scene.development()
    (first,) = known.articles
    await store_again(scene, replace(known, version=known.version + 1, retracted=(first,)))
    scene.web.unavailable(URL, Reason.NOT_FOUND)
    await scene.look_again()
    assert await scene.look_again() == 0


async def test_articles_that_are_no_longer_kept_count_as_telling_it(scene):
    await scene.told()
    await scene.tells_too("River Gazette")
    known = await scene.development()
    await scene.store.ask("DEL", keys.trace("river-gazette"))
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    await retracting.retract(found(known.articles[0]), "gone", now=scene.clock.now())
    assert scene.journal.facts("evidence.withdrawn")[0]["origins"] == ("river gazette",)


async def test_a_reader_killed_after_the_correction_takes_nothing_back_twice(scene):
    await scene.told()
    notice = "This article has been withdrawn because its source was not who he said he was."
    scene.says("Canada sends aid", paragraphs=(notice,))
    for member in await scene.store.ask("ZRANGE", keys.LATER, 0, -1):
        await scene.store.ask("ZADD", keys.LATER, "XX", 0, member)
    (task,) = await scene.take()
    commit_ = scene.memory.commit

    async def dies(_):
        raise ConnectionError("killed")

    scene.memory.commit = dies
    with pytest.raises(ConnectionError):
        await scene.carry(task)
    scene.memory.commit = commit_
    await scene.carry(replace(task, deliveries=2))
    assert len(scene.journal.facts("alert.withdrawn")) == 1
    assert await scene.corrections() == ["withdrawn"]
    assert len(scene.journal.facts("article.judged")) == 2


async def test_what_a_page_told_before_it_was_edited_is_taken_back_too(scene):
    await scene.told()
    first = pledge(0, before(scene.clock.now(), 5))
    scene.says(first.title, paragraphs=("Nothing is told here any more.", *first.paragraphs[1:]))
    await scene.look_again()
    assert len(scene.journal.facts("article.judged")) == 2
    scene.web.unavailable(URL, Reason.GONE)
    await scene.look_again()
    assert len(scene.journal.facts("alert.withdrawn")) == 1


async def test_a_find_that_was_never_read_takes_nothing_back(scene):
    retracting = scene.retracting(scene.judging(rules(scene.source)))
    await retracting.retract(find(), "gone", now=scene.clock.now())
    assert await retracting.missed(find(), Reason.GONE, now=scene.clock.now()) is None
