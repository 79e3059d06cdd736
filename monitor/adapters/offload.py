"""Work on strangers' bytes in child processes: one that crashes, hangs or eats costs one page."""

import asyncio
import functools
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from typing import ParamSpec, TypeVar, assert_never

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

from monitor.adapters.child import NICENESS, PATIENCE, Done, Failed, Limits, limited
from monitor.adapters.places import Costs, Places
from monitor.errors import Unreadable

P = ParamSpec("P")
T = TypeVar("T")

WORKERS = 2
SECONDS = 60.0  # of the clock, with the start of a new child: costly work steps back for all other
CPU_SECONDS = 5
STARTS = 3  # children that may be started for one piece of work
MEMORY = 1 << 30  # bytes of address space of one child, beyond those mapped at its start


class ProcessOffload:
    """Runs functions of modules in child processes; values and arguments are pickled.

    Up to `workers` children do what is known to be quick, and what is nobody's. As many more do,
    patiently, the work of those (`of`) who usually cost much or of whom nothing is known; and half
    as many go on with what was taken for quick and is at it for over a second.
    """

    def __init__(
        self,
        *,
        workers: int = WORKERS,
        seconds: float = SECONDS,
        cpu_seconds: int = CPU_SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self._quick = Places(workers)
        self._patient = Places(workers)
        self._further = Places(max(1, workers // 2))
        self._costs = Costs()
        self._whom = ""
        self._seconds = seconds
        self._limits = Limits(cpu_seconds=cpu_seconds, memory=memory)

    def of(self, whom: str) -> "ProcessOffload":
        """Return the same children, for work that is counted as that of `whom`."""
        mine = copy(self)
        mine._whom = whom
        return mine

    def beside(self, workers: int) -> "ProcessOffload":
        """Return so many more children for quick work; those for patient work are the same."""
        other = copy(self)
        other._quick = Places(workers)
        return other

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's value; its own errors come through.

        Raises `Unreadable` when the child dies, or passes its limit of time or memory.
        """
        work = functools.partial(function, *args, **kwargs)
        patiently = bool(self._whom) and not self._costs.is_quick(self._whom)
        due = self._costs.due(self._whom, anyio.current_time())
        place = (
            Place(self._patient, None, due) if patiently else Place(self._quick, self._further, due)
        )
        async with place:
            for _ in range(STARTS):
                with suppress(ProcessLookupError):  # it died while it started, without the work
                    return await self._done(work, NICENESS if patiently else 0)
        raise Unreadable(f"{STARTS} children died while they started")

    async def _done(self, work: Callable[[], T], niceness: int) -> T:
        spent = float(self._limits.cpu_seconds)
        try:
            ended = await self._ended(work, niceness)
            spent = ended.seconds
        finally:
            self._costs.note(self._whom, spent)
        match ended:
            case Done():
                return ended.value
            case Failed(error=MemoryError() as error):
                raise Unreadable(f"needed more than {self._limits.memory >> 20} MiB") from error
            case Failed():
                raise ended.error
            case _:
                assert_never(ended)

    async def _ended(self, work: Callable[[], T], niceness: int) -> Done[T] | Failed:
        try:
            with fail_after(self._seconds):
                return await to_process.run_sync(
                    limited,
                    work,
                    self._limits,
                    niceness,
                    cancellable=True,
                    limiter=CapacityLimiter(1),  # waiting for a free child must not use up the time
                )
        except MemoryError as error:  # when the work was over
            return Failed(error=error, seconds=0.0)
        except TimeoutError as error:
            raise Unreadable(f"took longer than {self._seconds:g} s") from error
        except BrokenWorkerProcess as error:
            raise Unreadable("crashed, or passed its limit of processor time") from error


class Place:
    """A place among the workers, held for the length of a block.

    Who holds it long moves over to a `further` one, as soon as there is one, and makes room: a few
    costly pages must not hold up all others.
    """

    def __init__(self, among: Places, further: Places | None, due: float) -> None:
        self._held = among
        self._further = further
        self._due = due
        self._waiting: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        await self._held.acquire(self._due)
        if self._further is not None:
            self._wait(self._further)

    async def __aexit__(self, *_: object) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._held.release()

    def _wait(self, further: Places) -> None:
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(PATIENCE, self._move_over, further)

    def _move_over(self, further: Places) -> None:
        self._waiting = None
        if further.taken():
            self._held.release()
            self._held = further
        else:
            self._wait(further)
