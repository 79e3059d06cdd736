"""Taking back on a real store: who is owed the correction, and what becomes of the unsent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.withdrawals import BEHIND, BEHIND_FOR, DETAIL, RedisWithdrawals
from monitor.alert.compose import alert_id
from monitor.alert.correction import correction, told_ids
from monitor.judge.withdrawal import standing_again, taken_back
from monitor.model.alert import AlertId, Dead, Delivered, Retry
from monitor.model.development import Cause, DevelopmentId, Withdrawal
from monitor.model.feedback import Feedback, Opinion
from monitor.model.restraint import Bundle, Gather, Hold, Restraint
from monitor.model.source import SourceId
from monitor.model.watchlist import Kind, Severity
from monitor.ports import Withdrawn
from tests.contracts.delivering import GONE, MINUTE, TERMS, bundle, stored_desk
from tests.contracts.examples import alert, commit, development, keyed
from tests.fakes.natures import nature

KNOWN = development()
NEW = alert_id(KNOWN.id, 1, Kind.NEW)
CONTESTED = alert_id(KNOWN.id, 1, Kind.CONTESTED)
OTHER = AlertId("other")
CORRECTION = alert_id(KNOWN.id, 1, Kind.WITHDRAWN)
OK = Delivered(detail="204")


class Scene:
    """A store with one development, and what a test does with it."""

    def __init__(self, store, clock) -> None:
        self.clock, self.store = clock, store
        self.memory = RedisMemory(store, clock, Retention())
        self.withdrawals = RedisWithdrawals(store, clock, Retention())
        self.desk = stored_desk(store, clock)
        self.wrong = Withdrawal(
            at=clock.now(), cause=Cause.FEEDBACK, why="Ada said that it is wrong", by="Ada"
        )
        self.said = Feedback(
            opinion=Opinion.WRONG,
            alert=NEW,
            development=KNOWN.id,
            author="Ada",
            comment="an exercise",
            at=clock.now(),
        )

    async def tell(self, *receivers: str, id_: AlertId = NEW, **more) -> None:
        told = replace(alert(id_, receivers=receivers, at=self.clock.now(), **more))
        assert await self.memory.commit(commit(alerts=(told,)))

    async def withdraw(self, known=None) -> Withdrawn | None:
        known = known or await self.memory.development(KNOWN.id)
        gone = taken_back(known, self.wrong)
        told = correction(gone, self.wrong, nature(gone), now=self.clock.now())
        return await self.withdrawals.withdraw(gone, told_ids(known), told, self.said)

    async def deliver(self, receiver: str) -> None:
        attempt = await self.desk.attempt(receiver)
        await self.desk.done(attempt.sending, OK)

    async def states(self, receiver: str) -> list[str | None]:
        found = [
            await self.desk.ledger.delivery(one, receiver) for one in (NEW, CONTESTED, CORRECTION)
        ]
        return [one.state if one is not None else None for one in found]


@pytest.fixture
async def scene(store, clock):
    made = Scene(store, clock)
    assert await made.memory.commit(commit(developments=(keyed(KNOWN),)))
    return made


async def test_who_got_it_is_owed_the_correction_and_who_did_not_gets_nothing(scene):
    await scene.tell("desk", "mail", severity=Severity.HIGH)
    await scene.tell("desk", id_=CONTESTED, watchlists=("ukraine", "night"))
    await scene.deliver("desk")
    assert await scene.withdraw() == Withdrawn(owed=("desk",), spared=("mail",))

    assert await scene.states("desk") == ["delivered", "withdrawn", "queued"]
    assert await scene.states("mail") == ["withdrawn", None, None]
    ended = await scene.desk.delivery(NEW, "mail")
    assert (ended.detail, ended.attempts) == (DETAIL, 0)
    told = await scene.desk.ledger.alert(CORRECTION)
    assert (told.kind, told.receivers, told.severity) == (
        Kind.WITHDRAWN,
        ("desk",),
        Severity.HIGH,
    )
    assert set(told.watchlists) == {"ukraine", "night"}
    assert told.summary.startswith("Withdrawn: European Union")
    assert await scene.desk.outbox.owed() == 1
    stored = await scene.memory.development(KNOWN.id)
    assert (stored.version, stored.withdrawn.by) == (2, "Ada")


async def test_entries_that_wait_in_a_stream_are_let_go_and_the_correction_arrives(scene):
    await scene.tell("desk")
    await scene.deliver("desk")
    await scene.tell("desk", id_=CONTESTED)
    taken = await scene.desk.take_one()
    await scene.withdraw()
    assert await scene.desk.outbox.open((taken,)) == ()
    attempt = await scene.desk.attempt()
    assert attempt.message.id == CORRECTION
    await scene.desk.done(attempt.sending, OK)
    assert await scene.desk.outbox.owed() == 0
    assert await scene.desk.take() == ()


async def test_an_entry_that_was_opened_before_it_was_taken_back_is_not_begun(scene):
    await scene.tell("desk")
    opened = await scene.desk.open(await scene.desk.take_one())
    await scene.withdraw()
    assert await scene.desk.outbox.begin(opened, TERMS) is None


async def test_what_was_tried_is_tried_no_more_and_corrected(scene):
    await scene.tell("desk")
    await scene.desk.fail()
    assert await scene.withdraw() == Withdrawn(owed=("desk",))
    assert await scene.states("desk") == ["withdrawn", None, "queued"]
    assert await scene.desk.outbox.due(scene.clock.now() + 99 * MINUTE) == 0
    assert (await scene.desk.attempt()).message.id == CORRECTION


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(OK, "delivered"), (Retry(at=alert().at, detail="503"), "withdrawn"), (GONE, "withdrawn")],
)
async def test_what_is_being_sent_is_corrected_however_that_ends(scene, outcome, state):
    await scene.tell("desk")
    attempt = await scene.desk.attempt()
    assert await scene.withdraw() == Withdrawn(owed=("desk",))
    assert await scene.desk.take() == (), "the correction comes after it"
    await scene.desk.done(attempt.sending, outcome)
    assert await scene.states("desk") == [state, None, "retry"]
    assert await scene.desk.outbox.owed() == 1
    correction = await scene.desk.delivery(CORRECTION)
    assert (correction.detail, correction.attempts) == (BEHIND, 0)
    assert await scene.desk.outbox.due(scene.clock.now() + BEHIND_FOR + MINUTE) == 1
    assert (await scene.desk.attempt()).message.id == CORRECTION


async def test_what_is_dead_after_it_was_tried_is_corrected_and_cannot_be_replayed(scene):
    await scene.tell("desk")
    attempt = await scene.desk.attempt()
    await scene.desk.done(attempt.sending, Dead(detail="given up"))
    assert await scene.withdraw() == Withdrawn(owed=("desk",))
    assert await scene.desk.ledger.replay_dead("desk") == 0
    assert not await scene.desk.ledger.replay(NEW, "desk")
    assert await scene.desk.ledger.dead(limit=9) == ()


async def test_what_was_replayed_had_been_tried(scene):
    await scene.tell("desk")
    attempt = await scene.desk.attempt()
    await scene.desk.done(attempt.sending, Dead(detail="given up"))
    assert await scene.desk.ledger.replay(NEW, "desk")
    assert await scene.withdraw() == Withdrawn(owed=("desk",))


async def test_what_is_held_or_gathered_is_taken_back_without_a_word(scene):
    await scene.tell("desk", "mail")
    until = scene.clock.now() + timedelta(hours=5)
    await scene.desk.outbox.hold(
        await scene.desk.take_one(), Hold(until=until, reason=Restraint.QUIET, detail="nights")
    )
    await scene.desk.outbox.hold(
        await scene.desk.take_one("mail"),
        Gather(at=until, reason=Restraint.DIGEST, detail="the digest"),
    )
    assert await scene.withdraw() == Withdrawn(spared=("desk", "mail"))
    assert await scene.desk.outbox.due(until) == 0
    made = await scene.desk.outbox.bundle(
        bundle(at=until, receiver="mail"), part=0, most=9, is_told=False
    )
    assert made == 0, "nothing is left to be told in it"
    assert await scene.desk.outbox.owed() == 0


async def bundled(scene, *alerts):
    """Return the digest that holds what was told to the receiver, as it was made."""
    at = scene.clock.now()
    for sending in await scene.desk.take("mail"):
        gather = Gather(at=at, reason=Restraint.DIGEST, detail="the digest")
        await scene.desk.outbox.hold(sending, gather)
    digest = bundle(at=at, receiver="mail")
    made = await scene.desk.outbox.bundle(digest, part=0, most=9, is_told=False)
    assert made == len(alerts)
    return digest


async def test_a_bundle_that_was_delivered_is_corrected(scene):
    await scene.tell("mail")
    await bundled(scene, NEW)
    attempt = await scene.desk.attempt("mail")
    await scene.desk.done(attempt.sending, OK)
    assert await scene.withdraw() == Withdrawn(owed=("mail",))
    assert await scene.states("mail") == ["delivered", None, "queued"]


async def test_a_bundle_that_was_not_tried_is_not_sent_if_nothing_else_is_in_it(scene):
    await scene.tell("mail")
    digest = await bundled(scene, NEW)
    assert await scene.withdraw() == Withdrawn(spared=("mail",))
    assert await scene.states("mail") == ["withdrawn", None, None]
    assert (await scene.desk.ledger.delivery(digest.id, "mail")).state == "withdrawn"
    assert await scene.desk.outbox.open(await scene.desk.take("mail")) == ()
    assert await scene.desk.outbox.owed() == 0


async def test_what_a_sender_may_have_read_already_is_corrected(scene):
    await scene.tell("mail")
    await scene.tell("mail", id_=OTHER)
    await bundled(scene, NEW, OTHER)
    assert await scene.withdraw() == Withdrawn(owed=("mail",))
    assert await scene.states("mail") == ["withdrawn", None, "retry"]


async def test_a_bundle_that_is_tried_again_tells_no_more_what_was_taken_back(scene):
    await scene.tell("mail")
    await scene.tell("mail", id_=OTHER)
    await bundled(scene, NEW, OTHER)
    attempt = await scene.desk.attempt("mail")
    assert len(attempt.message.alerts) == 2
    later = scene.clock.now() + MINUTE
    await scene.desk.done(attempt.sending, Retry(at=later, detail="HTTP 503"))
    assert await scene.withdraw() == Withdrawn(owed=("mail",))
    assert await scene.states("mail") == ["withdrawn", None, "queued"]
    await scene.desk.outbox.due(later)
    sent = [await scene.desk.attempt("mail"), await scene.desk.attempt("mail")]
    (again,) = [one.message for one in sent if isinstance(one.message, Bundle)]
    assert [told.id for told in again.alerts] == [OTHER]


async def test_it_is_taken_back_once_however_often_it_is_asked_for(scene):
    await scene.tell("desk")
    await scene.deliver("desk")
    first = await scene.memory.development(KNOWN.id)
    assert await scene.withdraw(first) == Withdrawn(owed=("desk",))
    assert await scene.withdraw(first) is None, "it was changed since it was read"
    await scene.deliver("desk")
    assert await scene.withdraw() == Withdrawn(owed=("desk",))
    assert await scene.desk.take() == (), "the correction was sent"
    assert len(await scene.withdrawals.feedback(limit=9)) == 2


async def test_nothing_of_it_is_stored_if_the_development_changed(scene):
    await scene.tell("desk")
    first = await scene.memory.development(KNOWN.id)
    assert await scene.memory.commit(commit(developments=(keyed(development(version=2)),)))
    assert await scene.withdraw(first) is None
    assert (await scene.memory.development(KNOWN.id)).withdrawn is None
    assert await scene.states("desk") == ["queued", None, None]
    assert await scene.withdrawals.feedback(limit=9) == ()


async def test_who_reads_a_feed_gets_the_correction_though_nobody_was_notified(scene):
    await scene.tell()
    assert await scene.withdraw() == Withdrawn()
    told = await scene.desk.ledger.alert(CORRECTION)
    assert (told.receivers, told.watchlists) == ((), ("ukraine",))
    assert told in await scene.desk.ledger.alerts(limit=2)


async def test_of_what_is_no_longer_stored_nothing_is_corrected(scene):
    assert await scene.withdraw() == Withdrawn()
    assert await scene.desk.ledger.alert(CORRECTION) is None


async def test_nothing_is_awaited_of_what_was_taken_back_until_it_stands_again(scene):
    now = scene.clock.now()
    held = development("d2", held=now)
    assert await scene.memory.commit(commit(developments=(keyed(held),)))
    assert await scene.memory.held(now) == ("d2",)
    gone = taken_back(held, scene.wrong)
    told = correction(gone, scene.wrong, nature(gone), now=now)
    assert await scene.withdrawals.withdraw(gone, (), told) == Withdrawn()
    assert await scene.memory.held(now) == ()

    said = replace(scene.said, opinion=Opinion.RIGHT, development=DevelopmentId("d2"))
    again = standing_again(gone, now)
    assert await scene.withdrawals.restore(again, said)
    assert not await scene.withdrawals.restore(again, said)
    assert await scene.memory.held(now) == ("d2",)
    assert await scene.memory.development(DevelopmentId("d2")) == again
    assert await scene.withdrawals.feedback(limit=9) == (said,)


async def test_what_was_said_is_kept_newest_first(scene):
    later = replace(scene.said, comment="still")
    for one in (scene.said, later):
        await scene.withdrawals.record(one)
    assert await scene.withdrawals.feedback(limit=1) == (later,)
    assert await scene.withdrawals.feedback(limit=9) == (later, scene.said)


async def test_pages_that_are_gone_are_counted_within_a_day(scene):
    harbour, river = SourceId("harbour"), SourceId("river")
    assert await scene.withdrawals.gone(harbour, "https://a.example/1") == 1
    assert await scene.withdrawals.gone(harbour, "https://a.example/1") == 1
    assert await scene.withdrawals.gone(harbour, "https://a.example/2") == 2
    assert await scene.withdrawals.gone(river, "https://b.example/1") == 1
    scene.clock.pass_by(timedelta(hours=25))
    assert await scene.withdrawals.gone(harbour, "https://a.example/3") == 1
