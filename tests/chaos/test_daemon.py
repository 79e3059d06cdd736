"""Daemon and server killed at random moments: nothing is lost, and nothing told twice as if new."""

import os
import random  # noqa: TID251 - chance is the point of this test; the seed is printed
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.archive.writing import Writer
from tests.fakes.daemon import Daemon, Settings, daemon
from tests.fakes.desk import Desk, desk
from tests.fakes.newsroom import Newsroom, Printed, newsroom
from tests.fakes.stories import GIVERS, before, pledge

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's"),
]

OUTLETS = tuple(f"outlet{number}" for number in range(6))
DEAD = "dead"
WATCHLIST = "name: sources\non: [source]\nnotify: [desk]\n"
ARTICLES = len(GIVERS)
KILLS = 10
PUBLISHING = 40.0
SETTLING = 90.0
UNTAKEN, ANSWER_LOST = 0.2, 0.1


@dataclass
class Chaos:
    """One run. `killed` counts the victims; `dice` decide all that is left to chance.

    `struck` are the servers that are dead already: who kills one again waits for nothing.
    """

    dice: random.Random
    config: Path
    newsroom: Newsroom
    desk: Desk
    killed: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)
    servers: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)

    def publish(self) -> None:
        """Print one article after the other, over the whole time of publishing."""
        for number in range(ARTICLES):
            article = pledge(number, before(datetime.now(UTC), 5))  # noqa: TID251 - real time
            self.newsroom.publish(OUTLETS[number % len(OUTLETS)], article)
            if self.over.wait(PUBLISHING / ARTICLES):
                return

    def run(self) -> None:
        """Run one daemon after the other, as systemd would, until all killing is done."""
        victims = ["daemon"] * KILLS + ["server"] * KILLS
        self.dice.shuffle(victims)
        while victims:
            with daemon(self.config) as running:
                self._live(running, victims)

    def _live(self, running: Daemon, victims: list[str]) -> None:
        """Let the daemon work, and kill what is to be killed, until it is itself the victim."""
        if self.dice.random() < 0.2 and victims[-1] == "daemon":
            self.over.wait(self.dice.uniform(0.5, 3.0))  # while it is starting
        else:
            assert running.started(), running.log
        while victims:
            self.over.wait(self.dice.uniform(0.05, 1.8))
            victim = victims.pop()
            self.killed[victim] += 1
            if victim == "daemon":
                self.servers |= _servers(running)
                return
            self._kill_server(running)

    def _kill_server(self, running: Daemon) -> None:
        assert running.until(lambda: _servers(running) - self.struck), running.log
        pids = _servers(running)
        died = len(running.told("fault.server_died"))
        self.servers |= pids
        self.struck |= pids
        with suppress(ProcessLookupError):
            os.kill(_latest_server(running), signal.SIGKILL)
        assert running.until(lambda: len(running.told("fault.server_died")) > died), running.log
        if self.dice.random() < 0.7:
            assert running.until(lambda: _servers(running) - pids), running.log

    def answer(self, _: str) -> tuple[int, bool]:
        """Return what the receiver does: most often it takes the alert and says so."""
        drawn = self.dice.random()
        if drawn < UNTAKEN:
            return 503, False
        return (500, True) if drawn < UNTAKEN + ANSWER_LOST else (204, True)


def _started(running: Daemon) -> list[int]:
    events = ("server.started", "server.taken_over")
    return [e["pid"] for e in tuple(running.events) if e["event"] in events]


def _servers(running: Daemon) -> set[int]:
    return set(_started(running))


def _latest_server(running: Daemon) -> int:
    return _started(running)[-1]


@contextmanager
def in_background(work) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def say(figures: str) -> None:
    """Print a line of figures, for who runs this with `-s`."""
    sys.stdout.write(f"\nchaos: {figures}\n")


def weather(days: int) -> Printed:
    """Return an article of so many days ago that tells of no development."""
    at = datetime.now(UTC) - timedelta(days=days)  # noqa: TID251 - real time
    said = f"The weather office expects {days} millimetres of rain on the northern coast."
    return Printed(slug=f"rain-{days}", title=f"Rain for {days} hours", paragraphs=(said,), at=at)


