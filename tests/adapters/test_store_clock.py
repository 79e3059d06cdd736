from dataclasses import dataclass
from datetime import timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.adapters.store_clock import StoreClock, store_clock
from tests.conftest import SteppingClock

WRONG = pytest.mark.parametrize("by", [timedelta(days=9), timedelta(0), timedelta(days=-9)])


@dataclass
class WrongClock:
    by: timedelta

    def now(self):
        return SystemClock().now() + self.by


@WRONG
async def test_nodes_whose_own_clocks_are_wrong_tell_the_time_of_the_store(store, by):
    clock = await store_clock(store, WrongClock(by))
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - SystemClock().now()) < timedelta(seconds=1)


async def test_between_two_looks_it_goes_as_its_own_clock_does(store):
    own = SteppingClock()
    clock = StoreClock(store, own)
    assert clock.now() == own.now()
    await clock.set()
    before = clock.now()
    own.pass_by(timedelta(minutes=3))
    assert clock.now() - before == timedelta(minutes=3)
