from datetime import date

import pytest

from monitor.detect.dates_relative import READERS
from tests.fakes.english import ENGLISH

BASE = date(2025, 12, 20)  # a Saturday


def read(text, base=BASE):
    return [
        said
        for shape, read_one in READERS.items()
        for match in ENGLISH.dates.shapes[shape].pattern.finditer(text)
        if (said := read_one(match, base, ENGLISH)) is not None
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("on Saturday", "2025-12-20"),
        ("on Friday", "2025-12-19"),
        ("last Saturday", "2025-12-13"),
        ("last Friday", "2025-12-19"),
        ("next Friday", "2025-12-26"),
        ("next Monday", "2025-12-29"),
        ("this coming Monday", "2025-12-22"),
        ("this Wednesday", "2025-12-17"),
        ("Friday last week", "2025-12-12"),
        ("Tuesday of next week", "2025-12-23"),
        ("late Thursday evening", "2025-12-18"),
        ("today", "2025-12-20"),
        ("tonight", "2025-12-20"),
        ("this morning", "2025-12-20"),
        ("yesterday", "2025-12-19"),
        ("last night", "2025-12-19"),
        ("tomorrow", "2025-12-21"),
        ("the day after tomorrow", "2025-12-22"),
        ("two days ago", "2025-12-18"),
        ("sixteen days ago", "2025-12-04"),
        ("twenty days ago", "2025-11-30"),
        ("3 hours ago", "2025-12-20"),
        ("minutes ago", "2025-12-20"),
        ("a week ago", "2025-12-13"),
        ("two months ago", "2025-10"),
        ("three years ago", "2022"),
        ("two decades ago", "2005"),
        ("last month", "2025-11"),
        ("next month", "2026-01"),
        ("earlier this year", "2025"),
        ("this weekend", "2025-12-20"),
        ("last weekend", "2025-12-13"),
        ("over the weekend", "2025-12-20"),
    ],
)
def test_days_are_counted_from_the_base_day(text, when):
    assert when in {str(m.when) for m in read(text)}


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("earlier this week", True),
        ("last week", True),
        ("in recent months", True),
        ("weeks ago", True),
        ("later this month", False),
        ("next week", False),
        ("in the coming days", False),
        ("this week", None),
    ],
)
def test_vague_times_know_their_side_at_most(text, past):
    assert [(m.vague, m.past) for m in read(text)] == [(True, past)]


@pytest.mark.parametrize(
    "text",
    ["over the next two years", "for two days", "a three-day visit", "within 24 hours", "40 years"],
)
def test_durations_date_nothing(text):
    assert [(m.span, m.when) for m in read(text)] == [(True, None)]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("the day before.", -1),
        ("the day after", 1),
        ("a day earlier", -1),
        ("two days later", 2),
        ("the same day", 0),
        ("the next morning", 1),
        ("the previous day", -1),
        ("one day after the minister spoke", -1),
        ("two days before the summit", 2),
        ("the following week", None),
        ("two weeks later", None),
    ],
)
def test_days_beside_a_told_day_are_counted_from_it(text, shift):
    assert [m.shift for m in read(text) if m.vague] == [shift]


def test_several_weekdays_have_a_last_one():
    (found,) = read("Monday to Wednesday")
    assert (str(found.when), str(found.last)) == ("2025-12-15", "2025-12-17")


@pytest.mark.parametrize("text", ["the Sunday Times", "Black Friday", "Mondays"])
def test_names_with_a_weekday_in_them_are_no_dates(text):
    assert read(text) == []
