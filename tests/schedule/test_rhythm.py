from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.health import Habit, Silence
from monitor.model.source import Rhythm
from monitor.schedule.rhythm import (
    DAYS,
    after_news,
    bears,
    from_dates,
    interval,
    quiet_after,
    silence,
    start_of,
    stepped,
)
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, RHYTHM, source

SOURCE = source(rhythm=RHYTHM)
SECONDS = st.integers(0, 40 * 86_400)
GAPS = st.lists(st.tuples(SECONDS, st.integers(1, 300)), max_size=40)


def lived(gaps, habit=None):
    """Return the habit, and the moment, after news that came after these gaps (s, items)."""
    now, habit = NOW, habit or Habit(since=NOW, last_new=NOW)
    for seconds, items in gaps:
        now += timedelta(seconds=seconds)
        habit = after_news(habit, start_of(SOURCE), items=items, at=now)
    return habit, now


def after(hours, count, habit=None):
    return lived([(int(hours * 3600), 1)] * count, habit)


def test_without_a_rhythm_a_source_is_asked_every_so_often():
    habit, now = after(5, 9)
    assert interval(source(7 * MINUTE), habit, now=now) == 7 * MINUTE


def test_of_a_source_that_nothing_is_known_of_its_interval_is_believed():
    assert interval(SOURCE, Habit(), now=NOW) == 10 * MINUTE


def test_a_start_out_of_bounds_is_brought_within_them():
    assert interval(source(9 * HOUR, rhythm=RHYTHM), Habit(), now=NOW) == 2 * HOUR


def test_news_every_few_minutes_is_asked_for_as_often_as_is_allowed():
    habit, now = after(1 / 60, 30)
    assert interval(SOURCE, habit, now=now) == 2 * MINUTE


def test_a_source_settles_at_half_its_own_pace():
    habit, now = after(1, 60)
    assert 25 * MINUTE < interval(SOURCE, habit, now=now) < 35 * MINUTE


def test_one_odd_gap_moves_the_interval_little():
    habit, now = after(1, 60)
    odd, later = lived([(10 * 86_400, 1)], habit)
    assert interval(SOURCE, odd, now=later) < 1.35 * interval(SOURCE, habit, now=now)


def test_a_source_that_sleeps_is_asked_less_often_until_it_wakes():
    habit, now = after(0.1, 60)
    asleep = [interval(SOURCE, habit, now=now + hours * HOUR) for hours in (0, 3, 8, 60)]
    assert asleep == sorted(asleep)
    assert asleep[2] == 24 * MINUTE
    assert asleep[3] == 2 * HOUR


@settings(deadline=None)  # the machine may be busy
@given(GAPS, SECONDS, st.integers(60, 86_400), st.integers(1, 50))
def test_the_interval_is_always_within_the_bounds_of_the_user(gaps, silent, shortest, times):
    rhythm = Rhythm(
        shortest=timedelta(seconds=shortest), longest=timedelta(seconds=shortest * times)
    )
    habit, now = lived(gaps)
    found = interval(source(rhythm=rhythm), habit, now=now + timedelta(seconds=silent))
    assert rhythm.shortest <= found <= rhythm.longest


@settings(deadline=None)  # the machine may be busy
@given(GAPS, st.integers(1, 40 * 86_400), st.integers(0, 50), st.integers(1, 50))
def test_more_news_never_slows_the_polling(gaps, seconds, fewer, more):
    habit, now = lived(gaps)
    now += timedelta(seconds=seconds)

    def then(count):
        return after_news(habit, start_of(SOURCE), items=count, at=now) if count else habit

    slow = interval(SOURCE, then(fewer), now=now)
    assert interval(SOURCE, then(fewer + more), now=now) <= slow


@settings(deadline=None)  # the machine may be busy
@given(st.floats(1, 1e7), SECONDS, SECONDS)
def test_a_longer_gap_never_means_a_faster_pace(pace, shorter, longer):
    shorter, longer = sorted((shorter, longer))
    assert 1 <= stepped(pace, shorter) <= stepped(pace, longer)


