"""What a mention and a development have in common; each case is two tellings of our own."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.judge.evidence import Point, Veto
from monitor.judge.identity import outcome_of
from monitor.judge.pair import Pair
from monitor.judge.traits import Outcome, features, words_of
from monitor.model.article import ArticleId
from monitor.model.development import Amount, Count, Evidence, Mention
from tests.fakes.making import DAY, day, euros, ground, meeting, mention, parties, pledge, told

UNTOLD = Outcome(same=False, strength=0, findings=())


def evidence(sentence: str) -> Evidence:
    return Evidence(
        article=ArticleId("a"),
        url=None,
        outlet=None,
        published=None,
        sentence=sentence,
        start=0,
        end=len(sentence),
    )


def holding(
    mine: Mention,
    first: Mention,
    *,
    said: str = "",
    known: tuple[str, ...] = (),
    common: frozenset[str] = frozenset(),
    outcome: Outcome = UNTOLD,
) -> set[str]:
    """Return what holds of a mention that a sentence tells, and of the development that another
    mention started and other sentences tell.
    """
    one = replace(mine, start=0, end=len(said))
    other = replace(told(first), evidence=tuple(map(evidence, known)))
    names = features(Pair.of(one, other, replace(ground(), text=said)), outcome, common)
    assert len(names) == len(set(names))
    return set(names)


@pytest.mark.parametrize(
    ("findings", "same", "names"),
    [
        ((), False, {"rules=False", "points=0", "vetoes=0"}),
        ((Point(3, "a"), Point(2, "b")), True, {"rules=True", "points=5", "vetoes=0"}),
        ((Point(-9, "a"),), False, {"points=-4"}),
        ((Point(40, "a"),), True, {"points=12"}),
        ((Veto("a"), Point(1, "b")), False, {"points=1", "vetoes=1"}),
        ((Veto("a"), Veto("b"), Veto("c")), False, {"points=0", "vetoes=2"}),
    ],
)
def test_what_the_rules_find_is_among_it(findings, same, names):
    strength = sum(finding.weight for finding in findings if isinstance(finding, Point))
    outcome = Outcome(same=same, strength=strength, findings=findings)
    assert names <= holding(pledge(), pledge(), outcome=outcome)


@pytest.mark.parametrize(
    ("mine", "first", "names"),
    [
        (pledge(), pledge(), {"type=aid_pledge", "actors bodies=equal", "parties bodies=equal"}),
        (pledge(), pledge(), {"actors persons=none", "counterparts bodies=equal"}),
        (pledge(actors=()), pledge(), {"actors bodies=one", "parties bodies=within"}),
        (pledge(actors=parties("Germany")), pledge(), {"actors bodies=clash"}),
        (pledge(actors=parties("Germany")), pledge(), {"parties bodies=some"}),
        (
            meeting("Sergey Lavrov", "Germany"),
            meeting("Russia", "Germany"),
            {"actors persons=one", "actors bodies=equal"},
        ),
        (
            meeting("Sergey Lavrov"),
            meeting("Kirill Dmitriev"),
            {"actors persons=clash", "actors bodies=equal"},
        ),
    ],
)
def test_parties_are_compared_side_by_side(mine, first, names):
    assert names <= holding(mine, first)


@pytest.mark.parametrize(
    ("mine", "first", "names"),
    [
        (pledge(), pledge(), {"status=same", "status=pledged-pledged", "against=False-False"}),
        (
            pledge(status="refused"),
            pledge(),
            {"status=other", "status=refused-pledged", "against=True-False"},
        ),
        (
            meeting("Russia"),
            meeting("Russia", status="planned"),
            {"ahead=False-True", "status=held-planned"},
        ),
        (meeting(when=day("2025-12-20")), meeting(when=day("2025-12-20")), {"gap=0"}),
        (meeting(when=day("2025-12-20")), meeting(when=day("2025-12-19")), {"gap=1"}),
        (meeting(when=day("2025-12-20")), meeting(when=day("2025-12-15")), {"gap=3"}),
        (meeting(when=day("2025-12-20")), meeting(when=day("2025-11-02")), {"gap=5"}),
        (meeting(when=day("2025-12-20")), meeting(), {"gap=none"}),
        (meeting(place="Oslo"), meeting(place="OSLO"), {"place=same"}),
        (meeting(place="Oslo"), meeting(place="Bern"), {"place=other"}),
        (meeting(place="Oslo"), meeting(), {"place=True-False"}),
        (meeting(), meeting(place="Oslo"), {"place=False-True"}),
        (pledge(objects=("grain",)), pledge(objects=("grain", "money")), {"objects=within"}),
        (pledge(objects=("grain",)), pledge(), {"objects=one"}),
        (pledge(reworded=True), pledge(), {"reworded=True"}),
    ],
)
def test_course_time_and_place_are_compared(mine, first, names):
    assert names <= holding(mine, first)


@pytest.mark.parametrize(
    ("mine", "first", "name"),
    [
        (None, None, "forum=False-False"),
        ("the Harbour Summit", None, "forum=True-False"),
        ("the Harbour Summit", "Harbour Conference", "forum=equal"),
        ("the Harbour Summit", "the Herring Summit", "forum=clash"),
        ("the Harbour Summit", "the summit", "forum=any"),
        ("talks", "the summit", "forum=any"),
    ],
)
def test_forums_are_compared_by_the_words_that_tell_them_apart(mine, first, name):
    assert name in holding(meeting("Russia", forum=mine), meeting("Russia", forum=first))


@pytest.mark.parametrize(
    ("mine", "first", "name"),
    [
        (None, None, "money=False-False"),
        (euros(90), None, "money=True-False"),
        (None, euros(90), "money=False-True"),
        (euros(90), euros(90), "money=same"),
        (euros("90.5"), euros(90), "money=same"),
        (euros(120), euros(90), "money=near"),
        (euros(60), euros(90), "money=near"),
        (euros(180), euros(90), "money=far"),
        (euros(9), euros(90), "money=far"),
        (Amount(value=Decimal(90), currency="USD"), euros(90), "money=other currency"),
        (euros(90), euros(0), "money=other currency"),
    ],
)
def test_sums_are_compared(mine, first, name):
    assert name in holding(pledge(mine), pledge(first))


@pytest.mark.parametrize(
    ("mine", "first", "name"),
    [
        (None, None, "count=False-False"),
        (Count(value=3, of="tanks"), None, "count=True-False"),
        (Count(value=3, of="tanks"), Count(value=3, of="tanks"), "count=same"),
        (Count(value=3, of="tanks"), Count(value=4, of="tanks"), "count=like"),
        (Count(value=3, of="tanks"), Count(value=3, of="guns"), "count=other"),
    ],
)
def test_counts_are_compared(mine, first, name):
    assert name in holding(pledge(count=mine), pledge(count=first))


SAID = "On Friday Norway sent 31 tractors to Moldova."


@pytest.mark.parametrize(
    ("said", "known", "names"),
    [
        ("", (), {"words=0", "names=0", "names shared=0", "numbers=none", "weighed=0"}),
        (SAID, (), {"words=0", "rare shared=0", "weighed=0", "numbers=none"}),
        (SAID, (SAID,), {"words=6", "names=5", "names shared=3", "numbers=some", "weighed=6"}),
        (SAID, ("Today it rained.",), {"words=0", "names=0", "numbers=none", "weighed=0"}),
        (SAID, ("Then 9 ships sailed.",), {"numbers=other"}),
        (SAID, ("Today it rained.", SAID), {"words=6", "names shared=3"}),
        (SAID, ("Norwegians sent tractor parts to Moldovan farmers.",), {"words=4", "names=0"}),
        (SAID, ("Then Norway’s king spoke.",), {"names=5", "names shared=1"}),
    ],
)
def test_sentences_are_compared_by_words_names_and_numbers(said, known, names):
    assert names <= holding(pledge(), pledge(), said=said, known=known)


def test_words_that_news_seldom_uses_count_more():
    said, known = "They met in a lighthouse.", ("Two met in the lighthouse.",)
    plain = holding(meeting(), meeting(), said=said, known=known)
    common = words_of(said) | words_of(known[0])
    usual = holding(meeting(), meeting(), said=said, known=known, common=common)
    few = holding(meeting(), meeting(), said=said, known=known, common=common - {"lighth"})
    assert "rare shared=2" in plain
    assert "rare shared=0" in usual
    assert "rare shared=1" in few


def test_only_the_latest_sentences_of_a_development_are_looked_at():
    old = (SAID, *("It rained.",) * 6)
    assert "names shared=0" in holding(pledge(), pledge(), said=SAID, known=old)
    assert "names shared=3" in holding(pledge(), pledge(), said=SAID, known=old[:-1])


def test_a_sentence_is_known_by_stems_names_and_numbers():
    assert words_of("In Oslo’s harbour, 1,200. fishermen sang.") == {
        *("oslo’s", "harbou", "fisher", "sang"),
        "oslo",
        "1,200",
    }


SIDES = st.lists(
    st.sampled_from(("Russia", "Ukraine", "Sergey Lavrov", "Jane Doe", "envoys")),
    max_size=3,
    unique=True,
).map(lambda names: parties(*names))
KINDS = ("aid_pledge", "meeting", "agreement", "sanction", "attack", "vote")
SAYINGS = st.text(st.sampled_from("aB 9.,'é—\n"), max_size=20)


def mentions(kind: str) -> st.SearchStrategy[Mention]:
    amounts = st.sampled_from((None, euros(90), euros(0), Amount(value=Decimal(1), currency="USD")))
    return st.builds(
        mention,
        st.just(kind),
        st.sampled_from(("held", "planned", "refused", "no such status")),
        actors=SIDES,
        counterparts=SIDES,
        amount=amounts,
        count=st.sampled_from((None, Count(value=0, of="tanks"), Count(value=2, of="guns"))),
        place=st.sampled_from((None, "", "Oslo")),
        when=st.sampled_from((None, day("2025-12-20"), day("2025-11-02"))),
        objects=st.sampled_from(((), ("grain",), ("grain", "aid"))),
        forum=st.sampled_from((None, "", "the summit", "Harbour Forum")),
    )


PAIRS = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(mentions(kind), mentions(kind)))


@settings(max_examples=200, deadline=None)
@given(PAIRS, SAYINGS, st.lists(SAYINGS, max_size=2), st.integers(-40, 40))
def test_of_any_pair_of_a_type_the_same_things_are_asked_each_once(pair, said, known, days):
    first, second = pair
    one = replace(second, start=0, end=len(said))
    other = replace(told(first), evidence=tuple(map(evidence, known)))
    on = replace(ground(DAY + timedelta(days=days)), text=said)
    pair = Pair.of(one, other, on)
    names = features(pair, outcome_of(pair), frozenset({"b"}))
    assert len(names) == len(set(names))
    asked = {name.split("=", 1)[0] for name in names}
    plain = features(Pair.of(first, other, on), UNTOLD, frozenset())
    assert asked == {name.split("=", 1)[0] for name in plain}
