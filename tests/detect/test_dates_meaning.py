from datetime import date

import pytest

from monitor.detect.dates_meaning import (
    coarse,
    day_of,
    days_before,
    known_day,
    month_without_year,
    months_before,
    side,
    weekday,
    without_year,
)
from monitor.model.moment import When

BASE = date(2025, 12, 20)


def test_days_know_on_which_side_they_lie():
    assert side(date(2025, 12, 1), date(2025, 12, 19), BASE) is True
    assert side(date(2025, 12, 21), date(2025, 12, 22), BASE) is False
    assert side(date(2025, 12, 1), BASE, BASE) is None


def test_several_days_have_a_first_and_a_last():
    found = known_day(date(2025, 12, 18), BASE, last=date(2025, 12, 19))
    assert (found.when, found.last, found.past) == (
        When(year=2025, month=12, day=18),
        When(year=2025, month=12, day=19),
        True,
    )


def test_a_past_month_tells_the_latest_day_that_it_may_be():
    assert coarse(When(year=2025, month=11), BASE).past_day == date(2025, 11, 30)
    assert coarse(When(year=2025, month=12), BASE).past_day is None


def test_the_calendar_has_no_31_february():
    assert day_of(2025, 2, 31) is None
    assert without_year(2, 31, BASE) is None


@pytest.mark.parametrize(
    ("month", "day", "year"), [(12, 19, 2025), (12, 20, 2025), (12, 21, 2025), (2, 29, 2028)]
)
def test_a_day_without_a_year_is_the_last_one_unless_long_ago(month, day, year):
    found = without_year(month, day, BASE)
    assert found is not None
    assert found.when == When(year=year, month=month, day=day)


@pytest.mark.parametrize(
    ("month", "base", "year"),
    [(11, date(2025, 3, 1), 2024), (1, BASE, 2026), (9, date(2025, 6, 1), 2025)],
)
def test_a_month_without_a_year_is_a_near_one(month, base, year):
    assert month_without_year(month, base) == When(year=year, month=month)


def test_a_weekday_has_a_last_and_a_next_day():
    found = weekday(5, BASE)
    assert found.past_day == found.future_day == BASE
    assert weekday(6, BASE).future_day == date(2025, 12, 21)


def test_counting_back_stays_in_the_calendar():
    assert months_before(BASE, 12) == When(year=2024, month=12)
    assert days_before(date(1, 1, 2), 500) == date.min
    assert days_before(date(9999, 12, 31), -1) == date.max


def test_a_day_just_gone_is_not_read_as_the_same_day_of_next_year():
    base = date(2025, 12, 20)
    just_gone, today = without_year(12, 14, base), without_year(12, 20, base)
    assert just_gone is not None
    assert today is not None
    assert (just_gone.past_day, just_gone.future_day) == (date(2025, 12, 14), None)
    assert today.future_day == base
    longer_gone = without_year(9, 14, base)
    assert longer_gone is not None
    assert longer_gone.future_day == date(2026, 9, 14)
