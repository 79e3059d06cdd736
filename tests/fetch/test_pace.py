from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.pace import Line, Traffic, host_key, may_start_at
from monitor.model.source import Pace

NO_WISH = timedelta(0)
PACE = Pace(concurrency=2, delay=timedelta(seconds=2))


def test_the_first_request_starts_at_once():
    assert may_start_at(Traffic(), PACE, now=100.0, delay=NO_WISH) == 100.0


def test_the_next_one_keeps_its_distance():
    traffic = Traffic().started(PACE, now=100.0, delay=NO_WISH)
    assert may_start_at(traffic, PACE, now=100.5, delay=NO_WISH) == 102.0
    assert may_start_at(traffic, PACE, now=109.0, delay=NO_WISH) == 109.0


def test_a_longer_distance_that_the_site_asks_for_is_kept():
    traffic = Traffic().started(PACE, now=100.0, delay=NO_WISH)
    assert may_start_at(traffic, PACE, now=100.5, delay=timedelta(seconds=10)) == 110.0
    assert may_start_at(traffic, PACE, now=100.5, delay=timedelta(seconds=1)) == 102.0


def test_no_more_than_allowed_run_at_once():
    traffic = Traffic()
    for now in (100.0, 102.0):
        traffic = traffic.started(PACE, now=now, delay=NO_WISH)
    assert may_start_at(traffic, PACE, now=200.0, delay=NO_WISH) is None
    assert may_start_at(traffic.ended(PACE), PACE, now=200.0, delay=NO_WISH) == 200.0


def test_of_two_paces_the_gentler_one_counts():
    hasty = Pace(concurrency=9, delay=NO_WISH)
    gentle = Pace(concurrency=1, delay=timedelta(seconds=5))
    one_of_each = Traffic().started(gentle, now=100.0, delay=NO_WISH)
    assert may_start_at(one_of_each, hasty, now=101.0, delay=NO_WISH) is None
    assert may_start_at(one_of_each.ended(gentle), hasty, now=101.0, delay=NO_WISH) == 105.0
    assert (
        may_start_at(
            Traffic().started(hasty, now=100.0, delay=timedelta(seconds=9)),
            replace(gentle, concurrency=2),
            now=101.0,
            delay=NO_WISH,
        )
        == 109.0
    )


def test_a_host_rests_when_nothing_runs_and_nothing_can_come_too_soon():
    assert Traffic().rested(now=100.0)
    running = Traffic().started(PACE, now=100.0, delay=NO_WISH)
    assert not running.rested(now=9000.0)
    assert not running.ended(PACE).rested(now=399.0)
    assert running.ended(PACE).rested(now=400.0)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://news.harbour.co.uk/a", "harbour.co.uk"),
        ("https://www.Harbour.com:8443/a", "harbour.com"),
        ("https://harbour.com./a", "harbour.com"),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001"),
        ("http://127.0.0.1/a", "127.0.0.1:"),
        ("http://[::1]:8001/a", "::1:8001"),
        ("http://localhost:8001/a", "localhost:8001"),
        ("http://co.uk/a", "co.uk:"),
    ],
)
def test_hosts_of_one_owner_share_their_pace(url, key):
    assert host_key(url) == key


PACES = st.builds(
    Pace, concurrency=st.integers(1, 3), delay=st.integers(0, 4).map(lambda n: timedelta(seconds=n))
)


@given(st.lists(st.tuples(st.floats(0, 5), PACES, st.floats(0, 3), st.booleans()), max_size=40))
def test_no_start_comes_too_soon_and_no_request_is_one_too_many(steps):
    traffic, now = Traffic(), 0.0
    running, starts = [], []
    for wait, pace, wish, ends in steps:
        now += wait
        if ends and running:
            traffic = traffic.ended(running.pop(0))
        delay = timedelta(seconds=wish)
        at = may_start_at(traffic, pace, now=now, delay=delay)
        if at is None:
            assert len(running) >= min(each.concurrency for each in (*running, pace))
            continue
        now = at
        traffic = traffic.started(pace, now=now, delay=delay)
        running.append(pace)
        starts.append((now, max(pace.delay, delay).total_seconds()))
        assert len(running) <= min(each.concurrency for each in running)
    for (before, distance), (after, other) in pairwise(starts):
        assert after - before >= max(distance, other) - 1e-6


def test_askers_take_turns_and_their_own_keep_their_order():
    line = Line()
    for one in ("a1", "a2", "a3", "b1", "c1", "b2"):
        line.join(one[0], one)
    assert len(line) == 6
    assert [line.next() for _ in range(7)] == ["a1", "b1", "c1", "a2", "b2", "a3", None]


def test_who_leaves_the_line_is_not_called():
    line = Line()
    for one in ("a1", "a2", "b1"):
        line.join(one[0], one)
    line.leave("a", "a1")
    line.leave("b", "b1")
    assert [line.next(), line.next()] == ["a2", None]


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=60))
def test_nobody_is_passed_over_twice_by_another_asker(moves):
    """Between joining an empty place and being called, each other asker is called at most once."""
    line: Line[int] = Line()
    waiting, passed = {}, {}
    for number, move in enumerate(moves):
        if move is not None:
            line.join(move, (move, number))
            if not waiting.get(move):
                passed[move] = []
            waiting.setdefault(move, []).append(number)
            continue
        called = line.next()
        if called is None:
            assert not any(waiting.values())
            continue
        asker, at = called
        assert waiting[asker].pop(0) == at
        for other, before in passed.items():
            if other != asker and waiting.get(other):
                assert asker not in before
                before.append(asker)
        passed[asker] = []
