"""A daemon under load whose configuration is edited again and again, a third of the times badly: no
article is lost or judged twice, no alert is told twice, and nothing is left over.

`make chaos` runs the short form, `CHAOS_FULL=1 make chaos` two hundred reloads.
"""

import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.fakes.daemon import Daemon, Settings, daemon
from tests.fakes.desk import SECRET, Desk, desk
from tests.fakes.newsroom import Newsroom, newsroom
from tests.fakes.serving import free_port
from tests.fakes.stories import GIVERS, before, pledge

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
]

FULL = "CHAOS_FULL" in os.environ  # noqa: TID251 - chosen by who runs the tests
RELOADS = 200 if FULL else 16
"""In as few, each edit below is made once."""
BEFORE = 6
"""Reloads before it is first measured: pools and caches fill."""
POOLED = 12
"""Threads of a daemon whose pools were once full; early on they may not have been."""
OUTLETS = tuple(f"outlet{number}" for number in range(6))
APART = 0.25
"""Seconds between two articles."""
REFUSED_AT_FIRST = 5
"""One alert in so many is not taken the first time."""
SETTLING = 120.0
SLOW_DISK = "fault.archive"
"""A busy machine's; news goes on without the archive."""

SECOND = "watchlists/second.yaml"
_SECOND = "name: second\ndevelopments: [aid_pledge]\nactors: {any: [WHOM]}\nnotify: [desk]\n"
Change = tuple[str, str, str]
"""In a file, what takes the place of what; the whole of it, where that is empty."""
SOURCES, MONITOR, AID = "sources.yaml", "monitor.yaml", "watchlists/aid.yaml"
BUREAU = "  - {name: bureau, "
GOOD: tuple[tuple[Change, ...], ...] = (
    ((SOURCES, "id: outlet5", "enabled: false, id: outlet5"),),
    ((SECOND, "", _SECOND.replace("WHOM", "germany")),),
    ((MONITOR, "every: 1s", "every: 2s"),),
    ((MONITOR, "send_limit: 5s", "send_limit: 6s"),),
    ((AID, "[desk, bureau]", "[desk]"), (MONITOR, BUREAU, "# {name: bureau, ")),
    ((MONITOR, "127.0.0.0/8", "127.0.0.0/16"),),
    (("actors.yaml", "actors:\n", "actors:\n  - {id: un, name: UN, kind: igo}\n"),),
    ((MONITOR, "retry: [1s, ", "retry: [2s, "),),
    ((SECOND, "", _SECOND.replace("WHOM", "ukraine")),),
)
"""Edits of the configuration of the start; each undoes the one before."""
BAD: tuple[tuple[Change, ...], ...] = (
    ((SOURCES, "id: outlet1", "idd: outlet1"),),
    ((MONITOR, "", "version: 1\nreceivers: [\n"),),
    ((AID, "ukraine", "ukrane"),),
    ((SECOND, "", _SECOND.replace("WHOM", "ukraine").replace("desk", "nobody")),),
    (("lexicon/odd.yaml", "", "type: odd\n"),),
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the process holds."""

    descriptors: int
    threads: int
    children: int
    tasks: int
    memory: int

    def __str__(self) -> str:
        return (
            f"{self.descriptors} descriptors, {self.threads} threads, {self.children} children,"
            f" {self.tasks} tasks, {self.memory} MiB"
        )


@dataclass
class Run:
    """One daemon under load, and what is done to its configuration."""

    config: Path
    room: Newsroom
    running: Daemon
    asking: httpx.Client
    over: threading.Event = field(default_factory=threading.Event)
    published: int = 0
    delays: list[float] = field(default_factory=list)
    first: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in self.config.rglob("*.yaml"):
            self.first[file.relative_to(self.config).as_posix()] = file.read_text()
        self.now = dict(self.first)

    def publish(self) -> None:
        """Print one article after the other."""
        while not self.over.wait(APART):
            article = pledge(self.published, before(datetime.now(UTC), 5))  # noqa: TID251
            self.room.publish(OUTLETS[self.published % len(OUTLETS)], article)
            self.published += 1

    def watch(self) -> None:
        """Measure again and again how long the daemon takes to answer."""
        with httpx.Client(base_url=self.asking.base_url, timeout=30) as asking:
            while not self.over.wait(0.05):
                began = time.monotonic()
                assert asking.get("/healthz").status_code == 200
                self.delays.append(time.monotonic() - began)

    def edit(self, changes: tuple[Change, ...]) -> None:
        """Make the files those of the start with these changes, each written as editors do."""
        wanted = dict(self.first)
        for name, old, new in changes:
            assert old in wanted.get(name, "")
            wanted[name] = wanted[name].replace(old, new) if old else new
        for name in self.now.keys() - wanted.keys():
            (self.config / name).unlink()
        for name, text in wanted.items():
            if self.now.get(name) != text:
                file = self.config / name
                file.parent.mkdir(exist_ok=True)
                beside = file.with_name(f".{file.name}.new")
                beside.write_text(text)
                beside.rename(file)
        self.now = wanted

    def reload(self, number: int, *, taken: bool) -> None:
        """Have the daemon reload, and wait until it did: by signal, by request, or when it sees
        that files were changed.
        """
        event = "config.reloaded" if taken else "config.refused"
        known = len(self.running.told(event))
        if number % 5 < 2:
            self.running.process.send_signal(signal.SIGHUP)
        elif number % 5 < 4:
            assert self.asking.post("/-/reload").status_code == (200 if taken else 422)
        done = self.running.until(lambda: len(self.running.told(event)) > known, limit=30)
        assert done, f"reload {number}: no {event}: {self.running.log[-2000:]}"

    def reloads(self, first: int, last: int) -> None:
        """Make these reloads, every third of them bad, and put all as it was at the start."""
        for number in range(first, last):
            group, place = divmod(number, 3)
            taken = place < 2
            if taken:
                self.edit(GOOD[(2 * group + place) % len(GOOD)])
            else:
                self.edit(BAD[group % len(BAD)])
            self.reload(number, taken=taken)
        self.edit(())
        self.reload(1, taken=True)

    def measured(self) -> Measured:
        """Return what the daemon holds, as it says and as the system does."""
        pid = self.running.process.pid
        status = dict(
            line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        )
        figures = self.asking.get("/metrics").text.splitlines()
        (tasks,) = (line.split()[1] for line in figures if line.startswith("monitor_tasks "))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return Measured(
            descriptors=len(list(Path(f"/proc/{pid}/fd").iterdir())),
            threads=int(status["Threads"]),
            children=len(children),
            tasks=int(float(tasks)),
            memory=int(status["VmRSS"].split()[0]) // 1024,
        )


@contextmanager
def beside(*works) -> Iterator[None]:
    """Do the works in threads while the block lasts."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for work in works:
            work.__self__.over.set()
        for thread in threads:
            thread.join()


def refusing(receiver: Desk) -> None:
    """Have the receiver take one alert in a few at the second attempt only."""

    def status(name: str) -> tuple[int, bool]:
        fails = receiver.tried[name] == 1 and int(name[:4], 16) % REFUSED_AT_FIRST == 0
        return (503, False) if fails else (204, True)

    receiver.status = status


def told(run: Run) -> dict[str, int]:
    """Return how often each article was judged."""
    return Counter(event["article"] for event in run.running.told("article.judged"))


def check(run: Run, receivers: tuple[Desk, ...]) -> None:
    """Fail unless each article was judged once, and each alert came once to whom it is owed."""
    whole = run.running.until(lambda: len(told(run)) == run.published, limit=SETTLING)
    assert whole, f"{run.published} published, {len(told(run))} judged"
    owed = Counter(
        name for event in run.running.told("alert.emitted") for name in event["receivers"]
    )
    for receiver, name in zip(receivers, ("desk", "bureau"), strict=True):
        all_told = receiver.until(lambda one, n=name: len(one.taken) == owed[n], limit=SETTLING)
        assert all_told, f"{name} is owed {owed[name]}, and took {len(receiver.taken)}"
        assert set(receiver.taken.values()) == {1}
    assert set(told(run).values()) == {1}
    firsts = {event["alert"] for event in run.running.told("alert.emitted")}
    assert len(firsts) >= min(run.published, len(GIVERS))
    faults = [e for e in run.running.events if e["event"].startswith("fault.")]
    assert [e for e in faults if e["event"] != SLOW_DISK] == []


def settled(run: Run) -> Measured:
    """Return what the daemon holds once the tasks of what it did are over."""
    time.sleep(5.5)  # connections are kept for so long, and tasks are counted so often
    return run.measured()


def test_reloads_under_load_lose_nothing_tell_nothing_twice_and_leave_nothing_over(tmp_path):
    with newsroom() as room, desk() as first, desk() as second:
        refusing(first)
        refusing(second)
        port = free_port()
        way = f"webhook: {{url: '{second.url}', secret: {SECRET}}}, retry: [1s, 1s, 1s, 1s, 1s]"
        settings = Settings(
            feeds={outlet: room.feed(outlet) for outlet in OUTLETS},
            desk=first.url,
            others={"bureau": way},
            web=f"{{listen: '127.0.0.1:{port}'}}",
        )
        for outlet in OUTLETS:
            room.publish(outlet)
        address = f"http://127.0.0.1:{port}"
        with (
            daemon(settings.write(tmp_path)) as running,
            httpx.Client(base_url=address, timeout=30) as asking,
        ):
            assert running.started(), running.log
            run = Run(tmp_path / "config", room, running, asking)
            began = time.monotonic()
            with beside(run.publish, run.watch):
                run.reloads(0, BEFORE)
                early = settled(run)
                run.reloads(BEFORE, RELOADS)
                seconds = time.monotonic() - began
                late = settled(run)
            check(run, (first, second))
            report(run, early, late, seconds)
            code, stopping = running.stop()
    assert (code, stopping < 2.5) == (0, True), f"it stopped in {stopping:.1f} s"
    assert late.descriptors <= early.descriptors + 20
    assert late.threads <= max(early.threads, POOLED) + 2
    assert late.children <= early.children + 2
    assert late.tasks <= early.tasks + 20
    assert late.memory <= early.memory + (80 if FULL else 60)


def report(run: Run, early: Measured, late: Measured, seconds: float) -> None:
    """Print what was done, and what it cost."""
    reloaded = run.running.told("config.reloaded")
    refused = len(run.running.told("config.refused"))
    took = sorted(event["seconds"] for event in reloaded)
    delays = sorted(run.delays)
    by = Counter(event["trigger"] for event in (*reloaded, *run.running.told("config.refused")))
    share = {part: delays[int(len(delays) * part)] * 1000 for part in (0.5, 0.99)}
    print(  # noqa: T201 - what was measured is the result
        f"\n{len(reloaded)} configurations taken and {refused} refused in {seconds:.0f} s"
        f" ({', '.join(f'{n} by {name}' for name, n in sorted(by.items()))});"
        f" each taken within {took[len(took) // 2]:.2f} s, the slowest {took[-1]:.2f} s"
        f"\n{run.published} articles published, each judged once; "
        f"{len(run.running.told('delivery.made'))} deliveries, each once"
        f"\nafter {BEFORE} reloads: {early}\nat the end:      {late}"
        f"\n/healthz answered within {share[0.5]:.0f} ms (half), {share[0.99]:.0f} ms (99 %),"
        f" {delays[-1] * 1000:.0f} ms (slowest)"
    )
