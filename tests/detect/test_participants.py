"""Who may take part in an act, and what holds of each; each case is a few sentences of our own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.detection import found_in
from monitor.detect.names import NameSpan, Via
from monitor.detect.participants import MANY, Company, candidates, key
from monitor.extract.sentences import sentences
from tests.fakes.drafting import draft
from tests.fakes.making import REGISTRY, article, parties, party

AID, MEETING = "aid_pledge", "meeting"


@pytest.fixture
def told(tools):
    """Return the first draft of a kind in the last sentence that tells one, and its company."""

    def look(text: str, *, title: str = "", kind: str = AID):
        found = found_in(article(text=text, sentences=sentences(text), title=title), tools=tools)
        *_, last = sorted({d.sentence for d in found.drafts if d.event.id == kind})
        first = next(d for d in found.drafts if (d.event.id, d.sentence) == (kind, last))
        return first, found.company()

    return look


@pytest.fixture
def about(told):
    """Return by their names what holds of those who may take part in the last act."""

    def look(text: str, **more: str) -> dict[str, set[str]]:
        found = candidates(*told(text, **more))
        assert all(len(one.features) == len(set(one.features)) for one in found)
        assert len({key(one.party) for one in found}) == len(found)
        return {one.party.name: set(one.features) for one in found}

    return look


GIFT = "Norway gave Ukraine 300 million euros on Saturday."


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("Norway", {"type=aid_pledge", "where=own", "side=before", "frame=actor", "right=verb"}),
        ("Norway", {"kind=state", "prep=None", "gap=before 0", "chain=0", "heads=1", "first=0"}),
        ("Norway", {"aid_pledge:where=own", "aid_pledge:frame=actor", "sides=1-1"}),
        ("Norway", {"related=itself", "other drafts=0", "title=False", "times=0", "named=4"}),
        ("Ukraine", {"frame=counterpart", "side=after", "gap=after 0", "left=plain"}),
        ("Ukraine", {"part=noun", "group=give", "mode=done", "freshness=new"}),
    ],
)
def test_this_holds_of_who_stands_beside_the_verb(about, name, holds):
    assert holds <= about(GIFT)[name]


def test_whatever_holds_is_said_once_more_as_of_the_type(about):
    for names in about(GIFT).values():
        plain = {name for name in names if ":" not in name} - {f"type={AID}"}
        assert names == plain | {f"type={AID}"} | {f"{AID}:{name}" for name in plain}


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        ("Norway and Sweden gave Ukraine guns.", "Norway", {"chain=1", "chain with party"}),
        ("Norway and Sweden gave Ukraine guns.", "Norway", {"between=before 1", "gap=before 1"}),
        ("Norway and Sweden gave Ukraine guns.", "Norway", {"right=conjunction"}),
        ("Norway gave guns to Ukraine.", "Ukraine", {"prep=to", "side=after prep=to"}),
        ("Sweden said that Norway gave Ukraine guns.", "Sweden", {"verbs between=before 1"}),
        ("Norway, unlike Sweden, gave Ukraine guns.", "Norway", {"commas=-2"}),
        ("Norway gave Ukraine guns, and Sweden grumbled.", "Sweden", {"frame=none", "commas=1"}),
        ("Norway gave Ukraine guns, and Sweden grumbled.", "Sweden", {"related=none"}),
        ("Norway gave Ukraine guns in Sweden's harbour.", "Sweden", {"owner", "owner after"}),
        ("Norway gave Ukraine guns, as Norway had said.", "Norway", {"twice", "side=before"}),
        ("Jane Roe of Norway gave Ukraine guns.", "Jane Roe", {"kind=unknown"}),
    ],
)
def test_this_holds_of_who_stands_in_the_sentence(about, text, name, holds):
    assert holds <= about(text)[name]


def test_a_city_is_seen_as_a_place_and_those_who_met_as_persons(about):
    seen = about("Emmanuel Macron met Olaf Scholz in Berlin on Monday.", kind=MEETING)
    assert {"place", "city", "place after", "prep=in", "kind=state"} <= seen["Germany"]
    assert {"person", "person before", "kind=person"} <= seen["Emmanuel Macron"]


def test_whom_a_pronoun_stands_for_is_a_candidate_once_each(about):
    seen = about("Emmanuel Macron met Olaf Scholz on Monday. They met again.", kind=MEETING)
    assert {"where=own", "several", "times=0"} <= seen["Emmanuel Macron"]
    assert {"where=own", "several"} <= seen["Olaf Scholz"]


def test_who_is_named_around_the_sentence_may_take_part(about):
    seen = about(
        "Finland watched. Emmanuel Macron came by. Norway gave Ukraine guns. Sweden's king slept."
    )
    assert {"where=2", "here=2 where=2", "order=0 2", "told there=False"} <= seen["Finland"]
    assert {"where=1", "here=2 where=1", "kind=person"} <= seen["Emmanuel Macron"]
    assert {"where=-1", "owner there", "order=0 -1"} <= seen["Sweden"]
    assert "owner there" not in seen["Finland"]


def test_who_stands_far_off_may_not_take_part(about):
    text = "Finland watched. It rained. It rained on. Norway gave Ukraine guns. It rained. Italy."
    assert set(about(text)) == {"Norway", "Ukraine"}


def test_a_name_that_only_describes_is_no_candidate(about):
    text = "The Finland-led talks went on. Norway gave Ukraine guns."
    assert set(about(text)) == {"Norway", "Ukraine"}


def test_parties_of_the_same_kind_of_act_nearby_are_marked(about):
    seen = about("Sweden gave Ukraine tanks while Finland slept. Norway gave Moldova guns.")
    assert {"told there=True", "party there", "other drafts=1", "order=0 1"} <= seen["Sweden"]
    assert {"told there=True", "order=2 1"} <= seen["Finland"]
    assert "party there" not in seen["Finland"]
    assert "other drafts=0" in seen["Finland"]


def test_of_a_crowd_in_one_sentence_the_last_share_their_place(about):
    seen = about("Italy, Spain, Finland, Sweden and Poland slept. Norway gave Ukraine guns.")
    assert "order=2 1" in seen["Finland"]
    assert f"order={MANY} 1" in seen["Sweden"]
    assert f"order={MANY} 1" in seen["Poland"]


def test_who_acts_for_the_giver_is_related_to_it(about):
    seen = about("Emmanuel Macron came by. France gave Ukraine guns.")
    assert "related=house" in seen["Emmanuel Macron"]
    assert "related=itself" in seen["France"]


def test_a_title_names_who_may_take_part_by_the_last_word_of_the_name(about):
    text = "Olaf Scholz spoke. It rained. It rained on. It rained more. Norway gave Ukraine guns."
    assert "Olaf Scholz" not in about(text)
    seen = about(text, title="Guns, says Scholz")
    assert {"where=title", "here=2 where=title", "title=True"} <= seen["Olaf Scholz"]
    assert "title=False" in seen["Norway"]


def test_a_title_adds_nobody_whom_the_text_never_names(about):
    assert set(about(GIFT, title="Sweden looks on")) == {"Norway", "Ukraine"}


def test_an_unknown_name_of_the_title_is_no_candidate_from_afar(about):
    text = "Jane Roe spoke. It rained. It rained on. It rained more. Norway gave Ukraine guns."
    assert "Jane Roe" not in about(text, title="Guns, says Roe")


def test_whom_a_frame_took_from_elsewhere_may_take_part(told):
    one, company = told(GIFT)
    helped = replace(one, counterparts=parties("Moldova"))
    seen = {c.party.name: c.features for c in candidates(helped, company)}
    assert {"where=inferred", "frame=counterpart", "first=3"} <= set(seen["Moldova"])
    assert "frame=none" in seen["Ukraine"]


def test_where_a_frame_took_nobody_nobody_is_related(told):
    one, company = told(GIFT)
    nobody = replace(one, actors=(), counterparts=())
    for candidate in candidates(nobody, company):
        assert {"related=nobody", "sides=0-0"} <= set(candidate.features)


def test_who_stands_on_the_verb_is_neither_before_nor_after_it(told):
    one, company = told(GIFT)
    (norway, _) = company.casts[0]
    there = replace(one, head=norway.at)
    (found, *_) = candidates(there, company)
    assert (found.party.name, "side=on" in found.features) == ("Norway", True)


def test_a_frame_that_took_somebody_for_both_sides_has_it_act(told):
    one, company = told(GIFT)
    both = replace(one, counterparts=(*one.actors, *one.counterparts))
    (norway, *_) = candidates(both, company)
    assert "frame=actor" in norway.features


def test_a_party_is_told_by_its_id_or_else_by_its_name():
    assert key(party("Russia")) == "russia"
    assert key(party("Jane Doe")) == key(party("JANE DOE")) == "~jane doe"


NAMES = ("Russia", "Ukraine", "Germany", "Sergey Lavrov", "Jane Doe", "Roe")
SIDES = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)


def span(name: str) -> NameSpan:
    one = party(name)
    return NameSpan(start=0, end=1, text=name, actor=one.id, name=name, via=Via.NAME)


@given(st.dictionaries(st.integers(0, 5), SIDES), SIDES, st.integers(0, 5), st.text(max_size=9))
def test_whoever_is_named_each_is_a_candidate_once(named, sides, place, title):
    one = draft(AID, "pledged", *sides, sentence=place)
    company = Company(
        title=title,
        names={number: [span(name) for name in names] for number, names in named.items()},
        casts={},
        sights={},
        drafts=[one],
        registry=REGISTRY,
    )
    found = candidates(one, company)
    names = [candidate.party.name for candidate in found]
    assert len(names) == len(set(names))
    around = {name for back in (1, 2, -1) for name in named.get(place - back, ())}
    assert around | set(sides) <= set(names)
    for candidate in found:
        assert len(candidate.features) == len(set(candidate.features))
        assert candidate.features[0] == f"type={AID}"
