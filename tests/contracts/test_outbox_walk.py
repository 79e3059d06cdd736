"""A random walk through all steps of the outbox, with crashes between any two of them: no alert is
ever lost to a receiver.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import redis
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from monitor.adapters.store import open_store
from monitor.model.alert import AlertId, Dead, Delivered, Retry
from monitor.model.restraint import Gather, Hold, Restraint, Sign
from monitor.model.watchlist import Throttle
from monitor.ports import Attempt, Opened, Sending
from tests.contracts.delivering import TERMS, Desk, bundle, memory_desk, stored_desk
from tests.contracts.examples import alert

RECEIVERS = ("desk", "mail")
NARROW = replace(TERMS, most=4, digest=True, throttle=Throttle(most=2, per=timedelta(minutes=30)))
WIDE = replace(TERMS, most=9_999)
ENDED = {"delivered", "dead", "withdrawn"}


class Watch:
    """A clock that the walk moves."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)  # noqa: TID251 - keys live by the server's real clock

    def now(self) -> datetime:
        return self.moment


@dataclass
class Walk:
    """Who walks: what they have in hand is forgotten in a crash, and nothing else."""

    desk: Desk
    watch: Watch
    emitted: set[tuple[str, str]] = field(default_factory=set)
    in_hand: list[Sending | Opened | Attempt] = field(default_factory=list)
    bundles: int = 0

    async def emit(self, number: int) -> None:
        receivers = RECEIVERS if number % 3 else RECEIVERS[:1]
        await self.desk.emit(alert(f"a{number}", receivers=receivers))
        self.emitted |= {(f"a{number}", receiver) for receiver in receivers}

    async def take(self, number: int) -> None:
        receiver = RECEIVERS[number % 2]
        self.in_hand += await self.desk.take(receiver, consumer=f"c{number % 3}", count=3)

    def _chosen(self, number: int, kind: type) -> int | None:
        fitting = [place for place, one in enumerate(self.in_hand) if isinstance(one, kind)]
        return fitting[number % len(fitting)] if fitting else None

    async def open(self, number: int) -> None:
        place = self._chosen(number, Sending)
        if place is not None:
            sending = self.in_hand.pop(place)
            self.in_hand += await self.desk.outbox.open((sending,))

    async def begin(self, number: int) -> None:
        place = self._chosen(number, Opened)
        if place is not None:
            opened = self.in_hand.pop(place)
            begun = await self.desk.outbox.begin(opened, NARROW if number % 2 else TERMS)
            self.in_hand += [begun] if isinstance(begun, Attempt) else []

    async def done(self, number: int) -> None:
        place = self._chosen(number, Attempt)
        if place is None:
            return
        later = self.watch.now() + timedelta(minutes=number)
        outcome, sign = (
            (Delivered(detail="ok"), Sign.ANSWERED),
            (Retry(at=later, detail="503"), Sign.STRUCK),
            (Retry(at=later, detail="503"), Sign.STRUCK),
            (Retry(at=later, detail="some", reached=("a",)), Sign.ANSWERED),
            (Dead(detail="given up"), Sign.STRUCK),
            (Dead(detail="410", pauses=True), Sign.ANSWERED),
        )[number % 6]
        await self.desk.done(self.in_hand.pop(place).sending, outcome, sign)

    async def hold(self, number: int) -> None:
        place = self._chosen(number, Opened)
        if place is None:
            return
        at = self.watch.now() + timedelta(minutes=number)
        opened = self.in_hand.pop(place)
        why = (
            Hold(until=at, reason=Restraint.QUIET, detail="night"),
            Hold(until=at, reason=Restraint.SILENCE, detail="silence"),
            Gather(at=at, reason=Restraint.DIGEST, detail="digest"),
        )[number % 3 if opened.sending.alert.startswith("a") else 0]
        await self.desk.outbox.hold(opened.sending, why)

    async def gather(self, number: int) -> None:
        """Take some, and gather them for the digest."""
        for sending in await self.desk.take(RECEIVERS[number % 2], consumer="c1", count=3):
            gather = Gather(at=self.watch.now(), reason=Restraint.DIGEST, detail="digest")
            if sending.alert.startswith("a"):
                await self.desk.outbox.hold(sending, gather)

    async def send(self, number: int) -> None:
        """Take some, and try those that may be sent."""
        earlier, self.in_hand = self.in_hand, []
        await self.take(number)
        for step in (self.open, self.begin, self.done):
            for _ in range(3):
                await step(number // 2)
        self.in_hand += earlier

    async def hand_back(self, number: int) -> None:
        if self.in_hand:
            one = self.in_hand.pop(number % len(self.in_hand))
            await self.desk.outbox.hand_back(one if isinstance(one, Sending) else one.sending)

    async def crash(self, number: int) -> None:
        self.in_hand.clear()
        self.desk = replace(self.desk, outbox=self.desk.reopened())

    async def lapse(self, number: int) -> None:
        await self.desk.lapse()

    async def pass_time(self, number: int) -> None:
        self.watch.moment += timedelta(minutes=number)
        await self.desk.outbox.due(self.watch.now())

    async def rouse(self, number: int) -> None:
        terms = TERMS if number % 5 == 0 else NARROW
        await self.desk.outbox.rouse(RECEIVERS[number % 2], terms)

    async def bundle(self, number: int) -> None:
        receiver = RECEIVERS[number % 2]
        gathered = await self.desk.outbox.rouse(receiver, NARROW)
        self.watch.moment += timedelta(minutes=1)
        due = gathered.summary_due if number % 3 == 0 else self.watch.now()
        if due is None:
            return
        reason = Restraint.DIGEST if number % 3 else Restraint.THROTTLE
        self.bundles += 1
        made = bundle(f"b{self.bundles}", at=due, receiver=receiver, reason=reason)
        await self.desk.outbox.bundle(made, part=0, most=3, is_told=number % 5 == 0)

    async def wake(self, number: int) -> None:
        reasons = tuple(Restraint)
        receiver = (None, *RECEIVERS)[number % 3]
        await self.desk.outbox.wake(reasons[number % len(reasons)], receiver)

    async def replay(self, number: int) -> None:
        dead = await self.desk.ledger.deliveries(limit=99, state="dead")
        if dead:
            one = dead[number % len(dead)]
            assert await self.desk.ledger.replay(one.alert, one.receiver)

    async def retry(self, number: int) -> None:
        await self.desk.ledger.retry(AlertId(f"a{number}"), RECEIVERS[number % 2])

    async def enable(self, number: int) -> None:
        await self.desk.ledger.enable(RECEIVERS[number % 2])

    async def states(self) -> dict[tuple[str, str], str]:
        found = await self.desk.ledger.deliveries(limit=9_999)
        return {(d.alert, d.receiver): d.state for d in found}

    async def check(self) -> None:
        """What has not ended is owed, and no receiver has more entries than deliveries."""
        states = await self.states()
        assert self.emitted <= states.keys()
        owed = sum(state not in ENDED for state in states.values())
        assert await self.desk.outbox.owed() == owed
        for receiver in RECEIVERS:
            known = sum(to == receiver for _, to in states)
            assert (await self.desk.ledger.reception(receiver)).queued <= known

    async def come_to_an_end(self) -> None:
        """All that is owed can still be delivered, by a sender that knows nothing of before, and
        what is dead can be replayed.
        """
        await self.crash(0)
        for receiver in RECEIVERS:
            await self.desk.ledger.replay_dead(receiver)
        for one in await self.desk.ledger.deliveries(limit=9_999, state="dead"):
            assert await self.desk.ledger.replay(one.alert, one.receiver)
        for _ in range(4):
            await self.desk.lapse()
            self.watch.moment += timedelta(hours=9)
            await self.desk.outbox.due(self.watch.now())
            for receiver in RECEIVERS:
                if (await self.desk.ledger.reception(receiver)).paused:
                    await self.desk.ledger.enable(receiver)
                await self.desk.outbox.rouse(receiver, WIDE)
                await self._deliver_all(receiver)
        assert set((await self.states()).values()) <= {"delivered"}
        assert await self.desk.outbox.owed() == 0
        for receiver in RECEIVERS:
            reception = await self.desk.ledger.reception(receiver)
            assert (reception.queued, reception.held, reception.retrying) == (0, (), 0)

    async def _deliver_all(self, receiver: str) -> None:
        for sending in await self.desk.take(receiver, consumer="last", count=999):
            begun = await self.desk.begin(sending, WIDE)
            if isinstance(begun, Attempt):
                await self.desk.done(sending, Delivered(detail="ok"), Sign.ANSWERED)


STEPS = (
    *("emit", "emit", "emit", "take", "take", "open", "open", "begin", "begin", "done", "done"),
    *("send", "send", "send", "gather", "gather", "hold", "hand_back", "crash", "lapse"),
    *("pass_time", "rouse", "bundle", "bundle", "wake", "replay", "retry", "enable"),
)
WALKS = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 60)), min_size=40, max_size=160)


