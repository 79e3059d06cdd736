from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.dates import stamp
from monitor.model.moment import Stamp


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sat, 20 Dec 2025 10:30:00 GMT", "2025-12-20T10:30:00Z"),
        ("Sat, 20 Dec 2025 10:30:00 +0200", "2025-12-20T08:30:00Z"),
        ("Sat,20 Dec 25 10:30 EST", "2025-12-20T15:30:00Z"),
        ("20-Dec-2025 10:30:00", "2025-12-20T10:30:00Z"),
        ("Samstag, 20 December 2025 10:30:00 GMT+2", "2025-12-20T08:30:00Z"),
        ("Sat, 20 Dec 2025 10:30:00 +0000 (UTC)", "2025-12-20T10:30:00Z"),
        ("2025-12-20T10:30:00Z", "2025-12-20T10:30:00Z"),
        ("2025-12-20T10:30:00.123456+01:00", "2025-12-20T09:30:00Z"),
        ("2025-12-20 10:30", "2025-12-20T10:30:00Z"),
        ("2025-12-20T24:00:00Z", "2025-12-21T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("20251220T10:30:00Z", "2025-12-20T10:30:00Z"),
        ("2025/12/20 10:30:00", "2025-12-20T10:30:00Z"),
        ("20.12.2025 10:30", "2025-12-20T10:30:00Z"),
        ("December 20, 2025 10:30 PM", "2025-12-20T22:30:00Z"),
        ("Dec. 20th, 2025, 12:05 a.m. EST", "2025-12-20T05:05:00Z"),
        ("Sat Dec 20 10:30:00 2025", "2025-12-20T10:30:00Z"),
        ("Sat Dec 20 10:30:00 EST 2025", "2025-12-20T15:30:00Z"),
        ("2025-12-20", "2025-12-20"),
        ("Sat, 20 Dec 2025", "2025-12-20"),
        ("20 December 2025", "2025-12-20"),
        ("Sat, 20 Dec 2025 10:30:00 XYZ", "2025-12-20"),
    ],
)
def test_a_date_is_read_as_it_is_written(written, read):
    assert str(stamp(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "10:30",
        "yesterday",
        "Monday",
        "December 2025",
        "2025-12",
        "2025",
        "03/04/2025",
        "2025-02-30",
        "2025-13-01",
        "20 Foo 2025",
        "2025-12-20T25:00:00Z",
        "2025-12-20T10:61:00Z",
        "2025-12-20T10:30:00+99:00",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 70 00:00:00 GMT",
        "0000-00-00",
        "9999-12-31T23:00:00-05:00",
        "1703030400",
        "x" * 200,
    ],
)
def test_a_date_that_is_unclear_or_absurd_is_unknown(written):
    assert stamp(written) is None


@given(st.text() | st.from_regex(r"\d{1,4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?[a-zA-Z+\-0-9:]{0,6}"))
def test_any_text_gives_a_stamp_or_nothing(written):
    read = stamp(written)
    assert read is None or read.at.year >= 1989


@given(st.datetimes(min_value=datetime(1991, 1, 1)))  # noqa: DTZ001 - hypothesis wants it bare
def test_what_a_stamp_writes_is_read_again(moment):
    written = f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    assert str(stamp(written)) == written
    assert str(stamp(written[:10])) == written[:10]
    assert stamp(written[:10]) == Stamp.of_day(moment.date())
