"""No room for the store, on its disk or in memory: taking in stops, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
import redis

from tests.fakes.daemon import Daemon, Settings, daemon
from tests.fakes.desk import Desk, desk
from tests.fakes.newsroom import Newsroom, newsroom
from tests.fakes.stories import before, pledge

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="a tmpfs is Linux's"),
]

OUTLETS = ("harbour", "courier", "gazette")
DISK = "8m"
FIRST, LATER = 3, 9
LONG = 120.0
IS_ROOT = os.geteuid() == 0


@dataclass
class Town:
    """A newsroom whose articles each tell a pledge, and a daemon that tells them to a desk."""

    folder: Path
    news: Newsroom
    desk: Desk
    printed: int = 0
    config: Path = field(init=False)

    def __post_init__(self) -> None:
        feeds = {outlet: self.news.feed(outlet) for outlet in OUTLETS}
        settings = Settings(feeds=feeds, desk=self.desk.url, web="{listen: 127.0.0.1:18651}")
        self.config = settings.write(self.folder)
        for outlet in OUTLETS:
            self.news.publish(outlet)

    def print(self, count: int) -> None:
        """Print so many articles."""
        for _ in range(count):
            article = pledge(self.printed, before(datetime.now(UTC), 5))  # noqa: TID251 - real time
            self.news.publish(OUTLETS[self.printed % len(OUTLETS)], article)
            self.printed += 1

    def told(self, count: int) -> bool:
        return self.desk.until(lambda d: len(d.taken) >= count, limit=LONG)

    def server(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.folder / "state" / "valkey" / "valkey.sock"))


def ready() -> tuple[int, str]:
    """Return what `/readyz` says."""
    try:
        with urllib.request.urlopen("http://127.0.0.1:18651/readyz") as answer:
            return answer.status, json.load(answer)["store"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["store"]


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """Mount a small disk at the folder while the block lasts."""
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as out:
        while out.write(bytes(4096)):
            pass


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Fill the disk to its last byte while the block lasts."""
    filler = disk / "filler"
    with pytest.raises(OSError, match="No space"):
        fill(filler)
    yield
    filler.unlink()


@contextmanager
def no_memory(server: redis.Redis) -> Iterator[None]:
    """Have the server refuse what takes memory while the block lasts."""
    server.config_set("maxmemory", 1)
    yield
    server.config_set("maxmemory", 0)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    with newsroom() as news, desk() as taken:
        yield Town(folder, news, taken)


def starts_well(given: Town, running: Daemon) -> None:
    assert running.started(), running.log
    given.print(FIRST)
    assert given.told(FIRST), running.log
    assert ready() == (200, "ok")


def stopped(running: Daemon) -> bool:
    return running.until(lambda: running.told("fault.store_full"))


def ends_well(given: Town, running: Daemon, since: float) -> None:
    """Everything is told once, and the daemon has said once each what happened."""
    assert given.told(LATER), running.log
    sys.stdout.write(f"\nchaos: all told {monotonic() - since:.0f} s after there was room\n")
    assert running.until(lambda: len(running.told("delivery.made")) == LATER), running.log
    assert running.until(lambda: running.told("intake.resumed")), running.log
    assert ready() == (200, "ok")
    code, _ = running.stop()
    assert code == 0
    assert len(given.desk.taken) == LATER
    assert set(given.desk.taken.values()) == {1}


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount a small disk")
def test_a_full_disk_stops_the_intake_until_there_is_room(tmp_path):
    with (
        small_disk(tmp_path / "state") as disk,
        town(tmp_path) as given,
        daemon(given.config) as running,
    ):
        starts_well(given, running)
        with filled(disk):
            given.print(LATER - FIRST)
            assert stopped(running), running.log
            status, why = ready()
            assert (status, "disk" in why) == (503, True)
            assert len(given.desk.taken) == FIRST
        room = monotonic()
        ends_well(given, running, room)
        assert len(running.told("fault.store_full")) == 1


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount a small disk")
def test_a_server_killed_while_the_disk_is_full_comes_back_with_all_that_was_stored(tmp_path):
    with (
        small_disk(tmp_path / "state") as disk,
        town(tmp_path) as given,
        daemon(given.config) as running,
    ):
        starts_well(given, running)
        with filled(disk):
            given.print(LATER - FIRST)
            assert stopped(running), running.log
            with given.server() as server:
                os.kill(int(server.info("server")["process_id"]), signal.SIGKILL)
            assert running.until(lambda: running.told("fault.server_died")), running.log
            assert running.until(lambda: len(running.told("server.started")) == 2), running.log
        room = monotonic()
        ends_well(given, running, room)


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount a small disk")
def test_a_server_that_syncs_always_ends_for_want_of_room_and_is_started_again(tmp_path):
    with small_disk(tmp_path / "state") as disk, town(tmp_path) as given:
        settings = given.config / "monitor.yaml"
        settings.write_text(settings.read_text() + "redis_options: {appendfsync: always}\n")
        with daemon(given.config) as running:
            starts_well(given, running)
            with filled(disk):
                given.print(LATER - FIRST)
                died = "fault.server_died"
                assert running.until(lambda: len(running.told(died)) >= 3), running.log
            room = monotonic()
            assert given.told(LATER), running.log
            sys.stdout.write(f"\nchaos: all told {monotonic() - room:.0f} s after there was room\n")
            assert set(given.desk.taken.values()) <= {1, 2}  # the note of a delivery may be lost
            assert len(given.desk.taken) == LATER


def test_no_memory_stops_the_intake_until_there_is_some_and_deliveries_go_on(tmp_path):
    with town(tmp_path) as given:
        given.desk.status = lambda name: (503, False) if given.desk.tried[name] < 4 else (204, True)
        with daemon(given.config) as running:
            assert running.started(), running.log
            given.print(FIRST)
            assert given.desk.until(lambda d: len(d.tried) == FIRST, limit=LONG)
            with given.server() as server, no_memory(server):
                given.print(LATER - FIRST)
                assert stopped(running), running.log
                status, why = ready()
                assert (status, "memory" in why) == (503, True)
                assert given.told(FIRST), running.log  # tried again and delivered meanwhile
                assert len(given.desk.tried) == FIRST
            room = monotonic()
            ends_well(given, running, room)
            assert len(running.told("fault.store_full")) == 1
