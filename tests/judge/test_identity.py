"""Is it the same act? What tells two acts apart, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.judge.blocking import lookup_keys, stored_keys
from monitor.judge.identity import (
    Different,
    Same,
    compare,
    open_since,
    open_until,
    outcome_of,
    within_reach,
)
from monitor.judge.pair import Pair
from monitor.judge.resemblance import Resemblance
from monitor.model.development import Casualties, Count, Freshness, TypeId
from monitor.model.moment import When
from monitor.model.weights import Weights
from tests.fakes.making import (
    DAY,
    arrival,
    day,
    euros,
    ground,
    judged,
    meeting,
    mention,
    parties,
    pledge,
    told,
)


def compared(first, second, *, days: int = 0):
    return compare(second, told(first), ground(DAY + timedelta(days=days)))


def agreement(*names: str, status: str = "reached", **slots):
    found = parties(*names)
    return mention("agreement", status, actors=found[:1], counterparts=found[1:], **slots)


TANKS = {"count": Count(value=31, of="tanks")}
THREE = ("Russia", "United States", "Germany")


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (pledge(euros(90)), pledge(euros(90)), 0),
        (pledge(euros(90)), pledge(euros(90), actors=()), 0),
        (pledge(euros(90)), pledge(), 3),
        (pledge(euros(90)), pledge(euros(105), reworded=True), 2),
        (pledge(), pledge(), 2),
        (
            pledge(euros(90), objects=("grain",), when=day("2025-12-20")),
            pledge(euros(40), objects=("grain",), when=day("2025-12-20")),
            0,
        ),
        (pledge(euros(90), place="Odesa"), pledge(euros(40), place="Odesa"), 0),
        (pledge(euros(9), objects=("aid",)), pledge(euros(9), objects=("aid", "money")), 0),
        (pledge(euros(90)), pledge(euros(91)), 1),
        (pledge(euros(90)), pledge(euros(90), replaces=euros(3)), 1),
        (pledge(**TANKS), pledge(**TANKS), 1),
        (pledge(**TANKS), pledge(count=Count(value=30, of="tanks")), 1),
        (meeting("Russia", "United States"), meeting("Russia", "United States"), 1),
        (
            meeting("Russia", place="Miami", when=day("2025-12-20")),
            meeting("Russia", place="Miami", when=day("2025-12-21")),
            1,
        ),
        (
            meeting("Russia", "Germany", when=day("2025-12-18"), place="Miami"),
            meeting("Russia", "Germany", when=day("2025-12-21"), place="Miami"),
            1,
        ),
        (
            meeting("Russia", "Germany", when=day("2025-12-22"), status="planned"),
            meeting("Russia", "Germany", when=day("2025-12-27"), status="planned"),
            1,
        ),
        (
            meeting("Russia", "Germany", when=day("2025-12-22"), status="planned"),
            meeting("Russia", "Germany", when=day("2026-01-22"), status="cancelled"),
            1,
        ),
        (
            meeting("Russia", "Germany", forum="Peace Summit"),
            meeting("Russia", forum="the peace conference"),
            1,
        ),
        (meeting("Russia", forum="a summit"), meeting("Russia", forum="the summit"), 0),
        (
            meeting("Russia", "United States", "Ukraine", place="Miami", when=day("2025-12-20")),
            meeting(*THREE, place="Miami", when=day("2025-12-20")),
            0,
        ),
        (agreement("Russia", "Ukraine"), agreement("Russia"), 20),
        (agreement("Russia", "Ukraine"), agreement("Russia", "Ukraine", status="violated"), 300),
    ],
)
def test_one_act_told_twice(first, second, days):
    assert isinstance(compared(first, second, days=days), Same)


@pytest.mark.parametrize(
    ("first", "second", "days", "why"),
    [
        (pledge(), meeting("Russia", "Ukraine"), 0, "another type"),
        (pledge(), pledge(), 40, "too far apart in time"),
        (pledge(), pledge(actors=parties("Germany")), 0, "another giver"),
        (pledge(), pledge(counterparts=parties("Russia")), 0, "another recipient"),
        (pledge(counterparts=()), pledge(actors=()), 0, "too little ties them"),
        (pledge(objects=("grain",)), pledge(objects=("tanks",)), 0, "another object"),
        (
            pledge(objects=("frozen-assets",)),
            pledge(status="refused"),
            0,
            "opposite statuses, and an object on one side only",
        ),
        (pledge(euros(90)), pledge(euros(40)), 0, "another figure, and nothing ties"),
        (
            pledge(**TANKS),
            pledge(count=Count(value=90, of="tanks")),
            0,
            "another figure, and nothing ties",
        ),
        (pledge(euros(90)), pledge(), 9, "no sum to compare, and a week between"),
        (
            meeting("Russia", "Germany"),
            meeting("Russia", "United States"),
            0,
            "a named counterpart differs",
        ),
        (
            meeting("Russia", "Germany", "Ukraine", forum="Harbour Conference"),
            meeting("Russia", "Germany"),
            0,
            "a forum and another meeting",
        ),
        (meeting("Russia"), meeting("Russia", place="Miami"), 0, "one party shared"),
        (
            meeting("Russia", "Germany"),
            meeting("Russia", "Germany"),
            9,
            "undated, and long after",
        ),
        (
            meeting("Russia", "Germany", when=day("2025-12-12")),
            meeting("Russia", "Germany", when=day("2025-12-19")),
            0,
            "another day",
        ),
        (
            agreement("Russia", "Ukraine", when=day("2025-12-01")),
            agreement("Russia", "Ukraine", when=day("2025-12-19")),
            0,
            "another time, and no shared object",
        ),
    ],
)
def test_two_acts_are_told_apart_with_the_reason(first, second, days, why):
    found = compared(first, second, days=days)
    assert isinstance(found, Different)
    assert why in found.why


def test_an_act_still_to_come_stays_open():
    plan = meeting("Russia", "Germany", when=day("2026-03-20"), status="planned")
    held = meeting("Russia", "Germany", when=day("2026-03-20"))
    assert isinstance(compared(plan, held, days=90), Same)
    assert isinstance(compared(plan, meeting("Russia", "Germany"), days=80), Same)


def test_means_of_one_measure_may_be_told_in_other_words():
    slots = {"actors": parties("European Union"), "counterparts": parties("Russia")}
    first = told(mention("sanction", "imposed", objects=("assets", "visas"), **slots))
    again = mention("sanction", "imposed", objects=("entry-ban",), **slots)
    assert isinstance(compare(again, first, ground()), Same)


def test_means_of_a_measure_without_its_target_do_not_make_it_the_same():
    slots = {"actors": parties("European Union")}
    first = told(mention("sanction", "imposed", objects=("assets",), **slots))
    again = mention("sanction", "imposed", objects=("entry-ban",), **slots)
    assert isinstance(compare(again, first, ground()), Different)


def test_a_meeting_of_nobody_is_known_by_its_place_and_day():
    where = {"place": "Miami", "when": day("2025-12-20")}
    first = told(meeting("Russia", "United States", **where))
    assert isinstance(compare(mention("meeting", "held", **where), first, ground()), Same)
    elsewhere = mention("meeting", "held", place="Geneva", when=day("2025-12-20"))
    assert isinstance(compare(elsewhere, first, ground()), Different)


def test_a_very_figure_is_known_though_nobody_is_named():
    first = told(pledge(count=Count(value=45, of="trucks")))
    nameless = mention("aid_pledge", "delivered", count=Count(value=45, of="trucks"))
    assert isinstance(compare(nameless, first, ground()), Same)
    assert set(lookup_keys(nameless, ground())) & set(stored_keys(first, ground()))


def test_pledges_of_far_years_are_different_however_alike_the_sums():
    first = told(pledge(euros(7), when=day("2024-12-20")))
    assert isinstance(compare(pledge(euros(7), when=day("2025-12-20")), first, ground()), Different)


def test_a_sum_that_takes_the_place_of_the_told_one_is_the_same_pledge():
    first = told(pledge(euros(2)))
    assert isinstance(compare(pledge(euros(7), replaces=euros(2)), first, ground()), Same)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (pledge(euros(90)), pledge(euros(90), actors=parties("Evening Hour"))),
        (pledge(euros(90)), pledge(euros(90), counterparts=parties("Harbour Relief"))),
        (pledge(euros(90)), pledge(euros(90), actors=parties("Ukraine"), counterparts=())),
        (pledge(euros(90)), mention("aid_pledge", "pledged", amount=euros(90))),
        (
            pledge(euros(9), "proposed", objects=("trucks",)),
            pledge(euros(6), "approved", objects=("trucks",)),
        ),
        (pledge(euros(9), objects=("trucks",)), pledge(euros(9), objects=("tents",))),
        (
            mention("sanction", "imposed", actors=parties("Germany"), objects=("package-19",)),
            mention("sanction", "imposed", objects=("package-19",)),
        ),
        (
            agreement("Russia", "Ukraine", "Germany", objects=("grain",)),
            agreement("Russia", "Ukraine", "United States", objects=("grain",)),
        ),
        (
            agreement("Russia", "Ukraine", objects=("grain",)),
            mention("agreement", "rejected", objects=("grain",)),
        ),
    ],
)
def test_unknown_names_do_not_tell_apart_what_figures_and_objects_tie(first, second):
    development = told(first)
    assert isinstance(compare(second, development, ground()), Same)
    assert set(lookup_keys(second, ground())) & set(stored_keys(development, ground()))


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            pledge(euros(9), actors=parties("Harbour Fund")),
            pledge(euros(9), actors=parties("River Bank")),
            "another name as giver",
        ),
        (
            pledge(euros(9), actors=()),
            pledge(count=Count(value=45, of="trucks")),
            "figures of two kinds",
        ),
        (
            mention("sanction", "imposed", actors=parties("Germany"), objects=("package-19",)),
            mention("sanction", "imposed", actors=parties("Germany"), objects=("package-20",)),
            "another package",
        ),
        (
            agreement("Ukraine", objects=("grain",)),
            agreement("Ukraine", objects=()),
            "an object on one side only",
        ),
        (
            meeting("Russia", "Ukraine", forum="Harbour Conference"),
            meeting("Russia", "Ukraine", forum="River Summit"),
            "another forum",
        ),
        (
            meeting("Russia", "Jane Doe", when=day("2025-12-20")),
            meeting("Russia", "John Roe", when=day("2025-12-20")),
            "one party shared (+1)",
        ),
    ],
)
def test_names_and_objects_that_differ_weigh(first, second, why):
    found = compared(first, second)
    assert isinstance(found, Different)
    assert why in found.why


@pytest.mark.parametrize(
    "second",
    [
        meeting("Russia", when=day("2025-12-22"), status="planned"),
        meeting("Russia", when=day("2025-12-23"), status="planned", reworded=True),
        meeting("Russia", "Germany", when=day("2025-12-24")),
        meeting("Russia", "Germany", when=day("2025-12-22"), place="Berlin"),
    ],
)
def test_a_plan_is_known_by_one_party_and_its_day_or_by_two(second):
    plan = meeting("Russia", "Germany", when=day("2025-12-22"), status="planned", place="Bonn")
    if second.place is None:
        plan = replace(plan, place=None)
    assert isinstance(compared(plan, second), Same)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            meeting("Russia", forum="emergency summit", when=day("2025-12-22")),
            meeting("Germany", forum="emergency summit", when=day("2025-12-22")),
        ),
        (
            meeting("Ukraine", forum="the Miami summit", when=When(year=2026, month=6)),
            meeting("Germany", forum="Harbour Summit", place="Miami", when=day("2026-06-10")),
        ),
    ],
)
def test_guests_of_one_forum_are_at_one_meeting_by_its_name_or_its_place(first, second):
    development = told(first)
    assert isinstance(compare(second, development, ground()), Same)
    assert set(lookup_keys(second, ground())) & set(stored_keys(development, ground()))


HARBOUR = {"place": "Odesa", "when": day("2025-12-20")}


def attack(*, on: str = "Ukraine", **slots):
    slots = {"actors": parties("Russia"), "counterparts": parties(on)} | slots
    return mention("attack", "held", **slots)


@pytest.mark.parametrize(
    "second",
    [
        attack(),
        attack(**HARBOUR),
        attack(actors=(), **HARBOUR),
        attack(actors=(), counterparts=(), **HARBOUR),
        attack(casualties=Casualties(killed=90), **HARBOUR),
    ],
)
def test_an_event_is_known_by_its_sides_its_place_and_its_day(second):
    first = told(attack(casualties=Casualties(killed=12), **HARBOUR))
    assert isinstance(compare(second, first, ground()), Same)
    assert set(lookup_keys(second, ground())) & set(stored_keys(first, ground()))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (attack(place="Kharkiv", when=day("2025-12-20")), "another place"),
        (attack(place="Odesa", when=day("2025-12-28")), "another day"),
        (attack(on="Germany", **HARBOUR), "another recipient"),
        (mention("attack", "held", place="Odesa"), "too little ties them"),
    ],
)
def test_events_at_another_place_or_day_are_different(second, why):
    found = compare(second, told(attack(**HARBOUR)), ground())
    assert isinstance(found, Different)
    assert why in found.why


LONG_AGO = {"when": day("2025-11-02"), "place": "Bonn"}


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (meeting("Russia", "Germany"), "told as current, and that one is long past"),
        (meeting("Russia", "Germany", status="cancelled"), "a move or cancellation, and that one"),
    ],
)
def test_what_is_told_as_current_is_not_what_is_long_past(second, why):
    found = compared(meeting("Russia", "Germany", **LONG_AGO), second)
    assert isinstance(found, Different)
    assert why in found.why


def test_what_looks_back_may_be_long_past():
    second = replace(meeting("Russia", "Germany"), freshness=Freshness.BACKGROUND)
    assert isinstance(compared(meeting("Russia", "Germany", **LONG_AGO), second), Same)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (meeting("Germany", status="planned", when=day("2025-12-20")), {}, True),
        (meeting("Germany", status="planned", when=day("2025-12-19")), {}, True),
        (meeting("Germany", status="planned", when=day("2025-12-18")), {}, False),
        (meeting("Germany", status="planned", when=When(year=2025, month=12)), {}, False),
        (meeting("Germany", when=day("2025-12-20")), {}, False),
        (
            meeting("Germany", status="planned", when=day("2025-12-20")),
            {"status": "planned"},
            False,
        ),
    ],
)
def test_what_is_told_as_held_on_the_planned_day_is_the_plan(first, second, same):
    found = compared(first, meeting("Russia", "Germany", **second))
    assert isinstance(found, Same if same else Different)


def test_a_plan_of_somebody_with_others_is_no_meeting_with_a_stranger():
    plan = meeting("Germany", "Ukraine", status="planned", when=day("2025-12-20"))
    assert isinstance(compared(plan, meeting("Germany", "Jane Roe")), Different)


@pytest.mark.parametrize(("status", "same"), [("reached", False), ("violated", True)])
def test_a_deal_of_the_same_parties_and_kind_at_another_time_is_another_one(status, same):
    names, labels = ("Russia", "Germany"), {"objects": ("deal",)}
    first = agreement(*names, when=day("2025-12-01"), **labels)
    found = compared(first, agreement(*names, status=status, when=day("2025-12-20"), **labels))
    assert isinstance(found, Same if same else Different)


def test_a_weekday_that_was_read_as_the_last_one_is_no_other_day():
    plan = meeting("Russia", "Germany", status="planned", when=day("2025-12-25"))
    assert isinstance(compared(plan, meeting("Russia", "Germany", when=day("2025-12-18"))), Same)


def test_another_count_of_one_thing_on_the_day_is_a_claim_about_it_and_stays_one():
    when = {"when": day("2025-12-20")}
    first = told(pledge(**TANKS, **when))
    fewer = pledge(count=Count(value=12, of="tanks"), **when)
    claimed = judged(fewer, after=(first,), come=arrival("b1", origin="river gazette")).after
    undated = pledge(count=Count(value=12, of="tanks"))
    assert isinstance(compare(undated, first, ground()), Different)
    assert isinstance(compare(undated, claimed, ground()), Same)


def test_a_sum_that_was_claimed_is_known_again():
    where = {"place": "Odesa"}
    first = told(pledge(euros(90), **where))
    less = pledge(euros(40), **where)
    claimed = judged(less, after=(first,), come=arrival("b1", origin="river gazette")).after
    assert isinstance(compare(pledge(euros(40)), claimed, ground()), Same)


PROPOSED = pledge(euros(3), "proposed", actors=(), when=day("2025-12-17"))


@pytest.mark.parametrize(
    ("decided", "same"),
    [
        (pledge(euros(2), "approved", when=day("2025-12-20")), True),
        (pledge(euros(1), "approved", when=day("2025-12-20")), False),
        (pledge(euros(2), "approved"), False),
        (pledge(euros(2), "proposed", when=day("2025-12-20")), False),
        (
            pledge(replace(euros(2), currency="USD"), "approved", when=day("2025-12-20")),
            False,
        ),
    ],
)
def test_a_proposal_may_be_decided_days_later_with_a_figure_not_far_from_it(decided, same):
    assert isinstance(compare(decided, told(PROPOSED), ground()), Same if same else Different)


def test_a_count_that_differs_from_a_proposed_one_needs_more_to_tie_it():
    first = told(pledge(None, "proposed", actors=(), **TANKS, when=day("2025-12-17")))
    tanks = pledge(None, "approved", count=Count(value=20, of="tanks"), when=day("2025-12-20"))
    assert isinstance(compare(tanks, first, ground()), Different)


DAYS = st.integers(-90, 90).map(lambda n: When.of_day(DAY + timedelta(days=n)))


@settings(deadline=None)
@given(
    st.sampled_from(("aid_pledge", "meeting", "agreement")),
    st.sampled_from(("planned", "held", "reached", "suspended")),
    st.none() | DAYS,
    st.none() | DAYS,
    st.integers(-90, 90),
)
def test_whatever_is_within_reach_is_open_when_it_is_looked_up(kind, status, when, act, days):
    development = told(mention(kind, "reached", when=when))
    later = mention(kind, status, when=act)
    on = ground(DAY + timedelta(days=days))
    since = open_since(later, on)
    if within_reach(later, development, on) and since is not None:
        assert open_until(development, on) >= since


def test_what_goes_against_a_lasting_deal_may_tell_one_however_old():
    assert open_since(agreement("Russia", "Germany", status="violated"), ground()) is None


def test_sides_may_be_told_the_other_way_round_of_a_sum_that_is_replaced():
    raised = pledge(euros(105), reworded=True, actors=parties("Ukraine"), counterparts=())
    assert isinstance(compared(pledge(euros(90)), replace(raised, replaces=euros(90))), Same)
    assert isinstance(compared(pledge(euros(90)), replace(raised, replaces=euros(70))), Different)


def weighing(*kinds: str, bias: float = 0.0, **odds: float) -> Resemblance:
    named = {name.replace("_", "="): value for name, value in odds.items()}
    types = frozenset(map(TypeId, kinds))
    return Resemblance(types=types, weights=Weights(bias=bias, odds=named))


@pytest.mark.parametrize(("bias", "same"), [(2.0, True), (0.0, True), (-0.01, False)])
def test_a_type_of_learnt_weights_is_judged_by_them(bias, same):
    """Whatever the rules say of the sums, of which one is another."""
    on = replace(ground(), resemblance=weighing("aid_pledge", bias=bias))
    found = compare(pledge(euros(40)), told(pledge(euros(90))), on)
    assert isinstance(found, Same if same else Different)
    assert "another figure, and nothing ties" in found.why


def test_no_weights_outweigh_a_binding_veto():
    on = replace(ground(), resemblance=weighing("aid_pledge", bias=9.0))
    found = compare(pledge(actors=parties("Germany")), told(pledge()), on)
    assert found == Different("another giver")


def test_the_likelihood_is_told_and_ranks_what_fits():
    on = replace(ground(), resemblance=weighing("aid_pledge", bias=2.0))
    found = compare(pledge(), told(pledge()), on)
    assert isinstance(found, Same)
    assert found.strength == 8808
    assert found.why.startswith("the weights give 0.88 that it is; ")


def test_the_bound_of_likelihood_decides():
    likeness = replace(weighing("aid_pledge", bias=2.0), bound=0.9)
    on = replace(ground(), resemblance=likeness)
    assert isinstance(compare(pledge(), told(pledge()), on), Different)


def test_what_the_rules_say_is_weighed_too():
    likeness = weighing("aid_pledge", bias=-1.0, rules_True=3.0)
    on = replace(ground(), resemblance=likeness)
    assert isinstance(compare(pledge(), told(pledge()), on), Same)
    assert isinstance(compare(pledge(euros(9)), told(pledge(euros(90))), on), Different)


def test_a_weight_may_be_of_a_type_alone():
    odds = {"meeting:rules=True": 9.0}
    likeness = Resemblance(
        types=frozenset({TypeId("aid_pledge"), TypeId("meeting")}),
        weights=Weights(bias=-1.0, odds=odds),
    )
    on = replace(ground(), resemblance=likeness)
    both = meeting("Russia", "Germany")
    assert isinstance(compare(both, told(both), on), Same)
    assert isinstance(compare(pledge(), told(pledge()), on), Different)


def test_other_types_and_what_is_out_of_reach_are_not_weighed():
    on = replace(ground(), resemblance=weighing("meeting", bias=9.0))
    other = compare(pledge(euros(40)), told(pledge(euros(90))), on)
    assert isinstance(other, Different)
    assert "likely" not in other.why
    late = replace(on, day=DAY + timedelta(days=99))
    both = meeting("Russia", "Germany")
    assert compare(both, told(both), late) == Different("too far apart in time")
    assert compare(pledge(), told(both), on) == Different("another type")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (pledge(euros(90)), pledge(euros(90)), True),
        (pledge(euros(90)), pledge(euros(40)), False),
        (pledge(euros(90)), pledge(euros(90), counterparts=parties("Russia")), False),
    ],
)
def test_what_the_rules_make_of_a_pair_is_what_decides_without_weights(first, second, same):
    development = told(first)
    outcome = outcome_of(Pair.of(second, development, ground()))
    found = compare(second, development, ground())
    assert outcome.same is same is isinstance(found, Same)
    assert outcome.why == found.why


def test_all_findings_are_kept_though_one_of_the_company_forbids_it():
    strangers = pledge(euros(40), actors=parties("Germany"), counterparts=parties("Russia"))
    outcome = outcome_of(Pair.of(strangers, told(pledge(euros(90))), ground()))
    said = [finding.why for finding in outcome.findings]
    assert any("another giver" in why for why in said)
    assert any("another figure" in why for why in said)
