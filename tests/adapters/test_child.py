"""Work in a child, done here: within limits, and stepping back for others."""

import os
import resource
import signal
from functools import partial

import pytest

from monitor.adapters.child import NICENESS, Done, Failed, Limits, limited, mapped_at_start

LIMITS = Limits(cpu_seconds=10_000, memory=1 << 44)
SPIN = "import time\nend = time.thread_time() + {}\nwhile time.thread_time() < end: pass"
LONG_AND_THEN_NICE = (
    "import os, select\nselect.select([], [], [], .4)\nassert os.getpriority(0, 0) == {}"
)


@pytest.fixture(autouse=True)
def _kept():
    """Set back what the work of a child changes in its process."""
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)}
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)
    for kind, limits in before.items():
        resource.setrlimit(kind, limits)


def own_niceness():
    return os.getpriority(os.PRIO_PROCESS, 0)


def rlimit(kind):
    ended = limited(partial(resource.getrlimit, kind), LIMITS, 0)
    assert isinstance(ended, Done)
    return ended.value[0]


def test_the_limits_are_set_before_the_work():
    assert rlimit(resource.RLIMIT_AS) == mapped_at_start() + LIMITS.memory
    assert 10_000 < rlimit(resource.RLIMIT_CPU) < 20_000


def test_what_comes_next_does_not_die_of_what_the_work_has_left():
    assert rlimit(resource.RLIMIT_CPU) < 20_000
    left, most = resource.getrlimit(resource.RLIMIT_CPU)
    assert left == most


def test_what_the_work_spent_is_told_with_its_value_or_its_error():
    spun = limited(partial(exec, SPIN.format(0.2)), LIMITS, 0)
    assert isinstance(spun, Done)
    assert 0.2 <= spun.seconds < 0.4
    failed = limited(partial(divmod, 1, 0), LIMITS, 0)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, ZeroDivisionError)
    assert failed.seconds < 0.1


def test_patient_work_steps_back_and_what_follows_it_does_not():
    before = own_niceness()
    assert limited(own_niceness, LIMITS, NICENESS).value == min(19, before + NICENESS)
    assert limited(own_niceness, LIMITS, 0).value == own_niceness() == before


def test_work_that_takes_long_steps_back():
    back = min(19, own_niceness() + NICENESS)
    work = partial(exec, LONG_AND_THEN_NICE.format(back))
    assert isinstance(limited(work, LIMITS, 0, patience=0.1), Done)
    assert own_niceness() < back


def test_a_system_that_does_not_tell_what_is_mapped_counts_as_none(tmp_path):
    assert mapped_at_start(tmp_path / "none") == 0
