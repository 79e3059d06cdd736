from datetime import UTC, datetime, timedelta

from monitor.discover.honesty import without_build_times
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, SourceKind

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)


def listed(*ages_in_minutes):
    return tuple(
        Candidate(
            url=f"https://news.example/{n}",
            updated=None if age is None else Stamp(at=NOW - timedelta(minutes=age)),
            kind=SourceKind.FEED,
        )
        for n, age in enumerate(ages_in_minutes)
    )


def test_a_feed_that_stamps_every_item_with_the_moment_is_not_believed():
    found = without_build_times(listed(0, 0, 1), asked_at=NOW)
    assert [c.updated for c in found] == [None, None, None]


def test_an_old_stamp_among_them_shows_that_the_stamps_are_true():
    assert without_build_times(listed(0, 0, 90), asked_at=NOW) == listed(0, 0, 90)


def test_a_few_fresh_items_are_believed():
    assert without_build_times(listed(0, 1), asked_at=NOW) == listed(0, 1)


def test_items_without_stamps_leave_the_others_alone():
    assert without_build_times(listed(0, 0, 0, None), asked_at=NOW) == listed(0, 0, 0, None)
