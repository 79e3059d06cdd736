"""All steps of a delivery in one process, which may strike after any one of them.

`python -m tests.chaos.crashing URL PORTS STEP COUNT` goes the whole road and kills itself
(`SIGKILL`) as soon as STEP has ended for the COUNT-th time.
"""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import anyio
import httpx

from monitor.adapters.announcements import RedisAnnouncements
from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.email import Email
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store, open_store
from monitor.adapters.webhook import Webhook
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.alert.compose import alert_id
from monitor.model.actor import Registry
from monitor.model.alert import Alert
from monitor.model.feedback import Feedback, Opinion
from monitor.model.restraint import Aspect, Bundle, Gather, Matcher, Restraint, Silence
from monitor.model.watchlist import Digest, EmailTarget, Kind, Receiver, Throttle, WebhookTarget
from monitor.pipeline.announcing import Announcing
from monitor.pipeline.bundling import Bundling
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.withdrawing import Withdrawing
from tests.chaos.newsdesk import patiently, written
from tests.contracts.examples import commit, keyed
from tests.fakes.journal import RecordingJournal
from tests.fakes.natures import NATURES

STEPS = {
    "take": 2,
    "open": 2,
    "hold": 1,
    "gather": 2,
    "begin": 2,
    "begin: gathered by the throttle": 1,
    "send": 2,
    "done": 2,
    "done: to be tried again": 1,
    "done: dead": 1,
    "hand_back": 1,
    "expire": 1,
    "wake": 1,
    "withdraw": 1,
    "announce": 1,
    "replay": 1,
    "due": 2,
    "rouse": 4,
    "bundle: the digest is stored and queued": 1,
    "bundle: the summary is stored and queued": 1,
    "open: a bundle": 1,
    "begin: a bundle": 1,
    "send: a bundle": 1,
    "done: a bundle": 1,
}
"""The steps after which is struck, each at which of its times."""
PLAIN = ("a0", "a1", "a2", "a3")
SILENCED = "q0"
NAMES = (*PLAIN, SILENCED)
TAKEN_BACK = "w0"
"""What only `desk` is told, and told that it was wrong."""
A_DAY_LATER = timedelta(hours=25)
LEASE = timedelta(seconds=1)
NO_WAIT = timedelta(0)
ROUNDS = 400

Told = Callable[[str], Awaitable[None]]


@dataclass
class LateClock:
    """The system's clock, as much later as it is set to be."""

    late: timedelta = timedelta(0)

    def now(self) -> datetime:
        return SystemClock().now() + self.late


@dataclass
class Named:
    """An object of which each call that has ended is told, by the name of the step."""

    of: Any
    told: Told
    bundles: set[str]

    def __getattr__(self, name: str) -> Any:
        act = getattr(self.of, name)
        if not asyncio.iscoroutinefunction(act):
            return act

        async def call(*given: Any, **more: Any) -> Any:
            found = await act(*given, **more)
            for step in self.steps(name, given, found):
                await self.told(step)
            return found

        return call

    def steps(self, name: str, given: tuple[Any, ...], found: Any) -> list[str]:
        """Return the names of a step that has ended, those that tell it more closely last."""
        match name:
            case "open":
                some = [one.message for one in found if isinstance(one.message, Bundle)]
                self.bundles.update(one.id for one in some)
                return [name, "open: a bundle"] if some else [name]
            case "hold":
                return ["gather" if isinstance(given[1], Gather) else name]
            case "begin" if type(found).__name__ == "Held":
                return ["begin: gathered by the throttle"]
            case "bundle" if found:
                why = "digest" if given[0].reason is Restraint.DIGEST else "summary"
                return [f"bundle: the {why} is stored and queued"]
            case "begin" | "send" | "done":
                return [name, *self._closer(name, given)]
            case _:
                return [name]

    def _closer(self, name: str, given: tuple[Any, ...]) -> list[str]:
        first = given[0]
        alert = {"begin": "message", "done": "alert"}.get(name)
        told = getattr(first, alert) if alert else first
        if getattr(told, "id", told) in self.bundles:
            return [f"{name}: a bundle"]
        ways = {"Retry": "to be tried again", "Dead": "dead"}
        way = ways.get(type(given[1]).__name__) if name == "done" else None
        return [f"{name}: {way}"] if way else []


