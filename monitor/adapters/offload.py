"""Work on strangers' bytes in child processes: one that crashes, hangs or eats costs one page."""

import asyncio
import functools
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import ParamSpec, TypeVar

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

from monitor.adapters.places import Costs, Places
from monitor.errors import Unreadable

P = ParamSpec("P")
T = TypeVar("T")

WORKERS = 2
SECONDS = 20.0  # of the clock, with the start of a new child
CPU_SECONDS = 5
PATIENCE = 1.0  # seconds after which a piece of work takes long
STARTS = 3  # children that may be started for one piece of work
MEMORY = 1 << 30  # bytes of address space of one child, beyond those mapped at its start
STATM = Path("/proc/self/statm")


class ProcessOffload:
    """Runs functions of modules in up to `workers` children; values and arguments are pickled.

    Half as many more may run while some have been at one piece of work for over a second. Who
    usually costs much (`of`) waits longer for a child than who costs little.
    """

    def __init__(
        self,
        *,
        workers: int = WORKERS,
        seconds: float = SECONDS,
        cpu_seconds: int = CPU_SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self._free = Places(workers)
        self._further = Places(max(1, workers // 2))
        self._costs = Costs()
        self._whom = ""
        self._seconds = seconds
        self._cpu_seconds = cpu_seconds
        self._memory = memory

    def of(self, whom: str) -> "ProcessOffload":
        """Return the same children, for work that is counted as that of `whom`."""
        mine = copy(self)
        mine._whom = whom
        return mine

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's value; its own errors come through.

        Raises `Unreadable` when the child dies, or passes its limit of time or memory.
        """
        work = functools.partial(function, *args, **kwargs)
        async with Place(self._free, self._further, self._costs, self._whom):
            for _ in range(STARTS):
                with suppress(ProcessLookupError):  # it died while it started, without the work
                    return await self._done(work)
        raise Unreadable(f"{STARTS} children died while they started")

    async def _done(self, work: Callable[[], T]) -> T:
        try:
            with fail_after(self._seconds):
                return await to_process.run_sync(
                    limited,
                    work,
                    self._cpu_seconds,
                    self._memory,
                    cancellable=True,
                    limiter=CapacityLimiter(1),  # waiting for a free child must not use up the time
                )
        except TimeoutError as error:
            raise Unreadable(f"took longer than {self._seconds:g} s") from error
        except BrokenWorkerProcess as error:
            raise Unreadable("crashed, or passed its limit of processor time") from error
        except MemoryError as error:
            raise Unreadable(f"needed more than {self._memory >> 20} MiB") from error


class Place:
    """A place among the workers, held for the length of a block.

    Who holds it long moves over to a further one, as soon as there is one, and makes room: a few
    costly pages must not hold up all others.
    """

    def __init__(self, free: Places, further: Places, costs: Costs, whom: str) -> None:
        self._held = free
        self._further = further
        self._costs = costs
        self._whom = whom
        self._began = 0.0
        self._waiting: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        await self._held.acquire(self._costs.due(self._whom, anyio.current_time()))
        self._began = anyio.current_time()
        self._wait()

    async def __aexit__(self, *_: object) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._costs.note(self._whom, anyio.current_time() - self._began)
        self._held.release()

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(PATIENCE, self._move_over)

    def _move_over(self) -> None:
        self._waiting = None
        if self._further.taken():
            self._held.release()
            self._held = self._further
        else:
            self._wait()


def limited(work: Callable[[], T], cpu_seconds: int, memory: int) -> T:
    """Do the work in this child, which a stop of the parent from the keyboard must not disturb."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds + 1, most))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped_at_start() + memory, most))
    return work()


@functools.cache
def mapped_at_start() -> int:
    """Return the bytes of address space that the child had mapped before its first work.

    Libraries map much that they never touch; where the system does not tell, it counts as none.
    """
    try:
        pages = int(STATM.read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
