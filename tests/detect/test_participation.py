"""Who takes part in an act; the weights are made for the case, the sentences are our own."""

from dataclasses import replace

import pytest

from monitor.detect.detection import detect
from monitor.detect.draft import Draft
from monitor.detect.names import NameSpan, Via
from monitor.detect.participants import Company
from monitor.detect.participation import READ, with_participants
from monitor.detect.verifier import Bounds, Verifier
from monitor.extract.sentences import sentences
from monitor.model.development import TypeId
from monitor.model.weights import Weights
from tests.fakes.drafting import draft
from tests.fakes.making import REGISTRY, article, party

AID, MEETING = "aid_pledge", "meeting"
FRAMED = {"frame=actor": 9.0, "frame=counterpart": 9.0}
"""Weights by which those take part whom the frames took, and no others."""
ACTORS = {"frame=actor": 9.0}


def verifier(
    party: dict[str, float], acting: dict[str, float] | None = None, bias: float = -5.0
) -> Verifier:
    sure = Weights(bias=9.0)
    return Verifier(
        types=frozenset({TypeId(AID), TypeId(MEETING)}),
        mention=sure,
        fresh=sure,
        same=sure,
        party=Weights(bias=bias, odds=party),
        acting=Weights(bias=-2.0, odds=ACTORS if acting is None else acting),
    )


def company(named: dict[int, tuple[str, ...]], *drafts: Draft, title: str = "") -> Company:
    spans = {
        number: tuple(
            NameSpan(start=0, end=1, text=name, actor=party(name).id, name=name, via=Via.NAME)
            for name in names
        )
        for number, names in named.items()
    }
    return Company(title=title, names=spans, casts={}, sights={}, drafts=drafts, registry=REGISTRY)


def cast(act: list[Draft], around: Company, weigher: Verifier) -> tuple[list[str], list[str]]:
    """Return the names of both sides, which every draft of the act must have."""
    (found,) = with_participants([act], around, weigher)
    assert len(found) == len(act)
    actors, others = {d.actors for d in found}, {d.counterparts for d in found}
    assert len(actors) == len(others) == 1
    return [p.name for p in actors.pop()], [p.name for p in others.pop()]


PLEDGE = draft(AID, "pledged", "Germany", "Ukraine")


@pytest.mark.parametrize("missing", ["party", "acting"])
def test_a_verifier_that_cannot_tell_leaves_acts_as_they_are(missing):
    weigher = replace(verifier(FRAMED), **{missing: None})
    assert with_participants([(PLEDGE,)], company({}, PLEDGE), weigher) == [[PLEDGE]]


def test_where_nobody_likely_takes_part_the_act_stays_as_the_frames_left_it():
    assert with_participants([(PLEDGE,)], company({}, PLEDGE), verifier({})) == [[PLEDGE]]


def test_those_whom_the_weights_trust_take_part_on_the_side_that_they_say():
    weights = verifier(FRAMED)
    assert cast([PLEDGE], company({}, PLEDGE), weights) == (["Germany"], ["Ukraine"])
    turned = verifier(FRAMED, {"frame=counterpart": 9.0})
    assert cast([PLEDGE], company({}, PLEDGE), turned) == (["Ukraine"], ["Germany"])


def test_who_is_named_beside_the_act_joins_it_and_whom_a_frame_took_leaves_it():
    around = company({1: ("Russia",)}, PLEDGE)
    weights = verifier({"where=-1": 9.0, "frame=actor": 9.0})
    assert cast([PLEDGE], around, weights) == (["Germany"], ["Russia"])


def test_the_bound_decides_who_takes_part():
    around = company({1: ("Poland",)}, PLEDGE)
    weights = verifier(FRAMED | {"where=-1": 5.0})
    loose = replace(weights, bounds=Bounds(party=0.5))
    strict = replace(weights, bounds=Bounds(party=0.51))
    assert cast([PLEDGE], around, loose) == (["Germany"], ["Poland", "Ukraine"])
    assert cast([PLEDGE], around, strict) == (["Germany"], ["Ukraine"])


def test_a_side_of_which_nobody_is_likely_stays_as_its_frame_left_it():
    assert cast([PLEDGE], company({}, PLEDGE), verifier({"frame=actor": 9.0})) == (
        ["Germany"],
        ["Ukraine"],
    )
    assert cast([PLEDGE], company({}, PLEDGE), verifier({"frame=counterpart": 9.0})) == (
        ["Germany"],
        ["Ukraine"],
    )


