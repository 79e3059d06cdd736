from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.dates import plausible, stamp
from monitor.model.moment import Stamp

MOMENT = "2025-12-19T10:15:00Z"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-12-19T10:15:00Z", MOMENT),
        ("2025-12-19T11:15:00+01:00", MOMENT),
        ("2025-12-19T11:15:00+0100", MOMENT),
        ("2025-12-19 10:15:00", MOMENT),
        ("2025-12-19 10:15:00 +0000", MOMENT),
        ("2025-12-19 10:15:00 UTC", MOMENT),
        ("2025-12-19T10:15:00.1234567Z", "2025-12-19T10:15:00.123456Z"),
        ("Fri, 19 Dec 2025 10:15:00 GMT", MOMENT),
        ("Fri, 19 Dec 2025 05:15:00 -0500", MOMENT),
        ("1766139300", MOMENT),
        ("1766139300000", MOMENT),
        ("2025-12-19", "2025-12-19"),
        (" 20251219 ", "2025-12-19"),
        ("December 19, 2025", "2025-12-19"),
        ("Friday, Dec. 19, 2025", "2025-12-19"),
        ("19 December 2025", "2025-12-19"),
        ("Fri, 19th Dec 2025", "2025-12-19"),
    ],
)
def test_a_written_date_is_read(written, read):
    assert str(stamp(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2025-13-40",
        "19 Brumaire 2025",
        "31 February 2025",
        "9" * 70,
        "2025",
        "0001-01-01T00:00:00+23:00",
    ],
)
def test_what_cannot_be_read_is_unknown(written):
    assert stamp(written) is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=70))
def test_reading_never_raises(written):
    assert stamp(written) is None or stamp(written).at.tzinfo is UTC


def test_dates_of_the_future_and_of_long_ago_are_refused():
    now = datetime(2025, 12, 19, 12, tzinfo=UTC)
    assert plausible(Stamp(at=now + timedelta(hours=24)), seen_at=now) is not None
    assert plausible(Stamp(at=now + timedelta(hours=25)), seen_at=now) is None
    assert plausible(stamp("1989-12-31"), seen_at=now) is None
    assert plausible(None, seen_at=now) is None