@settings(deadline=None)  # the machine may be busy
@given(GAPS)
def test_what_is_remembered_of_silences_does_not_grow(gaps):
    habit, _ = lived(gaps)
    assert len(habit.silences) <= DAYS
    assert len({s.day for s in habit.silences}) == len(habit.silences)


def test_of_each_day_with_news_the_longest_silence_is_kept():
    habit, _ = lived([(3600, 1), (9000, 1), (60, 1)])
    assert habit.silences == (Silence(day=NOW.date(), seconds=9000),)


def test_news_of_the_past_changes_nothing():
    habit, _ = after(1, 3)
    assert after_news(habit, 60.0, items=4, at=NOW - DAY) == habit


def test_the_first_news_only_begins_the_count():
    habit = after_news(Habit(), 60.0, items=4, at=NOW)
    assert habit == Habit(last_new=NOW)


def test_the_first_gaps_teach_a_pace_that_is_far_from_what_was_assumed():
    habit, _ = after(24, 8)
    assert habit.gaps == 8
    assert 12 * 3600 < habit.pace < 24 * 3600


def test_dates_tell_a_pace_by_their_median_and_the_silences_of_their_days():
    dates = [NOW + n * HOUR for n in (0, 1, 2, 30, 31, 31, 100)]
    habit = from_dates(Habit(), dates)
    assert (habit.last_new, habit.pace, habit.gaps) == (dates[-1], 3600, 6)
    assert [s.seconds for s in habit.silences] == [3600, 28 * 3600, 69 * 3600]


def test_one_date_or_none_tells_no_pace():
    assert from_dates(Habit(), [NOW]) == Habit(last_new=NOW)
    assert from_dates(Habit(), []) == Habit()


def test_a_source_is_silent_since_its_last_news_or_since_it_was_first_asked():
    assert silence(Habit(), NOW) is None
    assert silence(Habit(since=NOW), NOW + HOUR) == HOUR
    assert silence(Habit(since=NOW, last_new=NOW + HOUR), NOW + 3 * HOUR) == 2 * HOUR
    assert silence(Habit(since=NOW), NOW - HOUR) == timedelta(0)


def test_a_source_with_quiet_nights_bears_two_of_them():
    day = [(3600, 1)] * 14 + [(36_000, 1)]
    habit, now = lived(day * 16)
    assert bears(habit, now) == 20 * HOUR


def test_a_source_with_quiet_weekends_bears_them():
    week = ([(3600, 1)] * 14 + [(36_000, 1)]) * 4 + [(3600, 1)] * 14 + [(36_000 + 2 * 86_400, 1)]
    habit, now = lived(week * 3)
    assert 4 * DAY < bears(habit, now) < 5 * DAY


def test_one_fault_of_a_week_does_not_teach_a_busy_source_to_be_silent():
    habit, _ = lived(([(3600, 1)] * 23 + [(3600, 1)]) * 6)
    habit, now = lived([(7 * 86_400, 1)] + [(3600, 1)] * 24 * 16, habit)
    assert bears(habit, now) == 8 * HOUR


def test_a_source_that_is_never_silent_for_an_hour_bears_three():
    habit, now = after(0.1, 24 * 10 * 16)
    assert bears(habit, now) == 3 * HOUR


def test_a_source_with_rare_news_bears_eight_of_its_gaps():
    habit, now = after(72, 40)
    assert bears(habit, now) / (8 * 72 * HOUR) == pytest.approx(1, rel=0.05)


def test_a_source_that_was_watched_for_a_few_days_bears_three():
    habit, now = after(1, 30)
    assert bears(habit, now) == 3 * DAY


def test_a_source_with_slow_news_bears_more_than_a_stranger():
    habit, now = after(24 * 20, 3)
    assert bears(habit, now) >= 40 * DAY


def test_of_a_source_without_a_rhythm_nothing_is_said_for_a_month():
    assert bears(Habit(), NOW) == 30 * DAY
    assert bears(replace(Habit(), pace=60.0), NOW) == 3 * DAY


def test_a_source_is_quiet_after_a_few_of_its_gaps():
    assert quiet_after(Habit()) == DAY
    assert quiet_after(Habit(pace=60.0)) == HOUR
    assert quiet_after(Habit(pace=7200.0)) == 8 * HOUR
