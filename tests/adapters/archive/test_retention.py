import sqlite3
from datetime import timedelta
from random import Random  # noqa: TID251 - the seed is given

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.archive.looking import Sought, reading, size_of
from monitor.adapters.archive.retention import AT_ONCE, Limits, checkpoint, step
from monitor.adapters.archive.rows import milliseconds
from monitor.adapters.archive.shape import inflated
from monitor.adapters.archive.writing import Writer
from tests.fakes.archive import NOON, archived

PLENTY = 10**12
SPARE = 1_300_000
"""Bytes of free pages that stay in the file for what comes next, and of the log."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.sqlite"


@pytest.fixture
def writer(path):
    opened = Writer(path, reserve=0)
    yield opened
    opened.close()


def tidied(writer, *, oldest=0, most=PLENTY) -> int:
    """Take steps until there is nothing to do; return how many articles were removed."""
    removed = 0
    while (done := step(writer, Limits(oldest=oldest, most=most))).more:
        assert done.removed <= AT_ONCE
        removed += done.removed
    return removed


def numbers(path) -> list[int]:
    with reading(path) as reader:
        return [int(kept.article.id[1:]) for kept in reader.articles(Sought())]


def long_article(number: int, words: int = 300):
    chance = Random(number)
    text = " ".join(f"{chance.randrange(20_000):x}" for _ in range(words))
    return archived(number, text=text)


def sound(path) -> bool:
    """Return whether file and index are whole, and agree."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.create_function("inflate", 1, inflated, deterministic=True)
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return told == "ok"


def test_articles_go_when_they_were_read_too_long_ago(writer, path):
    writer.write([archived(number) for number in range(250)])
    assert tidied(writer, oldest=milliseconds(NOON + timedelta(minutes=230))) == 230
    assert numbers(path) == list(range(230, 250))
    assert sound(path)


def test_nothing_goes_that_is_young_and_little(writer, path):
    writer.write([archived(number) for number in range(10)])
    assert tidied(writer, oldest=milliseconds(NOON)) == 0
    assert numbers(path) == list(range(10))


def test_the_file_really_shrinks(writer, path):
    for begin in range(0, 800, 50):
        writer.write([long_article(number) for number in range(begin, begin + 50)])
    checkpoint(writer, wholly=True)
    full = size_of(path)
    tidied(writer, oldest=milliseconds(NOON + timedelta(minutes=750)))
    checkpoint(writer, wholly=True)
    assert len(numbers(path)) == 50
    assert size_of(path) < full / 4
    assert sound(path)


def test_the_oldest_go_until_the_archive_is_small_enough_and_no_more_than_that(writer, path):
    for begin in range(0, 1200, 50):
        writer.write([long_article(number) for number in range(begin, begin + 50)])
    checkpoint(writer, wholly=True)
    most = size_of(path) * 2 // 3
    tidied(writer, most=most)
    checkpoint(writer, wholly=True)
    left = numbers(path)
    assert left == list(range(1200 - len(left), 1200))
    assert 550 < len(left) < 850
    assert size_of(path) <= most + SPARE
    assert sound(path)


def test_an_archive_that_grows_past_its_size_is_kept_at_it(writer, path):
    most = 2_000_000
    for begin in range(0, 1600, 40):
        writer.write([long_article(number) for number in range(begin, begin + 40)])
        tidied(writer, most=most)
    checkpoint(writer, wholly=True)
    assert size_of(path) <= most + SPARE
    left = numbers(path)
    assert left == list(range(1600 - len(left), 1600))
    assert len(left) > 250
    assert sound(path)


def test_too_small_a_size_empties_the_archive_and_ends(writer, path):
    writer.write([archived(number) for number in range(120)])
    assert tidied(writer, most=1) == 120
    assert numbers(path) == []
    writer.write([archived(500)])
    assert numbers(path) == [500]


@settings(max_examples=20, deadline=None)
@given(
    kept=st.lists(st.integers(0, 60), min_size=1, unique=True),
    oldest=st.integers(0, 60),
)
def test_what_is_left_is_found_and_what_went_is_not(tmp_path_factory, kept, oldest):
    path = tmp_path_factory.mktemp("archive") / "articles.sqlite"
    writer = Writer(path, reserve=0)
    writer.write([archived(number) for number in kept])
    tidied(writer, oldest=milliseconds(NOON + timedelta(minutes=oldest)))
    writer.close()
    with reading(path) as reader:
        for number in kept:
            found = reader.search(Sought(question=f'"ferry {number} reaches"'), limit=5)
            assert len(found) == (number >= oldest)
