from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.silence import (
    check_room,
    matcher_words,
    new_silence,
    read_matcher,
    silenced,
)
from monitor.alert.words import fits
from monitor.errors import UsageError
from monitor.model.restraint import Aspect, Matcher
from tests.alert.examples import LOST, MEETING, NEW, NOW, REGISTRY, STALE

HOUR = timedelta(hours=1)
TALKS = replace(NEW, development=MEETING)


def silence(*matchers, start=NOW - HOUR, until=NOW + HOUR, **more):
    return new_silence(
        tuple(map(read_matcher, matchers)),
        start,
        until,
        **{"author": "Kim", "comment": "exercise", **more},
        now=start,
    )


def holds(alert, *matchers, receiver="desk"):
    return silenced(alert, receiver, (silence(*matchers),), REGISTRY, NOW) is not None


@pytest.mark.parametrize(
    ("alert", "matcher"),
    [
        (NEW, "watchlist=ukraine"),
        (NEW, "receiver=DESK"),
        (NEW, "type=aid_*"),
        (NEW, "actor=european-union"),
        (TALKS, "actor=kirill-dmitriev"),
        (TALKS, "actor=russia"),
        (NEW, "development=d1"),
        (NEW, "kind=new"),
        (NEW, "severity=high"),
        (NEW, "outlet=harbour *"),
        (STALE, "outlet=Harbour Herald"),
        (STALE, "source=harbour"),
        (NEW, "summary=*pledges*ukraine"),
        (NEW, "type!=meeting"),
        (LOST, "actor!=ukraine"),
    ],
)
def test_an_alert_is_held_by_what_it_has(alert, matcher):
    assert holds(alert, matcher)


@pytest.mark.parametrize(
    ("alert", "matcher"),
    [
        (NEW, "watchlist=other"),
        (NEW, "receiver=mail"),
        (NEW, "actor=russia"),
        (NEW, "actor!=ukraine"),
        (NEW, "source=*"),
        (LOST, "type=*"),
        (STALE, "development=*"),
        (NEW, "summary=pledges"),
    ],
)
def test_an_alert_is_not_held_by_what_it_has_not(alert, matcher):
    assert not holds(alert, matcher)


def test_all_matchers_must_hold():
    assert holds(NEW, "type=aid_pledge", "severity=high")
    assert not holds(NEW, "type=aid_pledge", "severity=low")


def test_a_silence_holds_from_its_start_until_before_its_end():
    one = silence("receiver=*")
    moments = (one.start - HOUR, one.start, one.until - timedelta(seconds=1), one.until)
    held = [silenced(NEW, "desk", (one,), REGISTRY, now) is not None for now in moments]
    assert held == [False, True, True, False]


def test_of_several_silences_the_longest_holds():
    short, long = silence("receiver=*"), silence("kind=new", until=NOW + 9 * HOUR)
    assert silenced(NEW, "desk", (long, short), REGISTRY, NOW) == long


def test_a_silence_without_matchers_holds_nothing():
    assert silenced(NEW, "desk", (replace(silence("kind=*"), matchers=()),), REGISTRY, NOW) is None


@given(st.sampled_from(Aspect), st.text(min_size=1).filter(str.strip), st.booleans())
def test_a_matcher_reads_as_it_is_written(aspect, pattern, negated):
    matcher = Matcher(aspect=aspect, pattern=pattern.strip(), negated=negated)
    assert read_matcher(matcher_words(matcher)) == matcher


@pytest.mark.parametrize("text", ["", "actor", "who=me", "actor=", "actor!= ", "=x"])
def test_what_is_no_matcher_is_refused_with_what_to_write(text):
    with pytest.raises(UsageError):
        read_matcher(text)


@pytest.mark.parametrize(
    ("matchers", "more", "wrong"),
    [
        ((), {}, "matchers: 1 to 20 are needed"),
        (("kind=new",) * 21, {}, "matchers: 1 to 20 are needed"),
        (("actor=" + "x" * 201,), {}, "actor: a text of 1 to 200"),
        (("kind=new",), {"start": NOW, "until": NOW}, "until: a silence must end after its start"),
        (("kind=new",), {"start": NOW, "until": NOW + timedelta(days=367)}, "until: .* 366 days"),
        (("kind=new",), {"author": "x" * 101}, "author: a text of 1 to 100"),
        (("kind=new",), {"comment": "x" * 1001}, "comment: a text of 1 to 1000"),
    ],
)
def test_a_silence_that_passes_a_limit_is_refused_by_its_field(matchers, more, wrong):
    with pytest.raises(UsageError, match=wrong):
        silence(*matchers, **more)


def test_one_more_silence_is_refused_where_five_hundred_stand_already():
    standing = [silence("kind=new")] * 500
    ended = [replace(standing[0], until=NOW)] * 500
    with pytest.raises(UsageError, match="expire one first"):
        check_room([*standing, *ended], NOW)
    check_room([*standing[1:], *ended], NOW)


def test_the_id_of_a_silence_tells_its_words():
    assert silence("kind=new").id == silence("kind=new").id
    assert silence("kind=new").id != silence("kind=new", author="Lee").id


@given(st.text(), st.text(), st.text(), st.text())
def test_a_star_stands_for_any_text(start, middle, end, more):
    assert fits("*", more)
    assert fits(f"{start}*{end}".replace("**", "*"), start + more + end) or "*" in start + end
    if "*" not in start + middle + end:
        assert fits(f"{start}*{middle}*{end}", start + more + middle + more + end)


def test_parts_of_a_pattern_do_not_overlap():
    assert not fits("ab*ba", "aba")
    assert not fits("a*b*c", "acb")
    assert not fits("a*bb*b", "abb")
    assert fits("a*b*c", "aXbYc")
    assert not fits("a*x*c", "abc")
    assert not fits("abc", "abcd")
    assert not fits("b*", "ab")
