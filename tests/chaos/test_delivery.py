"""Alerts for three receivers while senders and server are killed: each arrives under its one id.

`make chaos` runs the short form, `CHAOS_FULL=1 make chaos` the full one (2,000 alerts, 20 workers
and 5 servers killed). `CHAOS_SEED=…` draws the same failures and victims again.
"""

import asyncio
import os
import random  # noqa: TID251 - chance is the point of this test; the seed is printed
import signal
import sys
import tempfile
import threading
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic

import anyio
import pytest
import redis

from monitor.adapters.store import Store
from monitor.model.alert import Delivery
from tests.chaos.letterboxes import DESK, MAIL, SLOW, copies
from tests.chaos.newsdesk import ALL, Newsdesk, letterboxes, patiently, share, until, words
from tests.fakes.daemon import Daemon, daemon

FULL = "CHAOS_FULL" in os.environ  # noqa: TID251 - chosen by who runs the tests
ALERTS = 2_000 if FULL else 300
KILLS = {"worker": 20, "server": 5} if FULL else {"worker": 8, "server": 2}
SPAN = 150.0 if FULL else 24.0
"""Seconds over which alerts are emitted and all killing is done."""
CALM, CALM_RATE = (100, 10) if FULL else (40, 10)
"""How many alerts measure the delay of healthy receivers, and how many a second are emitted."""
WORKERS = 2
HEALTHY = (DESK, MAIL)
BY_COMMAND = 3 if FULL else 1
ARRIVING = 240.0 if FULL else 60.0
SOON = 1.0
"""The longest that a healthy receiver's p99 may rise by beside one that hangs, in seconds."""

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's"),
]


@dataclass
class Berth:
    """A place in which one daemon runs after the other, until it is over."""

    config: Path
    over: threading.Event
    running: Daemon | None = None
    count: int = 0
    log: list[str] = field(default_factory=list)

    def live(self) -> None:
        while not self.over.is_set():
            with daemon(self.config) as running:
                self.running, self.count = running, self.count + 1
                running.process.wait()
            self.log.append(running.log)

    def kill(self) -> bool:
        """Kill the daemon, if one works; return whether it did."""
        running = self.running
        if running is None or running.process.poll() is not None:
            return False
        if not running.told("daemon.started"):
            return False
        running.process.kill()
        running.process.wait()
        return True

    @property
    def works(self) -> bool:
        running = self.running
        return running is not None and bool(running.told("daemon.started"))


@contextmanager
def berths(config: Path):
    """Run daemons while the block lasts; at the end each is asked to stop."""
    over = threading.Event()
    some = [Berth(config, over) for _ in range(WORKERS)]
    threads = [threading.Thread(target=berth.live) for berth in some]
    for thread in threads:
        thread.start()
    try:
        yield some
    finally:
        over.set()
        for berth in some:
            if berth.running is not None:
                berth.running.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(30)


async def all_work(some: list[Berth]) -> bool:
    return all(berth.works for berth in some)


def kill_server(socket: str, struck: set[int]) -> bool:
    """Kill the server, if one answers that was not killed before; return whether it did."""
    with suppress(redis.RedisError), redis.Redis.from_url(socket) as asked:
        pid = int(asked.info("server")["process_id"])
        if pid not in struck:
            struck.add(pid)
            os.kill(pid, signal.SIGKILL)
            return True
    return False


async def kill_all(news: Newsdesk, some: list[Berth], dice: random.Random) -> Counter[str]:
    """Kill workers and servers at random moments of the span; return how many of each."""
    victims = [name for name, count in KILLS.items() for _ in range(count)]
    dice.shuffle(victims)
    killed: Counter[str] = Counter()
    struck: set[int] = set()
    for victim in victims:
        await anyio.sleep(dice.uniform(0.2, 1.8) * SPAN / len(victims))
        done = False
        while not done:
            act = dice.choice(some).kill if victim == "worker" else None
            done = await asyncio.to_thread(act) if act else kill_server(news.url, struck)
            await anyio.sleep(0.02)
        killed[victim] += 1
    return killed


