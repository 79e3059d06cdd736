"""What somebody says of an alert, and what follows from it, on a real store."""

from dataclasses import replace

import pytest

from monitor.errors import TryLater
from monitor.judge.withdrawal import taken_back
from monitor.model.development import Cause, DevelopmentId, Withdrawal
from monitor.model.feedback import Feedback, Opinion
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Withdrawn
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import commit, keyed
from tests.fakes.making import article
from tests.fakes.rules import rules
from tests.fakes.scene import Scene


class Told(Scene):
    """A scene whose first article was told."""

    def __init__(self, store, clock) -> None:
        super().__init__(store, clock)
        self.desk = stored_desk(store, clock)
        self.natures = rules(self.source).natures

    async def told(self) -> None:
        self.publish(0)
        await self.poll()
        await self.carry_all()
        (first,) = self.journal.facts("alert.emitted")
        self.alert, self.id = first["alert"], first["development"]

    async def development(self):
        return await self.memory.development(self.id)

    async def said(self, opinion: Opinion = Opinion.WRONG, comment: str = "") -> Withdrawn | None:
        return await self.withdrawing().give(
            Feedback(
                opinion=opinion,
                alert=self.alert,
                development=self.id,
                author="Ada",
                comment=comment,
                at=self.clock.now(),
            )
        )

    def withdrawing(self) -> Withdrawing:
        return Withdrawing(
            natures=self.natures,
            memory=self.memory,
            withdrawals=self.withdrawals,
            journal=self.journal,
        )


@pytest.fixture
async def scene(store, clock):
    made = Told(store, clock)
    await made.told()
    return made


async def test_who_was_told_is_told_that_it_is_wrong_and_why(scene):
    attempt = await scene.desk.attempt()
    await scene.desk.done(attempt.sending)
    assert await scene.said(comment="an exercise") == Withdrawn(owed=("desk",))

    told = (await scene.desk.attempt()).message
    assert told.why == ("Ada said that it is wrong: an exercise",)
    assert told.attribution == "Ada"
    assert [e.sentence for e in told.evidence] == [e.sentence for e in attempt.message.evidence]
    assert told.topic == attempt.message.topic
    assert told.summary == f"Withdrawn: {attempt.message.summary}"
    (noted,) = scene.journal.facts("alert.withdrawn")
    assert (noted["alert"], noted["by"], noted["receivers"]) == (told.id, "Ada", ("desk",))


async def test_who_was_not_told_yet_is_told_nothing(scene):
    assert await scene.said() == Withdrawn(spared=("desk",))
    assert scene.journal.facts("delivery.withdrawn") == [
        {"receiver": "desk", "development": scene.id}
    ]
    sending = await scene.desk.take_one()
    assert await scene.desk.outbox.open((sending,)) == ()
    assert await scene.desk.outbox.owed() == 0


async def test_what_is_said_twice_is_kept_twice_and_done_once(scene):
    assert await scene.said() is not None
    assert await scene.said(comment="really") is None
    assert [one.comment for one in await scene.withdrawals.feedback(limit=9)] == ["really", ""]
    assert len(scene.journal.facts("alert.withdrawn")) == 1


async def test_what_is_wrong_stays_untold_until_it_is_right(scene):
    await scene.said()
    known = await scene.development()
    assert (known.withdrawn.cause, known.withdrawn.by) == (Cause.FEEDBACK, "Ada")
    judging = scene.judging(rules(scene.source))
    same = (await scene.memory.trace(known.articles[0])).article
    retold = replace(article("b1", outlet="River Gazette"), text=same.text)
    retold = replace(retold, sentences=same.sentences, language="en")
    again = await judging.take_in(retold, now=scene.clock.now())
    assert again.alerts == ()

    assert await scene.said(Opinion.RIGHT) == Withdrawn()
    assert await scene.memory.held(scene.clock.now()) == (scene.id,)
    (told,) = await judging.release(scene.id, now=scene.clock.now())
    assert (told.kind, told.revision, told.receivers) == ("new", 2, ("desk",))
    assert told.id != scene.alert
    assert "it was taken back as wrong, and is right after all" in told.why
    assert await scene.memory.held(scene.clock.now()) == ()


async def test_there_is_nothing_to_undo_where_nothing_was_taken_back(scene):
    assert await scene.said(Opinion.RIGHT) is None
    assert len(await scene.withdrawals.feedback(limit=9)) == 1


async def test_what_is_no_longer_stored_is_not_taken_back(scene):
    scene.id = DevelopmentId("gone")
    assert await scene.said() is None


async def test_what_was_retracted_may_be_said_to_be_wrong_too(scene):
    known = await scene.development()
    why = Withdrawal(at=scene.clock.now(), cause=Cause.RETRACTION, why="gone")
    assert await scene.memory.commit(commit(developments=(keyed(taken_back(known, why)),)))
    assert await scene.said() is not None
    assert (await scene.development()).withdrawn.cause is Cause.FEEDBACK


@pytest.mark.parametrize("opinion", list(Opinion))
async def test_what_others_change_all_the_time_is_left_for_later(scene, opinion):
    if opinion is Opinion.RIGHT:
        await scene.said()

    async def never(*_):
        return None

    scene.withdrawals.withdraw = scene.withdrawals.restore = never
    with pytest.raises(TryLater, match="changed too often"):
        await scene.said(opinion)
