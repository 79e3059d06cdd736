"""Single conditions, asked of one development as one article tells it."""

from typing import assert_never

from monitor.alert.phrases import near, says
from monitor.alert.reading import Reading
from monitor.alert.sums import min_amount, no_sum, sum_between
from monitor.alert.words import fits, searched
from monitor.model.actor import ActorId
from monitor.model.condition import (
    Among,
    Answer,
    Aspect,
    Joint,
    Leaf,
    MinAmount,
    Near,
    NoSum,
    Origins,
    Reach,
    Role,
    Says,
    Sum,
    Takes,
    Types,
    Word,
)
from monitor.model.development import Development, Party
from monitor.model.nature import Natures, Sides

_DOES = {
    Role.PARTY: ("takes part", "take part", "does not take part"),
    Role.GIVER: ("gives", "give", "does not give"),
    Role.RECIPIENT: ("receives", "receive", "does not receive"),
    Role.ACTOR: ("acts", "act", "does not act"),
    Role.TARGET: ("is the target", "are the targets", "is not the target"),
}
"""What an actor in the role does, what several do, and what one does not."""


def asked(leaf: Leaf, development: Development, reading: Reading) -> Answer:
    """Return whether the condition holds for the development told in the article, and why."""
    match leaf:
        case Types() | Takes() | Origins() | Among():
            return _of_development(leaf, development, reading)
        case Says():
            return says(leaf, reading)
        case Near():
            return near(leaf, reading)
        case MinAmount():
            return min_amount(leaf, development, reading)
        case Sum():
            return sum_between(leaf, development)
        case NoSum():
            return no_sum(leaf, development, reading)
        case _:
            assert_never(leaf)


def _of_development(
    leaf: Types | Takes | Origins | Among, development: Development, reading: Reading
) -> Answer:
    match leaf:
        case Types():
            among = development.type in leaf.types
            why = f"{development.type} is {'' if among else 'not '}among them"
            return Answer(path=leaf.path, held=among, why=why)
        case Takes():
            return _takes(leaf, development, reading)
        case Origins():
            return _origins(leaf, development)
        case Among():
            return _among(leaf, development, reading)
        case _:
            assert_never(leaf)


def _takes(leaf: Takes, development: Development, reading: Reading) -> Answer:
    present = _standing(leaf, development, reading)
    does, do, does_not = _DOES[leaf.role]
    somebody = "somebody of " if leaf.reach is Reach.BELOW else ""
    every = leaf.joint is Joint.ALL
    decided = next((actor for actor in leaf.actors if (actor in present) is not every), None)
    held = (decided is None) is not (leaf.joint is Joint.ANY)
    if decided is None:
        why = f"all of them {do}" if every else f"none of them {does}"
    else:
        why = f"{somebody}{decided} {does_not if every else does}"
    telling = held and leaf.joint is Joint.ANY
    return Answer(path=leaf.path, held=held, why=why, telling=telling)


def _standing(leaf: Takes, development: Development, reading: Reading) -> frozenset[ActorId]:
    """Return whom the names of actors may stand for in the role."""
    registry, day = reading.registry, reading.day
    known = [p.id for p in side(leaf.role, development, reading.natures) if p.id is not None]
    first = 0 if leaf.reach is Reach.WITH else 1
    return frozenset(up for actor in known for up in registry.upward(actor, day)[first:])


def side(role: Role, development: Development, natures: Natures) -> tuple[Party, ...]:
    """Return the parties that stand in the role; none where the type knows no such role."""
    sides = natures.of(development.type).sides
    match role:
        case Role.PARTY:
            return development.parties
        case Role.GIVER:
            return development.actors if sides is Sides.GIVEN else ()
        case Role.RECIPIENT:
            return development.counterparts if sides is Sides.GIVEN else ()
        case Role.ACTOR:
            return development.parties if sides is Sides.MUTUAL else development.actors
        case Role.TARGET:
            return development.counterparts if sides is Sides.AGAINST else ()
        case _:
            assert_never(role)


def _origins(leaf: Origins, development: Development) -> Answer:
    number = len(development.origins)
    enough = number >= leaf.at_least
    few = leaf.at_most is None or number <= leaf.at_most
    why = f"{number} independent {'origin has' if number == 1 else 'origins have'} it"
    return Answer(path=leaf.path, held=enough and few, why=why, telling=True)


def _among(leaf: Among, development: Development, reading: Reading) -> Answer:
    has = _values(leaf.aspect, development, reading)
    if not has:
        return Answer(path=leaf.path, held=False, why=f"the {leaf.aspect} is unknown")
    held = any(_is(leaf.aspect, wanted, one) for one in has for wanted in leaf.values)
    why = f"the {leaf.aspect} is {has[0]}"
    return Answer(path=leaf.path, held=held, why=why, telling=True)


def _values(aspect: Aspect, development: Development, reading: Reading) -> tuple[str, ...]:
    """Return what the development or the article has of the aspect; empty where unknown."""
    one: str | None
    match aspect:
        case Aspect.OUTLET:
            return reading.outlets
        case Aspect.STATUS:
            one = development.status
        case Aspect.PLACE:
            one = development.place
        case Aspect.LANGUAGE:
            one = reading.language
        case Aspect.FAMILY:
            one = reading.family
        case Aspect.SOURCE:
            one = reading.source
        case _:
            assert_never(aspect)
    return () if one is None else (one,)


def _is(aspect: Aspect, wanted: str, one: str) -> bool:
    match aspect:
        case Aspect.OUTLET | Aspect.FAMILY:
            return fits(wanted, one)
        case Aspect.PLACE:
            return searched(one).found(Word(wanted), None) is not None
        case Aspect.STATUS | Aspect.SOURCE | Aspect.LANGUAGE:
            return wanted == one
        case _:
            assert_never(aspect)
