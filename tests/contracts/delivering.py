"""Deliveries as tests go through them, on a store or in memory."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.model.alert import Alert, AlertId, Dead, Delivered, Delivery, Outcome, Retry
from monitor.model.restraint import (
    Aspect,
    Bundle,
    Held,
    Matcher,
    Restraint,
    Sign,
    Silence,
    Terms,
)
from monitor.ports import Attempt, Clock, Effects, Ledger, Opened, Outbox, Sending, Silences
from tests.contracts.examples import alert, commit
from tests.fakes.post import Post
from tests.fakes.post_ledger import MemoryLedger, MemorySilences
from tests.fakes.post_outbox import MemoryOutbox

AT_ONCE = timedelta(0)
MINUTE = timedelta(minutes=1)
TERMS = Terms(most=8, strikes=3, waits=(MINUTE, 5 * MINUTE), patience=60 * MINUTE)
KEPT = Retention()
OK = Delivered(detail="204")
GONE = Dead(detail="410")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An outbox with its ledger and silences, and what a test does with them."""

    outbox: Outbox
    ledger: Ledger
    silences: Silences
    now: Callable[[], datetime]
    emit: Callable[..., Awaitable[None]]
    lapse: Callable[[], Awaitable[None]]
    reopened: Callable[[], Outbox]
    """Gives the outbox as a restarted node has it."""

    async def take(
        self, receiver: str = "desk", *, consumer: str = "c1", count: int = 9
    ) -> tuple[Sending, ...]:
        return await self.outbox.take(receiver, consumer=consumer, count=count, wait=AT_ONCE)

    async def take_one(self, receiver: str = "desk", *, consumer: str = "c1") -> Sending:
        (sending,) = await self.take(receiver, consumer=consumer, count=1)
        return sending

    async def open(self, sending: Sending) -> Opened:
        (opened,) = await self.outbox.open((sending,))
        assert isinstance(opened, Opened)
        return opened

    async def begin(self, sending: Sending, terms: Terms = TERMS) -> Attempt | Held | Dead | None:
        found = await self.outbox.open((sending,))
        if not found:
            return None
        assert isinstance(found[0], Opened)
        return await self.outbox.begin(found[0], terms)

    async def attempt(
        self, receiver: str = "desk", *, consumer: str = "c1", terms: Terms = TERMS
    ) -> Attempt:
        attempt = await self.begin(await self.take_one(receiver, consumer=consumer), terms)
        assert isinstance(attempt, Attempt)
        return attempt

    async def done(
        self,
        sending: Sending,
        outcome: Outcome = OK,
        sign: Sign | None = None,
        terms: Terms = TERMS,
    ) -> Effects:
        return await self.outbox.done(sending, outcome, sign, terms)

    async def fail(self, receiver: str = "desk", *, wait: timedelta = MINUTE) -> Effects:
        """Make an attempt that fails for now."""
        attempt = await self.attempt(receiver)
        outcome = Retry(at=self.now() + wait, detail="503")
        return await self.done(attempt.sending, outcome, Sign.STRUCK)

    async def delivery(self, alert: str = "alert1", receiver: str = "desk") -> Delivery:
        found = await self.ledger.delivery(AlertId(alert), receiver)
        assert found is not None
        return found

    async def state(self, alert: str = "alert1", receiver: str = "desk") -> str:
        return (await self.delivery(alert, receiver)).state


def silence(
    name: str = "s1",
    *,
    start: datetime,
    until: datetime,
    matchers: tuple[Matcher, ...] = (Matcher(aspect=Aspect.RECEIVER, pattern="desk"),),
) -> Silence:
    return Silence(
        id=name,
        matchers=matchers,
        start=start,
        until=until,
        author="Kim",
        comment="exercise",
        created=start,
    )


def bundle(
    name: str = "b1",
    *,
    at: datetime,
    receiver: str = "desk",
    reason: Restraint = Restraint.DIGEST,
    alerts: tuple[Alert, ...] = (),
    since: datetime | None = None,
) -> Bundle:
    return Bundle(
        id=AlertId(name), receiver=receiver, reason=reason, at=at, since=since, alerts=alerts
    )


def stored_desk(store: Store, clock: Clock, *, retention: Retention = KEPT) -> Desk:
    """Return a desk on a server."""
    memory = RedisMemory(store, clock, retention)

    async def emit(*alerts: Alert) -> None:
        assert await memory.commit(commit(alerts=alerts or (alert(),)))

    async def lapse() -> None:
        for stream in await store.ask("KEYS", keys.outbox("*")):
            if not await store.ask("XINFO", "GROUPS", stream):
                continue
            pending = ("XPENDING", stream, keys.GROUP, "-", "+", 9_999)
            for entry, consumer, _, _ in await store.ask(*pending):
                order = ("XCLAIM", stream, keys.GROUP, consumer, 0, entry, "IDLE", 90_000, "JUSTID")
                await store.ask(*order)

    return Desk(
        outbox=RedisOutbox(store, clock, retention),
        ledger=RedisLedger(store, clock, retention),
        silences=RedisSilences(store, clock, retention),
        now=clock.now,
        emit=emit,
        lapse=lapse,
        reopened=lambda: RedisOutbox(store, clock, retention),
    )


def memory_desk(clock: Clock) -> Desk:
    """Return a desk in memory."""
    post = Post(clock=clock)

    async def emit(*alerts: Alert) -> None:
        for one in alerts or (alert(),):
            post.emit(one)

    async def lapse() -> None:
        for stream in post.streams.values():
            for item in stream.values():
                item.since = item.since and item.since - post.lease

    return Desk(
        outbox=MemoryOutbox(post),
        ledger=MemoryLedger(post),
        silences=MemorySilences(post),
        now=clock.now,
        emit=emit,
        lapse=lapse,
        reopened=lambda: MemoryOutbox(post),
    )
