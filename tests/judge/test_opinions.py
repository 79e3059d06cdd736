"""What people said of developments, as pure functions of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.opinions import (
    FREE,
    Said,
    free_of,
    is_side,
    joined,
    muted,
    parted,
    ruling,
    told_apart,
)
from monitor.judge.sources import MOST_EVIDENCE, evidence_of
from monitor.judge.withdrawal import anew, standing_again
from monitor.model.development import Development, DevelopmentId, Joined, Told
from monitor.model.feedback import Label, LabelId, Opinion, Side
from monitor.model.verdict import Known, New, Update
from tests.fakes.making import NOON, arrival, article, day, euros, judged, meeting, parties, pledge
from tests.fakes.making import told as told_by

AT = NOON + timedelta(hours=9)
HERE = evidence_of(pledge(euros(90)), article("a1"))
THERE = evidence_of(pledge(euros(90)), article("b1"))


def label(opinion: Opinion, *facts: Development, name: str = "l1", comment: str = "") -> Label:
    sides = tuple(
        Side(development=one.id, sentence=one.evidence[0] if one.evidence else HERE)
        for one in facts
    )
    return Label(
        id=LabelId(name),
        opinion=opinion,
        sides=sides,
        facts=facts,
        author="Ada",
        comment=comment,
        at=AT,
    )


def same(*facts: Development) -> Label:
    return label(Opinion.SAME, *facts)


@st.composite
def developments(draw, names=("d1", "d2", "d3")):
    """Return a told or untold development, with some of what may be known of it."""
    name = draw(st.sampled_from(names))
    seen = NOON + timedelta(minutes=draw(st.integers(0, 99)))
    come = arrival(f"{name}-{draw(st.integers(0, 3))}", origin=draw(st.sampled_from("xyz")))
    slots = {
        "place": draw(st.sampled_from(("Bonn", "Kyiv", None))),
        "actors": parties(*draw(st.lists(st.sampled_from(("Russia", "Germany")), unique=True))),
        "when": draw(st.sampled_from((day("2025-12-22"), None))),
    }
    one = told_by(pledge(draw(st.sampled_from((euros(90), euros(105), None))), **slots), come)
    told = [
        Told(watchlist=w, revision=1, kinds=("new",))
        for w in draw(st.sets(st.sampled_from(("ukraine", "money"))))
    ]
    return replace(
        one,
        id=DevelopmentId(name),
        revision=draw(st.integers(0, 3)),
        first_seen=seen,
        last_changed=seen + timedelta(minutes=draw(st.integers(0, 99))),
        told=tuple(told),
    )


def two():
    return st.tuples(developments(names=("d1",)), developments(names=("d2",)))


@given(both=two())
def test_who_is_named_first_does_not_matter(both):
    assert joined(*both, same(*both)) == joined(*both[::-1], same(*both))


@given(both=two())
def test_the_one_that_lives_on_has_all_of_both_and_nobody_is_told_again(both):
    lives_on, pointing = joined(*both, same(*both))
    assert pointing.joined == lives_on.id
    assert pointing.wakes_at is None
    assert lives_on.revision > 0 or not any(one.revision for one in both), "the told one lives on"
    for one in both:
        assert set(one.outlets) <= set(lives_on.outlets)
        assert set(one.origins) <= set(lives_on.origins)
        assert set(one.articles) <= set(lives_on.articles)
        assert set(one.evidence) <= set(lives_on.evidence)
        assert set(one.amounts) <= set(lives_on.amounts)
        named = {p.id for p in lives_on.parties}
        assert {p.id for p in one.parties} <= named
        assert {t.watchlist for t in one.told} <= {t.watchlist for t in lives_on.told}
    assert len({p.id for p in lives_on.parties}) == len(lives_on.parties), "nobody is on both sides"


@given(both=two())
def test_undoing_restores_both_as_they_were(both):
    said = same(*both)
    first, second = sorted(both, key=lambda one: one.id != joined(*both, said)[0].id)
    assert parted(*joined(*both, said), said) == (first, replace(second, joined=None))


@given(three=st.tuples(*(developments(names=(name,)) for name in ("d1", "d2", "d3"))))
def test_three_are_one_whichever_two_were_joined_first(three):
    one, other, third = three
    found = []
    for first, second, last in ((one, other, third), (other, third, one), (third, one, other)):
        halfway, _ = joined(first, second, same(first, second))
        found.append(joined(halfway, last, same(halfway, last))[0])
    assert len({d.id for d in found}) == 1
    assert len({frozenset(j.id for j in d.joins) for d in found}) == 1
    for name in ("outlets", "origins", "articles", "evidence", "amounts"):
        assert len({frozenset(getattr(d, name)) for d in found}) == 1


def test_what_was_told_since_stays_with_the_one_that_lived_on():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(80)), arrival("b1", origin="x", hours=1)),
    )
    said = same(one, other)
    lives_on, pointing = joined(one, other, said)
    later = judged(
        pledge(euros(120), reworded=True), after=(lives_on,), come=arrival("c1", hours=2)
    )
    assert isinstance(later.verdict, Update)
    left, back = parted(later.after, pointing, said)
    assert back == other
    assert left.amount == euros(120)
    assert left.articles == (*one.articles, "c1")
    assert left.origins == one.origins
    assert left.joins == ()


def test_who_was_told_of_both_is_not_told_again_once_they_are_parted():
    first = Told(watchlist="ukraine", revision=1, kinds=("new",))
    one, other = (
        replace(told_by(pledge(euros(90)), arrival(name)), id=DevelopmentId(name), told=(entry,))
        for name, entry in (("d1", first), ("d2", replace(first, kinds=("new", "update"))))
    )
    said = same(one, other)
    lives_on, pointing = joined(one, other, said)
    late = Told(watchlist="money", revision=1, kinds=("new",))
    left, _ = parted(replace(lives_on, told=(*lives_on.told, late)), pointing, said)
    assert left.told == (first, late)


@pytest.mark.parametrize(("revisions", "expected"), [((0, 0), AT), ((0, 1), None), ((1, 0), None)])
def test_a_hold_goes_on_unless_one_of_both_was_told(revisions, expected):
    one, other = (
        replace(told_by(pledge(euros(90)), arrival(name)), id=DevelopmentId(name), revision=number)
        for name, number in zip(("d1", "d2"), revisions, strict=True)
    )
    waits = replace(other, held_until=None if other.revision else AT)
    assert joined(one, waits, same(one, waits))[0].held_until == expected


@pytest.mark.parametrize(("status", "expected"), [("planned", AT), ("held", None)])
def test_a_plan_of_which_the_other_one_tells_more_is_expected_no_longer(status, expected):
    plan = replace(told_by(meeting()), id=DevelopmentId("d1"), status="planned", expected_until=AT)
    late = replace(
        plan,
        id=DevelopmentId("d2"),
        status=status,
        expected_until=None,
        last_changed=plan.last_changed + timedelta(days=1),
    )
    lives_on, _ = joined(plan, late, same(plan, late))
    assert (lives_on.status, lives_on.expected_until) == (status, expected)


def test_of_too_many_sentences_the_first_and_the_latest_are_kept():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(80)), arrival("b1", origin="x", hours=1)),
    )
    many = tuple(replace(HERE, start=n, end=n + 1) for n in range(MOST_EVIDENCE))
    lives_on, _ = joined(replace(one, evidence=many), other, same(one, other))
    assert len(lives_on.evidence) == MOST_EVIDENCE
    assert lives_on.evidence[0] == many[0]
    assert lives_on.evidence[-1] == other.evidence[0]


def test_the_page_that_started_the_other_one_tells_the_one_that_lives_on():
    one, other = told_by(meeting("Russia", "Germany")), told_by(pledge(euros(80)), arrival("b1"))
    lives_on, _ = joined(one, other, same(one, other))
    again = judged(pledge(euros(80)), after=(lives_on,), come=arrival("b1", hours=2))
    assert again.after.id == lives_on.id
    assert again.verdict.why[0].endswith("told by the same sentence before")


def test_a_sentence_of_another_act_tells_the_next_best_or_a_new_one():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(90)), arrival("b1", origin="x", hours=1)),
    )
    assert one.id != other.id
    said = label(Opinion.DIFFERENT, one, other)
    mine, theirs = told_apart(one, other, said)
    its_page = arrival("b1", hours=2)
    late = pledge(euros(90), start=1, end=9)
    assert judged(late, after=(mine, theirs), come=its_page).after.id == other.id
    alone = judged(late, after=(mine,), come=its_page)
    assert isinstance(alone.verdict, New)
    assert alone.after.id not in {one.id, other.id}
    assert "somebody said that it is another one" in alone.verdict.why[0]
    assert judged(late, after=(one,), come=its_page).after.id == one.id, "else it was the same"
    freed = free_of(mine, said.id), free_of(theirs, said.id)
    assert freed == (one, other)


def test_the_same_words_elsewhere_tell_the_same_act_as_they_do_here():
    said = (Said(opinion=Opinion.DIFFERENT, sentence=HERE, development=DevelopmentId("d")),)
    copied = article("c9", text=f"Before it. {HERE.sentence}")
    words = pledge(start=11, end=11 + len(HERE.sentence))
    beside = pledge(start=0, end=10)
    assert ruling((beside, words), copied, (), said).barred == {(1, "d")}
    assert ruling((beside,), copied, (), said) is FREE


def test_a_sentence_of_the_same_act_tells_it_whatever_its_slots_say():
    one = told_by(meeting("Russia", "Germany"))
    other = pledge(euros(90))
    come = arrival("b1", hours=1)
    said = (Said(opinion=Opinion.SAME, sentence=THERE, development=one.id),)
    bound = ruling((other,), come.article, (one,), said)
    assert bound.bound == {(0, one.id)}


def test_of_what_is_muted_verdicts_are_made_and_undoing_ends_it():
    one = told_by(pledge(euros(90)))
    said = label(Opinion.MUTE, one, comment="enough")
    quiet = muted(one, said)
    assert quiet.muted.why == "Ada wants nothing more told of it: enough"
    again = judged(pledge(euros(120), reworded=True), after=(quiet,), come=arrival("b1", hours=1))
    assert isinstance(again.verdict, Update)
    assert again.after.muted == quiet.muted
    assert free_of(quiet, LabelId("another")) == quiet
    assert free_of(quiet, said.id) == one


def test_two_that_were_kept_apart_by_others_are_so_when_they_are_one():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(80)), arrival("b1", origin="x", hours=1)),
    )
    third = told_by(pledge(euros(70)), arrival("c1", origin="y"))
    other, _ = told_apart(other, third, label(Opinion.DIFFERENT, other, third))
    lives_on, _ = joined(one, other, same(one, other))
    assert [a.of for a in lives_on.apart] == [third.id]


@pytest.mark.parametrize(("name", "expected"), [("a1", True), ("b1", False)])
def test_a_label_is_about_what_stands_in_its_sentence_whatever_its_id(name, expected):
    one = replace(told_by(pledge(euros(90)), arrival(name)), id=DevelopmentId("elsewhere"))
    said = label(Opinion.MUTE, told_by(pledge(euros(90))))
    assert is_side(one, said) is expected
    assert is_side(replace(one, id=said.sides[0].development), said)


def test_what_lives_on_in_a_development_is_corrected_with_it_once():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(80)), arrival("b1", origin="x", hours=1)),
    )
    lives_on, _ = joined(one, other, same(one, other))
    (pointed,) = lives_on.joins
    assert pointed == Joined(id=other.id, revision=1)
    for after in (anew(lives_on), standing_again(lives_on, AT)):
        assert after.joins == (replace(pointed, corrected=1),)


def test_a_known_telling_of_what_was_joined_is_no_news():
    one, other = (
        told_by(pledge(euros(90))),
        told_by(pledge(euros(80)), arrival("b1", origin="x", hours=1)),
    )
    lives_on, _ = joined(one, other, same(one, other))
    for amount in (euros(90), euros(80)):
        found = judged(pledge(amount), after=(lives_on,), come=arrival("c1", hours=1))
        assert isinstance(found.verdict, Known)
