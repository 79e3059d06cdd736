"""Who takes part, compared: persons as persons, states and bodies by affiliation, unknown names by
their words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Party

UNKNOWN = "~"


@dataclass(frozen=True, slots=True)
class Side:
    """Parties in comparable form: `persons` are single actors (ids, or the folded last word of
    unknown names), `bodies` the states and bodies, named or acted for; `acting_for` pairs each
    person with its body.
    """

    persons: frozenset[str]
    bodies: frozenset[str]
    acting_for: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        """Return whether anybody is named."""
        return bool(self.persons or self.bodies)

    @property
    def unknown(self) -> frozenset[str]:
        """Return the names that the registry does not have."""
        return frozenset(p for p in self.persons if p.startswith(UNKNOWN))

    @property
    def known(self) -> bool:
        """Return whether somebody of the registry is named."""
        return bool(self.bodies or self.persons - self.unknown)

    def without(self, bodies: frozenset[str]) -> "Side":
        """Return the side without these bodies and those who act for them."""
        if self.bodies.isdisjoint(bodies):
            return self
        persons = frozenset(p for p in self.persons if self.body_of(p) not in bodies)
        acting = tuple(pair for pair in self.acting_for if pair[1] not in bodies)
        return Side(persons, self.bodies - bodies, acting)

    def beside(self, other: "Side") -> "Side":
        """Return both as one side."""
        persons, bodies = self.persons | other.persons, self.bodies | other.bodies
        return Side(persons, bodies, self.acting_for + other.acting_for)

    def body_of(self, person: str) -> str | None:
        """Return the body that the person acts for, if known."""
        return dict(self.acting_for).get(person)


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """Who takes part in an act, in comparable form: both sides as told, all of them, and the
    `takers`, who are given to or acted against: no actor is one of them. Each is equal to itself
    alone, so that what was found out of two is quickly found again.
    """

    actors: Side
    counterparts: Side
    takers: Side
    all: Side


_ROLE_WORDS = """
allies ambassadors authorities countries delegates delegations diplomats donors envoys experts
governments groups heads leaders members ministers nations negotiators officials parties partners
politicians presidents representatives sides states talks teams both they
"""
ROLES = frozenset(_ROLE_WORDS.split())
"""Words that stand for whoever takes part: they name nobody, and tell no two acts apart."""


def nameless(party: Party) -> bool:
    """Return whether the party's words name nobody in particular."""
    return party.id is None and (party.name.islower() or folded(party.name) in ROLES)


def folded(name: str) -> str:
    """Return the word that tells an unknown name from others: its last one, in folded case."""
    words = [w for w in name.casefold().replace("-", " ").split() if w.isalnum()]
    return words[-1] if words else name.casefold()


def side(parties: Iterable[Party], registry: Registry, day: date) -> Side:
    """Return the parties in comparable form on that day."""
    persons: set[str] = set()
    bodies: set[str] = set()
    acting: list[tuple[str, str]] = []
    for party in parties:
        if nameless(party):
            continue
        if party.id is None:
            persons.add(f"{UNKNOWN}{folded(party.name)}")
            continue
        actor = registry.actors.get(party.id)
        body = registry.represents(party.id, day)
        if actor is not None and actor.kind is ActorKind.PERSON:
            persons.add(party.id)
            if body != party.id:
                acting.append((party.id, body))
                bodies.add(body)
        else:
            bodies.add(body)
    return Side(frozenset(persons), frozenset(bodies), tuple(acting))


def company_of(
    actors: Iterable[Party], counterparts: Iterable[Party], registry: Registry, day: date
) -> Company:
    """Return who takes part in comparable form on that day."""
    one, other = side(actors, registry, day), side(counterparts, registry, day)
    return Company(one, other, other.without(one.bodies), one.beside(other))


def keys(found: Side) -> tuple[str, ...]:
    """Return the words under which a side is looked up: bodies, else persons, else folded unknown
    names.
    """
    loose = sorted(p for p in found.persons if found.body_of(p) is None)
    return (*sorted(found.bodies), *loose)


def clash(one: Side, other: Side) -> bool:
    """Return whether a named counterpart on each differs, whoever else is shared.

    Two persons of one body are different counterparts, unless a third of that body is shared. Else
    the sides clash if each names somebody of whom the other has neither the person nor the body;
    a name that the registry lacks may stand for anybody.
    """
    mine = one.persons - other.persons - one.unknown
    theirs = other.persons - one.persons - other.unknown
    shared_bodies = {one.body_of(p) for p in one.persons & other.persons}
    for person in mine:
        body = one.body_of(person)
        rivals = [p for p in theirs if other.body_of(p) == body]
        if body is not None and rivals and body not in shared_bodies:
            return True
    return bool(_strangers(one, other, mine)) and bool(_strangers(other, one, theirs))


def _strangers(one: Side, other: Side, persons: frozenset[str]) -> set[str]:
    """Return parties of the one of whom the other has neither the person nor the body."""
    lone = {p for p in persons if (one.body_of(p) or p) not in other.bodies}
    bodies = {b for b in one.bodies - other.bodies if b not in {one.body_of(p) for p in lone}}
    return lone | bodies
