from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.health import Habit
from monitor.model.moment import Stamp
from monitor.model.source import SourceKind
from monitor.schedule.habit import MOST_KNOWN, after_look, news, oddity
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, item, items, source

FEED = source()


def looked(*lists, kind=SourceKind.FEED, every=HOUR):
    """Return the habit after these lists, one each hour from now on."""
    habit = Habit()
    for number, listed in enumerate(lists):
        of, now = source(kind=kind), NOW + number * every
        habit = after_look(of, habit, listed, news(of, habit, listed), now=now)
    return habit


def urls(listed):
    return [one.url for one in listed]


def test_the_first_list_is_what_later_ones_are_compared_with():
    assert news(FEED, Habit(), items(3)) == ()
    habit = looked(items(3))
    assert news(FEED, habit, items(3)) == ()
    assert urls(news(FEED, habit, items(5))) == urls(items(2, start=3))
    assert (habit.since, habit.last_new) == (NOW, None)


def test_the_rhythm_before_the_first_list_is_told_by_its_dates():
    habit = looked(items(20, dated=NOW - HOUR))
    assert habit.last_new == NOW - HOUR
    assert habit.pace == pytest.approx(3600, rel=0.1)
    assert habit.sample.title == "Title 0"


def test_a_few_items_that_a_list_keeps_for_ever_tell_no_rhythm():
    kept = (item("a", NOW - 300 * DAY), item("b", NOW - 200 * DAY))
    recent = items(9, dated=NOW)
    assert looked((*recent, *kept)).silences == looked(recent).silences
    slow = (item("c", NOW - DAY), item("d", NOW))
    assert len(looked((*slow, *kept)).silences) == 3


def test_what_was_learnt_in_a_time_that_is_yet_to_come_is_of_now():
    ahead = NOW + 400 * DAY
    habit = after_look(FEED, Habit(), items(9, dated=ahead), (), now=ahead)
    habit = after_look(FEED, habit, (), (), now=ahead)
    back = after_look(FEED, habit, (), (), now=NOW)
    times = (habit.last_new, habit.sample.at, habit.odd_since, habit.since)
    assert set(times) == {ahead}
    assert (back.last_new, back.sample.at, back.odd_since, back.since) == (NOW,) * 4
    later = items(10, start=-1, dated=NOW + HOUR)
    assert urls(news(FEED, back, later)) == urls(later[:1])


def test_dates_that_lie_ahead_tell_no_rhythm():
    habit = looked((item("1", NOW + DAY),))
    assert habit.last_new is None
    assert habit.sample.at == NOW


def test_new_items_move_the_last_news_and_the_sample():
    habit = looked(items(3), items(4))
    assert habit.last_new == NOW + HOUR
    assert habit.sample.url == item("3").url
    assert habit.sample.at == NOW + HOUR


def test_the_sample_is_the_latest_dated_item():
    habit = looked(items(3), (*items(3), item("8", NOW - HOUR), item("9", NOW + MINUTE)))
    assert habit.sample.url == item("9").url
    assert habit.sample.at == NOW + MINUTE


def test_what_comes_back_into_a_list_is_no_news():
    habit = looked(items(3, dated=NOW))
    old, late = item("old", NOW - 3 * DAY), item("late", NOW - HOUR / 2)
    assert news(FEED, habit, (*items(3), old, late)) == (late,)


def test_an_item_without_a_link_is_known_by_its_title_and_date():
    bare = replace(item("1"), url=None)
    habit = looked((bare,))
    other = replace(bare, title="Another title")
    assert news(FEED, habit, (bare, other)) == (other,)


def test_a_list_that_was_empty_once_brings_no_old_news():
    habit = looked(items(3), (), items(4))
    assert urls(news(FEED, looked(items(3), ()), items(4))) == [item("3").url]
    assert habit.odd == 0


