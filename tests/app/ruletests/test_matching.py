"""What is stated of an alert, held against it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.app.config.shapes_tests import AlertShape
from monitor.app.ruletests.matching import Difference, differences, facts_of, money, pairs, shown
from monitor.model.development import Casualties, Count
from monitor.model.moment import When
from tests.alert.examples import MEETING, NEW, PLEDGE, UPDATE, euros

FULL = replace(
    NEW,
    development=replace(
        PLEDGE,
        place="Brussels, Belgium",
        when=When(year=2025, month=12, day=19),
        casualties=Casualties(killed=3),
        count=Count(value=31, of="tanks"),
    ),
)
BARE = replace(NEW, development=replace(PLEDGE, amount=None, counterparts=()), receivers=())
RANGE = replace(NEW, development=replace(PLEDGE, amount=euros(90, max=Decimal(10**11))))


def alert(**facts) -> AlertShape:
    return AlertShape.model_validate(facts)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, NEW),
        ({"kind": "new", "type": "aid_pledge", "status": "pledged", "severity": "high"}, NEW),
        ({"watchlist": "ukraine", "receivers": "desk"}, NEW),
        ({"receivers": "none", "counterparts": "none", "amount": "none", "place": "none"}, BARE),
        ({"parties": ["ukraine", "european union"], "actors": "European Union"}, NEW),
        ({"amount": "90bn EUR"}, NEW),
        ({"amount": "106bn USD"}, NEW),
        ({"amount": "100bn EUR"}, RANGE),
        ({"place": "brussels", "when": "2025-12", "killed": 3, "goods": "31 tanks"}, FULL),
        ({"when": "none", "changes": "none", "origins": 1}, NEW),
        ({"kind": "update", "changes": ["amount"]}, UPDATE),
        ({"says": ["pledges €90bn", "promised Kyiv"]}, NEW),
        ({"not": {"status": "refused", "receivers": "mail", "place": "Miami"}}, FULL),
    ],
)
def test_what_is_stated_holds(facts, told):
    assert differences(alert(**facts), told) == ()


@pytest.mark.parametrize(
    ("facts", "told", "fact", "expected", "found"),
    [
        ({"status": "refused"}, NEW, "status", "refused", "pledged"),
        ({"watchlist": ["ukraine", "relief"]}, NEW, "watchlist", "ukraine, relief", "ukraine"),
        ({"receivers": "none"}, NEW, "receivers", "none", "desk"),
        ({"actors": "ukraine"}, NEW, "actors", "ukraine", "european-union"),
        ({"counterparts": "ukraine"}, BARE, "counterparts", "ukraine", "none"),
        ({"counterparts": "none"}, NEW, "counterparts", "none", "ukraine"),
        ({"amount": "80bn EUR"}, NEW, "amount", "80bn EUR", "90bn EUR, 106bn USD"),
        ({"amount": "90bn USD"}, RANGE, "amount", "90bn USD", "90bn EUR, up to 100bn EUR"),
        ({"amount": "none"}, NEW, "amount", "none", "90bn EUR, 106bn USD"),
        ({"amount": "5k EUR"}, BARE, "amount", "5k EUR", "none"),
        ({"place": "Miami"}, FULL, "place", "Miami", "Brussels, Belgium"),
        ({"place": "Miami"}, NEW, "place", "Miami", "none"),
        ({"when": "2026"}, FULL, "when", "2026", "2025-12-19"),
        ({"killed": 4}, FULL, "killed", "4", "3"),
        ({"injured": 4}, FULL, "injured", "4", "none"),
        ({"killed": 4}, NEW, "killed", "4", "none"),
        ({"goods": "31 tanks"}, NEW, "goods", "31 tanks", "none"),
        ({"changes": "none"}, UPDATE, "changes", "none", "amount"),
        ({"not": {"kind": "new"}}, NEW, "kind", "not new", "new"),
    ],
)
def test_what_is_otherwise_is_named(facts, told, fact, expected, found):
    difference = Difference(fact=fact, expected=expected, found=found)
    assert differences(alert(**facts), told) == (difference,)


def test_words_that_do_not_stand_there_are_shown_beside_those_that_do():
    (difference,) = differences(alert(says="a swamp"), NEW)
    assert difference.found == (
        "“European Union pledges €90bn (about $106bn) to Ukraine”"
        " “The leaders promised Kyiv 90 billion euros.”"
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("90000000000", "90bn EUR"),
        ("1500000", "1.5M EUR"),
        ("200000", "200k EUR"),
        ("12.5", "12.5 EUR"),
    ],
)
def test_sums_are_shown_as_they_are_written(value, told):
    assert money(Decimal(value), "EUR") == told


def test_facts_are_told_in_one_order_as_they_may_stand_in_the_file():
    facts = facts_of(alert(amount="2.5bn USD", kind="new", receivers=["desk", "mail"]))
    assert [(name, shown(value)) for name, value in facts] == [
        ("kind", "new"),
        ("receivers", "desk, mail"),
        ("amount", "2.5bn USD"),
    ]


def test_as_many_as_can_find_their_alert_whatever_the_order():
    meeting = replace(NEW, development=MEETING)
    expected = [alert(kind="new"), alert(type="aid_pledge"), alert(type="meeting")]
    told = [NEW, UPDATE, meeting]
    assert pairs(expected, told) == {0: 0, 1: 1, 2: 2}
    assert pairs(expected[::-1], told[::-1]) == {0: 0, 1: 1, 2: 2}
    assert pairs([alert(), alert(kind="new")], [NEW]) == {0: 0}


def test_one_that_differs_is_held_against_the_likest_alert_of_its_kind_and_type():
    expected = [alert(kind="new", amount="1M EUR"), alert(kind="update", status="refused")]
    far = replace(NEW, development=replace(PLEDGE, amount=None))
    assert pairs(expected, [UPDATE, far]) == {0: 1, 1: 0}
    assert pairs([alert(kind="new", amount="1M EUR", status="refused")], [UPDATE]) == {}
    assert pairs([alert(status="refused", kind="new")] * 2, [NEW]) == {0: 0}