async def emit(
    news: Newsdesk, store: Store, prefix: str, count: int, rate: float, receivers: tuple[str, ...]
) -> set[str]:
    """Emit so many alerts, so many a second, to these receivers; return their ids."""
    made = set()
    for number in range(count):
        made.add(await news.emit(store, f"{prefix}{number}", receivers))
        await anyio.sleep(1 / rate)
    return made


async def measured(
    news: Newsdesk, store: Store, prefix: str, receivers: tuple[str, ...]
) -> dict[str, float]:
    """Emit in a calm; return the healthy receivers' p99 delay (s), once they have it all."""
    made = await emit(news, store, prefix, CALM, CALM_RATE, receivers)

    async def told() -> bool:
        return all(len(news.delays(one, made)) == CALM for one in HEALTHY)

    assert await until(told, ARRIVING)
    for one in HEALTHY:
        say(f"{prefix}: {one}: {words(news.delays(one, made))}")
    return {one: share(news.delays(one, made), 0.99) for one in HEALTHY}


def say(figures: str) -> None:
    sys.stdout.write(f"\nchaos: {figures}\n")
    sys.stdout.flush()


async def settled(news: Newsdesk, store: Store) -> list[Delivery]:
    """Wait until nothing is owed any more; return what is dead then."""
    outbox, ledger = news.outbox(store), news.ledger(store)

    async def is_settled() -> bool:
        return await outbox.owed() == 0

    assert await until(is_settled, ARRIVING), await patiently(outbox.owed)
    return list(await patiently(lambda: ledger.dead(limit=10_000)))


async def replay(news: Newsdesk, store: Store, dead: list[Delivery]) -> None:
    """Replay dead letters: the first by the command, the others as that does it."""
    ledger = news.ledger(store)
    for number, one in enumerate(dead):
        if number < BY_COMMAND:
            await asyncio.to_thread(news.replayed, one.alert, one.receiver)
        else:
            assert await ledger.replay(one.alert, one.receiver)


def tally(news: Newsdesk, receiver: str) -> None:
    """Print what the receiver's ledger says, and make sure that no id told two things."""
    entries = news.entries(receiver)
    taken = copies(entries)
    say(
        f"{receiver}: {len(taken)} ids, {len(entries)} sends, {taken.total() - len(taken)} copies"
        f" of an id that was taken before, at most {max(taken.values())} of one"
    )
    told = {(entry.name, entry.content) for entry in entries}
    assert len(told) == len({entry.name for entry in entries})
    assert set(taken) <= set(news.made)


async def test_killed_senders_and_servers_lose_no_alert_of_any_receiver():
    seed = int(os.environ.get("CHAOS_SEED", random.randrange(10**6)))  # noqa: TID251 - a wish
    dice, began = random.Random(seed), monotonic()
    say(f"seed {seed} (CHAOS_SEED={seed} draws the same)")
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="mon")))
        news = Newsdesk(folder, ends.enter_context(letterboxes(folder, seed)))
        some = ends.enter_context(berths(news.config))
        async with news.store() as store:
            assert await until(partial(all_work, some), ARRIVING)
            await measured(news, store, "first, while they warm up", HEALTHY)
            alone = await measured(news, store, "without one that hangs", HEALTHY)
            beside = await measured(news, store, "beside one that hangs", ALL)
            (folder / "faulty").touch()
            feeding = emit(news, store, "a", ALERTS, ALERTS / SPAN, ALL)
            _, killed = await asyncio.gather(feeding, kill_all(news, some, dice))
            say(f"{ALERTS} alerts emitted, {dict(killed)} killed by {monotonic() - began:.0f} s")
            dead = await settled(news, store)
            say(f"dead: {dict(Counter(one.receiver for one in dead))}")
            (folder / "healed").touch()
            assert len(dead) >= ALERTS
            while dead:
                await replay(news, store, dead)
                dead = await settled(news, store)
        say(f"all replayed, nothing owed by {monotonic() - began:.0f} s")
        for receiver in ALL:
            tally(news, receiver)
        missed = {receiver: len(news.missing(receiver)) for receiver in ALL}
    assert killed == Counter(KILLS)
    assert missed == {DESK: 0, MAIL: 0, SLOW: 2 * CALM}  # that many were never for the slow one
    assert all(beside[one] < alone[one] + SOON for one in HEALTHY), (alone, beside)
