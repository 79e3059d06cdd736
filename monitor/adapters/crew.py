"""One function for many items on all processors, in the order of the items.

The children are forks: what the function holds is there at once and is not copied, and only items
and results travel. Where the system cannot fork safely, the work is done here.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 8
"""Items that travel together: few, for one may be costly."""
AHEAD = 4
"""Batches under way for each child: so much is held in memory."""
FEW = 48
"""So few items are not worth a child."""
_PR_SET_PDEATHSIG = 1
_work: list[Callable[[Any], Any]] = []
"""What a child does; set when it begins."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def in_order(
    work: Callable[[T], R], items: Iterable[T], *, workers: int | None = None
) -> Iterator[tuple[T, R]]:
    """Yield each item with what the work makes of it; `workers` None: one for each processor.

    An error of the work is raised at its item. If a child is killed, the rest is done here.
    """
    workers = processors() if workers is None else workers
    rest = iter(items)
    first = list(islice(rest, FEW))
    alone = workers < 2 or len(first) < FEW or sys.platform != "linux"
    if alone:
        for part in (first, rest):
            for item in part:
                yield item, work(item)
        return
    forks = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, forks, initializer=_begin, initargs=(work,)) as pool:
        yield from _shared(pool, work, _batches(first, rest), workers * AHEAD)


def _batches(first: list[T], rest: Iterator[T]) -> Iterator[list[T]]:
    for start in range(0, len(first), BATCH):
        yield first[start : start + BATCH]
    while batch := list(islice(rest, BATCH)):
        yield batch


def _shared(
    pool: ProcessPoolExecutor,
    work: Callable[[T], R],
    batches: Iterator[list[T]],
    most: int,
) -> Iterator[tuple[T, R]]:
    waiting: deque[tuple[list[T], Future[list[R]] | None]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, _submitted(pool, batch)))
            if len(waiting) >= most:
                yield from _done(work, *waiting.popleft())
        while waiting:
            yield from _done(work, *waiting.popleft())
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _submitted(pool: ProcessPoolExecutor, batch: list[T]) -> "Future[list[Any]] | None":
    try:
        return pool.submit(_do, batch)
    except BrokenProcessPool:
        return None


def _done(
    work: Callable[[T], R], batch: list[T], future: "Future[list[R]] | None"
) -> Iterator[tuple[T, R]]:
    try:
        results = future.result() if future is not None else None
    except BrokenProcessPool:
        results = None
    if results is None:
        results = [work(item) for item in batch]
    yield from zip(batch, results, strict=True)


def _begin(work: Callable[[Any], Any]) -> None:  # pragma: no cover - in a child
    """Leave the keyboard to the parent, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _work[:] = [work]


def _do(batch: Sequence[Any]) -> list[Any]:  # pragma: no cover - in a child
    return [_work[0](item) for item in batch]
