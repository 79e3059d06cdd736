from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Find, PollState, SourceId, SourceKind
from monitor.schedule.lateness import arrives_too_late, entry_comes_too_late, is_stale

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def item(published=None, updated=None, kind=SourceKind.FEED):
    return Candidate(
        url="https://harbour.example/1", published=published, updated=updated, kind=kind
    )


def kept(**dates):
    return item(kind=SourceKind.ARCHIVE, **dates)


def ago(span):
    return Stamp(at=NOW - span)


BASELINE = PollState()
RUNNING = PollState(last_good=NOW - HOUR)
CUT_OFF = PollState(last_good=NOW - 5 * DAY)


@pytest.mark.parametrize(
    ("state", "listed", "stale"),
    [
        (BASELINE, item(), True),
        (RUNNING, kept(), True),
        (RUNNING, kept(published=ago(HOUR)), False),
        (RUNNING, kept(published=ago(9 * DAY), updated=ago(HOUR)), True),
        (BASELINE, item(published=ago(HOUR)), False),
        (BASELINE, item(published=ago(25 * HOUR)), True),
        (BASELINE, item(updated=ago(HOUR)), False),
        (BASELINE, item(published=ago(9 * DAY), updated=ago(HOUR)), True),
        (BASELINE, item(published=Stamp(at=NOW + 9 * DAY)), True),
        (BASELINE, item(published=Stamp.of_day((NOW - DAY).date())), False),
        (BASELINE, item(published=Stamp.of_day((NOW - 2 * DAY).date())), True),
        (RUNNING, item(), False),
        (RUNNING, item(published=ago(HOUR)), False),
        (RUNNING, item(published=ago(25 * HOUR)), True),
        (RUNNING, item(published=ago(9 * DAY), updated=ago(HOUR)), False),
        (RUNNING, item(published=Stamp(at=NOW + 9 * DAY)), False),
        (CUT_OFF, item(published=ago(4 * DAY)), False),
        (CUT_OFF, item(published=ago(6 * DAY)), True),
    ],
)
def test_an_item_is_stale_by_its_date_and_the_last_good_poll(state, listed, stale):
    assert is_stale(listed, state, now=NOW, catch_up=DAY) is stale


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_older_item_is_never_fresher(younger, older):
    younger, older = sorted((younger, older))
    for state in (BASELINE, RUNNING, CUT_OFF):
        if is_stale(item(ago(timedelta(seconds=younger))), state, now=NOW, catch_up=DAY):
            assert is_stale(item(ago(timedelta(seconds=older))), state, now=NOW, catch_up=DAY)


def found(*, stale=False, published=None, updated=None, since=NOW - timedelta(hours=24)):
    candidate = Candidate(
        url="https://news.example/1", published=published, updated=updated, kind=SourceKind.FEED
    )
    return Find(
        source=SourceId("s"),
        candidate=candidate,
        url="https://news.example/1",
        stale=stale,
        since=since,
        found_at=NOW,
    )


OLD = Stamp(at=NOW - timedelta(days=900))
FRESH = Stamp(at=NOW - timedelta(hours=2))


def test_a_page_that_dates_itself_long_ago_comes_too_late_though_its_listing_told_no_date():
    assert arrives_too_late(found(), OLD, None)
    assert not arrives_too_late(found(), FRESH, None)
    assert not arrives_too_late(found(), None, None)


def test_an_old_page_that_was_edited_lately_comes_in_time():
    assert not arrives_too_late(found(), OLD, FRESH)
    assert not arrives_too_late(found(updated=FRESH), OLD, None)


def test_an_undated_item_of_the_baseline_is_dated_by_its_page():
    assert not arrives_too_late(found(stale=True), FRESH, None)
    assert arrives_too_late(found(stale=True), OLD, None)
    assert arrives_too_late(found(stale=True), None, None)


def test_an_item_whose_listing_is_old_stays_too_late():
    assert arrives_too_late(found(stale=True, published=OLD), FRESH, None)


def test_a_find_of_an_earlier_version_is_judged_as_it_was_listed():
    assert arrives_too_late(found(stale=True, since=None), FRESH, None)


def test_an_entry_of_a_live_page_is_dated_by_itself():
    assert not entry_comes_too_late(found(stale=True, published=OLD), FRESH, None, now=NOW)
    assert not entry_comes_too_late(found(), ago(-3 * DAY), None, now=NOW + 3 * DAY)
    assert entry_comes_too_late(found(), OLD, None, now=NOW)
    assert entry_comes_too_late(found(), None, None, now=NOW)
    assert not entry_comes_too_late(found(since=None), OLD, None, now=NOW)
