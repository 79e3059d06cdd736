from dataclasses import replace

import pytest

from monitor.alert.asking import asked
from monitor.alert.reading import Reading
from monitor.model.actor import ActorId
from monitor.model.condition import (
    Among,
    Aspect,
    Near,
    NoSum,
    Origins,
    Reach,
    Role,
    Sum,
    Takes,
    Word,
)
from monitor.model.development import TypeId
from tests.alert.examples import DMITRIEV, EU, MEETING, PLEDGE, REGISTRY, RUSSIA, TODAY, UKRAINE
from tests.fakes.natures import NATURES

READING = Reading(
    title="Leaders agree",
    text="The loan is agreed on.",
    day=TODAY,
    registry=REGISTRY,
    natures=NATURES,
    outlets=("Harbour Herald", "harbour-herald.example"),
    family="harbour group",
    language="en",
    source="harbour",
)
BAN = replace(PLEDGE, type=TypeId("sanction"), status="imposed", counterparts=(RUSSIA,))
ENVOYS = replace(MEETING, actors=(UKRAINE,), counterparts=(DMITRIEV,))


@pytest.mark.parametrize(
    ("development", "role", "actor", "held", "why"),
    [
        (PLEDGE, Role.GIVER, "european-union", True, "european-union gives"),
        (PLEDGE, Role.GIVER, "ukraine", False, "none of them gives"),
        (PLEDGE, Role.RECIPIENT, "ukraine", True, "ukraine receives"),
        (PLEDGE, Role.ACTOR, "european-union", True, "european-union acts"),
        (PLEDGE, Role.TARGET, "ukraine", False, "none of them is the target"),
        (BAN, Role.TARGET, "russia", True, "russia is the target"),
        (BAN, Role.ACTOR, "russia", False, "none of them acts"),
        (BAN, Role.GIVER, "european-union", False, "none of them gives"),
        (BAN, Role.RECIPIENT, "russia", False, "none of them receives"),
        (ENVOYS, Role.ACTOR, "russia", True, "russia acts"),
        (ENVOYS, Role.PARTY, "russia", True, "russia takes part"),
        (ENVOYS, Role.GIVER, "ukraine", False, "none of them gives"),
    ],
)
def test_actors_stand_on_the_side_that_the_type_gives_them(development, role, actor, held, why):
    found = asked(Takes(path="x", actors=(ActorId(actor),), role=role), development, READING)
    assert (found.held, found.why) == (held, why)


def test_those_of_an_actor_may_be_asked_for_without_itself():
    of_russia = Takes(path="of", actors=(ActorId("russia"),), reach=Reach.BELOW)
    assert asked(of_russia, ENVOYS, READING).why == "somebody of russia takes part"
    assert not asked(of_russia, BAN, READING).held
    both = replace(BAN, actors=(EU, DMITRIEV))
    assert asked(of_russia, both, READING).held


@pytest.mark.parametrize(
    ("aspect", "values", "held", "why"),
    [
        (Aspect.STATUS, ("planned", "held"), True, "the status is held"),
        (Aspect.STATUS, ("planned",), False, "the status is held"),
        (Aspect.PLACE, ("mia*",), True, "the place is Miami"),
        (Aspect.PLACE, ("Kyiv",), False, "the place is Miami"),
        (Aspect.LANGUAGE, ("de", "en"), True, "the language is en"),
        (Aspect.OUTLET, ("harbour herald",), True, "the outlet is Harbour Herald"),
        (Aspect.OUTLET, ("*.example",), True, "the outlet is Harbour Herald"),
        (Aspect.OUTLET, ("Lakeside Post",), False, "the outlet is Harbour Herald"),
        (Aspect.FAMILY, ("Harbour*",), True, "the family is harbour group"),
        (Aspect.SOURCE, ("harbour",), True, "the source is harbour"),
        (Aspect.SOURCE, ("harbour-sport",), False, "the source is harbour"),
    ],
)
def test_an_aspect_is_one_of_those_asked_for(aspect, values, held, why):
    found = asked(Among(path="x", aspect=aspect, values=values), MEETING, READING)
    assert (found.held, found.why) == (held, why)


@pytest.mark.parametrize("aspect", [Aspect.PLACE, Aspect.LANGUAGE, Aspect.OUTLET, Aspect.SOURCE])
def test_what_is_unknown_is_none_of_those_asked_for(aspect):
    nothing = replace(READING, outlets=(), language=None, source=None)
    found = asked(Among(path="x", aspect=aspect, values=("*",)), PLEDGE, nothing)
    assert (found.held, found.why) == (False, f"the {aspect} is unknown")


@pytest.mark.parametrize(
    ("least", "most", "held"), [(1, None, True), (2, None, True), (3, None, False), (1, 1, False)]
)
def test_origins_are_counted(least, most, held):
    two = replace(PLEDGE, origins=("a", "b"))
    found = asked(Origins(path="origins", at_least=least, at_most=most), two, READING)
    assert (found.held, found.why) == (held, "2 independent origins have it")
    assert asked(Origins(path="o"), PLEDGE, READING).why == "1 independent origin has it"


def test_words_and_sums_are_asked_in_the_same_way():
    loan = Near(path="near", words=(Word("loan"), Word("agreed")), gap=1)
    assert asked(loan, PLEDGE, READING).held
    assert asked(Sum(path="amount"), PLEDGE, READING).held
    assert not asked(NoSum(path="amount"), PLEDGE, READING).held
