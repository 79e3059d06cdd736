"""What people say of developments, on a real store: obeyed at once, in one step, and undone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.developments import RedisMemory
from monitor.adapters.labels import RedisLabels
from monitor.alert.record import alert_record
from monitor.alert.render.letter import letter
from monitor.errors import TryLater, UsageError
from monitor.extract.sentences import sentences
from monitor.model.development import Keyed
from monitor.model.feedback import Opinion
from monitor.model.verdict import Update
from monitor.pipeline.opining import Meant, Opining, Voice
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Heeded
from tests.contracts.delivering import KEPT, stored_desk
from tests.fakes.making import article
from tests.fakes.rules import WHOLE, rules
from tests.fakes.scene import Scene

GERMANY = "Germany pledged 90 million euros in aid to Ukraine, its foreign ministry said."
CANADA = "Canada will give Ukraine 40 million euros for tents, the government said."
RAISED = "Germany raised its aid to Ukraine from 90 million euros to 120 million euros, it said."
TENTS = "Canada raised its aid to Ukraine from 40 million euros to 55 million euros, it said."


class Newsdesk(Scene):
    """A judging, and the people who read what it tells."""

    def __init__(self, store, clock) -> None:
        super().__init__(store, clock)
        self.desk = stored_desk(store, clock)
        self.road = self.judging(rules(self.source))
        self.labels = RedisLabels(store, clock, KEPT)
        self.opining = Opining(
            registry=WHOLE,
            natures=self.road.rules.natures,
            memory=self.memory,
            labels=self.labels,
            ledger=self.desk.ledger,
            journal=self.journal,
        )

    async def read(self, name: str, text: str, outlet: str = "Harbour Post"):
        printed = article(name, outlet=outlet, text=text, at=self.clock.now())
        printed = replace(printed, sentences=sentences(text), language="en")
        (judged,) = (told := await self.road.take_in(printed, now=self.clock.now())).judged
        self.clock.pass_by(timedelta(minutes=5))
        return judged, told.alerts

    def voice(self, comment: str = "") -> Voice:
        return Voice(author="Ada", comment=comment, at=self.clock.now())

    async def same(self, one, other):
        return await self.opining.same(*_meant(one, other), self.voice())

    async def different(self, one, other):
        return await self.opining.different(*_meant(one, other), self.voice())

    async def states(self) -> set[str]:
        return {d.state for d in await self.desk.ledger.deliveries(limit=99)}


def _meant(*named):
    return (n if isinstance(n, Meant) else Meant(development=n) for n in named)


def named(alert) -> Meant:
    return Meant(development=alert.development.id, alert=alert)


@pytest.fixture
def scene(store, clock):
    return Newsdesk(store, clock)


@pytest.fixture
async def two(scene):
    """Two developments that were told as two."""
    (first, _), (second, _) = await scene.read("a1", GERMANY), await scene.read("b1", CANADA)
    assert first.after.id != second.after.id
    return first.after, second.after


async def test_the_next_article_updates_the_one_that_lives_on(scene, two):
    one, other = two
    label = await scene.same(one.id, other.id)
    assert [side.development for side in label.sides] == [one.id, other.id]
    assert await scene.memory.development(other.id) == await scene.memory.development(one.id)
    assert await scene.same(other.id, one.id) is None

    later, (alert,) = await scene.read("c1", TENTS, "River Gazette")
    assert later.after.id == one.id, "what tells the other tells the one"
    assert isinstance(later.verdict, Update)
    assert (alert.kind, alert.development.id) == ("update", one.id)
    assert (await scene.labels.stored(other.id)).joined == one.id


class Interrupted(RedisMemory):
    """A memory that somebody says something to before the next commit."""

    async def commit(self, commit):
        said, self.said = self.said, None
        if said is not None:
            await said()
        return await super().commit(commit)

    said = None


async def test_what_is_said_while_an_article_is_judged_is_obeyed_by_it(scene, two, store, clock):
    one, other = two
    memory = Interrupted(store, clock, KEPT)
    memory.said = lambda: scene.same(one.id, other.id)
    scene.road = replace(scene.road, memory=memory)
    later, _ = await scene.read("c1", TENTS, "River Gazette")
    assert later.after.id == one.id
    assert "c1" in (await scene.memory.development(one.id)).articles


async def test_undoing_lets_both_stand_again(scene, two):
    one, other = two
    label = await scene.same(one.id, other.id)
    assert await scene.opining.undo(label.id[:5]) == label
    assert [_facts(await scene.memory.development(d.id)) for d in two] == [_facts(d) for d in two]
    assert await scene.labels.labels(limit=9) == ()
    later, _ = await scene.read("c1", TENTS, "River Gazette")
    assert later.after.id == other.id


def _facts(one):
    return replace(one, version=0)


async def test_two_that_were_wrongly_joined_are_parted_for_good(scene, two):
    one, other = two
    label = await scene.same(one.id, other.id)
    scene.clock.pass_by(timedelta(minutes=5))
    said = await scene.different(one.id, other.id)
    assert await scene.labels.labels(limit=9) == (said,), "the later opinion stands alone"
    for known, beside in ((one, other), (other, one)):
        stands = await scene.memory.development(known.id)
        assert stands.id == known.id
        assert [(a.of, a.label) for a in stands.apart] == [(beside.id, said.id)]
    assert await scene.different(other.id, one.id) is None
    scene.clock.pass_by(timedelta(minutes=5))
    again = await scene.same(one.id, other.id)
    assert await scene.labels.labels(limit=9) == (again,)
    assert (await scene.memory.development(one.id)).apart == ()
    assert label.id != again.id


async def test_one_that_was_taken_for_two_acts_is_split_where_alerts_tell_them(scene):
    first, (told,) = await scene.read("a1", GERMANY)
    second, (more,) = await scene.read("b1", RAISED, "River Gazette")
    assert second.after.id == first.after.id
    said = await scene.different(named(told), named(more))
    left = await scene.memory.development(first.after.id)
    assert (left.amount, left.articles) == (first.after.amount, ("a1",))
    (own,) = (side.development for side in said.sides if side.development != left.id)
    fresh = await scene.memory.development(own)
    assert (fresh.revision, fresh.amount, fresh.articles) == (1, second.after.amount, ("b1",))
    assert [t.watchlist for t in fresh.told] == ["ukraine"], "nobody is told it as new again"

    again, _ = await scene.read("b1", f"{RAISED} It said no more.", "River Gazette")
    assert again.after.id == own

    await scene.opining.undo(said.id)
    assert (await scene.memory.development(own)).id == left.id


async def test_what_was_split_and_made_one_again_can_be_split_again(scene):
    _, (told,) = await scene.read("a1", GERMANY)
    _, (more,) = await scene.read("b1", RAISED, "River Gazette")
    label = await scene.different(named(told), named(more))
    first = [await scene.memory.development(side.development) for side in label.sides]
    await scene.opining.undo(label.id)
    assert len({(await scene.memory.development(d.id)).id for d in first}) == 1
    scene.clock.pass_by(timedelta(minutes=5))
    again = await scene.different(named(told), named(more))
    assert [side.development for side in again.sides] == [d.id for d in first]
    for known in first:
        stands = await scene.memory.development(known.id)
        for name in ("id", "amount", "articles", "origins", "joins"):
            assert getattr(stands, name) == getattr(known, name), name
        assert [one.watchlist for one in stands.told] == [one.watchlist for one in known.told]


async def test_before_an_act_is_split_off_the_alert_just_before_it_counts(scene):
    first, (told,) = await scene.read("a1", GERMANY)
    _, (more,) = await scene.read("b1", RAISED, "River Gazette")
    text = RAISED.replace("120", "150").replace("90", "120")
    _, (most,) = await scene.read("c1", text, "River Gazette")
    assert most.development.id == first.after.id
    await scene.different(named(most), named(told))
    left = await scene.memory.development(first.after.id)
    assert left.amount == more.development.amount
    assert left.articles == ("a1", "b1")


async def test_where_the_alert_just_before_is_no_longer_kept_the_other_one_counts(scene):
    first, (told,) = await scene.read("a1", GERMANY)
    _, (more,) = await scene.read("b1", RAISED, "River Gazette")
    late = replace(more, id="x", revision=9)
    assert await scene.different(named(told), named(late)) is not None
    assert (await scene.memory.development(first.after.id)).amount == first.after.amount


async def test_two_that_were_told_apart_are_kept_so(scene, two):
    one, other = two
    said = await scene.different(one.id, other.id)
    assert [side.development for side in said.sides] == [one.id, other.id]
    assert await scene.different(other.id, one.id) is None
    await scene.opining.undo(said.id)
    assert [_facts(await scene.memory.development(d.id)) for d in two] == [_facts(d) for d in two]


async def test_what_was_joined_under_a_label_that_is_gone_is_not_parted_half(scene, two, store):
    third, _ = await scene.read("d1", GERMANY.replace("Germany", "Norway").replace("90", "30"))
    one, other = two
    label = await scene.same(one.id, other.id)
    await scene.same(one.id, third.after.id)
    await store.ask("DEL", f"{{monitor}}:label:{label.id}")
    await store.ask("DEL", f"{{monitor}}:development:{third.after.id}")
    with pytest.raises(UsageError, match="more was joined with it"):
        await scene.different(one.id, other.id)


async def test_what_is_muted_is_judged_and_kept_and_sent_to_nobody(scene):
    first, (told,) = await scene.read("a1", GERMANY)
    label = await scene.opining.mute(named(told), scene.voice("enough"))
    (unsent,) = await scene.desk.ledger.deliveries(limit=9)
    assert (unsent.state, unsent.reason) == ("withdrawn", "muted")

    later, (quiet,) = await scene.read("b1", RAISED)
    assert isinstance(later.verdict, Update)
    assert quiet.muted == "Ada wants nothing more told of it: enough"
    kept = await scene.desk.ledger.alert(quiet.id)
    assert kept == quiet, "it can be read"
    assert letter(kept).lead == f"This was sent to nobody. {quiet.muted}"
    assert alert_record(kept)["muted"] == quiet.muted
    assert await scene.states() == {"withdrawn"}
    assert await scene.desk.outbox.owed() == 0
    assert await scene.desk.outbox.open(await scene.desk.take()) == ()
    assert [f["reason"] for f in scene.journal.facts("delivery.muted")] == ["muted"]
    assert await scene.opining.mute(named(told), scene.voice()) is None

    await scene.opining.undo(label.id)
    _, (heard,) = await scene.read("c1", RAISED.replace("120", "150").replace("90", "120"))
    assert heard.muted is None
    assert (await scene.desk.attempt()).message.id == heard.id
    assert first.after.id == heard.development.id


async def test_who_got_either_is_told_that_what_lives_on_was_wrong(scene, two):
    for _ in two:
        attempt = await scene.desk.attempt()
        await scene.desk.done(attempt.sending)
    await scene.same(*(d.id for d in two))
    withdrawing = Withdrawing(
        natures=scene.road.rules.natures,
        memory=scene.memory,
        withdrawals=scene.withdrawals,
        journal=scene.journal,
    )
    known = await scene.memory.development(two[1].id)
    done = await withdrawing.retract(known, "gone", scene.clock.now())
    assert done.owed == ("desk",)
    with pytest.raises(UsageError, match="was taken back"):
        await scene.same(*(await _other(scene, two)))


async def _other(scene, two):
    third, _ = await scene.read("d1", GERMANY.replace("Germany", "Norway"))
    return two[0].id, third.after.id


async def test_three_are_one_and_each_can_be_parted_again(scene, two):
    third, _ = await scene.read("d1", GERMANY.replace("Germany", "Norway").replace("90", "30"))
    one, other = two
    before = await scene.same(other.id, third.after.id)
    after = await scene.same(one.id, third.after.id)
    assert (await scene.memory.development(third.after.id)).id == one.id
    await scene.opining.undo(before.id)
    back = await scene.memory.development(third.after.id)
    assert (back.id, back.articles) == (third.after.id, ("d1",))
    assert (await scene.memory.development(other.id)).id == one.id
    assert (await scene.memory.development(one.id)).articles == ("a1", "b1")
    await scene.opining.undo(after.id)
    for known in two:
        stands = await scene.memory.development(known.id)
        for name in ("id", "amount", "actors", "articles", "origins", "evidence", "joins", "told"):
            assert getattr(stands, name) == getattr(known, name), name


@pytest.mark.parametrize("opinion", [Opinion.MUTE, Opinion.DIFFERENT, Opinion.SAME])
async def test_what_was_taken_back_while_it_lived_on_in_another_stays_so(scene, two, opinion):
    one, other = two
    third, _ = await scene.read("d1", GERMANY.replace("Germany", "Norway").replace("90", "30"))
    if opinion is Opinion.MUTE:
        before = await scene.opining.mute(Meant(development=other.id), scene.voice())
    else:
        before = await scene.different(other.id, third.after.id)
    joining = await scene.same(one.id, other.id)
    if opinion is Opinion.SAME:
        await scene.opining.undo((await scene.same(one.id, third.after.id)).id)
    else:
        await scene.opining.undo(before.id)
    await scene.opining.undo(joining.id)
    back = await scene.memory.development(other.id)
    assert (back.id, back.muted, back.apart) == (other.id, None, ())
    assert (await scene.memory.development(one.id)).apart == ()
    assert await scene.labels.labels(limit=9) == ()


async def test_of_three_that_are_one_the_one_meant_is_kept_apart(scene, two):
    third, _ = await scene.read("d1", GERMANY.replace("Germany", "Norway").replace("90", "30"))
    one, other = two
    await scene.same(one.id, other.id)
    await scene.same(one.id, third.after.id)
    said = await scene.different(other.id, third.after.id)
    assert said is not None
    assert (
        len({(await scene.memory.development(d)).id for d in (one.id, third.after.id, other.id)})
        == 2
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia and Germany signed a gas agreement in Bonn, officials said.", "of one type"),
    ],
)
async def test_what_cannot_be_the_same_is_refused(scene, text, why):
    first, _ = await scene.read("a1", GERMANY)
    second, _ = await scene.read("b1", text)
    with pytest.raises(UsageError, match=why):
        await scene.same(first.after.id, second.after.id)


async def test_what_is_not_stored_or_not_told_twice_is_refused(scene):
    first, (told,) = await scene.read("a1", GERMANY)
    with pytest.raises(UsageError, match="too old"):
        await scene.same(first.after.id, "0000")
    with pytest.raises(UsageError, match="name two alerts"):
        await scene.different(named(told), named(told))
    with pytest.raises(UsageError, match="no label"):
        await scene.opining.undo("beef")
    with pytest.raises(UsageError, match="no label"):
        await scene.opining.undo("")


async def test_where_a_development_starts_it_is_not_split(scene):
    _, (told,) = await scene.read("a1", GERMANY)
    later = replace(told, id="x", revision=2, at=scene.clock.now())
    with pytest.raises(UsageError, match="it stays one"):
        await scene.different(named(told), named(later))
    gone = replace(told.evidence[0], article="z9")
    with pytest.raises(UsageError, match="no longer kept"):
        await scene.different(named(told), named(replace(later, evidence=(gone,))))
    elsewhere = replace(told.evidence[0], start=900, end=990)
    with pytest.raises(UsageError, match="it stays one"):
        await scene.different(named(told), named(replace(later, evidence=(elsewhere,))))


async def test_what_nothing_was_told_of_has_no_sentence_to_be_known_by(scene, two):
    one, other = two
    bare = replace(one, evidence=(), version=one.version + 1)
    assert await scene.labels.heed(Heeded(developments=(Keyed(development=bare, keys=()),)))
    with pytest.raises(UsageError, match="nothing was told"):
        await scene.same(one.id, other.id)


async def test_what_others_change_all_the_time_is_left_for_later(scene, two):
    async def never(_):
        return False

    scene.labels.heed = never
    with pytest.raises(TryLater, match="changed too often"):
        await scene.same(*(d.id for d in two))


async def test_a_label_whose_developments_are_gone_is_undone_all_the_same(scene, two, store):
    label = await scene.same(*(d.id for d in two))
    for one in two:
        await store.ask("DEL", f"{{monitor}}:development:{one.id}")
    assert (await scene.opining.undo(label.id)).opinion is Opinion.SAME
    assert await scene.labels.labels(limit=9) == ()


async def test_a_development_is_found_by_the_first_letters_of_its_id(scene, two):
    ids = sorted(d.id for d in two)
    assert await scene.labels.beginning(ids[0][:9], limit=5) == (ids[0],)
    assert await scene.labels.beginning("*", limit=5) == ()
