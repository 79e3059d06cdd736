"""What is remembered of the files of an archive: small, and as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.replay.ledger import Mark, before, named, read, written

SIZES = st.integers(0, 2**50)
MARKS = st.builds(
    Mark,
    size=SIZES,
    offset=SIZES,
    lines=st.one_of(st.none(), st.integers(0, 2**40)),
    ended=st.booleans(),
)


@given(st.dictionaries(st.binary().map(named), MARKS, max_size=8))
def test_a_ledger_is_read_as_it_was_written(ledger):
    assert read(written(ledger)) == ledger
    assert before(written(ledger)) is None


def test_ten_thousand_files_are_remembered_in_little():
    ledger = {
        named(f"2025/{n}.jsonl".encode()): Mark(size=80_000_000, offset=80_000_000, lines=n)
        for n in range(10_000)
    }
    assert len(ledger) == 10_000
    assert len(written(ledger)) < 200_000, "twenty characters a file"


@given(st.one_of(st.none(), st.text(), st.text().map(lambda text: f"files:{text}")))
def test_what_is_no_ledger_remembers_nothing_or_something_of_a_ledger(text):
    assert all(isinstance(mark, Mark) for mark in read(text).values())


@pytest.mark.parametrize("text", ["files:", "files:AAAA", "files:w9KQx45m", "files:" + "____" * 9])
def test_a_ledger_that_breaks_off_remembers_nothing(text):
    assert read(text) == {}


@pytest.mark.parametrize(
    ("position", "last"),
    [
        ("70:a/b.jsonl", ("a/b.jsonl", 70)),
        ("0:a:b", ("a:b", 0)),
        ("-1:a", None),
        ("x:a", None),
        ("7", None),
        (None, None),
    ],
)
def test_how_far_was_read_before_there_were_ledgers_is_known(position, last):
    assert before(position) == last
