"""What a process and its children use: memory, descriptors and processor time, from /proc."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.5


@dataclass(frozen=True, kw_only=True)
class Use:
    """What a process uses at a moment: bytes, descriptors, and seconds of processor so far."""

    memory: int
    descriptors: int
    seconds: float


def family(pid: int) -> dict[int, str]:
    """Return the process and all below it, with the names of their programs."""
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            found[one] = Path(f"/proc/{one}/comm").read_text().strip()
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return found


def use(pid: int) -> Use | None:
    """Return what the process uses; None if it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        open_ones = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return None
    spent = (int(told[11]) + int(told[12])) / TICKS
    return Use(memory=pages * PAGE, descriptors=open_ones, seconds=spent)


def started_at(pid: int) -> int:
    """Return when the process was started, in ticks since the machine was."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


@dataclass
class Watch:
    """A daemon under watch. Its children come and go: what they spent is kept by program.

    `memory` holds the sum over all processes at each look, `peaks` the most of each kind of them,
    and `descriptors` those of the daemon alone.
    """

    pid: int
    memory: list[int] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)
    peaks: dict[str, int] = field(default_factory=dict)
    spent: dict[int, tuple[str, float]] = field(default_factory=dict)

    def look(self) -> None:
        """Note what all of them use now."""
        total = 0
        for pid, program in family(self.pid).items():
            used = use(pid)
            if used is None:
                continue
            kind = self._kind(pid, program)
            total += used.memory
            self.peaks[kind] = max(self.peaks.get(kind, 0), used.memory)
            self.spent[pid] = (kind, used.seconds)
            if pid == self.pid:
                self.descriptors.append(used.descriptors)
        self.memory.append(total)

    def _kind(self, pid: int, program: str) -> str:
        if pid == self.pid:
            return "daemon"
        return "server" if "valkey" in program or "redis" in program else "children"

    def seconds(self) -> dict[str, float]:
        """Return the processor time that each kind of process spent so far."""
        sums: dict[str, float] = {}
        for kind, spent in self.spent.values():
            sums[kind] = sums.get(kind, 0.0) + spent
        return sums


@contextmanager
def watching(pid: int) -> Iterator[Watch]:
    """Look at the daemon twice a second while the block lasts."""
    watch = Watch(pid)
    over = threading.Event()

    def look() -> None:
        while not over.wait(EVERY):
            watch.look()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield watch
    finally:
        over.set()
        looking.join()
