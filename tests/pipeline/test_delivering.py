from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.alert import Alert, AlertId, Dead, Delivered, Outcome, Refused, Retry
from monitor.model.watchlist import AppriseTarget, Kind, Receiver, Severity, WebhookTarget
from monitor.pipeline.delivering import Delivering
from monitor.ports import Attempt, Sending
from tests.fakes.channel import ScriptedChannel, Sent
from tests.fakes.journal import RecordingJournal

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALERT = Alert(
    id=AlertId("a1"),
    kind=Kind.SOURCE,
    revision=1,
    watchlists=("desk",),
    receivers=("desk",),
    severity=Severity.HIGH,
    summary="Harbour Herald is stale",
    development=None,
    at=NOW,
)
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
SENDING = Sending(entry="1-0", alert=ALERT.id, receiver="desk")


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class OneEntry:
    """The part of an outbox that a single attempt sees, holding one entry or none."""

    number: int = 1
    ended: bool = False
    outcomes: list[Outcome] = field(default_factory=list)

    async def begin(self, sending: Sending) -> Attempt | None:
        if self.ended:
            return None
        return Attempt(sending=sending, alert=ALERT, number=self.number)

    async def done(self, sending: Sending, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


@dataclass
class Scene:
    outbox: OneEntry = field(default_factory=OneEntry)
    channel: ScriptedChannel = field(default_factory=ScriptedChannel)
    journal: RecordingJournal = field(default_factory=RecordingJournal)

    async def deliver(self, receiver: Receiver = DESK) -> None:
        delivering = Delivering(
            clock=StoppedClock(),
            outbox=self.outbox,
            channels={WebhookTarget: self.channel},
            journal=self.journal,
            chance=lambda: 0.5,
        )
        await delivering.deliver(SENDING, receiver)


@pytest.fixture
def scene():
    return Scene()


async def test_an_accepted_alert_is_delivered_and_said_so(scene):
    await scene.deliver()
    assert scene.channel.sent == [Sent(alert=ALERT, receiver=DESK, attempt=1)]
    assert scene.outbox.outcomes == [Delivered(detail="taken")]
    assert scene.journal.told == [
        (
            "delivery.made",
            {"alert": "a1", "receiver": "desk", "attempt": 1, "detail": "taken"},
        )
    ]


async def test_an_entry_that_has_ended_is_not_sent_again(scene):
    scene.outbox.ended = True
    await scene.deliver()
    assert (scene.channel.sent, scene.outbox.outcomes, scene.journal.told) == ([], [], [])


async def test_a_refused_alert_is_owed_until_the_time_of_the_next_attempt(scene):
    scene.outbox.number = 2
    scene.channel.answer(Refused(detail="HTTP 503"))
    await scene.deliver()
    due = NOW + timedelta(minutes=5)
    assert scene.outbox.outcomes == [Retry(at=due, detail="HTTP 503")]
    assert scene.journal.facts("delivery.retried")[0]["until"] == due.isoformat()


async def test_an_alert_that_nobody_will_take_is_dead_and_said_so(scene):
    scene.channel.answer(Refused(detail="HTTP 410", gone=True))
    await scene.deliver()
    assert scene.outbox.outcomes == [Dead(detail="HTTP 410; the receiver is gone for good")]
    assert scene.journal.events == ["delivery.dead"]


async def test_a_receiver_of_a_kind_without_a_channel_is_dead_and_named(scene):
    chat = Receiver(name="chat", target=AppriseTarget(urls=("chat://room",)))
    await scene.deliver(chat)
    assert scene.outbox.outcomes == [Dead(detail="chat: no channel for its kind is installed")]
    assert scene.channel.sent == []
