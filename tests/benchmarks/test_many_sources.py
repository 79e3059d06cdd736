"""A few hundred sources for a minute, as a check of the long run that `make soak` starts."""

import sys

import pytest

from tests.benchmarks.many_sources import Plan, report, too_close, watched

pytestmark = [
    pytest.mark.benchmark_suite,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="all of 127.0.0.0/8 is loopback on Linux"),
]


def test_some_sources_at_mixed_intervals(tmp_path):
    plan = Plan(sources=600, seconds=60.0)
    seen = watched(plan, tmp_path)
    report(plan, seen)
    assert too_close(seen) == 0