def test_a_source_that_listed_nothing_at_first_begins_with_its_first_items():
    habit = looked((), items(5))
    assert (habit.since, habit.last_new) == (NOW, NOW + HOUR)
    assert looked((), items(5, dated=NOW)).last_new == NOW


def test_all_that_a_mailbox_gives_is_new():
    habit = looked(items(2), items(2, start=2), kind=SourceKind.MAILBOX)
    assert news(source(kind=SourceKind.MAILBOX), habit, items(3)) == items(3)
    assert (habit.known, habit.entries) == ("", None)
    assert habit.last_new == NOW + HOUR


def test_a_mailbox_without_new_mail_is_as_it_was():
    before = looked(items(2), kind=SourceKind.MAILBOX)
    assert after_look(source(kind=SourceKind.MAILBOX), before, (), (), now=NOW + HOUR) == before


@pytest.mark.parametrize("dated", [None, NOW])
def test_of_a_long_list_what_changed_last_is_remembered_else_both_its_ends(dated):
    long = items(5_000, dated=dated)
    habit = looked(long)
    assert len(habit.known) == 5 * MOST_KNOWN
    assert news(FEED, habit, long) == ()
    first = item("new", NOW + HOUR if dated else None)
    assert news(FEED, habit, (first, *long)) == (first,)


def test_a_long_list_is_ordered_by_its_changes_too():
    long = tuple(item(str(n), updated=NOW - n * MINUTE) for n in reversed(range(300)))
    edited = replace(long[0], updated=Stamp(at=NOW + MINUTE))
    assert news(FEED, looked(long), (edited, *long[1:])) == (edited,)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(0, 400), max_size=12))
def test_memory_stays_flat_whatever_is_listed(sizes):
    habit = looked(*(items(size, start=size) for size in sizes))
    assert len(habit.known) <= 5 * MOST_KNOWN
    assert habit.odd <= len(sizes)


def test_the_usual_yield_follows_slowly():
    habit = looked(items(20), items(30))
    assert habit.entries == pytest.approx(21)


@pytest.mark.parametrize(
    ("habit", "entries", "dated", "odd"),
    [
        (Habit(), 5, 0.0, None),
        (Habit(), 0, 0.0, "it lists nothing"),
        (Habit(entries=50.0), 9, 0.0, "it lists 9 of usually 50 items"),
        (Habit(entries=50.0), 10, 0.0, None),
        (Habit(entries=9.0), 1, 0.0, None),
        (Habit(entries=9.0, dated=1.0), 9, 0.0, "its items no longer have dates"),
        (Habit(entries=9.0, dated=1.0), 9, 0.2, None),
        (Habit(entries=9.0, dated=0.7), 9, 0.0, None),
        (Habit(entries=9.0, dated=1.0), 9, None, "its items no longer have dates"),
    ],
)
def test_a_list_is_odd_that_is_empty_or_short_or_lost_its_dates(habit, entries, dated, odd):
    assert oddity(habit, entries, dated) == odd


def test_odd_lists_are_counted_from_the_first_and_not_learnt():
    habit = looked(items(50), items(4), items(4))
    assert (habit.odd, habit.odd_since, habit.entries) == (2, NOW + HOUR, 50.0)


def test_a_source_that_lists_as_usual_again_is_no_longer_odd():
    habit = looked(items(50), items(4), items(50))
    assert (habit.odd, habit.odd_since) == (0, None)


def test_a_shorter_list_that_brings_news_is_the_new_usual():
    habit = looked(items(50), items(4), items(4, start=1000))
    assert (habit.odd, habit.entries) == (0, 4.0)


def test_links_that_all_change_at_once_are_odd_though_they_are_new():
    habit = looked(items(50), items(4, start=1000))
    assert habit.odd == 1


def test_a_watched_page_that_changed_is_news_each_time():
    kind = SourceKind.PAGE
    habit = looked((), (item("p"),), (item("p"),), kind=kind)
    assert habit.last_new == NOW + timedelta(hours=2)
    assert habit.pace is not None
