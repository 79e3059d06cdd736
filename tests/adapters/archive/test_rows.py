import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.archive.rows import from_row, milliseconds, moment, to_row, version_of
from monitor.model.article import Article, ArticleId, Copy, Original, Revision
from monitor.model.moment import Stamp
from tests.fakes.archive import NOON, archived

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MAYBE = st.none() | WORDS
MOMENTS = st.datetimes(
    min_value=datetime(1980, 1, 1),  # noqa: DTZ001 - the zone is given beside it
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)
STAMPS = (
    st.none()
    | st.builds(lambda at: Stamp(at=at), MOMENTS)
    | st.dates(date(1980, 1, 1), date(2100, 1, 1)).map(Stamp.of_day)
)
ARTICLES = st.builds(
    Article,
    id=WORDS.map(ArticleId),
    text=WORDS,
    url=MAYBE,
    outlet=MAYBE,
    family=MAYBE,
    credit=MAYBE,
    authors=st.lists(WORDS, max_size=2).map(tuple),
    published=STAMPS,
    updated=STAMPS,
    title=MAYBE,
    language=MAYBE,
    notes=st.lists(WORDS, max_size=2).map(tuple),
)


def back(kept):
    row = to_row(kept)
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    columns = ", ".join(f":{name} AS {name}" for name in row)
    try:
        return from_row(connection.execute(f"SELECT {columns}", row).fetchone())
    finally:
        connection.close()


@given(ARTICLES)
def test_every_article_comes_back_as_it_was(article):
    kept = back(archived(**{field: getattr(article, field) for field in Article.__slots__}))
    assert kept.article == article
    assert kept.version == version_of(article)


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        (Original(), ("original", None)),
        (Copy(of=ArticleId("b"), origin="h"), ("copy", "b")),
        (
            Revision(of=ArticleId("c"), origin="h", changed=(1,), same_page=True),
            ("revision", "c"),
        ),
    ],
)
def test_what_it_was_beside_others_is_kept(likeness, expected):
    kept = back(archived(likeness=likeness))
    assert (kept.likeness, kept.of) == expected
    assert (kept.source, kept.read_at, kept.page) == ("harbour", NOON, archived().page)


def test_lone_surrogates_are_replaced_for_sqlite_takes_none():
    kept = back(archived(title="Ferry \ud800", text="sank \udfff"))
    assert (kept.article.title, kept.article.text) == ("Ferry ?", "sank ?")


def test_what_is_told_to_come_counts_as_told_when_it_was_read():
    told = [
        to_row(archived(published=stamp))["told"]
        for stamp in (Stamp(at=NOON - timedelta(days=1)), Stamp(at=NOON + timedelta(days=1)), None)
    ]
    assert told == [milliseconds(NOON - timedelta(days=1)), milliseconds(NOON), milliseconds(NOON)]


def test_moments_are_kept_to_the_millisecond():
    at = datetime(2025, 12, 20, 9, 30, 1, 234_567, tzinfo=UTC)
    assert moment(milliseconds(at)) == at.replace(microsecond=234_000)


def test_title_and_text_make_the_version():
    versions = {version_of(archived(title=t, text=x).article) for t in "ab" for x in "cd"}
    assert len(versions) == 4