async def walked(walk: Walk, steps: list[tuple[str, int]]) -> None:
    for place, (name, number) in enumerate(steps):
        step: Callable[[int], Awaitable[None]] = getattr(walk, name)
        await step(number)
        if place % 5 == 0:
            await walk.check()
    await walk.come_to_an_end()


@settings(max_examples=150)
@given(WALKS)
def test_in_memory_no_alert_is_ever_lost(steps) -> None:
    watch = Watch()
    asyncio.run(walked(Walk(desk=memory_desk(watch), watch=watch), steps))


@pytest.fixture(scope="module")
def emptied(shared_server):
    """Gives what empties the server that all tests share, for each walk anew."""
    with redis.Redis.from_url(shared_server) as client:
        yield shared_server, client.flushall
        client.flushall()


async def _on_a_server(url: str, steps: list[tuple[str, int]]) -> None:
    watch = Watch()
    store = await open_store(url)
    try:
        await walked(Walk(desk=stored_desk(store, watch), watch=watch), steps)
    finally:
        await store.close()


def test_on_a_server_no_alert_is_ever_lost(emptied) -> None:
    url, empty = emptied

    @settings(max_examples=30, phases=(Phase.reuse, Phase.generate))  # shrinking takes minutes
    @given(WALKS)
    def walks(steps: list[tuple[str, int]]) -> None:
        empty()
        asyncio.run(_on_a_server(url, steps))

    walks()
