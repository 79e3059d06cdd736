"""What a child process does with a piece of work: within limits, and with regard for others.

Niceness is a thread's own here, and ends with it: a child that was patient with one piece of work
is as quick as any with the next.
"""

import ctypes
import functools
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

PATIENCE = 1.0  # seconds after which a piece of work takes long, and steps back
COSTLY = 0.1  # seconds of processor after which memory is given back
NICENESS = 10  # of patient work: it gets a tenth of what others do not leave
STACK = 8 << 20  # bytes: as much as a first thread usually has
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one piece of work may use: seconds of processor, and bytes of address space beyond those
    that its child had mapped at its start.
    """

    cpu_seconds: int
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T]):
    """What a piece of work gave, after so many seconds of processor."""

    value: T
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """How a piece of work failed, after so many seconds of processor."""

    error: Exception
    seconds: float


def limited(
    work: Callable[[], T], limits: Limits, niceness: int, *, patience: float = PATIENCE
) -> Done[T] | Failed:
    """Do the work in this child, which a stop of the parent from the keyboard must not disturb.

    `niceness`: how far it steps back for others from its beginning on; `patience`: seconds after
    which it does so in any case.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + limits.cpu_seconds + 1, most))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped_at_start() + limits.memory, most))
    try:
        return _apart(work, niceness, patience)
    finally:  # what comes next must not die of what this work has left
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


@functools.cache
def mapped_at_start(statm: Path = STATM) -> int:
    """Return the bytes of address space that the child had mapped before its first work.

    Libraries map much that they never touch; where the system does not tell, it counts as none.
    """
    try:
        pages = int(statm.read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _apart(work: Callable[[], T], niceness: int, patience: float) -> Done[T] | Failed:
    """Do the work in a thread of its own, which steps back at once or when it takes long."""
    ended: list[Done[T] | Failed] = []

    def act() -> None:
        _step_back(threading.get_native_id(), niceness)
        ended.append(_measured(work))

    threading.stack_size(STACK)
    thread = threading.Thread(target=act)
    thread.start()
    thread.join(patience)
    if thread.is_alive() and thread.native_id is not None:
        _step_back(thread.native_id, NICENESS)
    thread.join()
    if ended[0].seconds > COSTLY:
        _give_back()
    return ended[0]


def _measured(work: Callable[[], T]) -> Done[T] | Failed:
    began = time.thread_time()
    try:
        value = work()
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        return Failed(error=error, seconds=time.thread_time() - began)
    return Done(value=value, seconds=time.thread_time() - began)


def _step_back(thread: int, niceness: int) -> None:
    """Let all others go first; where threads cannot, the work goes on as it is."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, 0) + niceness)


def _give_back() -> None:
    """Return to the system what costly work left free in this child, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
