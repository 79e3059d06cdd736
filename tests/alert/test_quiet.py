from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.alert.quiet import last_digest, next_digest, quiet_until
from monitor.model.watchlist import Digest, QuietHours

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001 - in UTC
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
NIGHTS = QuietHours(start=time(22), end=time(7))


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-02T21:59", None),
        ("2026-03-02T22:00", "2026-03-03T07:00"),
        ("2026-03-03T03:00", "2026-03-03T07:00"),
        ("2026-03-03T06:59", "2026-03-03T07:00"),
        ("2026-03-03T07:00", None),
    ],
)
def test_a_window_over_midnight_holds_from_its_start_until_before_its_end(now, until):
    assert quiet_until(NIGHTS, "UTC", at(now)) == (until and at(until))


def test_a_window_within_a_day_holds_on_that_day():
    lunch = QuietHours(start=time(12), end=time(13))
    assert quiet_until(lunch, "UTC", at("2026-03-02T12:30")) == at("2026-03-02T13:00")
    assert quiet_until(lunch, "UTC", at("2026-03-02T13:30")) is None


def test_days_name_the_day_on_which_a_window_starts():
    weekend = replace(NIGHTS, days=(4, 5))  # Friday and Saturday
    assert quiet_until(weekend, "UTC", at("2026-03-07T03:00")) == at("2026-03-07T07:00")
    assert quiet_until(weekend, "UTC", at("2026-03-08T03:00")) == at("2026-03-08T07:00")
    assert quiet_until(weekend, "UTC", at("2026-03-08T23:00")) is None
    assert quiet_until(weekend, "UTC", at("2026-03-06T03:00")) is None


def test_the_window_s_own_zone_comes_before_the_receiver_s():
    now = at("2026-03-02T21:30")  # 22:30 in Berlin
    assert quiet_until(NIGHTS, "UTC", now) is None
    assert quiet_until(NIGHTS, "Europe/Berlin", now) is not None
    assert quiet_until(replace(NIGHTS, timezone="UTC"), "Europe/Berlin", now) is None


def test_nights_in_which_the_clock_moves_end_by_the_clock_all_the_same():
    spring = quiet_until(NIGHTS, "Europe/Berlin", at("2026-03-28T23:00", "Europe/Berlin"))
    autumn = quiet_until(NIGHTS, "Europe/Berlin", at("2026-10-24T23:00", "Europe/Berlin"))
    assert spring == at("2026-03-29T07:00", "Europe/Berlin")
    assert autumn == at("2026-10-25T07:00", "Europe/Berlin")


def test_a_window_that_the_clock_goes_through_twice_lasts_until_the_second_time():
    early = QuietHours(start=time(1, 30), end=time(2, 30))
    end = quiet_until(early, "Europe/Berlin", at("2026-10-25T02:15", "Europe/Berlin"))
    assert end == at("2026-10-25T01:30")  # 02:30 for the second time
    assert quiet_until(early, "Europe/Berlin", at("2026-10-25T01:15")) == end


def test_of_a_window_that_the_clock_leaps_over_as_much_is_kept_as_is_as_long():
    early = QuietHours(start=time(2, 15), end=time(2, 45))
    assert quiet_until(early, "Europe/Berlin", at("2026-03-29T01:20")) == at("2026-03-29T01:45")
    assert quiet_until(early, "Europe/Berlin", at("2026-03-29T00:50")) is None


@given(MOMENTS, TIMES, TIMES, st.sampled_from(ZONES), st.sets(st.integers(0, 6)))
def test_quiet_hours_end_later_than_now_within_a_day_and_are_over_then(now, start, end, zone, days):
    assume(start != end)
    quiet = QuietHours(start=start, end=end, days=tuple(days))
    until = quiet_until(quiet, zone, now)
    if until is None:
        return
    assert now < until <= now + timedelta(hours=26)
    local = until.astimezone(ZoneInfo(zone))
    shown = local.replace(tzinfo=None).time()
    leapt = local.utcoffset() != (until - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset()
    assert shown == end or leapt
    again = quiet_until(quiet, zone, until)
    assert again is None or leapt


@given(MOMENTS, TIMES, TIMES, st.sampled_from(ZONES))
def test_it_is_quiet_exactly_while_the_clock_shows_so_but_where_it_is_moved(now, start, end, zone):
    assume(start != end)
    local = now.astimezone(ZoneInfo(zone))
    near = [(now + timedelta(hours=h)).astimezone(ZoneInfo(zone)) for h in (-30, 30)]
    assume(len({moment.utcoffset() for moment in (*near, local)}) == 1)
    shown = local.replace(tzinfo=None).time()
    within = start <= shown < end if start < end else shown >= start or shown < end
    assert (quiet_until(QuietHours(start=start, end=end), zone, now) is not None) == within


@given(MOMENTS, TIMES, st.sampled_from(ZONES))
def test_digests_follow_one_another_daily_whatever_the_clock_does(now, due, zone):
    digest = Digest(at=due)
    last, following = last_digest(digest, zone, now), next_digest(digest, zone, now)
    assert last <= now < following
    assert timedelta(hours=22) <= following - last <= timedelta(hours=26)
    assert next_digest(digest, zone, last) == following
    assert last_digest(digest, zone, following) == following


def test_a_digest_is_due_by_the_receiver_s_clock():
    digest = Digest(at=time(18))
    now = at("2026-07-01T12:00")
    assert next_digest(digest, "America/New_York", now) == at("2026-07-01T22:00")
    assert last_digest(digest, "America/New_York", now) == at("2026-06-30T22:00")
