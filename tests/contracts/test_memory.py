"""What every memory must do, the stored one and the throw-away one alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.throwaway import ThrowawayMemory
from monitor.model.article import ArticleId, Copy, Original, Revision
from monitor.model.development import DevelopmentId
from tests.contracts.examples import (
    NOON,
    commit,
    development,
    fingerprint,
    hours,
    keyed,
    remembered,
    trace,
)


@pytest.fixture(params=["redis", "throwaway"])
def memory(request, clock):
    if request.param == "throwaway":
        return ThrowawayMemory()
    return RedisMemory(request.getfixturevalue("store"), clock, Retention())


async def test_what_is_remembered_of_an_article_comes_back_as_it_was(memory):
    article = remembered("a1", "c1", "b1", "b2")
    assert await memory.commit(commit(article=article))
    assert await memory.neighbours(article.fingerprint, article.url) == (article,)


async def test_an_article_is_found_by_url_by_content_and_by_any_band(memory):
    article = remembered("a1", "c1", "b1", "b2")
    await memory.commit(commit(article=article))
    by_url = await memory.neighbours(fingerprint("other"), article.url)
    by_content = await memory.neighbours(fingerprint("c1", "z"), None)
    by_band = await memory.neighbours(fingerprint("other", "z", "b2"), "https://else.example/")
    assert by_url == by_content == by_band == (article,)


async def test_an_article_is_found_by_a_mark_that_is_only_looked_for(memory):
    article = remembered("a1", "c1", "b1", "b2")
    await memory.commit(commit(article=article))
    looking = replace(fingerprint("other", "z"), sought=("y", "b2"))
    assert await memory.neighbours(looking, None) == (article,)
    later = replace(remembered("a2", "c2", "b3"), fingerprint=looking)
    await memory.commit(commit(article=later))
    assert await memory.neighbours(fingerprint("c3", "y"), None) == ()


async def test_a_stranger_has_no_neighbours(memory):
    await memory.commit(commit(article=remembered("a1", "c1", "b1")))
    assert await memory.neighbours(fingerprint("c2", "b2"), "https://gazette.example/a2") == ()


async def test_neighbours_come_by_page_then_content_then_bands_in_common(memory):
    page = remembered("page", "c9", "z9")
    content = remembered("content", "c1", "z8")
    two_bands = remembered("two", "c7", "b1", "b2")
    one_band = remembered("one", "c6", "b1", "z6")
    for article in (one_band, content, two_bands, page):
        await memory.commit(commit(article=article))
    found = await memory.neighbours(fingerprint("c1", "b1", "b2"), page.url)
    assert found == (page, content, two_bands, one_band)


async def test_the_latest_state_of_a_page_comes_first(memory):
    first = remembered("a1", "c1", "b1", "b2")
    second = replace(first, fingerprint=fingerprint("c2", "b1", "b3"))
    await memory.commit(commit(article=first))
    await memory.commit(commit(article=second))
    found = await memory.neighbours(fingerprint("c3", "b1"), first.url)
    assert found[0] == second


async def test_the_latest_state_comes_first_though_an_earlier_one_is_the_same_text(memory):
    first = remembered("a1", "c1", "b1", "b2")
    second = replace(first, fingerprint=fingerprint("c2", "b3", "b4"))
    for state in (first, second):
        await memory.commit(commit(article=state))
    assert await memory.neighbours(first.fingerprint, first.url) == (second, first)


async def test_a_hot_band_leads_to_the_first_article_and_the_latest(memory):
    articles = [remembered(f"a{n}", f"c{n}", "hot") for n in range(12)]
    for article in articles:
        await memory.commit(commit(article=article))
    found = await memory.neighbours(fingerprint("other", "hot"), None)
    assert found == (articles[11], articles[10], articles[9], articles[0])


async def test_an_article_without_a_url_is_remembered_by_its_text(memory):
    article = replace(remembered("a1", "c1", "b1"), url=None, published=None, outlet=None)
    await memory.commit(commit(article=article))
    assert await memory.neighbours(fingerprint("c1", "b1"), None) == (article,)


async def test_a_development_comes_back_as_it_was(memory):
    stored = development("d1")
    assert await memory.commit(commit(developments=(keyed(stored, "k1"),)))
    assert await memory.development(stored.id) == stored
    assert await memory.development(DevelopmentId("d2")) is None


async def test_related_gives_each_development_once_changed_last_first(memory):
    older = development("d1", changed=NOON)
    newer = development("d2", changed=NOON + hours(1))
    await memory.commit(commit(developments=(keyed(older, "k1", "k2"), keyed(newer, "k2"))))
    assert await memory.related(("k1", "k2", "k3")) == (newer, older)
    assert await memory.related(("k1",)) == (older,)
    assert await memory.related(("k3",)) == ()
    assert await memory.related(()) == ()


async def test_related_leaves_out_what_was_closed_before_the_day(memory):
    today = NOON.date()
    seen, planned = development("d1", changed=NOON), development("d2", changed=NOON)
    weeks = today + timedelta(days=21)
    both = (keyed(seen, "k"), replace(keyed(planned, "k"), until=weeks))
    await memory.commit(commit(developments=both))
    assert await memory.related(("k",), today) == (planned, seen)
    assert await memory.related(("k",), today + timedelta(days=1)) == (planned,)
    assert await memory.related(("k",), weeks) == (planned,)
    assert await memory.related(("k",), weeks + timedelta(days=1)) == ()
    assert await memory.related(("k",)) == (planned, seen)


async def test_a_development_is_found_in_its_new_state_under_old_and_new_keys(memory):
    await memory.commit(commit(developments=(keyed(development("d1"), "old"),)))
    second = development("d1", version=2, changed=NOON + hours(1))
    assert await memory.commit(commit(developments=(keyed(second, "new"),)))
    assert await memory.related(("old",)) == await memory.related(("new",)) == (second,)


@pytest.mark.parametrize("version", [1, 3])
async def test_a_development_changed_meanwhile_stores_nothing(memory, version):
    await memory.commit(commit(developments=(keyed(development("d1")),)))
    stale = commit(
        article=remembered("a9", "c9"),
        developments=(
            keyed(development("d0"), "k0"),
            keyed(development("d1", version=version), "k9"),
        ),
        road=trace("a9"),
    )
    assert not await memory.commit(stale)
    assert await memory.development(DevelopmentId("d0")) is None
    assert await memory.related(("k0", "k9")) == ()
    assert await memory.neighbours(fingerprint("c9"), None) == ()
    assert await memory.trace(ArticleId("a9")) is None


async def test_a_development_that_is_not_stored_has_version_one(memory):
    assert not await memory.commit(commit(developments=(keyed(development("d1", version=2)),)))
    assert await memory.commit(commit(developments=(keyed(development("d1", version=1)),)))


async def test_one_commit_may_carry_two_states_of_a_development_in_order(memory):
    first, second = development("d1", version=1), development("d1", version=2)
    assert await memory.commit(commit(developments=(keyed(first), keyed(second))))
    assert await memory.development(first.id) == second


async def test_a_hold_ends_at_its_time_and_stays_until_a_commit_changes_it(memory):
    held = development("d1", held=NOON + hours(1))
    await memory.commit(commit(developments=(keyed(held),)))
    assert await memory.held(NOON) == ()
    assert await memory.held(NOON + hours(1)) == ("d1",)
    assert await memory.held(NOON + hours(2)) == ("d1",)
    await memory.commit(commit(developments=(keyed(development("d1", version=2)),)))
    assert await memory.held(NOON + hours(2)) == ()


@pytest.mark.parametrize(
    "likeness",
    [
        Original(why=("alone",)),
        Copy(of=ArticleId("a0"), origin="wire", why=("same words",)),
        Revision(of=ArticleId("a0"), origin="wire", changed=(1, 4), same_page=True),
    ],
)
async def test_the_road_of_an_article_is_kept_whatever_its_likeness(memory, likeness):
    road = replace(trace("a1"), likeness=likeness)
    await memory.commit(commit(road=road))
    assert await memory.trace(ArticleId("a1")) == road
    assert await memory.trace(ArticleId("a2")) is None


async def test_what_lives_on_in_another_leads_to_that(memory):
    last = development("d3")
    middle = replace(development("d2"), joined=last.id)
    first = replace(development("d1"), joined=middle.id)
    lost = replace(development("d4"), joined=DevelopmentId("gone"))
    every = (keyed(first, "k1"), keyed(middle, "k2"), keyed(last, "k3"), keyed(lost))
    assert await memory.commit(commit(developments=every))
    assert await memory.development(first.id) == await memory.development(last.id) == last
    assert await memory.related(("k1",)) == (first,), "who reads it sees where it leads"
    assert await memory.development(lost.id) is None
