from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.pace import Traffic, host_key, may_start_at
from monitor.model.source import Pace

NO_WISH = timedelta(0)
PACE = Pace(concurrency=2, delay=timedelta(seconds=2))


def test_the_first_request_starts_at_once():
    assert may_start_at(Traffic(), PACE, now=100.0, delay=NO_WISH) == 100.0


def test_the_next_one_keeps_its_distance():
    traffic = Traffic().started(100.0)
    assert may_start_at(traffic, PACE, now=100.5, delay=NO_WISH) == 102.0
    assert may_start_at(traffic, PACE, now=109.0, delay=NO_WISH) == 109.0


def test_a_longer_distance_that_the_site_asks_for_is_kept():
    traffic = Traffic().started(100.0)
    assert may_start_at(traffic, PACE, now=100.5, delay=timedelta(seconds=10)) == 110.0
    assert may_start_at(traffic, PACE, now=100.5, delay=timedelta(seconds=1)) == 102.0


def test_no_more_than_allowed_run_at_once():
    traffic = Traffic().started(100.0).started(102.0)
    assert may_start_at(traffic, PACE, now=200.0, delay=NO_WISH) is None
    assert may_start_at(traffic.ended(), PACE, now=200.0, delay=NO_WISH) == 200.0


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


@given(st.lists(st.floats(0, 5), max_size=30), st.integers(1, 3))
def test_starts_never_come_closer_than_the_delay(waits, concurrency):
    pace = Pace(concurrency=concurrency, delay=timedelta(seconds=2))
    traffic, now, starts = Traffic(), 0.0, []
    for wait in waits:
        now += wait
        at = may_start_at(traffic, pace, now=now, delay=NO_WISH)
        if at is None:
            traffic = traffic.ended()
            continue
        now = at
        traffic = traffic.started(now)
        starts.append(now)
    assert all(b - a >= 2 - 1e-9 for a, b in pairwise(starts))
