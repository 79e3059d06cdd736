from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.moment import Stamp, When, rfc3339


def test_a_bare_day_stays_a_day_at_noon():
    stamp = Stamp.of_day(date(2025, 12, 20))
    assert stamp.at == datetime(2025, 12, 20, 12, tzinfo=UTC)
    assert (str(stamp), stamp.day) == ("2025-12-20", date(2025, 12, 20))


def test_a_moment_is_told_in_utc():
    kyiv = timezone(timedelta(hours=2))
    assert str(Stamp(at=datetime(2025, 12, 20, 1, 30, tzinfo=kyiv))) == "2025-12-19T23:30:00Z"
    assert rfc3339(datetime(2025, 12, 20, tzinfo=UTC)) == "2025-12-20T00:00:00Z"


@pytest.mark.parametrize(
    ("when", "text", "exact", "first", "last"),
    [
        (When(year=2025), "2025", None, date(2025, 1, 1), date(2025, 12, 31)),
        (When(year=2024, month=2), "2024-02", None, date(2024, 2, 1), date(2024, 2, 29)),
        (When(year=2025, month=12), "2025-12", None, date(2025, 12, 1), date(2025, 12, 31)),
        (
            When(year=2025, month=12, day=3),
            "2025-12-03",
            date(2025, 12, 3),
            date(2025, 12, 3),
            date(2025, 12, 3),
        ),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(when, text, exact, first, last):
    assert (str(when), when.exact, when.first, when.last) == (text, exact, first, last)


@given(st.dates())
def test_an_exact_day_is_itself(day):
    when = When.of_day(day)
    assert when.exact == when.first == when.last == day
