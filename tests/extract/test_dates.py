from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from monitor.extract.dates import day_below_heading, own_date, plausible
from monitor.model.dates import stamp
from monitor.model.moment import Stamp

NOW = datetime(2025, 12, 19, 12, tzinfo=UTC)
MOMENT = "2025-12-18T10:15:00Z"
TEXT = "<p>" + "The council pledged money for the harbour of the town. " * 3 + "</p>"


def own(*written, beside=()):
    return str(own_date(written, beside=beside, seen_at=NOW))


def test_dates_of_the_future_and_of_long_ago_are_refused():
    assert plausible(Stamp(at=NOW + timedelta(hours=24)), seen_at=NOW) is not None
    assert plausible(Stamp(at=NOW + timedelta(hours=25)), seen_at=NOW) is None
    assert plausible(stamp("1989-12-31"), seen_at=NOW) is None
    assert plausible(None, seen_at=NOW) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ((), "None"),
        ((None, "", "soon", "9" * 70), "None"),
        (("2099-01-01", "1970-01-01", "2025-12-18"), "2025-12-18"),
        (("2025-12-18T10:15:00Z", "2025-12-17T10:15:00Z"), MOMENT),
        (("2025-12-18",), "2025-12-18"),
        (("2025-12-18", "2025-12-18T10:15:00Z"), MOMENT),
        (("2025-12-18", "2025-12-15T10:15:00Z"), "2025-12-18"),
        (("2025-12-18T10:15:00",), MOMENT),
        (("2025-12-18T12:15:00", "2025-12-18T12:15:00+02:00"), MOMENT),
        (("2025-12-18T12:15:00.0", "18.12.2025", "2025-12-18T12:15:00+0200"), MOMENT),
        (("2025-12-18T12:15:00", "2025-12-18T13:00:00+02:00"), MOMENT),
        (("2025-12-18T10:15:00", "2025-12-18T11:00:00Z"), MOMENT),
        (("2025-12-18T10:15:00Z", "2025-12-18T12:15:00+05:00"), MOMENT),
        (("Thu, 18 Dec 2025 05:15:00 -0500", "2025-12-18T10:15:00"), MOMENT),
        (("1766052900", "2025-12-18T13:00:00+02:00"), MOMENT),
    ],
)
def test_the_first_date_counts_as_exactly_as_the_page_tells_it(written, read):
    assert own(*written) == read


def test_the_zone_of_the_update_is_that_of_the_page():
    assert own("2025-12-18T12:15:00", beside=("2025-12-18T14:00:00+02:00",)) == MOMENT
    assert own("2025-12-18T10:15:00", beside=("2025-12-18T14:00:00+23:00",)) == MOMENT
    assert own("2025-12-18T10:15:00", beside=("2025-12-18",)) == MOMENT


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(max_size=40) | st.sampled_from([MOMENT, "2025-12-18T10:15:00", "0+9999"])))
def test_reading_never_raises(written):
    found = own_date(written, seen_at=NOW)
    assert found is None or found.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<h1>x</h1><time>18. Dezember 2025</time>", "2025-12-18"),
        (
            "<h1>x</h1><span class='meta_date'>created: <b>18 December 2025, 15:25</b></span>",
            "2025-12-18",
        ),
        ("<h1>x</h1><p>Dec. 18, 2025</p>", "2025-12-18"),
        ("<h1>x</h1><div class='published'>2025年12月18日</div>", "2025-12-18"),
        ("<h1>x</h1><div class='datebox'>yesterday</div><time>18.12.2025</time>", "2025-12-18"),
        (f"<h1>x</h1><div class='update'>{TEXT}</div><time>18.12.2025</time>", "None"),
        (f"<h1>x</h1>{TEXT}<time>18.12.2025</time>", "None"),
        ("<time>18.12.2025</time><h1>x</h1>", "None"),
        ("<time>18.12.2025</time>", "None"),
        ("<h1>x</h1><aside><time>18.12.2025</time></aside>", "None"),
        ("<h1>x</h1><h2>y <span class='date'>18.12.2025</span></h2>", "None"),
        ("<h1>x</h1><time>99.99.2025</time>", "None"),
    ],
)
def test_a_day_may_be_written_between_heading_and_text(body, day):
    assert str(day_below_heading(document_fromstring(f"<html><body>{body}</body></html>"))) == day
