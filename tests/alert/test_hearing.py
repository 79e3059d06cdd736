from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.compose import alerts, unheard
from monitor.alert.hearing import MOST_CHECKED, decisive, hearings
from monitor.model.actor import ActorId
from monitor.model.condition import Answer, Joint
from monitor.model.development import Told
from monitor.model.verdict import Background, Heard, Hold, Known, New, Overdue, Update
from monitor.model.watchlist import ActorCondition, KeywordCondition, Kind, Threshold, Watchlist
from tests.alert.examples import NOW, PLEDGE
from tests.alert.test_compose import CHANGES, READING, judged, told_before

ALL = Watchlist(name="all", notify=("desk",))
RUSSIA = ActorCondition(any=(ActorId("russia"),))
FOOTBALL = KeywordCondition(any=("football",))
DEAR = Threshold(value=Decimal(10) ** 12, currency="EUR")


def one(watchlist, verdict=None, development=PLEDGE):
    (heard,) = hearings(judged(verdict or New(), development), (watchlist,), READING)
    return heard


def failed(heard):
    return [(t.path, t.why) for t in heard.checked if not t.held]


def test_what_a_watchlist_is_told_and_why():
    heard = one(replace(ALL, developments=(PLEDGE.type,)))
    assert (heard.heard, heard.kind, heard.misses) == (Heard.TOLD, "new", 0)
    assert [(t.path, t.held) for t in heard.checked] == [("developments", True)]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"developments": ("meeting",)}, "developments"),
        ({"actors": RUSSIA}, "actors.any"),
        ({"keywords": FOOTBALL}, "keywords.any"),
        ({"min_amount": DEAR}, "min_amount"),
    ],
)
def test_one_condition_that_failed_is_a_near_miss_and_is_named(changes, path):
    heard = one(replace(ALL, **changes))
    assert (heard.heard, heard.misses) == (Heard.UNWANTED, 1)
    assert [where for where, _ in failed(heard)] == [path]


def test_all_conditions_that_failed_are_counted_with_origins_and_kind():
    heard = one(replace(ALL, actors=RUSSIA, keywords=FOOTBALL, min_origins=3, on=(Kind.CONFIRMED,)))
    assert (heard.heard, heard.misses) == (Heard.UNWANTED, 4)
    assert failed(heard)[2:] == [
        ("min_origins", "1 of 3 origins tell it"),
        ("on", "new is not among confirmed"),
    ]


def test_a_watchlist_waits_for_origins_or_leaves_the_kind_out():
    assert one(replace(ALL, min_origins=2)).heard is Heard.WAITS
    left_out = one(replace(ALL, on=()))
    assert (left_out.heard, left_out.misses) == (Heard.NOT_ON, 1)
    assert failed(left_out) == [("on", "new is not among nothing")]


def test_who_was_told_before_is_told_what_changed_and_nothing_else():
    known = told_before("all")
    assert one(ALL, Known(), known).heard is Heard.TOLD_BEFORE
    assert one(ALL, Update(changes=CHANGES), known).kind == "update"
    quiet = one(replace(ALL, on=(Kind.NEW,)), Update(changes=CHANGES), known)
    assert (quiet.heard, quiet.misses) == (Heard.NOT_ON, 1)
    assert failed(quiet) == [("on", "update is not among new")]


@pytest.mark.parametrize(
    ("verdict", "development", "why"),
    [
        (Background(), PLEDGE, "background"),
        (Hold(until=NOW), PLEDGE, "held until"),
        (Known(), replace(PLEDGE, revision=0), "never told"),
    ],
)
def test_nobody_is_asked_of_what_cannot_be_told(verdict, development, why):
    told = judged(verdict, development)
    assert hearings(told, (ALL,), READING) == ()
    assert why in str(unheard(told))


def test_what_is_overdue_is_nothing_to_those_who_were_never_told():
    assert hearings(judged(Overdue(), told_before("other")), (ALL,), READING) == ()
    assert one(ALL, Overdue(), told_before("all")).kind == "overdue"


LEAVES = st.builds(Answer, path=st.sampled_from("abc"), held=st.booleans(), why=st.just("so"))


def _group(joint, parts):
    deciding = joint is not Joint.ALL
    held = any(p.held is deciding for p in parts) is (joint is Joint.ANY)
    return Answer(path="", held=held, why="", joint=joint, parts=tuple(parts))


TREES = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        _group, st.sampled_from(list(Joint)), st.lists(parts, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(TREES)
def test_some_single_condition_decides_every_answer(tree):
    found = decisive(tree)
    assert found
    assert tree.held or len(found) >= tree.misses >= 1


@given(
    origins=st.integers(1, 3),
    least=st.integers(1, 3),
    on=st.sets(st.sampled_from([Kind.NEW, Kind.UPDATE, Kind.CONFIRMED])),
    wanted=st.booleans(),
    told=st.sampled_from([(), ("new",), ("new", "confirmed")]),
    verdict=st.sampled_from([New(), Known(), Update(changes=CHANGES), Overdue(), Background()]),
)
def test_alerts_go_to_those_who_are_said_to_be_told(origins, least, on, wanted, told, verdict):
    asked = replace(
        ALL,
        min_origins=least,
        confirm_at=2,
        on=tuple(sorted(on)),
        actors=RUSSIA if not wanted else ALL.actors,
    )
    names = tuple(f"o{n}" for n in range(origins))
    entries = (Told(watchlist="all", revision=1, kinds=told),) if told else ()
    development = replace(PLEDGE, origins=names, told=entries)
    found, _ = alerts(judged(verdict, development), (asked,), READING, NOW)
    heard = hearings(judged(verdict, development), (asked,), READING)
    kinds = [h.kind for h in heard if h.heard is Heard.TOLD]
    assert kinds == [a.kind for a in found]
    assert all((h.misses == 0) is (h.heard in {Heard.TOLD, Heard.TOLD_BEFORE}) for h in heard)


def test_no_more_conditions_are_kept_than_a_reader_takes_in():
    words = tuple(f"w{n}" for n in range(9))
    lists = replace(ALL, keywords=KeywordCondition(any=words), actors=RUSSIA)
    assert len(one(lists).checked) <= MOST_CHECKED
