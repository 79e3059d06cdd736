from dataclasses import dataclass, field, replace
from datetime import time, timedelta

import pytest

from monitor.model.alert import AlertId, Delivered, Partly, Refused
from monitor.model.restraint import Aspect, Matcher, Restraint, Sign
from monitor.model.watchlist import (
    AppriseTarget,
    Digest,
    EmailTarget,
    Receiver,
    Throttle,
    WebhookTarget,
)
from monitor.pipeline.delivering import Delivering, Made
from monitor.ports import Lost
from tests.alert.examples import REGISTRY
from tests.contracts.delivering import MINUTE, Desk, memory_desk, silence
from tests.contracts.examples import alert, hours
from tests.fakes.channel import ScriptedChannel, Sent
from tests.fakes.journal import RecordingJournal

DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
BUSY = Refused(detail="HTTP 503")


@dataclass
class Scene:
    desk: Desk
    channel: ScriptedChannel = field(default_factory=ScriptedChannel)
    journal: RecordingJournal = field(default_factory=RecordingJournal)

    @property
    def delivering(self) -> Delivering:
        return Delivering(
            clock=self,
            outbox=self.desk.outbox,
            silences=self.desk.silences,
            registry=REGISTRY,
            channels={WebhookTarget: self.channel, EmailTarget: self.channel},
            journal=self.journal,
            chance=lambda: 0.5,
        )

    def now(self):
        return self.desk.now()

    async def deliver(self, receiver: Receiver = DESK) -> None:
        await self.desk.outbox.due(self.now())
        for sending in await self.desk.take(receiver.name):
            await self.delivering.deliver(sending, receiver)


@pytest.fixture
def scene(clock):
    return Scene(memory_desk(clock))


async def test_an_accepted_alert_is_delivered_and_said_so(scene):
    await scene.desk.emit()
    await scene.deliver()
    assert scene.channel.sent == [Sent(message=alert(), receiver=DESK)]
    assert await scene.desk.state() == "delivered"
    assert scene.journal.told == [
        (
            "delivery.made",
            {"alert": "alert1", "receiver": "desk", "attempt": 1, "detail": "taken"},
        )
    ]


async def test_an_entry_that_has_ended_is_not_sent_again(scene):
    await scene.desk.emit()
    sending = await scene.desk.take_one()
    (opened,) = await scene.delivering.ready((sending,), DESK)
    await scene.desk.done(sending)
    assert await scene.delivering.ready((sending,), DESK) == ()
    assert await scene.delivering.attempt(opened, DESK) is None
    await scene.delivering.deliver(sending, DESK)
    assert (scene.channel.sent, scene.journal.told) == ([], [])


async def test_a_refused_alert_is_owed_until_the_time_of_the_next_attempt(scene, clock):
    await scene.desk.emit()
    scene.channel.answer(BUSY, BUSY)
    await scene.deliver()
    clock.pass_by(timedelta(seconds=5))
    await scene.deliver()
    due = (clock.now() + timedelta(minutes=5)).isoformat()
    assert scene.journal.facts("delivery.retried")[1]["until"] == due
    assert (await scene.desk.delivery()).attempts == 2


async def test_a_receiver_that_is_gone_is_paused_and_what_follows_waits_until_it_is_enabled(scene):
    await scene.desk.emit()
    scene.channel.answer(Refused(detail="HTTP 410", gone=True))
    await scene.deliver()
    assert scene.journal.events == ["delivery.dead", "receiver.paused"]
    await scene.desk.emit(alert("a2"))
    await scene.deliver()
    (held,) = scene.journal.facts("delivery.held")
    assert (held["alert"], held["reason"], held["until"]) == ("a2", "paused", None)
    assert await scene.desk.ledger.enable("desk")
    await scene.deliver()
    assert await scene.desk.state("a2") == "delivered"


async def test_a_receiver_of_a_kind_without_a_channel_is_dead_and_named(scene):
    await scene.desk.emit()
    chat = Receiver(name="desk", target=AppriseTarget(urls=("chat://room",)))
    await scene.deliver(chat)
    delivery = await scene.desk.delivery()
    assert delivery.detail == "desk: no channel for its kind is installed"
    assert scene.channel.sent == []
    assert (await scene.desk.ledger.reception("desk")).strikes == 0


async def test_recipients_that_have_it_are_not_told_again(scene, clock):
    await scene.desk.emit()
    scene.channel.answer(Partly(reached=("a",), rest=BUSY), Partly(reached=("b",), rest=BUSY))
    for _ in range(3):
        await scene.deliver()
        clock.pass_by(hours(1))
    assert [sent.reached for sent in scene.channel.sent] == [(), ("a",), ("a", "b")]
    assert await scene.desk.state() == "delivered"


async def test_a_silenced_alert_waits_for_the_end_of_its_silence_and_is_counted_once(scene, clock):
    start, until = clock.now(), clock.now() + hours(2)
    await scene.desk.silences.add(silence(start=start, until=until))
    await scene.desk.emit()
    await scene.deliver()
    (held,) = scene.journal.facts("delivery.held")
    assert held["reason"] == "silence"
    assert held["detail"] == "silence s1 of Kim: exercise"
    assert await scene.desk.outbox.wake(Restraint.SILENCE) == 1
    await scene.deliver()
    assert len(scene.journal.facts("delivery.held")) == 1
    clock.pass_by(hours(2))
    await scene.deliver()
    assert await scene.desk.state() == "delivered"


