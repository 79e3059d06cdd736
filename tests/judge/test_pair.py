from dataclasses import replace
from datetime import timedelta

from monitor.judge.pair import Pair
from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from tests.fakes.making import DAY, day, ground, meeting, parties, pledge, told

NORWAY = Actor(id=ActorId("norway"), name="Norway", kind=ActorKind.STATE)
ENVOY = Actor(
    id=ActorId("envoy"),
    name="Kari Nilsen",
    kind=ActorKind.PERSON,
    of=(Affiliation(actor=NORWAY.id, until=DAY),),
)


def test_a_pair_holds_what_is_compared_of_both():
    first = pledge(actors=parties("Germany"), when=day("2025-12-18"))
    pair = Pair.of(pledge(when=day("2025-12-20")), told(first), ground())
    assert pair.nature.id == "aid_pledge"
    assert pair.theirs.actors.bodies == {"germany"}
    assert pair.mine.takers == pair.theirs.takers
    assert pair.gap == 2


def test_no_days_are_counted_from_an_unknown_date():
    assert Pair.of(pledge(), told(pledge(when=day("2025-12-18"))), ground()).gap is None


def test_what_takes_part_is_made_ready_once_for_the_same_parties():
    mention, on = meeting("Sergey Lavrov", "Germany"), ground()
    assert on.company(mention) is on.company(told(mention))


def test_parties_are_taken_as_they_stand_on_the_day_of_the_article():
    mention = meeting("Germany")
    envoy = replace(mention.actors[0], id=ENVOY.id, name=ENVOY.name, text=ENVOY.name)
    mention = replace(mention, actors=(envoy,))
    registry = Registry.of([NORWAY, ENVOY])
    then = replace(ground(DAY), registry=registry).company(mention)
    after = replace(ground(DAY + timedelta(days=2)), registry=registry).company(mention)
    assert then.actors.bodies == {"norway"}
    assert after.actors.bodies == set()
