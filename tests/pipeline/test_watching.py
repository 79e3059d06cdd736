"""A watched page on the whole road: what is told is in the sentences that changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.keys import Retention
from monitor.model.source import Source, SourceId, SourceKind
from tests.fakes.scene import PLACE, Scene
from tests.fakes.stories import pledge

URL = f"{PLACE}/notices"
A_WHILE = timedelta(minutes=10)
NORWAY = "Norway pledged 18 million euros in aid to Ukraine, its foreign ministry said."
SWEDEN = "Sweden pledged 90 million euros in aid to Ukraine, its foreign ministry said."
JAPAN = "Japan pledged 75 million euros in aid to Ukraine, its foreign ministry said."


class Watched(Scene):
    """A page of notices that is watched."""

    def __init__(self, store, clock, select) -> None:
        super().__init__(store, clock)
        self.seen = 0
        self.source = Source(
            id=SourceId("notices"), kind=SourceKind.PAGE, url=URL, outlet="H", select=select
        )

    async def shows(self, *sentences: str, stir: int = 0) -> list[str]:
        """The page says this from now on; return the alerts that its next look gives."""
        aside = pledge(3, self.clock.now()).paragraphs[1:]
        told = "".join(f"<p>{sentence}</p>" for sentence in (*sentences, *aside))
        body = (
            f"<html><head><title>Notices</title></head><body><nav>Menu {stir}</nav><main>"
            f"<h1>Notices</h1><p>Updated {stir % 24:02}:00 GMT</p><p>{stir} minutes ago</p>"
            f'<article id="n">{told}<p>{stir} views</p></article></main></body></html>'
        )
        self.clock.pass_by(A_WHILE)
        self.web.page(URL, body, fetched_at=self.clock.now())
        await self.poll()
        await self.carry_all()
        alerts = [str(one["summary"]) for one in self.journal.facts("alert.emitted")][self.seen :]
        self.seen += len(alerts)
        return alerts


@pytest.fixture(params=[None, "#n"], ids=["main text", "selected"])
def page(store, clock, request):
    return Watched(store, clock, request.param)


async def test_what_stood_there_at_the_first_look_is_not_news(page):
    assert await page.shows(NORWAY) == []
    assert len(page.journal.facts("mention.background")) == 1


async def test_an_edit_of_one_sentence_tells_exactly_that(page):
    await page.shows(NORWAY)
    (told,) = await page.shows(NORWAY, SWEDEN)
    assert "Sweden" in told
    (told,) = await page.shows(JAPAN, SWEDEN)
    assert "Japan" in told


async def test_furniture_that_moves_by_itself_is_not_even_read(page):
    await page.shows(NORWAY)
    assert await page.shows(NORWAY, stir=7) == []
    assert len(page.journal.facts("article.judged")) == 1


async def test_sentences_in_another_order_tell_nothing(page):
    await page.shows(NORWAY)
    await page.shows(NORWAY, SWEDEN)
    assert await page.shows(SWEDEN, NORWAY) == []


async def test_a_page_that_flaps_tells_nothing_twice(page):
    await page.shows(NORWAY)
    assert len(await page.shows(NORWAY, SWEDEN)) == 1
    for _ in range(4):
        assert await page.shows(NORWAY) == []
        assert await page.shows(NORWAY, SWEDEN) == []


async def test_a_page_that_stood_still_for_longer_than_articles_are_kept_is_not_told_anew(page):
    await page.shows(NORWAY)
    days = Retention().articles.days + 5
    for _ in range(days):
        page.clock.pass_by(timedelta(days=1))
        assert await page.shows(NORWAY) == []
    (told,) = await page.shows(NORWAY, SWEDEN)
    assert "Sweden" in told
    (again,) = page.journal.facts("article.judged")[-1:]
    assert again["likeness"] == "revision"
    assert len(page.journal.facts("article.judged")) == days + 2


async def test_a_page_that_changed_while_nobody_looked_tells_what_is_new(page):
    await page.shows(NORWAY)
    page.clock.pass_by(timedelta(days=3))
    (told,) = await page.shows(NORWAY, SWEDEN)
    assert "Sweden" in told


async def test_another_part_that_is_watched_from_now_on_tells_nothing_at_first(page):
    page.source = replace(page.source, select="h1")
    await page.shows(NORWAY)
    page.source = replace(page.source, select="#n")
    assert await page.shows(NORWAY) == []
    (told,) = await page.shows(NORWAY, SWEDEN)
    assert "Sweden" in told
