from datetime import UTC, datetime, timedelta

import pytest

from monitor.app.cli.moments import full, length, moment, to_come

NOW = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)


def test_a_length_of_time_is_counted_back_or_on():
    assert moment("36h", NOW) == NOW - timedelta(hours=36)
    assert to_come("36h", NOW, day_ends=True) == NOW + timedelta(hours=36)
    assert length("90s") == timedelta(seconds=90)


@pytest.mark.parametrize(
    ("given", "begins"),
    [("7d", (9, 0, 0)), ("36h", (9, 0, 0)), ("90m", (9, 30, 0)), ("2025-12-20", (9, 30, 7))],
)
def test_asked_again_soon_a_length_of_time_is_counted_from_the_same_moment(given, begins):
    at = full(given, NOW + timedelta(seconds=7))
    assert (at.hour, at.minute, at.second) == begins


@pytest.mark.parametrize("read", [moment, to_come])
def test_days_and_moments_are_themselves(read):
    assert read("2025-12-21", NOW, day_ends=False) == datetime(2025, 12, 21, tzinfo=UTC)
    assert read("2025-12-21", NOW, day_ends=True) == datetime(2025, 12, 22, tzinfo=UTC)
    assert read("2025-12-21T09:30", NOW, day_ends=True).hour == 9
    assert read("2025-12-21T09:30+02:00", NOW, day_ends=True).hour == 7


@pytest.mark.parametrize("given", ["soon", "", "1w", "2025-13-01", "9999-12-31"])
def test_what_is_no_moment_is_refused_with_examples(given):
    with pytest.raises(ValueError, match="write 2h, 2025-12-20 or 2025-12-20T09:30Z"):
        to_come(given, NOW, day_ends=True)
    with pytest.raises(ValueError, match="is no moment"):
        moment(given, NOW, day_ends=True)


def test_a_length_beyond_all_calendars_is_no_moment():
    late = datetime(9999, 12, 1, tzinfo=UTC)
    for read, now in ((moment, NOW - timedelta(days=700_000)), (to_come, late)):
        with pytest.raises(ValueError, match="is no moment"):
            read("999999d", now, day_ends=False)


@pytest.mark.parametrize("given", ["0h", "1", "h", "-1h", "1 h", "8H"])
def test_what_is_no_length_is_refused(given):
    with pytest.raises(ValueError, match="write 30m, 8h or 2d"):
        length(given)