async def test_a_silence_that_was_expired_lets_its_alerts_go(scene, clock):
    matchers = (Matcher(aspect=Aspect.ACTOR, pattern="ukraine"),)
    await scene.desk.silences.add(
        silence(start=clock.now(), until=clock.now() + hours(9), matchers=matchers)
    )
    await scene.desk.emit()
    await scene.deliver()
    assert await scene.desk.state() == "held"
    assert await scene.desk.silences.expire("s1")
    await scene.deliver()
    assert await scene.desk.state() == "delivered"


async def test_alerts_for_a_digest_are_gathered(scene):
    mail = EmailTarget(
        to=("desk@x.example",), sender="m@x.example", smtp="smtp://x", digest=Digest(at=time(18))
    )
    await scene.desk.emit()
    await scene.deliver(replace(DESK, target=mail))
    assert await scene.desk.state() == "held"
    assert (await scene.desk.ledger.reception("desk")).held == ((Restraint.DIGEST, 1),)
    assert scene.journal.facts("delivery.held")[0]["reason"] == "digest"


async def test_what_exceeds_a_throttle_is_gathered(scene):
    narrow = replace(DESK, throttle=Throttle(most=2, per=hours(1)))
    await scene.desk.emit(*(alert(f"a{n}") for n in range(3)))
    await scene.deliver(narrow)
    assert [sent.message.id for sent in scene.channel.sent] == ["a0", "a1"]
    (held,) = scene.journal.facts("delivery.held")
    assert (held["alert"], held["reason"]) == ("a2", "throttle")
    assert held["until"] is not None


async def test_a_receiver_that_does_not_answer_is_left_alone_and_probed_by_one(scene, clock):
    down = replace(DESK, retry=(MINUTE,) * 20)
    await scene.desk.emit(*(alert(f"a{n}") for n in range(7)))
    scene.channel.answer(*[BUSY] * 6)
    await scene.deliver(down)
    assert len(scene.channel.sent) == 5
    (opened,) = scene.journal.facts("breaker.opened")
    assert opened["until"] == (clock.now() + MINUTE).isoformat()
    held = scene.journal.facts("delivery.held")
    assert [(facts["alert"], facts["reason"]) for facts in held] == [
        ("a5", "breaker"),
        ("a6", "breaker"),
    ]
    clock.pass_by(MINUTE)
    await scene.deliver(down)
    assert len(scene.channel.sent) == 6
    clock.pass_by(MINUTE)
    await scene.deliver(down)
    assert len(scene.journal.facts("breaker.closed")) == 1


async def test_what_the_breaker_put_off_for_too_long_is_tried_and_dead_if_that_fails(scene, clock):
    down = replace(DESK, retry=(MINUTE,) * 2)
    await scene.desk.emit(*(alert(f"a{n}") for n in range(6)))
    scene.channel.answer(*[BUSY] * 6)
    await scene.deliver(down)
    assert await scene.desk.state("a5") == "held"
    clock.pass_by(hours(1))
    await scene.desk.ledger.retry(AlertId("a5"), "desk")
    for sending in await scene.desk.take():
        await scene.delivering.deliver(sending, down)
    delivery = await scene.desk.delivery("a5")
    assert (delivery.state, delivery.attempts) == ("dead", 1)
    assert delivery.detail == "HTTP 503; given up after 1 attempt"


async def test_what_its_senders_died_of_is_told_as_dead(scene):
    once = replace(DESK, retry=())
    await scene.desk.emit()
    for _ in range(6):
        await scene.desk.attempt()
        await scene.desk.lapse()
    await scene.deliver(once)
    assert scene.channel.sent == []
    assert scene.journal.events == ["delivery.dead"]


async def test_an_alert_that_is_no_longer_stored_is_dead_and_says_so(scene):
    await scene.desk.emit()
    sending = await scene.desk.take_one()

    class Lossy:
        """The outbox of a store whose alerts are gone."""

        def __getattr__(self, name):
            return getattr(scene.desk.outbox, name)

        async def open(self, sendings):
            return tuple(Lost(sending=one) for one in sendings)

    delivering = replace(scene.delivering, outbox=Lossy())
    assert await delivering.ready((sending,), DESK) == ()
    assert (await scene.desk.delivery()).detail == "the alert is no longer stored"
    assert scene.journal.events == ["delivery.dead"]


async def test_what_another_sender_holds_is_neither_held_nor_told(scene, clock):
    await scene.desk.silences.add(silence(start=clock.now(), until=clock.now() + hours(2)))
    await scene.desk.emit()
    sending = await scene.desk.take_one(consumer="slow")
    await scene.desk.lapse()
    await scene.desk.take_one(consumer="heir")
    assert await scene.delivering.ready((sending,), DESK) == ()
    assert scene.journal.told == []


async def test_an_answer_is_kept_again_after_a_fault_of_the_store(scene):
    await scene.desk.emit()
    attempt = await scene.desk.attempt()
    made = Made(attempt=attempt, outcome=Delivered(detail="ok"), sign=Sign.ANSWERED)
    await scene.delivering.keep(made, DESK)
    await scene.delivering.keep(made, DESK)
    assert await scene.desk.state() == "delivered"
