from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from monitor.alert.date_words import day_words, moment_words, stamp_words, when_words
from monitor.model.moment import Stamp, When

AT = datetime(2025, 12, 20, 9, 5, tzinfo=UTC)


def test_a_day_is_told_as_news_tells_it():
    assert day_words(date(2025, 12, 1)) == "1 December 2025"


def test_a_moment_is_told_in_utc():
    there = AT.astimezone(timezone(timedelta(hours=14)))
    assert moment_words(there) == "20 December 2025, 09:05 UTC"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Kyiv", "20 December 2025, 11:05 EET"),
        ("Europe/Istanbul", "20 December 2025, 12:05 UTC+03"),
        ("Asia/Kathmandu", "20 December 2025, 14:50 UTC+0545"),
        ("Pacific/Kiritimati", "20 December 2025, 23:05 UTC+14"),
        ("UTC", "20 December 2025, 09:05 UTC"),
    ],
)
def test_a_moment_is_told_by_the_clocks_of_a_zone_that_is_named(zone, words):
    assert moment_words(AT, ZoneInfo(zone)) == words
    assert stamp_words(Stamp(at=AT), ZoneInfo(zone)) == words
    assert stamp_words(Stamp.of_day(AT.date()), ZoneInfo(zone)) == "20 December 2025"


def test_a_stamp_without_a_time_of_day_tells_none():
    assert stamp_words(Stamp(at=AT)) == "20 December 2025, 09:05 UTC"
    assert stamp_words(Stamp.of_day(AT.date())) == "20 December 2025"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(year=2025, month=12, day=20), "20 December 2025"),
        (When(year=2026, month=1), "January 2026"),
        (When(year=2027), "2027"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(when, words):
    assert when_words(when) == words
