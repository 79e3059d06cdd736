"""The lexicon as it is used: what each word or phrase means to which type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.detect.lexicon.inflection import Form
from monitor.detect.lexicon.language import Cues, Language
from monitor.errors import ConfigError
from monitor.model.development import TypeId
from monitor.model.nature import Nature, Natures, Sameness, Sides

__all__ = ["Entry", "EventType", "Group", "Lexicon", "LexiconError", "Mode", "Part"]
__all__ += ["Sameness", "Sample", "Sides", "Slot"]

HINT = "hint"
"""The flag of a word of many meanings: it tells of its type only where nothing else does."""
STANDING = frozenset({"he", "it", "they", "body", "institution", "pair", "plural_role"})
"""Kinds of words that may stand for a party; the others are the language's own cues."""


class LexiconError(ConfigError):
    """A lexicon document cannot be used; the text names the type and the field."""


class Part(StrEnum):
    """What a word does for a type.

    ACT: a verb that is the act by itself; NOUN: a noun that names the act or what it is about;
    CARRIER: a verb that
    makes such a noun an act; OBJECT: a word that tells what is given, agreed or forbidden;
    BLOCKER: a word beside which
    nothing of the type is told; WORD: a word of the language itself (`group` says which kind).
    """

    ACT = "act"
    NOUN = "noun"
    CARRIER = "carrier"
    OBJECT = "object"
    BLOCKER = "blocker"
    WORD = "word"


class Mode(StrEnum):
    """How real an act is told to be; the keys of a group's statuses."""

    DONE = "done"
    GOING = "going"
    FUTURE = "future"
    PLANNED = "planned"
    POSSIBLE = "possible"
    WEIGHED = "weighed"
    REFUSED = "refused"


class Slot(StrEnum):
    """What a group may need to be an act."""

    CARRIER = "carrier"
    ACTOR = "actor"
    COUNTERPART = "counterpart"
    PARTY = "party"
    TWO = "two"
    OBJECT = "object"
    NOUN = "noun"
    AMOUNT = "amount"
    COUNT = "count"
    FORUM = "forum"
    DATED = "dated"
    CORE = "core"
    JOINT = "joint"
    TOLD = "told"
    GATHERED = "gathered"
    STATELY = "stately"
    PLACED = "placed"
    RELIEF = "relief"
    KNOWN = "known"
    UNTOLD = "untold"
    DIRECT = "direct"
    TOLL = "toll"
    DOER = "doer"
    BODY = "body"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Words of one type that behave alike; `needs` are alternatives, each a set of slots that must
    all be filled; `hints` what a group of hints needs.
    `takes` are the labels of the things that fill its slot of an object (none: any).
    `result` is how a vote ends, `plover` the group's own code, if it has another than its type.
    """

    type: TypeId
    part: Part
    name: str
    status: dict[Mode, str]
    needs: tuple[frozenset[Slot], ...] = ()
    hints: tuple[frozenset[Slot], ...] = ()
    object: str | None = None
    flags: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    result: str | None = None
    plover: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One written form in the lexicon; `particle` is the rest of a verb that comes apart: in
    languages of free order the word that must end its clause, in others words that must follow.
    """

    words: tuple[str, ...]
    lemma: str
    form: Form
    group: Group
    particle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A test sentence of a type: the status that must be found in it, or None."""

    text: str
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of development as a language tells it, all of it data; `backed` are needs that are
    enough beside a whole act in the article. Its `id`, `sides`, `sameness` and `slots` are its
    nature's.
    """

    nature: Nature
    needs: tuple[frozenset[Slot], ...]
    backed: tuple[frozenset[Slot], ...]
    groups: tuple[Group, ...]
    samples: tuple[Sample, ...]
    id: TypeId = field(init=False, repr=False, compare=False)
    sides: Sides = field(init=False, repr=False, compare=False)
    sameness: Sameness = field(init=False, repr=False, compare=False)
    slots: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep at hand what is asked of the nature for every word."""
        for name in ("id", "sides", "sameness", "slots"):
            object.__setattr__(self, name, getattr(self.nature, name))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The types of a language that are sought, with each word's entries by its first word, the
    longest phrases first; `natures` of all types that it has.
    """

    types: dict[TypeId, EventType]
    entries: dict[str, tuple[Entry, ...]]
    words: dict[str, frozenset[str]]
    language: Language = field(default_factory=Language)
    natures: Natures = field(default_factory=lambda: Natures({}))
    fitting: dict[str, dict[str, tuple[Entry, ...]]] = field(init=False, repr=False, compare=False)
    """Of the entries of a first word those that a second one lets stand; under "" any other."""
    nouns: dict[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    """Of the entries of a first word those that are nouns of an act, and no mere hints."""
    standing: frozenset[str] = field(init=False, repr=False, compare=False)
    """The words that may stand for a party told of before."""

    def __post_init__(self) -> None:
        """Sort the entries by their second words and what they are."""
        fitting = {word: _by_second(entries) for word, entries in self.entries.items()}
        nouns = {word: tuple(filter(_is_noun, entries)) for word, entries in self.entries.items()}
        object.__setattr__(self, "fitting", fitting)
        object.__setattr__(self, "nouns", nouns)
        object.__setattr__(self, "standing", _standing(self.words, self.language.cues))

    def kinds(self, word: str) -> frozenset[str]:
        """Return which kinds of function word it is ("negation", "future", "be" …)."""
        return self.words.get(word, frozenset())


def _standing(words: Mapping[str, frozenset[str]], cues: Cues) -> frozenset[str]:
    told = (word for word, kinds in words.items() if not STANDING.isdisjoint(kinds))
    return cues.his.union(cues.its, cues.their, cues.twosome, cues.ours, told)


def _is_noun(entry: Entry) -> bool:
    group = entry.group
    return entry.form is Form.NOUN and group.part is Part.NOUN and HINT not in group.flags


def _by_second(entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    seconds = {entry.words[1] for entry in entries if len(entry.words) > 1} | {""}
    return {
        second: tuple(e for e in entries if len(e.words) == 1 or e.words[1] == second)
        for second in seconds
    }
