from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.errors import StoreUnreachable
from monitor.model.health import Glance, Standing
from monitor.model.restraint import MOST_MEMBERS, Aspect, Matcher, Restraint
from monitor.model.source import SourceId
from monitor.model.watchlist import Digest, EmailTarget, Receiver, Throttle, WebhookTarget
from monitor.pipeline.bundling import Bundling
from monitor.pipeline.delivering import Delivering
from tests.alert.examples import REGISTRY
from tests.contracts.delivering import Desk, memory_desk, silence
from tests.contracts.examples import alert, hours
from tests.fakes.channel import ScriptedChannel
from tests.fakes.journal import RecordingJournal

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
MAIL = EmailTarget(
    to=("desk@x.example",), sender="m@x.example", smtp="smtp://x", digest=Digest(at=time(18))
)
READER = Receiver(name="desk", target=MAIL)
HOPEFUL = replace(READER, target=replace(MAIL, digest=Digest(at=time(18), when_empty=True)))
DESK = Receiver(
    name="desk",
    target=WebhookTarget(url="https://desk.example/in"),
    throttle=Throttle(most=1, per=timedelta(hours=1)),
)


@dataclass
class Scene:
    desk: Desk
    channel: ScriptedChannel = field(default_factory=ScriptedChannel)
    journal: RecordingJournal = field(default_factory=RecordingJournal)

    def now(self):
        return self.desk.now()

    async def glances(self):
        states = {"harbour": Standing.FRESH, "lagoon": Standing.STALE, "island": Standing.QUIET}
        return {SourceId(s): Glance(state=state, asked=MORNING) for s, state in states.items()}

    async def tick(self, receiver: Receiver) -> None:
        """Do once what the daemon does again and again."""
        own = Bundling(
            clock=self,
            outbox=self.desk.outbox,
            silences=self.desk.silences,
            registry=REGISTRY,
            polls=self,
            journal=self.journal,
        )
        await self.desk.outbox.due(self.now())
        await own.tend(receiver)
        delivering = Delivering(
            clock=self,
            outbox=self.desk.outbox,
            silences=self.desk.silences,
            registry=REGISTRY,
            channels={WebhookTarget: self.channel, EmailTarget: self.channel},
            journal=self.journal,
            chance=lambda: 0.5,
        )
        for sending in await self.desk.take(count=9_999):
            await delivering.deliver(sending, receiver)

    @property
    def told(self):
        return [sent.message for sent in self.channel.sent]


@pytest.fixture
def scene(clock):
    clock.moment = MORNING
    return Scene(memory_desk(clock))


async def test_a_digest_is_told_at_its_time_with_all_since_the_one_before(scene, clock):
    await scene.desk.emit(alert("a1"))
    await scene.tick(READER)
    assert scene.told == []
    clock.moment = EVENING
    await scene.tick(READER)
    (digest,) = scene.told
    assert (digest.reason, digest.at, digest.since) == (Restraint.DIGEST, EVENING, MORNING)
    assert [one.id for one in digest.alerts] == ["a1"]
    assert (digest.sources, digest.silent) == (3, 1)
    assert scene.journal.facts("bundle.made") == [
        {"alert": digest.id, "receiver": "desk", "reason": "digest", "members": 1}
    ]
    await scene.tick(READER)
    assert len(scene.told) == 1
    await scene.desk.emit(alert("a2"))
    await scene.tick(READER)
    clock.moment = EVENING + hours(24)
    await scene.tick(READER)
    assert [one.id for one in scene.told[1].alerts] == ["a2"]
    assert scene.told[1].since == EVENING


async def test_days_that_were_missed_are_told_once_late(scene, clock):
    await scene.tick(READER)
    await scene.desk.emit(alert("a1"))
    await scene.tick(READER)
    clock.moment = EVENING + hours(24 * 5 + 3)
    await scene.tick(READER)
    await scene.tick(READER)
    (digest,) = scene.told
    assert (digest.at, digest.since) == (EVENING + hours(24 * 5), MORNING)


async def test_a_day_without_news_is_told_only_if_that_is_asked_for(scene, clock):
    await scene.tick(READER)
    clock.moment = EVENING
    await scene.tick(READER)
    assert (scene.told, scene.journal.events) == ([], [])
    clock.moment = EVENING + hours(24)
    await scene.tick(HOPEFUL)
    await scene.tick(HOPEFUL)
    (digest,) = scene.told
    assert (digest.alerts, digest.sources, digest.silent) == ((), 3, 1)


