from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.evaluation.extraction import (
    BARE,
    CHECKED,
    OURS,
    PEER,
    TELLS,
    TUNED,
    Read,
    Row,
    missed,
    part_of,
    row_of,
    scored,
    table,
    timed,
    words,
)

GOLD = {
    "text": "The council pledged aid.",
    "title": "Council pledges aid!",
    "authors": ["Ida Brandt", "Sam Oakes"],
    "publishing_date": "2025-12-19 23:30:00+02:00",
}
FOUND = Read(
    text="The council pledged aid. Sign up.",
    title="Council  pledges aid",
    authors=("sam oakes", "Ida Brandt"),
    day="2025-12-19",
    moment=datetime(2025, 12, 19, 21, 30, 20, tzinfo=UTC),
)
ROW = Row(f1=0.9, lost=1, pages=2, milliseconds=10.0, shares=dict.fromkeys(TELLS[OURS]))


def test_words_are_counted_as_often_as_they_stand():
    assert words("aid aid for Kyiv", "aid for Oslo") == pytest.approx((2 / 3, 1 / 2, 4 / 7))
    assert words("会談", "会議") == (1 / 2, 1 / 2, 1 / 2)
    assert words("aid", "") == (0, 0, 0)


def test_what_says_the_same_words_and_the_same_minute_is_right():
    assert all(scored(GOLD, FOUND, 1.0).right.values())
    other = Read(title="Council", authors=("Ida Brandt",), day="2025-12-20")
    assert not any(scored(GOLD, other, 1.0).right.values())


def test_a_date_without_a_zone_is_utc_and_what_gold_lacks_is_not_asked():
    gold = {"text": "x", "publishing_date": "2025-12-19T21:30:00"}
    assert scored(gold, FOUND, 1.0).right == {"day": True, "moment": True}
    row = row_of([scored(gold, FOUND, 1.0)], ("title", "day"))
    assert row.shares == {"title": None, "authors": None, "day": 1.0, "moment": None}


def test_the_parts_follow_from_the_ids_alone():
    parts = [part_of(str(number)) for number in range(200)]
    assert parts == [part_of(str(number)) for number in range(200)]
    assert 80 < parts.count(TUNED) < 120


def test_a_page_is_timed_by_its_quickest_reading():
    told = iter([Read(text="first"), Read(text="second")])
    assert timed(lambda *_: next(told), b"", "x")[0].text == "second"


def test_what_falls_short_on_the_checked_part_is_told():
    better = replace(ROW, f1=0.91)
    slower = replace(ROW, milliseconds=14.0)
    rows = {name: {TUNED: better, CHECKED: ROW} for name in (OURS, PEER, BARE)}
    assert len(missed("x", rows)) == 1
    assert missed("x", rows | {PEER: {TUNED: slower, CHECKED: slower}}) == []
    assert "F1 0.9" in missed("x", rows | {BARE: {TUNED: better, CHECKED: better}})[0]
    assert "1.40" in table("x", rows | {PEER: {TUNED: slower, CHECKED: slower}})
