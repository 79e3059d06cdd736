from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Enclosed, Find, Source, SourceId, SourceKind
from monitor.schedule.revisits import (
    EDITS,
    LONGEST,
    OFTENEST,
    RAREST,
    STRANDED,
    next_edit,
    next_look,
    next_try,
)

FOUND = datetime(2025, 12, 19, 12, tzinfo=UTC)
LISTED = Candidate(url="https://a.example/x", kind=SourceKind.FEED)
FIND = Find(source=SourceId("a"), candidate=LISTED, url="https://a.example/x", found_at=FOUND)
CHANGED = replace(FIND, candidate=replace(LISTED, updated=Stamp(at=FOUND)))
SOURCE = Source(id=SourceId("a"), kind=SourceKind.FEED, url="https://a.example/feed", outlet="A")


@pytest.mark.parametrize(
    ("every", "wait"),
    [
        (timedelta(minutes=10), timedelta(minutes=10)),
        (timedelta(minutes=1), OFTENEST),
        (timedelta(days=1), RAREST),
    ],
)
def test_a_live_blog_is_read_again_about_as_often_as_its_source_is_asked(every, wait):
    assert next_look(FIND, replace(SOURCE, every=every), now=FOUND) == FOUND + wait


def test_a_live_blog_is_not_followed_for_ever_nor_where_its_listing_tells_changes():
    assert next_look(FIND, SOURCE, now=FOUND + LONGEST) is None
    assert next_look(CHANGED, SOURCE, now=FOUND) is None


def test_an_article_that_told_news_is_looked_at_again_a_few_times():
    again = [next_edit(replace(FIND, looks=n), told_news=not n, now=FOUND) for n in range(3)]
    assert again == [FOUND + EDITS[0], FOUND + EDITS[1], None]
    late = FOUND + timedelta(days=1)
    assert next_edit(FIND, told_news=True, now=late) == late + OFTENEST


def test_where_the_listing_tells_changes_it_is_looked_at_once_whether_it_is_still_there():
    assert next_edit(CHANGED, told_news=True, now=FOUND) == FOUND + EDITS[-1]
    assert next_edit(replace(CHANGED, looks=1), told_news=False, now=FOUND) is None


def test_an_article_without_news_or_without_a_page_of_its_own_is_not():
    assert next_edit(FIND, told_news=False, now=FOUND) is None
    assert next_edit(CHANGED, told_news=False, now=FOUND) is None
    carried = replace(FIND, candidate=replace(LISTED, enclosed=Enclosed(text="x")))
    assert next_edit(carried, told_news=True, now=FOUND) is None


@pytest.mark.parametrize(("age", "wait"), [(0, 5), (60, 60), (7_200, 600)])
def test_what_waits_for_its_source_is_looked_at_ever_more_seldom(age, wait):
    now = FOUND + timedelta(seconds=age)
    assert next_try(FIND, now=now) == now + timedelta(seconds=wait)


def test_what_waits_for_its_source_is_given_up_in_the_end():
    assert next_try(FIND, now=FOUND + STRANDED) is None
