"""The loops that send, against queues and channels that fail, hang and stop."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import pytest

from monitor.app.daemon.inforce import Current
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.sending import SENT_AT_ONCE, Sender
from monitor.errors import StoreUnreachable
from monitor.model.alert import AlertId, Delivered
from monitor.model.watchlist import Receiver, WebhookTarget
from monitor.pipeline.delivering import Made
from monitor.ports import Attempt, Opened, Sending
from tests.contracts.examples import alert
from tests.fakes.inforce import in_force
from tests.fakes.journal import RecordingJournal

pytestmark = pytest.mark.looptime
"""Time is virtual here: the pauses of minutes take none."""

AWAY = StoreUnreachable("the Redis server does not answer: gone")
QUIET_SECONDS = 10
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))


def opened(number: int = 1) -> Opened:
    name = AlertId(f"alert{number}")
    sending = Sending(entry=f"node/{number}-0", alert=name, receiver="desk")
    return Opened(sending=sending, message=alert(name))


def made(one: Opened) -> Made:
    attempt = Attempt(sending=one.sending, message=one.message, number=1)
    return Made(attempt=attempt, outcome=Delivered(detail="ok"))


@dataclass
class Road:
    """An outbox and what is done with its entries, each call failing as told beforehand; the stop
    comes when nothing is left to take.
    """

    queue: list[object] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    journal: RecordingJournal = field(default_factory=RecordingJournal)
    asked: list[tuple[str, object]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    hanging: anyio.Event | None = None
    empty: int = 0

    def _told(self, step: str, what: object) -> None:
        self.asked.append((step, what))
        if self.faults.get(step):
            raise self.faults[step].pop(0)

    async def take(self, receiver, *, consumer, count, wait):
        self.counts.append(count)
        assert (receiver, consumer) == ("desk", "node")
        if not self.queue:
            await anyio.sleep(wait.total_seconds())
            self.empty += 1
            if self.empty == QUIET_SECONDS:
                self.stop.set()
            return ()
        some = self.queue.pop(0)
        if isinstance(some, Exception):
            raise some
        return tuple(one.sending for one in some)

    async def ready(self, sendings, receiver):
        self._told("ready", tuple(s.alert for s in sendings))
        return tuple(opened(int(s.alert.removeprefix("alert"))) for s in sendings)

    async def attempt(self, one, receiver):
        self._told("attempt", one.sending.alert)
        if self.hanging is not None and one.sending.alert == "alert1":
            await self.hanging.wait()
        return made(one)

    async def keep(self, done, receiver):
        self._told("keep", done.attempt.sending.alert)

    async def hand_back(self, sending):
        self._told("hand_back", sending.alert)

    async def send(self) -> None:
        sender = Sender(
            consumer="node",
            journal=self.journal,
            outbox=self,
            current=Current(in_force(delivering=self, receivers=(DESK,))),
            stop=self.stop,
        )
        async with within(200):
            await sender.serve("desk")

    def of(self, step: str) -> list[object]:
        return [what for name, what in self.asked if name == step]


@asynccontextmanager
async def within(seconds: float):
    with anyio.fail_after(seconds):
        yield


async def test_a_send_is_made_and_its_answer_stored_though_the_store_is_away_meanwhile():
    faults = {"ready": [AWAY], "attempt": [AWAY], "keep": [AWAY, AWAY]}
    road = Road(queue=[AWAY, (opened(),)], faults=faults)
    await road.send()
    assert (road.of("ready"), road.of("attempt")) == ([("alert1",)] * 2, ["alert1"] * 2)
    assert road.of("keep") == ["alert1"] * 3
    assert len(road.journal.facts("fault.store")) == 5


async def test_an_attempt_that_is_not_to_be_made_stores_nothing():
    road = Road(queue=[(opened(),)])

    async def attempt(one, receiver):
        return None

    road.attempt = attempt
    await road.send()
    assert road.of("keep") == []


async def test_a_bug_in_a_channel_costs_its_send_only():
    road = Road(queue=[(opened(1), opened(2))], faults={"attempt": [ValueError("odd alert")]})
    await road.send()
    assert len(road.of("keep")) == 1
    assert road.journal.facts("fault.delivery")[0]["receiver"] == "desk"


async def test_a_bug_that_one_entry_meets_when_it_is_opened_keeps_back_no_other():
    bugs = [ValueError("odd alert"), ValueError("odd alert")]
    road = Road(queue=[(opened(1), opened(2))], faults={"ready": bugs})
    await road.send()
    assert road.of("ready") == [("alert1", "alert2"), ("alert1",), ("alert2",)]
    assert road.of("keep") == ["alert2"]


async def test_one_entry_alone_that_meets_a_bug_is_not_opened_twice():
    road = Road(queue=[(opened(),)], faults={"ready": [ValueError("odd alert")]})
    await road.send()
    assert road.of("ready") == [("alert1",)]


async def test_a_send_that_hangs_holds_up_one_place_only():
    over = anyio.Event()
    road = Road(queue=[(opened(1),), (opened(2), opened(3)), (opened(1), opened(4))], hanging=over)

    async with within(100), anyio.create_task_group() as group:
        group.start_soon(road.send)
        await road.stop.wait()
        assert road.of("attempt").count("alert1") == 1  # handed out again, and still in hand
        over.set()
    assert sorted(road.of("keep")) == ["alert1", "alert2", "alert3", "alert4"]
    assert (road.counts[0], road.counts[-1]) == (SENT_AT_ONCE, SENT_AT_ONCE - 1)


async def test_no_more_are_taken_than_can_be_sent_at_once():
    many = tuple(opened(n) for n in range(SENT_AT_ONCE))
    road = Road(queue=[many, (opened(50),)])
    await road.send()
    assert max(road.counts) == SENT_AT_ONCE
    assert min(road.counts) >= 1
    assert len(road.of("keep")) == SENT_AT_ONCE + 1


@pytest.mark.parametrize("faults", [{}, {"hand_back": [AWAY]}])
async def test_what_is_taken_at_the_stop_is_handed_back(faults):
    road = Road(queue=[(opened(),)], faults=faults)
    take = road.take

    async def taken(*_, **how):
        road.stop.set()
        return await take("desk", **how)

    road.take = taken
    await road.send()
    assert (road.of("hand_back"), road.of("ready")) == (["alert1"], [])


async def test_what_is_opened_at_the_stop_is_handed_back_untried():
    road = Road(queue=[(opened(),)])
    ready = road.ready

    async def last(sendings, receiver):
        road.stop.set()
        return await ready(sendings, receiver)

    road.ready = last
    await road.send()
    assert (road.of("hand_back"), road.of("attempt")) == (["alert1"], [])


async def test_a_receiver_that_leaves_is_sent_what_is_in_hand_and_goes_on_when_it_comes_back():
    road = Road(queue=[(opened(1),)], hanging=anyio.Event())
    served, left = in_force(delivering=road, receivers=(DESK,)), in_force(delivering=road)
    current = Current(served)
    sender = Sender(
        consumer="node", journal=road.journal, outbox=road, current=current, stop=road.stop
    )
    async with within(200), anyio.create_task_group() as group:
        sender.tend(group)
        sender.tend(group)
        await anyio.sleep(5)
        current.swap(left)
        await anyio.sleep(5)
        assert (sender.running, road.of("keep")) == ({"desk"}, [])
        road.hanging.set()
        await anyio.sleep(5)
        assert (sender.running, road.of("keep")) == (set(), ["alert1"])
        road.queue.append((opened(2),))
        await anyio.sleep(5)
        assert road.of("keep") == ["alert1"]
        current.swap(served)
        sender.tend(group)
        await anyio.sleep(5)
        assert road.of("keep") == ["alert1", "alert2"]
        road.stop.set()
    assert road.of("attempt") == ["alert1", "alert2"]


async def test_what_comes_for_a_receiver_that_just_left_is_given_back_untried():
    road = Road()
    current = Current(in_force(delivering=road, receivers=(DESK,)))

    async def take(*_, **__):
        current.swap(in_force(delivering=road))
        return (opened(1).sending,)

    road.take = take
    sender = Sender(
        consumer="node", journal=road.journal, outbox=road, current=current, stop=road.stop
    )
    async with within(200):
        await sender.serve("desk")
    assert (road.of("hand_back"), road.of("attempt")) == (["alert1"], [])