def told_new(taken: Desk) -> dict[str, set[str]]:
    """Return the ids under which each giver's pledge was told as new."""
    found: dict[str, set[str]] = {}
    for name, alert in taken.alerts.items():
        if alert["kind"] == "source":
            continue
        assert alert["kind"] == "new", alert
        giver = alert["development"]["actors"][0]["name"]
        found.setdefault(giver, set()).add(name)
    return found


def told_of_sources(taken: Desk) -> list[tuple[str, str]]:
    """Return each change of a source's health that was told: which, and to what."""
    told = (a["source"] for a in taken.alerts.values() if a["kind"] == "source")
    return [(source["id"], source["state"]) for source in told]


def alive(pid: int) -> bool:
    """Return whether a process of that id runs (and is no zombie)."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_twenty_kills_lose_no_alert_and_tell_none_under_another_id(tmp_path):
    seed = int(os.environ.get("CHAOS_SEED", random.randrange(10**6)))  # noqa: TID251 - a wish
    say(f"seed {seed} (CHAOS_SEED={seed} draws the same)")
    began = monotonic()
    with newsroom() as news, desk() as taken:
        feeds = {outlet: news.feed(outlet) for outlet in (*OUTLETS, DEAD)}
        for outlet in OUTLETS:
            news.publish(outlet)
        news.publish(DEAD, *(weather(days) for days in (93, 92, 91, 90)))
        config = Settings(feeds=feeds, desk=taken.url).write(tmp_path)
        (config / "watchlists" / "sources.yaml").write_text(WATCHLIST)
        chaos = Chaos(dice=random.Random(seed), config=config, newsroom=news, desk=taken)
        taken.status = chaos.answer
        with in_background(chaos.publish):
            try:
                chaos.run()
            except BaseException:
                chaos.over.set()
                raise
        say(f"{dict(chaos.killed)} killed in {monotonic() - began:.0f} s")
        with daemon(config) as last:
            assert last.started(), last.log  # all may be told already: a stop is for who listens
            complete = taken.until(lambda d: len(told_new(d)) == ARTICLES, limit=SETTLING)
            missing = set(GIVERS) - set(told_new(taken))
            assert complete, f"never told: {missing}\n{last.log}"
            assert last.until(lambda: settled(last, taken), limit=SETTLING), last.log
            code, seconds = last.stop()
            chaos.servers |= _servers(last)
    copies = sum(taken.taken.values()) - len(taken.taken)
    say(
        f"{ARTICLES} developments told in {monotonic() - began:.0f} s, {len(taken.taken)} ids, "
        f"{sum(taken.tried.values())} attempts, {copies} copies of an id that was taken before"
    )
    assert {giver: len(ids) for giver, ids in told_new(taken).items()} == dict.fromkeys(GIVERS, 1)
    assert told_of_sources(taken) == [(DEAD, "stale")]
    assert (code, seconds < 5) == (0, True)
    assert chaos.killed == {"daemon": KILLS, "server": KILLS}
    assert [pid for pid in chaos.servers if alive(pid)] == []
    held = archived(tmp_path / "state" / "archive" / "articles.sqlite")
    say(f"{len(held)} articles archived")
    assert {e["article"] for a in taken.alerts.values() for e in a["evidence"]} <= held


def archived(path: Path) -> set[str]:
    """Return the ids of the articles in the archive, once it was found whole."""
    writer = Writer(path)
    with writer.alone() as connection:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    writer.close()
    with reading(path) as reader:
        return {kept.article.id for kept in reader.articles(Sought())}


def settled(last: Daemon, taken: Desk) -> bool:
    """Return whether every alert that the last daemon tried was taken in the end."""
    made = {e["alert"] for e in last.told("delivery.made")}
    return {e["alert"] for e in last.told("delivery.retried")} <= made and bool(taken.taken)
