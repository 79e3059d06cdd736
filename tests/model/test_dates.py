from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.dates import stamp
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
        ("2025-12-20 10:30:00 +0200 EET", "2025-12-20T08:30:00Z"),
        ("2025-12-20T10:30:00+01:00[Europe/Paris]", "2025-12-20T09:30:00Z"),
        ("2025-12-20T10:30:00 Etc/GMT", "2025-12-20T10:30:00Z"),
        ("2025-12-20 10:30:00 NPT", "2025-12-20T04:45:00Z"),
        ("20251220T103000Z", "2025-12-20T10:30:00Z"),
        ("20251220103000+0200", "2025-12-20T08:30:00Z"),
        ("202512201030", "2025-12-20T10:30:00Z"),
        ("December 20, 2025 at 10:30 am", "2025-12-20T10:30:00Z"),
        ("Saturday 20th of December 2025 - 10:30", "2025-12-20T10:30:00Z"),
        ("20/12/2025 10:30", "2025-12-20T10:30:00Z"),
        ("12/20/2025 10:30", "2025-12-20T10:30:00Z"),
        ("2025.12.20. 10:30", "2025-12-20T10:30:00Z"),
        ("2025年12月20日 10:30", "2025-12-20T10:30:00Z"),
        ("2025년 12월 20일", "2025-12-20"),
        ("sam., 20 déc. 2025 10:30:00 +0100", "2025-12-20T09:30:00Z"),
        ("20. Dezember 2025", "2025-12-20"),
        ("20 de diciembre de 2025", "2025-12-20"),
        ("Сб, 20 дек 2025 10:30:00 +0300", "2025-12-20T07:30:00Z"),
        ("20 грудня 2025", "2025-12-20"),
        ("1766226600", "2025-12-20T10:30:00Z"),
        ("1766226600000", "2025-12-20T10:30:00Z"),
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
        "2025122010",
        "20 jui 2025",
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
