from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.moment import Stamp
from monitor.model.page import FEED_BYTES, NotModified, Page, Reason, Unavailable
from monitor.model.source import Candidate, Find, PollState, Source, SourceId, SourceKind
from monitor.schedule import (
    LONGEST_WISH,
    after_poll,
    arrives_too_late,
    first_poll,
    is_stale,
    next_poll,
    poll_request,
)

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def source(every=10 * MINUTE):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url="https://harbour.example/rss",
        outlet="Harbour Post",
        every=every,
    )


def page(**more):
    return Page(
        url="https://harbour.example/rss",
        asked="https://harbour.example/rss",
        body=b"",
        fetched_at=NOW,
        **more,
    )


def unavailable():
    return Unavailable(url="u", reason=Reason.SERVER_ERROR, detail="answered 503")


def item(published=None, updated=None):
    return Candidate(
        url="https://harbour.example/1",
        published=published,
        updated=updated,
        kind=SourceKind.FEED,
    )


def ago(span):
    return Stamp(at=NOW - span)


def test_first_polls_are_spread_over_a_minute():
    assert first_poll(source(), now=NOW, jitter=0.0) == NOW
    assert first_poll(source(), now=NOW, jitter=0.5) == NOW + timedelta(seconds=30)


def test_a_source_asked_every_few_seconds_starts_within_its_interval():
    assert first_poll(source(timedelta(seconds=2)), now=NOW, jitter=1.0) == NOW + timedelta(
        seconds=2
    )


@pytest.mark.parametrize(("jitter", "minutes"), [(0.0, 9), (0.5, 10), (1.0, 11)])
def test_a_good_poll_is_followed_by_the_interval_more_or_less_a_tenth(jitter, minutes):
    assert next_poll(source(), PollState(), now=NOW, jitter=jitter) == NOW + minutes * MINUTE


@pytest.mark.parametrize(
    ("every", "failures", "wait"),
    [
        (10 * MINUTE, 1, 20 * MINUTE),
        (10 * MINUTE, 4, 160 * MINUTE),
        (10 * MINUTE, 500, 160 * MINUTE),
        (HOUR, 3, 6 * HOUR),
        (12 * HOUR, 9, 12 * HOUR),
    ],
)
def test_failures_slow_polling_down_to_a_cap(every, failures, wait):
    state = PollState(failures=failures)
    assert next_poll(source(every), state, now=NOW, jitter=0.5) == NOW + wait


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.floats(0, 1))
def test_failures_never_stop_polling_for_good(failures, seconds, jitter):
    every = timedelta(seconds=seconds)
    due = next_poll(source(every), PollState(failures=failures), now=NOW, jitter=jitter)
    assert NOW < due <= NOW + 1.1 * max(every, 6 * HOUR)


@given(st.integers(0, 100), st.integers(0, 100), st.floats(0, 1))
def test_more_failures_never_make_polling_faster(fewer, more, jitter):
    fewer, more = sorted((fewer, more))
    first = next_poll(source(), PollState(failures=fewer), now=NOW, jitter=jitter)
    assert first <= next_poll(source(), PollState(failures=more), now=NOW, jitter=jitter)


def test_the_wish_of_the_server_is_followed_if_it_is_longer():
    at = NOW + 3 * HOUR
    assert next_poll(source(), PollState(), now=NOW, jitter=0.5, retry_at=at) == at
    assert next_poll(source(), PollState(), now=NOW, jitter=0.5, max_age=HOUR) == NOW + HOUR
    assert next_poll(source(), PollState(), now=NOW, jitter=0.5, max_age=MINUTE) == (
        NOW + 10 * MINUTE
    )


def test_a_time_in_the_past_is_no_reason_to_hurry():
    due = next_poll(source(), PollState(), now=NOW, jitter=0.5, retry_at=NOW - DAY)
    assert due == NOW + 10 * MINUTE


def test_no_server_can_silence_its_source_for_longer_than_a_day():
    due = next_poll(source(), PollState(), now=NOW, jitter=0.5, retry_at=NOW + 900 * DAY)
    assert due == NOW + LONGEST_WISH


def test_a_source_polled_less_than_daily_keeps_its_interval():
    due = next_poll(source(3 * DAY), PollState(), now=NOW, jitter=0.5, max_age=9 * DAY)
    assert due == NOW + 3 * DAY


def test_polls_are_conditional_but_for_every_twelfth():
    state = PollState(etag='"a"', last_modified="then")
    conditional = [
        poll_request(source(), PollState(polls=n, etag='"a"', last_modified="then"))
        for n in range(24)
    ]
    assert poll_request(source(), state).max_bytes == FEED_BYTES
    assert [n for n, request in enumerate(conditional) if request.etag is None] == [11, 23]
    assert [n for n, request in enumerate(conditional) if request.last_modified is None] == [11, 23]


def test_a_page_renews_validators_and_forgets_failures():
    before = PollState(failures=3, polls=7, etag='"old"', problem="timeout")
    after = after_poll(before, page(etag='"new"', last_modified="now"), now=NOW, entries=30)
    assert after == PollState(
        last_poll=NOW, last_good=NOW, polls=8, etag='"new"', last_modified="now", entries=30
    )


def test_not_modified_is_a_good_poll_that_keeps_what_is_known():
    before = PollState(failures=3, polls=7, etag='"old"', last_modified="then", entries=30)
    after = after_poll(before, NotModified(url="u"), now=NOW)
    assert after == PollState(
        last_poll=NOW, last_good=NOW, polls=8, etag='"old"', last_modified="then", entries=30
    )


def test_a_failed_poll_is_counted_and_keeps_the_last_good_one():
    before = PollState(last_good=NOW - DAY, failures=3, polls=7, etag='"old"', entries=30)
    after = after_poll(before, unavailable(), now=NOW)
    assert (after.failures, after.polls, after.last_poll) == (4, 8, NOW)
    assert (after.last_good, after.etag, after.entries) == (NOW - DAY, '"old"', 30)
    assert after.problem == "server_error: answered 503"


BASELINE = PollState()
RUNNING = PollState(last_good=NOW - HOUR)
CUT_OFF = PollState(last_good=NOW - 5 * DAY)


@pytest.mark.parametrize(
    ("state", "listed", "stale"),
    [
        (BASELINE, item(), True),
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
