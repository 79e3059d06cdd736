from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.when import dates
from tests.fakes.english import ENGLISH

BASE = date(2025, 12, 20)  # a Saturday


def test_the_longest_mention_that_starts_first_wins():
    (found,) = dates("on Friday, Dec. 19, 2025, they met", ENGLISH, base=BASE)
    assert (found.text, str(found.when), found.past) == (
        "Friday, Dec. 19, 2025",
        "2025-12-19",
        True,
    )


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("They met on Sunday.", "2025-12-14"),
        ("They will meet on Sunday.", "2025-12-21"),
        ("Talks are scheduled for Monday.", "2025-12-22"),
        ("He, who will stay there, said on Sunday", "2025-12-14"),
        ("It will be so. They met on Sunday.", "2025-12-14"),
        ("A summit is planned for June 3.", "2026-06-03"),
    ],
)
def test_words_before_it_decide_on_which_side_a_weekday_lies(text, when):
    (found,) = dates(text, ENGLISH, base=BASE)
    assert str(found.when) == when
    assert found.past_day is not None
    assert found.future_day is not None


def test_several_days_ahead_keep_their_distance():
    (found,) = dates("They will meet from Monday to Wednesday.", ENGLISH, base=BASE)
    assert (str(found.when), str(found.last)) == ("2025-12-22", "2025-12-24")


def test_the_day_before_is_counted_from_the_day_told_before():
    first, second = dates("On Wednesday he praised talks held the day before.", ENGLISH, base=BASE)
    assert (str(first.when), str(second.when)) == ("2025-12-17", "2025-12-16")
    (other,) = dates("talks held the day before.", ENGLISH, base=BASE, told=date(2025, 12, 10))
    assert (str(other.when), other.vague) == ("2025-12-09", False)
    (alone,) = dates("talks held the day before.", ENGLISH, base=BASE)
    assert (str(alone.when), alone.vague) == ("2025-12-19", True)


def test_the_words_after_a_day_after_are_not_part_of_it():
    _, found = dates("On Wednesday, one day after leaders met", ENGLISH, base=BASE)
    assert (found.text, str(found.when)) == ("one day after", "2025-12-16")


@pytest.mark.parametrize(
    "text", ["since 2014", "since Monday", "since the 2014 vote", "Since March"]
)
def test_since_marks_the_start_of_what_goes_on(text):
    assert [d.since for d in dates(text, ENGLISH, base=BASE)] == [True]


def test_a_span_wins_over_the_word_after_it():
    (found,) = dates("lent it over the next two years after long talks", ENGLISH, base=BASE)
    assert (found.text, found.span) == ("over the next two years", True)


def test_a_date_that_could_be_two_is_left_out():
    assert dates("on 3/12/2025", ENGLISH, base=BASE) == ()


def test_a_plain_date_is_not_since():
    assert [d.since for d in dates("on Monday", ENGLISH, base=BASE)] == [False]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31)))
def test_a_written_day_is_read_back(day):
    for written in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", str(day)):
        (found,) = dates(f"They met on {written} there.", ENGLISH, base=BASE)
        assert found.when is not None
        assert found.when.exact == day


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31)), st.integers(0, 6))
def test_a_weekday_lies_within_a_week_on_either_side(base, number):
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][number]
    (found,) = dates(f"They met on {name}.", ENGLISH, base=base)
    assert 0 <= (base - found.past_day).days < 7
    assert 0 <= (found.future_day - base).days < 7
    assert found.past_day.weekday() == found.future_day.weekday() == number


WORDS = """Monday Dec. 19 31 2024 since last next this week two days ago over the in early May ,
- to and will before after day year weekend tomorrow 19th on of a decade ² earlier coming"""
PIECES = st.sampled_from(WORDS.split())


@given(
    st.lists(PIECES, max_size=20).map(" ".join),
    st.dates(min_value=date(1, 1, 15), max_value=date(9999, 11, 1)),
)
def test_any_text_gives_ordered_disjoint_spans(text, base):
    end = 0
    for span in dates(text, ENGLISH, base=base):
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        end = span.end


def test_a_date_that_another_replaces_is_told_from_it():
    old, new = dates("not on Friday but on Sunday", ENGLISH, base=date(2026, 3, 4))
    assert (old.left, old.taken, new.left, new.taken) == (True, False, False, True)