@pytest.mark.parametrize("receiver", [READER, HOPEFUL])
async def test_what_a_silence_holds_by_then_is_not_in_the_digest(scene, clock, receiver):
    await scene.desk.emit(*(alert(f"a{n}") for n in range(3)))
    await scene.desk.emit(alert("s1", watchlists=("night",)), alert("s2", watchlists=("night",)))
    await scene.tick(receiver)
    night = (Matcher(aspect=Aspect.WATCHLIST, pattern="night"),)
    until = EVENING + hours(1)
    await scene.desk.silences.add(silence(start=EVENING, until=until, matchers=night))
    clock.moment = EVENING
    await scene.tick(receiver)
    (digest,) = scene.told
    assert [one.id for one in digest.alerts] == ["a0", "a1", "a2"]
    held = [f for f in scene.journal.facts("delivery.held") if f["reason"] == "silence"]
    assert {(f["alert"], f["until"]) for f in held} == {
        ("s1", until.isoformat()),
        ("s2", until.isoformat()),
    }
    clock.moment = until
    await scene.tick(receiver)
    clock.moment = EVENING + hours(24)
    await scene.tick(receiver)
    assert [one.id for one in scene.told[1].alerts] == ["s1", "s2"]


async def test_a_digest_of_which_a_silence_holds_all_parts_says_so_once(scene, clock):
    await scene.desk.emit(*(alert(f"a{n}") for n in range(MOST_MEMBERS + 1)))
    await scene.tick(HOPEFUL)
    await scene.desk.silences.add(silence(start=MORNING + hours(1), until=EVENING + hours(1)))
    clock.moment = EVENING
    await scene.tick(HOPEFUL)
    (digest,) = scene.told
    assert (digest.alerts, digest.more) == ((), 0)
    assert len(await scene.desk.silences.gathered("desk", Restraint.DIGEST, first=0, count=9)) == 0


async def test_very_many_alerts_are_told_in_several_parts(scene, clock):
    await scene.desk.emit(*(alert(f"a{n}") for n in range(MOST_MEMBERS + 1)))
    await scene.tick(HOPEFUL)
    clock.moment = EVENING
    await scene.tick(HOPEFUL)
    assert [facts["members"] for facts in scene.journal.facts("bundle.made")] == [MOST_MEMBERS, 1]
    assert len({digest.id for digest in scene.told}) == 2
    assert await scene.desk.outbox.owed() == 0


class Interrupted:
    """An outbox that cannot be used any more after one bundle."""

    def __init__(self, outbox) -> None:
        self._outbox, self._made = outbox, 0

    def __getattr__(self, name):
        return getattr(self._outbox, name)

    async def bundle(self, bundle, **more):
        self._made += 1
        if self._made > 1:
            raise StoreUnreachable("the server is gone")
        return await self._outbox.bundle(bundle, **more)


@pytest.mark.parametrize("receiver", [HOPEFUL, DESK])
async def test_a_bundle_that_was_made_half_way_is_made_to_its_end_at_once(scene, clock, receiver):
    await scene.desk.emit(*(alert(f"a{n}") for n in range(2 * MOST_MEMBERS + 3)))
    await scene.tick(receiver)
    clock.moment = EVENING
    usual = scene.desk
    scene.desk = replace(usual, outbox=Interrupted(usual.outbox))
    with pytest.raises(StoreUnreachable):
        await scene.tick(receiver)
    scene.desk = usual
    await scene.tick(receiver)
    members = [facts["members"] for facts in scene.journal.facts("bundle.made")]
    held = 2 * MOST_MEMBERS + (3 if receiver is HOPEFUL else 2)
    assert (members, sum(members)) == ([MOST_MEMBERS, MOST_MEMBERS, held - 2 * MOST_MEMBERS], held)
    assert await scene.desk.outbox.owed() == 0


async def test_the_rest_of_a_throttle_is_told_as_one_summary(scene, clock):
    await scene.desk.emit(*(alert(f"a{n}") for n in range(3)))
    await scene.tick(DESK)
    assert [one.id for one in scene.told] == ["a0"]
    clock.pass_by(hours(0.5))
    await scene.tick(DESK)
    assert len(scene.told) == 1
    clock.pass_by(hours(0.5))
    await scene.tick(DESK)
    summary = scene.told[1]
    assert (summary.reason, summary.since, summary.sources) == (Restraint.THROTTLE, None, 0)
    assert [one.id for one in summary.alerts] == ["a1", "a2"]
    assert await scene.desk.outbox.owed() == 0


async def test_what_was_gathered_is_told_by_itself_when_the_digest_is_no_more(scene):
    await scene.desk.emit(alert("a1"))
    await scene.tick(READER)
    await scene.tick(replace(READER, target=replace(MAIL, digest=None)))
    assert [one.id for one in scene.told] == ["a1"]
