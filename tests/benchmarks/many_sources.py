"""Thousands of sources at mixed intervals, a third of them failing, and the real daemon.

`python -m tests.benchmarks.many_sources --sources 5000 --seconds 600` prints how late polls were,
whether any host was asked more often than its pace allows, and what all that cost.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time  # noqa: TID251 - the clock of the ledger

import redis

from monitor.schedule.timing import FIRST_POLLS_APART, FIRST_POLLS_WITHIN
from tests.benchmarks.crowd import (
    BARE,
    ENDED,
    ENTRY,
    EVERY,
    FEED,
    ROBOTS,
    STARTED,
    STORY,
    address,
    fails,
)
from tests.benchmarks.newspages import say
from tests.benchmarks.queue_looks import QueueLook, latest, queue_look, words
from tests.fakes.daemon import Daemon, daemon
from tests.fakes.watching import Watch, use, watching

PORT = 18_711
SETTLED = 15.0
"""Seconds after the last first poll."""
LOOK_EVERY = 1.0
PACE = 2.0
"""Seconds between the starts of two requests to one host: the daemon's default."""
ARRIVAL = 0.25
"""By so much (s) two requests may arrive closer together than they were sent."""
GOAL_CPU, GOAL_MIB = 0.35, 400
_MONITOR = """\
version: 1
state_dir: {state}
network: {{allow: [127.80.0.0/16]}}
web: null
verifier: null
receivers: []
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many sources, how long they are watched once all were asked (s), and how often each is
    asked (s; None: mixed intervals). One host in `bare` sends no validators (0: each sends them).
    """

    sources: int = 5_000
    seconds: float = 600.0
    every: int | None = None
    bare: int = BARE

    @property
    def warm(self) -> float:
        """Return the seconds until every source was asked once: first polls are spread."""
        spread = max(FIRST_POLLS_WITHIN, self.sources * FIRST_POLLS_APART)
        return spread.total_seconds() + SETTLED

    def interval(self, host: int) -> int:
        """Return how often (s) the host is asked."""
        return self.every or EVERY[host // 3 % len(EVERY)]


@dataclass
class Seen:
    """What was seen from outside: when each source was due (by the store, before it was asked),
    which was the latest at each look, and what the origin's ledger says. `started`: when the daemon
    was; `began`: when all were asked once, and it was watched.
    """

    due: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    looks: list[QueueLook] = field(default_factory=list)
    started: float = 0.0
    began: float = 0.0
    ended: float = 0.0
    used: dict[str, float] = field(default_factory=dict)
    crowd_used: float = 0.0
    memory: list[int] = field(default_factory=list)
    ledger: list[tuple[float, int, int, int]] = field(default_factory=list)


def write(plan: Plan, folder: Path) -> Path:
    """Write the configuration folder, and return it."""
    config = folder / "config"
    (config / "watchlists").mkdir(parents=True)
    (config / "monitor.yaml").write_text(_MONITOR.format(state=json.dumps(str(folder / "state"))))
    entries = "".join(
        f"  - {{id: s{host}, feed: 'http://{address(host)}:{PORT}/feed', outlet: Pier {host},"
        f" every: {plan.interval(host)}s}}\n"
        for host in range(plan.sources)
    )
    (config / "sources.yaml").write_text(f"sources:\n{entries}")
    (config / "watchlists" / "aid.yaml").write_text(
        "name: aid\ndevelopments: [aid_pledge]\nactors: {any: [ukraine]}\n"
    )
    (config / "actors.yaml").write_text("actors:\n  - {id: ukraine, name: Ukraine, kind: state}\n")
    return config


@contextmanager
def crowd(plan: Plan, ledger: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the hosts in a process of their own; the ledger is there after the block."""
    arguments = (str(PORT), str(plan.sources), str(ledger), str(plan.bare))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.crowd", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as hosts:
        try:
            assert hosts.stdout is not None
            assert hosts.stdout.readline() == "ready\n"
            yield hosts
        finally:
            assert hosts.stdin is not None
            hosts.stdin.close()
            hosts.wait(60)


def watched(plan: Plan, folder: Path) -> Seen:
    """Run the daemon for the plan's time, and return what was seen."""
    seen = Seen()
    ledger = folder / "ledger"
    config = write(plan, folder)
    with crowd(plan, ledger) as hosts, daemon(config, "--json") as running:
        assert running.until(lambda: running.told("daemon.started"), limit=120), running.log
        seen.started = time()
        with watching(running.process.pid) as watch:
            _look_on(seen, running, watch, folder, plan.warm)
            seen.began = time()
            before, hosts_before = watch.seconds(), use(hosts.pid)
            watch.memory.clear()
            _look_on(seen, running, watch, folder, plan.seconds)
            seen.ended = time()
            after, hosts_after = watch.seconds(), use(hosts.pid)
        seen.memory = list(watch.memory)
        code, _ = running.stop()
        assert code == 0
        faults = [e for e in running.events if e["event"].startswith("fault.")]
        assert not faults, faults[:3]
    seen.used = {kind: spent - before.get(kind, 0.0) for kind, spent in after.items()}
    assert hosts_before is not None
    assert hosts_after is not None
    seen.crowd_used = hosts_after.seconds - hosts_before.seconds
    seen.ledger = list(ENTRY.iter_unpack(ledger.read_bytes()))
    return seen


def _look_on(seen: Seen, running: Daemon, watch: Watch, folder: Path, seconds: float) -> None:
    """Look into the store once a second, so long: when is each source due?"""
    over, began = threading.Event(), monotonic()
    with redis.Redis(unix_socket_path=str(_socket(folder, running))) as store:
        while monotonic() - began < seconds:
            now = time()
            rows = store.zrange("{monitor}:polls:due", 0, -1, withscores=True)
            seen.looks.append(queue_look(rows, now=now))
            for name, due in rows:
                known = seen.due.setdefault(int(name[1:]), [])
                if not known or known[-1][1] != due / 1000:
                    known.append((now, due / 1000))
            over.wait(LOOK_EVERY)


def _socket(folder: Path, running: Daemon) -> Path:
    return next((folder / "state").rglob("*.sock"))


@dataclass(frozen=True, order=True, kw_only=True)
class Lag:
    """By how many seconds after it was due a poll reached its host; for so many of them the pace of
    the host, which had just been asked for something else, allowed it no sooner.
    """

    seconds: float
    paced: float = 0.0


def lags(seen: Seen, *, well: bool) -> list[Lag]:
    """Return the lags of polls, least first, of hosts that are well or of those that are not."""
    found = []
    last: dict[int, float] = {}
    for when, host, what, path in seen.ledger:
        if what != STARTED:
            continue
        free = last.get(host, 0.0) + PACE
        last[host] = when
        if (
            path != FEED
            or not seen.began <= when <= seen.ended
            or (fails(host) is None) is not well
        ):
            continue
        dues = [due for at, due in seen.due.get(host, ()) if at <= when and due <= when]
        if dues:
            late = when - dues[-1]
            found.append(Lag(seconds=late, paced=min(late, max(0.0, free - dues[-1]))))
    return sorted(found)


def too_close(seen: Seen) -> int:
    """Return how often a host was asked sooner, or by more at once, than its pace allows.

    Its robots.txt, which is asked for once a day and followed by the page itself, is not counted.
    """
    last: dict[int, float] = {}
    open_ones: dict[int, int] = {}
    count = 0
    for when, host, what, path in seen.ledger:
        if path == ROBOTS:
            continue
        if what == ENDED:
            open_ones[host] = open_ones.get(host, 0) - 1
            continue
        count += open_ones.get(host, 0) > 0 or when - last.get(host, 0.0) < PACE - ARRIVAL
        open_ones[host] = open_ones.get(host, 0) + 1
        last[host] = when
    return count


def at(values: list[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def missed(plan: Plan, seen: Seen) -> int:
    """Return how many polls of hosts that are well are missing in the time that was watched."""
    counted: dict[int, int] = {}
    for when, host, what, path in seen.ledger:
        if what == STARTED and path == FEED and seen.began <= when <= seen.ended:
            counted[host] = counted.get(host, 0) + 1
    time_watched = seen.ended - seen.began
    least = {
        host: int(time_watched / (plan.interval(host) * 1.1 + 3))
        for host in range(plan.sources)
        if fails(host) is None
    }
    return sum(max(0, must - counted.get(host, 0)) for host, must in least.items())


def _report_lags(name: str, found: list[Lag]) -> None:
    late, paced = [one.seconds for one in found], sorted(one.paced for one in found if one.paced)
    say(
        f"  late, hosts that are {name}: p50 {at(late, 0.5):.2f} s, p99 {at(late, 0.99):.2f} s, "
        f"most {late[-1] if late else 0:.2f} s ({len(late)} polls)"
    )
    most = paced[-1] if paced else 0.0
    say(f"    of that by their own host's pace: {len(paced)} polls, at most {most:.2f} s")


def report(plan: Plan, seen: Seen) -> None:
    """Print the table."""
    seconds = seen.ended - seen.began
    asked = [row for row in seen.ledger if row[2] == STARTED and seen.began <= row[0] <= seen.ended]
    polls, stories = (sum(row[3] == kind for row in asked) for kind in (FEED, STORY))
    every = f"{plan.every} s" if plan.every else f"{min(EVERY)} to {max(EVERY)} s"
    say(
        f"{plan.sources} sources each {every}, a third of them failing; watched for {seconds:.0f} s"
    )
    say(
        f"  {polls / seconds:.1f} polls/s, {stories / seconds:.2f} articles/s, "
        f"{len(asked)} requests"
    )
    for name, well in (("well", True), ("failing", False)):
        _report_lags(name, lags(seen, well=well))
    say("  the latest that was due and not yet claimed, at any look:")
    at_start = latest(seen.looks, seen.started, seen.began)
    say(f"    while all were asked for the first time: {words(at_start, began=seen.started)}")
    watched_for = latest(seen.looks, seen.began, seen.ended)
    say(f"    afterwards: {words(watched_for, began=seen.began)}")
    say(f"  polls of well hosts that are missing: {missed(plan, seen)}")
    say(f"  requests closer together than their host's pace: {too_close(seen)}")
    shares = {kind: spent / seconds for kind, spent in sorted(seen.used.items())}
    told = ", ".join(f"{kind} {share:.1%}" for kind, share in shares.items())
    whole = sum(shares.values())
    say(
        f"  of one core: {whole:.1%} ({told}); the hosts themselves {seen.crowd_used / seconds:.1%}"
    )
    say(f"  per poll: {whole * seconds / max(1, polls) * 1000:.1f} ms of processor")
    most = max(seen.memory) >> 20
    say(f"  resident at most {most} MiB (goal for 10,000 at 300 s: {GOAL_CPU:.0%}, {GOAL_MIB} MiB)")


def main() -> None:
    """Run by the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--every", type=int, default=None)
    parser.add_argument("--bare", type=int, default=BARE, help="one in so many: no validators")
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="mon") as folder:
        seen = watched(plan, Path(folder))
    report(plan, seen)
    sys.exit(1 if too_close(seen) else 0)


if __name__ == "__main__":
    main()
