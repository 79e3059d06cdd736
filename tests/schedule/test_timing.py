from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.source import PollState
from monitor.schedule.timing import (
    LONGEST_WISH,
    Wishes,
    first_poll,
    next_poll,
    retimed,
    slowed,
)
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, RHYTHM, source

NOTHING, NEVER_ASKED = Wishes(), PollState()
STRIKES = st.floats(0, 1e6)
WAITS = st.timedeltas(timedelta(seconds=1), 10 * DAY)


def due(every=10 * MINUTE, state=NEVER_ASKED, wishes=NOTHING, jitter=0.5):
    return next_poll(source(every), state, wishes, now=NOW, jitter=jitter) - NOW


@pytest.mark.parametrize("every", [timedelta(seconds=2), MINUTE, HOUR])
def test_first_polls_of_thousands_are_spread_further_however_often_each_is_asked(every):
    last = first_poll(source(every), now=NOW, jitter=1.0, among=5_000)
    assert last == NOW + timedelta(seconds=200)


def test_no_second_of_a_start_has_more_first_polls_than_another():
    """Those of short intervals came all in the first minute, on top of their share of the rest."""
    due = Counter()
    intervals = (MINUTE, 2 * MINUTE, 2 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE)
    for number in range(6_000):
        of = source(intervals[number % 6])
        at = first_poll(of, now=NOW, jitter=number // 6 / 1_000, among=6_000)
        due[(at - NOW) // timedelta(seconds=12)] += 1
    assert set(due.values()) == {300}


def test_first_polls_are_spread_over_a_minute():
    assert first_poll(source(), now=NOW, jitter=0.0) == NOW
    assert first_poll(source(), now=NOW, jitter=0.5) == NOW + timedelta(seconds=30)


def test_a_source_asked_every_few_seconds_starts_within_its_interval():
    often = source(timedelta(seconds=2))
    assert first_poll(often, now=NOW, jitter=1.0) == NOW + timedelta(seconds=2)


@pytest.mark.parametrize(("jitter", "minutes"), [(0.0, 9), (0.5, 10), (1.0, 11)])
def test_a_good_poll_is_followed_by_the_interval_more_or_less_a_tenth(jitter, minutes):
    assert due(jitter=jitter) == minutes * MINUTE


@pytest.mark.parametrize(
    ("every", "strikes", "wait"),
    [
        (10 * MINUTE, 1, 20 * MINUTE),
        (10 * MINUTE, 2, 40 * MINUTE),
        (10 * MINUTE, 4, 160 * MINUTE),
        (10 * MINUTE, 10, 160 * MINUTE),
        (10 * MINUTE, 14, 320 * MINUTE),
        (10 * MINUTE, 500, 6 * HOUR),
        (HOUR, 3, 6 * HOUR),
        (12 * HOUR, 9, 12 * HOUR),
    ],
)
def test_strikes_slow_polling_down_gradually_to_four_times_a_day(every, strikes, wait):
    assert due(every, PollState(strikes=strikes)) == wait


def test_a_soft_failure_slows_less_than_a_hard_one():
    assert 10 * MINUTE < slowed(10 * MINUTE, 0.5) < slowed(10 * MINUTE, 1.0)


@settings(deadline=None)  # the machine may be busy
@given(WAITS, STRIKES, st.floats(0, 1))
def test_failures_never_stop_polling_for_good(every, strikes, jitter):
    wait = due(every, PollState(strikes=strikes), jitter=jitter)
    assert timedelta(0) < wait <= 1.1 * max(every, 6 * HOUR) + timedelta(microseconds=1)


@settings(deadline=None)  # the machine may be busy
@given(WAITS, STRIKES, STRIKES)
def test_more_strikes_never_make_polling_faster(every, fewer, more):
    fewer, more = sorted((fewer, more))
    assert every <= slowed(every, fewer) <= slowed(every, more)


@pytest.mark.parametrize(
    ("wishes", "wait"),
    [
        (Wishes(retry_at=NOW + 3 * HOUR), 3 * HOUR),
        (Wishes(max_age=HOUR), HOUR),
        (Wishes(keeps=4 * HOUR), 4 * HOUR),
        (Wishes(max_age=HOUR, keeps=2 * HOUR, retry_at=NOW + 3 * HOUR), 3 * HOUR),
        (Wishes(max_age=MINUTE, keeps=MINUTE), 10 * MINUTE),
        (Wishes(retry_at=NOW - DAY), 10 * MINUTE),
        (Wishes(retry_at=NOW + 900 * DAY), LONGEST_WISH),
    ],
)
def test_the_longest_wish_of_server_and_list_is_followed_for_at_most_a_day(wishes, wait):
    assert due(wishes=wishes) == wait


def test_a_source_polled_less_than_daily_keeps_its_interval():
    assert due(3 * DAY, wishes=Wishes(max_age=9 * DAY)) == 3 * DAY


def test_a_source_with_a_rhythm_is_asked_by_it():
    rushing = source(10 * MINUTE, rhythm=RHYTHM)
    habit = PollState().habit
    first = next_poll(rushing, PollState(habit=habit), NOTHING, now=NOW, jitter=0.5)
    assert first == NOW + 10 * MINUTE


SOON = NOW + timedelta(seconds=30)
POLLED = PollState(last_poll=NOW - 4 * MINUTE, polls=1)
FAILING = replace(POLLED, strikes=2.0)


@pytest.mark.parametrize(
    ("change", "state", "due", "at"),
    [
        ({"outlet": "Other"}, POLLED, 6 * MINUTE, 6 * MINUTE),
        ({"every": 5 * MINUTE}, POLLED, 6 * MINUTE, MINUTE),
        ({"every": MINUTE}, POLLED, 6 * MINUTE, SOON - NOW),
        ({"every": HOUR}, POLLED, 6 * MINUTE, 56 * MINUTE),
        ({"every": 5 * MINUTE}, FAILING, 36 * MINUTE, 16 * MINUTE),
        ({"every": MINUTE}, POLLED, 3 * HOUR, 3 * HOUR),  # its server asked for that
        ({"every": 4 * HOUR}, POLLED, 3 * HOUR, 236 * MINUTE),
        ({"rhythm": RHYTHM}, POLLED, 6 * MINUTE, None),
        ({"url": "https://other.example/feed"}, POLLED, 6 * MINUTE, SOON - NOW),
        ({"url": "https://other.example/feed"}, POLLED, MINUTE / 6, MINUTE / 6),
        ({"every": HOUR}, NEVER_ASKED, 6 * MINUTE, SOON - NOW),
    ],
)
def test_a_changed_source_is_due_as_its_new_settings_say_at_once(change, state, due, at):
    before, after = source(10 * MINUTE), replace(source(10 * MINUTE), **change)
    found = retimed(before, after, state, NOW + due, soon=SOON, now=NOW)
    if at is None:
        assert SOON <= found <= NOW + RHYTHM.longest
    else:
        assert found == NOW + at
