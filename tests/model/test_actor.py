from datetime import date

import pytest

from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry

PARTY, STATE, PERSON = ActorId("party"), ActorId("state"), ActorId("person")
TERM = Affiliation(actor=STATE, since=date(2019, 7, 24), until=date(2022, 9, 6))


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2019, 7, 23), False),
        (date(2019, 7, 24), True),
        (date(2022, 9, 6), True),
        (date(2022, 9, 7), False),
        (None, False),
    ],
)
def test_an_affiliation_holds_from_its_first_day_to_its_last(day, holds):
    assert TERM.holds(day) is holds


def test_an_open_affiliation_holds_on_an_unknown_day():
    assert Affiliation(actor=STATE).holds(None)
    assert Affiliation(actor=STATE).holds(date(1990, 1, 1))


def registry(*affiliations: Affiliation) -> Registry:
    person = Actor(id=PERSON, name="P", kind=ActorKind.PERSON, of=affiliations)
    circle = (Affiliation(actor=PERSON),)
    return Registry.of((person, Actor(id=PARTY, name="Q", kind=ActorKind.ORGANISATION, of=circle)))


def test_who_acts_for_whom_is_followed_upwards_each_once_even_in_a_circle():
    found = registry(Affiliation(actor=PARTY), Affiliation(actor=STATE))
    assert found.upward(PERSON, None) == (PERSON, PARTY, STATE)
    assert found.represents(PERSON, None) == STATE
    assert found.represents(STATE, None) == STATE


def test_a_term_that_is_over_is_not_followed():
    assert registry(TERM).upward(PERSON, date(2024, 1, 1)) == (PERSON,)
