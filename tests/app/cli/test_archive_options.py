from datetime import UTC, datetime, timedelta

import pytest

from monitor.app.cli.archive_options import moment

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("36h", NOW - timedelta(hours=36)),
        ("7d", NOW - timedelta(days=7)),
        ("2025-12-19", datetime(2025, 12, 19, tzinfo=UTC)),
        ("2025-12-19T09:30Z", datetime(2025, 12, 19, 9, 30, tzinfo=UTC)),
        ("2025-12-19T09:30", datetime(2025, 12, 19, 9, 30, tzinfo=UTC)),
        ("2025-12-19T09:30+02:00", datetime(2025, 12, 19, 7, 30, tzinfo=UTC)),
    ],
)
def test_lengths_of_time_days_and_moments_are_read(given, expected):
    assert moment(given, NOW, day_ends=False) == expected


def test_an_end_that_is_a_bare_day_takes_in_the_whole_day():
    assert moment("2025-12-19", NOW, day_ends=True) == datetime(2025, 12, 20, tzinfo=UTC)
    assert moment("2025-12-19T00:00Z", NOW, day_ends=True).day == 19


@pytest.mark.parametrize("given", ["", "7", "d", "yesterday", "2025-02-30", "999999d", "7w"])
def test_what_is_no_moment_is_refused_with_examples(given):
    with pytest.raises(ValueError, match="write 36h, 7d, 2025-12-20"):
        moment(given, NOW, day_ends=False)
