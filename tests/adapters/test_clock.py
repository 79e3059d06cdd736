from datetime import timedelta

from monitor.adapters.clock import SystemClock


def test_the_clock_tells_an_aware_moment_in_utc_that_does_not_run_back():
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second