def test_each_is_read_where_the_act_shows_it_best():
    """The first sentence leaves the giver out, the second one the helped."""
    first = draft(AID, "pledged", counterparts=(party("Ukraine"),))
    second = draft(AID, "pledged", "Germany", sentence=3)
    act = [first, second]
    around = company({0: ("Germany",), 3: ("Ukraine",)}, first, second)
    assert cast(act, around, verifier(FRAMED)) == (["Germany"], ["Ukraine"])


def test_somebody_is_read_once_by_its_surest_sentence_whichever_comes_first():
    plain, led = (draft(AID, "pledged", "Ukraine", "Germany", sentence=n) for n in (0, 9))
    led = replace(led, actors=plain.counterparts, counterparts=plain.actors, group="give")
    weights = verifier(FRAMED | {"group=give": 2.0})
    around = company({}, plain, led)
    assert cast([plain, led], around, weights) == (["Germany"], ["Ukraine"])
    assert cast([led, plain], around, weights) == (["Germany"], ["Ukraine"])


def test_only_the_surest_drafts_of_an_act_are_asked():
    rest = [draft(AID, "pledged", sentence=number * 5) for number in range(READ)]
    late = draft(AID, "pledged", "Germany", sentence=READ * 5)
    act = [*rest, late]
    assert with_participants([act], company({}, *act), verifier(FRAMED)) == [act]
    asked = [*rest[1:], late, rest[0]]
    assert cast(asked, company({}, *asked), verifier(FRAMED)) == (["Germany"], [])


def test_a_draft_is_read_as_its_frame_left_it():
    anew = replace(PLEDGE, status="approved", actors=(), raw=PLEDGE)
    (act,) = with_participants([[anew]], company({}, PLEDGE), verifier(FRAMED))
    assert [p.name for p in act[0].parties] == ["Germany", "Ukraine"]
    assert act[0].status == "approved"


def test_of_who_acts_for_whom_on_one_side_the_more_exact_name_is_told():
    one = draft(AID, "pledged", "Germany", "Ukraine", "Rustem Umerov", "Jane Doe")
    assert cast([one], company({}, one), verifier(FRAMED)) == (
        ["Germany"],
        ["Rustem Umerov", "Jane Doe"],
    )


def test_who_acts_for_somebody_of_the_other_side_covers_nobody():
    one = draft(AID, "pledged", "Ukraine", "Rustem Umerov")
    assert cast([one], company({}, one), verifier(FRAMED)) == (["Ukraine"], ["Rustem Umerov"])


def test_of_a_meeting_the_frames_say_who_is_told_first():
    one = draft(MEETING, "held", "Russia", "Germany")
    neither = verifier(FRAMED, {})
    assert cast([one], company({}, one), neither) == (["Russia"], ["Germany"])


def test_of_a_meeting_whose_frame_named_nobody_the_surest_is_told_first():
    one = draft(MEETING, "held")
    around = company({1: ("Russia",), -1: ("Germany",)}, one)
    weights = verifier({"where=-1": 7.0, "where=1": 9.0})
    assert cast([one], around, weights) == (["Germany"], ["Russia"])


def test_acts_are_cast_each_by_itself():
    other = draft(AID, "pledged", "Russia", sentence=9)
    around = company({}, PLEDGE, other)
    acts = with_participants([[PLEDGE], [other]], around, verifier(FRAMED))
    assert [[p.name for p in act[0].parties] for act in acts] == [
        ["Germany", "Ukraine"],
        ["Russia"],
    ]


def test_detection_tells_who_takes_part(tools):
    text = "Finland watched. Norway gave Ukraine guns on Monday."
    page = article(text=text, sentences=sentences(text))
    weights = verifier(FRAMED | {"where=1": 9.0})
    (gift,) = detect(page, tools=replace(tools, verifier=weights))
    assert [p.name for p in gift.actors] == ["Norway"]
    assert {p.name for p in gift.counterparts} == {"Ukraine", "Finland"}
    (plain,) = detect(page, tools=replace(tools, verifier=replace(weights, party=None)))
    assert [p.name for p in plain.parties] == ["Norway", "Ukraine"]


def test_nobody_stands_on_both_sides_whatever_words_name_them():
    """The weights take the giver, told elsewhere by another name, for one who does not act."""
    weights = verifier(ACTORS | {"where=-1": 9.0}, {"frame=actor": -9.0})
    around = company({1: ("Poland",)}, PLEDGE)
    actors, others = cast([PLEDGE], around, weights)
    assert (actors, set(others)) == ([], {"Germany", "Poland"})