@dataclass
class Road:
    """The parts of a sender on a store, and the receivers by their ports: `desk` refuses at first,
    `few` is throttled, `gone` gives up at once, which `desk` is told, `brief` gets a digest.
    """

    store: Store
    ports: dict[str, int]
    told: Told
    consumer: str = "first"
    clock: LateClock = field(default_factory=LateClock)
    bundles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        parts = (self.store, self.clock, Retention())
        self.memory = RedisMemory(*parts)
        self.outbox: Any = self.named(RedisOutbox(*parts, lease=LEASE))
        self.ledger: Any = self.named(RedisLedger(*parts))
        self.silences: Any = self.named(RedisSilences(*parts))
        self.announcements: Any = self.named(RedisAnnouncements(*parts))
        self.polls = RedisPolls(*parts)
        self.journal = RecordingJournal()

    def named(self, of: Any) -> Any:
        return Named(of, self.told, self.bundles)

    @property
    def receivers(self) -> tuple[Receiver, ...]:
        hooks = {
            name: WebhookTarget(url=f"http://127.0.0.1:{self.ports[name]}/hook")
            for name in ("desk", "few", "gone")
        }
        brief = EmailTarget(
            to=("editor@desk.example",),
            sender="monitor@desk.example",
            smtp=f"smtp://127.0.0.1:{self.ports['brief']}",
            digest=Digest(at=time(8)),
        )
        wait, limit = (timedelta(seconds=5),) * 9, timedelta(seconds=5)
        once_an_hour = Throttle(most=1, per=timedelta(hours=1))
        return (
            Receiver(name="desk", target=hooks["desk"], retry=wait, send_limit=limit),
            Receiver(
                name="few", target=hooks["few"], retry=wait, send_limit=limit, throttle=once_an_hour
            ),
            Receiver(
                name="gone", target=hooks["gone"], retry=(), send_limit=limit, when_dead="desk"
            ),
            Receiver(name="brief", target=brief, retry=wait, send_limit=limit),
        )

    async def emit(self) -> None:
        """Emit all alerts, one of them silenced for an hour."""
        now = self.clock.now()
        silence = Silence(
            id="s1",
            matchers=(Matcher(aspect=Aspect.SUMMARY, pattern=f"*({SILENCED})*"),),
            start=now,
            until=now + timedelta(hours=1),
            author="Kim",
            comment="exercise",
            created=now,
        )
        await self.silences.add(silence)
        alerts = tuple(written(name, self.owing(name)) for name in NAMES)
        wrong = keyed(taken_back().development)
        await self.memory.commit(commit(developments=(wrong,), alerts=(*alerts, taken_back())))

    def owing(self, name: str) -> tuple[str, ...]:
        """Return who is owed the alert."""
        return ("desk",) if name == SILENCED else ("desk", "few", "gone", "brief")

    async def go(self) -> None:
        """Go the whole road: what waits for its time waits a day, which is over at once."""
        async with httpx.AsyncClient() as client:
            channels = {
                WebhookTarget: self.named(Webhook(client, self.clock)),
                EmailTarget: self.named(Email()),
            }
            delivering = Delivering(
                clock=self.clock,
                outbox=self.outbox,
                silences=self.silences,
                registry=Registry(actors=()),
                channels=channels,
                journal=self.journal,
                chance=lambda: 0.5,
            )
            await self._round(delivering, hands_back=True)
            announcing = Announcing(
                clock=self.clock, announcements=self.announcements, journal=self.journal
            )
            for receiver in self.receivers:
                await patiently(partial(announcing.announce, receiver))
            await patiently(partial(self.silences.expire, "s1"))
            await patiently(partial(self.outbox.wake, Restraint.SILENCE))
            await patiently(self.take_back)
            self.clock.late = A_DAY_LATER
            for _ in range(ROUNDS):
                await self._round(delivering)
                for dead in await patiently(partial(self.ledger.dead, limit=99)):
                    await patiently(partial(self.ledger.replay, dead.alert, dead.receiver))
                if not await patiently(self.outbox.owed):
                    return
                await anyio.sleep(0.05)
        raise AssertionError(f"still owed after {ROUNDS} rounds")

    async def take_back(self) -> None:
        """Say that one of the alerts was wrong; nothing follows if it was said before."""
        withdrawing = Withdrawing(
            natures=NATURES,
            memory=self.memory,
            withdrawals=self.named(RedisWithdrawals(self.store, self.clock, Retention())),
            journal=self.journal,
        )
        told = taken_back()
        feedback = Feedback(
            opinion=Opinion.WRONG,
            alert=told.id,
            development=told.development.id,
            author="Kim",
            comment="exercise",
            at=self.clock.now(),
        )
        await withdrawing.give(feedback)

    async def _round(self, delivering: Delivering, *, hands_back: bool = False) -> None:
        bundling = Bundling(
            clock=self.clock,
            outbox=self.outbox,
            silences=self.silences,
            registry=Registry(actors=()),
            polls=self.polls,
            journal=self.journal,
        )
        await patiently(lambda: self.outbox.due(self.clock.now()))
        for receiver in self.receivers:
            await patiently(partial(bundling.tend, receiver))
            if hands_back:
                for sending in await self._taken(receiver):
                    await patiently(partial(self.outbox.hand_back, sending))
            while taken := await self._taken(receiver):
                for opened in await patiently(partial(delivering.ready, taken, receiver)):
                    made = await patiently(partial(delivering.attempt, opened, receiver))
                    if made is not None:
                        await patiently(partial(delivering.keep, made, receiver))

    async def _taken(self, receiver: Receiver) -> Any:
        take = partial(self.outbox.take, receiver.name, consumer=self.consumer, wait=NO_WAIT)
        return await patiently(partial(take, count=1))


def taken_back() -> Alert:
    """Return the alert that is wrong, under the id that its development gives it."""
    told = written(TAKEN_BACK, ("desk",))
    return replace(told, id=alert_id(told.development.id, 1, Kind.NEW), kind=Kind.NEW, revision=1)


def striking(step: str, count: int, strike: Callable[[], Awaitable[None]]) -> Told:
    """Return a listener that strikes once, when the step has ended for the count-th time."""
    seen: Counter[str] = Counter()

    async def told(name: str) -> None:
        seen[name] += 1
        if (name, seen[name]) == (step, count):
            await strike()

    return told


async def quietly(_: str) -> None:
    """Do nothing at any step."""


async def die() -> None:
    """End this process as a crash does."""
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, ports: str, step: str, count: str) -> None:
    store = await open_store(url)
    await Road(store, json.loads(ports), striking(step, int(count), die)).go()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
