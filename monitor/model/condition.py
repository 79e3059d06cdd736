"""Conditions of watchlists as a tree, and what was answered to each for one development."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from monitor.model.actor import ActorId
from monitor.model.development import TypeId


class Joint(StrEnum):
    """How many of its parts must hold for the whole to hold."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Within(StrEnum):
    """Where words are looked for: in title and text, or where the article speaks of the matter (its
    title and lead, and the passage around the evidence); or in the title or the text alone.
    """

    ARTICLE = "article"
    PASSAGE = "passage"
    TITLE = "title"
    TEXT = "text"


class Role(StrEnum):
    """On which side of a development an actor stands.

    Giver and recipient are those of types in which one gives to the other; a target is one whom an
    act is directed against. Whoever acts is its actor; where the sides are alike, everybody is.
    """

    PARTY = "party"
    GIVER = "giver"
    RECIPIENT = "recipient"
    ACTOR = "actor"
    TARGET = "target"


class Reach(StrEnum):
    """Whom the name of an actor stands for: for itself and all that are `of` it, or for those
    alone.
    """

    WITH = "with"
    BELOW = "below"


class Aspect(StrEnum):
    """What a development, or the article that tells it, is one thing by."""

    STATUS = "status"
    PLACE = "place"
    LANGUAGE = "language"
    OUTLET = "outlet"
    FAMILY = "family"
    SOURCE = "source"


class Order(StrEnum):
    """In which order words have to stand."""

    ANY = "any"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A sum of money that others are held against."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """Other written forms of a word or phrase: for each word of it those that may stand there.

    `language` (ISO 639): the articles in which they are looked for; None: all.
    """

    words: tuple[tuple[str, ...], ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase as it is asked for (`*` ends it), and its other spellings: all that are
    asked for by one word are the same, so the hash leaves them out.
    """

    text: str
    spellings: tuple[Spelling, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Types:
    """The development is of one of these types."""

    path: str
    types: tuple[TypeId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """So many of these actors take part in the role, themselves or by those that are `of` them."""

    path: str
    actors: tuple[ActorId, ...]
    joint: Joint = Joint.ANY
    role: Role = Role.PARTY
    reach: Reach = Reach.WITH


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """So many of these words stand in that part of the article."""

    path: str
    words: tuple[Word, ...]
    joint: Joint = Joint.ANY
    within: Within = Within.ARTICLE


@dataclass(frozen=True, slots=True, kw_only=True)
class MinAmount:
    """The sum is at least this; tests only types that carry money, and an unknown one passes."""

    path: str
    least: Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """All these words stand together, with at most `gap` other words between them."""

    path: str
    words: tuple[Word, ...]
    gap: int
    order: Order = Order.ANY
    within: Within = Within.ARTICLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of money is told that is at least this or at most that; of a range, any part is."""

    path: str
    at_least: Threshold | None = None
    at_most: Threshold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSum:
    """The type carries money, and no sum is told."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """So many independent origins have it; `at_most` None: any number above."""

    path: str
    at_least: int = 1
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Its aspect is one of these. Outlets and families may hold `*` for any text; places are words
    of it; a language stands for its regional forms too.
    """

    path: str
    aspect: Aspect
    values: tuple[str, ...]


Leaf = Types | Takes | Says | MinAmount | Near | Sum | NoSum | Origins | Among


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """So many of its parts hold."""

    path: str
    joint: Joint
    parts: "tuple[Condition, ...]"


Condition = Leaf | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a condition held, and why.

    `path`: where it stands in the watchlist (`where.any[1].phrase`; empty for the whole). `joint`
    and `parts` are those of a group. `telling`: alerts name it as a reason, where it held.
    """

    path: str
    held: bool
    why: str
    joint: Joint | None = None
    parts: "tuple[Answer, ...]" = ()
    telling: bool = False

    @property
    def line(self) -> str:
        """Return the path and why it held or failed."""
        return f"{self.path}: {self.why}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the lines that an alert tells of a condition that held."""
        if self.joint is None:
            return (self.line,) if self.telling and self.held else ()
        if self.joint is Joint.NONE:
            return ()
        return tuple(line for part in self.parts if part.held for line in part.reasons)

    @property
    def deciding(self) -> "Answer":
        """Return what decided that it failed: its first part that did, and so on; itself where
        that is no single one.
        """
        if self.held or self.joint in {None, Joint.ANY}:
            return self
        wanted = self.joint is Joint.NONE
        part = next(part for part in self.parts if part.held is wanted)
        return part if wanted else part.deciding

    @property
    def misses(self) -> int:
        """Return how many single conditions would have had to be answered otherwise: 0 where it
        held, 1 for a near miss. All parts must have been asked.
        """
        return _turns(self, held=True)


def _turns(answer: Answer, *, held: bool) -> int:
    """Return how many single answers must turn for the answer to be `held`."""
    if answer.held is held:
        return 0
    if answer.joint is None:
        return 1
    each = held is not (answer.joint is Joint.NONE)
    needed = [_turns(part, held=each) for part in answer.parts]
    if (answer.joint is Joint.ANY) is held:
        return min(needed)
    return sum(needed)
