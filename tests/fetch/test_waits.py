from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.waits import LONGEST, kept_for, retry_at

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
HOUR_LATER = "Sat, 20 Dec 2025 13:00:00 GMT"


@pytest.mark.parametrize(
    ("header", "at"),
    [
        ("120", NOW + timedelta(minutes=2)),
        (" 0 ", NOW),
        (HOUR_LATER, NOW + timedelta(hours=1)),
        ("Sat, 20 Dec 2025 15:00:00 +0200", NOW + timedelta(hours=1)),
        ("Sat, 20 Dec 2025 13:00:00 -0000", NOW + timedelta(hours=1)),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("9" * 5000, NOW + LONGEST),
        ("Sat, 20 Dec 9999 13:00:00 GMT", NOW + LONGEST),
        ("Sat, 20 Dec 0000 13:00:00 +9999", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(header, at):
    assert retry_at(header, now=NOW) == at


@given(st.text())
def test_any_retry_after_is_a_moment_or_nothing(header):
    moment = retry_at(header, now=NOW)
    assert moment is None or moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": 'MAX-AGE="300"'}, 300),
        ({"cache-control": "max-age=300, s-maxage=600"}, 600),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "900"}, 0),
        ({"cache-control": "max-age=300", "age": "old"}, 300),
        ({"cache-control": "max-age=300", "age": "9" * 5000}, 0),
        ({"cache-control": "max-age=000300"}, 300),
        ({"cache-control": "max-age=" + "9" * 5000}, LONGEST.total_seconds()),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "no-store", "expires": HOUR_LATER}, None),
        ({"pragma": "no-cache", "expires": HOUR_LATER}, None),
        ({"cache-control": "s-max-age=300"}, None),
        ({"cache-control": "max-age=-1"}, None),
        ({"expires": HOUR_LATER}, 3600),
        ({"expires": HOUR_LATER, "cache-control": "max-age=60"}, 60),
        ({"expires": HOUR_LATER, "cache-control": "public"}, 3600),
        ({"expires": HOUR_LATER, "date": "Sat, 20 Dec 2025 12:30:00 GMT"}, 1800),
        ({"expires": HOUR_LATER, "date": "then", "age": "600"}, 3000),
        ({"expires": "Sat, 20 Dec 2025 11:00:00 GMT"}, 0),
        ({"expires": "Sat, 20 Dec 9999 11:00:00 GMT"}, LONGEST.total_seconds()),
        ({"expires": "0"}, 0),
        ({"expires": "-1"}, 0),
        ({"expires": ""}, None),
    ],
)
def test_an_answer_keeps_as_long_as_its_headers_say(headers, seconds):
    kept = None if seconds is None else timedelta(seconds=seconds)
    assert kept_for(headers, now=NOW) == kept


@given(
    st.dictionaries(
        st.sampled_from(["cache-control", "expires", "age", "date", "pragma"]),
        st.text() | st.from_regex(r"(s-maxage|max-age)=[0-9]{0,12}", fullmatch=True),
    )
)
def test_whatever_a_server_says_a_wait_is_none_or_within_bounds(headers):
    kept = kept_for(headers, now=NOW)
    assert kept is None or timedelta(0) <= kept <= LONGEST
