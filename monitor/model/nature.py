"""What a type of development is like, in whatever words it is told: read from its lexicon file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.model.development import TypeId

WINDOW_DAYS = 7
Wordings = Mapping[str, tuple[str, ...]]


class Sides(StrEnum):
    """How the parties stand to each other: one gives to the other, acts against it, or both act
    alike.
    """

    GIVEN = "given"
    AGAINST = "against"
    MUTUAL = "mutual"


class Sameness(StrEnum):
    """What tells two acts of one type apart: the gift, the occasion, or the thing that is agreed or
    forbidden.
    """

    GIFT = "gift"
    OCCASION = "occasion"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels of objects that are not like others.

    `general` ones are shared by many acts and tell no two apart; `plain` ones say no more than the
    type does; `means` are where a gift comes from; `manners` are how it is given.
    """

    general: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    manners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What a type is like.

    `plover`: its code in PLOVER, the field's ontology of political events. `statuses` stand in the
    order in which a development moves through them; those `against` it leave that line, those
    `ahead` are told before the act. `window`: the days within which a first match is sought.
    `lasting`: one id from proposal to end. `named`: it is held back while nobody is named as actor.
    `loose`: one shared party is enough, if nobody differs. `instruments`: its objects are means of
    one measure. `noun`: the act in a word. `summary`: by status, wordings of which the first that
    can be filled is told (`monitor.alert.wording`).
    """

    id: TypeId
    plover: str | None = None
    sides: Sides = Sides.MUTUAL
    sameness: Sameness = Sameness.OBJECT
    statuses: tuple[str, ...] = ()
    against: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    window: int = WINDOW_DAYS
    lasting: bool = False
    named: bool = False
    loose: bool = False
    instruments: bool = False
    labels: Labels = Labels()
    noun: str
    summary: Wordings = field(default_factory=dict)

    @property
    def mutual(self) -> bool:
        """Return whether the parties have no sides."""
        return self.sides is Sides.MUTUAL

    @property
    def line(self) -> tuple[str, ...]:
        """Return the statuses through which a development of the type moves, in order."""
        return tuple(s for s in self.statuses if s not in self.against)


@dataclass(frozen=True, slots=True)
class Natures:
    """The natures of all types in use."""

    types: Mapping[TypeId, Nature]

    @classmethod
    def build(cls, natures: Iterable[Nature]) -> "Natures":
        """Return the table of these natures."""
        return cls({nature.id: nature for nature in natures})

    def of(self, kind: TypeId) -> Nature:
        """Return the nature of the type; a type that is no longer in use has a plain one, so that
        what is stored of it can still be told.
        """
        return self.types.get(kind) or Nature(
            id=kind, sides=Sides.AGAINST, sameness=Sameness.GIFT, noun=kind.replace("_", " ")
        )
