"""What detection must know of a language beside its types: first of all what the frames ask for.

All of it comes from the documents of one folder; what a language leaves out it does not have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.detect.lexicon.grammar import (
    NEVER,
    NO_WORDS,
    CountWords,
    DateWords,
    MoneyWords,
    NameWords,
    NumberWords,
    PlaceWords,
    SumWords,
)
from monitor.detect.lexicon.inflection import Classes

USUAL = "en"
"""The language of articles that tell none, and of the documents that say what each type is like."""
FREE = "free"
"""The order of a language whose clauses are read by what stands in them, not by where."""
REGION = re.compile("[-_].*")
DOCUMENTS = frozenset({"language", "names", "numbers", "money", "dates"})
"""The documents of a language's folder that are no types."""


def code_of(told: str | None) -> str:
    """Return the code of the language that an article tells ("en-GB" is "en"), the usual one where
    it tells none.
    """
    return REGION.sub("", told or USUAL).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """How words are written that stand in no list."""

    possessive: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    adverb: tuple[str, ...] = ()
    participle: tuple[str, ...] = ()

    def bare(self, word: str) -> str:
        """Return the word without its ending of possession."""
        for ending in self.possessive:
            word = word.removesuffix(ending)
        return word


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepositions:
    """What a preposition makes of the name that it governs.

    `recipient` and `target` weigh who gets something and who is hit, beside the act
    (`unmarked_target`: a name without one). `receiving` and `hitting` do so before the act too,
    `into` only right after what is given; `no_target` are never those of a target. `relating` ties
    a name to a noun before it, which may be hostile. `party`: of those who meet; `addressing`: of
    whom a verb speaks with; `visiting`: of a host; `joining`: between those who hold talks,
    `between` all of them. `occasion` stands before a meeting at which something happens, `beside`
    before one that is another than the act's.
    `agent`, `giver` and `source` tell who did it, `owning` whose it is, `benefit` for whom,
    `direction` where to. `placing` says where. `office` ties a name to an office before it,
    `title` stands inside a title. `completing` follows nouns alone; `described` stands in
    phrases of nouns.
    """

    recipient: Mapping[str, int] = field(default_factory=dict)
    target: Mapping[str, int] = field(default_factory=dict)
    unmarked_target: int = 0
    receiving: frozenset[str] = NO_WORDS
    hitting: frozenset[str] = NO_WORDS
    into: frozenset[str] = NO_WORDS
    no_target: frozenset[str] = NO_WORDS
    relating: frozenset[str] = NO_WORDS
    party: frozenset[str] = NO_WORDS
    addressing: frozenset[str] = NO_WORDS
    visiting: frozenset[str] = NO_WORDS
    joining: frozenset[str] = NO_WORDS
    between: frozenset[str] = NO_WORDS
    occasion: frozenset[str] = NO_WORDS
    beside: frozenset[str] = NO_WORDS
    agent: frozenset[str] = NO_WORDS
    giver: frozenset[str] = NO_WORDS
    source: frozenset[str] = NO_WORDS
    owning: frozenset[str] = NO_WORDS
    benefit: frozenset[str] = NO_WORDS
    direction: frozenset[str] = NO_WORDS
    placing: frozenset[str] = NO_WORDS
    office: frozenset[str] = NO_WORDS
    title: frozenset[str] = NO_WORDS
    completing: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Single words by which a sentence tells how its parts hang together.

    Of clauses: `conditional` opens what is not told as a fact, `relative` ties a clause to its
    noun, `gerundial` lets a verb form in -ing follow, `behind` says that such a verb is done,
    `never` and `longer` that an act was or is not. `also` joins names, `linking` stands between
    joined ones, `opening` before the names of a title. Of stand-ins: `union` is a body of states,
    `leading` the plural of leaders, `belonging` and `owning` stand before a description,
    `couple` before a pair; `twosome` is a pair without a noun, `persons` are nouns for persons of
    a pair; `his`, `its` and `their` tell whose a thing is, `ours` is who speaks. `hostile` nouns
    make a name after them the scene of a war instead of a party; `measure` are those that still
    hit it, `scenery` is what lies between neighbours. `helping` verbs, `purpose` (words in a row)
    and `needing` tell who is helped; `part` opens the parts of a sum; `audience` is told, not met.
    """

    conditional: frozenset[str] = NO_WORDS
    relative: frozenset[str] = NO_WORDS
    gerundial: frozenset[str] = NO_WORDS
    behind: frozenset[str] = NO_WORDS
    never: frozenset[str] = NO_WORDS
    longer: frozenset[str] = NO_WORDS
    also: frozenset[str] = NO_WORDS
    linking: frozenset[str] = NO_WORDS
    opening: frozenset[str] = NO_WORDS
    union: frozenset[str] = NO_WORDS
    leading: frozenset[str] = NO_WORDS
    belonging: frozenset[str] = NO_WORDS
    owning: frozenset[str] = NO_WORDS
    couple: frozenset[str] = NO_WORDS
    twosome: frozenset[str] = NO_WORDS
    persons: frozenset[str] = NO_WORDS
    his: frozenset[str] = NO_WORDS
    its: frozenset[str] = NO_WORDS
    their: frozenset[str] = NO_WORDS
    ours: frozenset[str] = NO_WORDS
    hostile: frozenset[str] = NO_WORDS
    measure: frozenset[str] = NO_WORDS
    scenery: frozenset[str] = NO_WORDS
    helping: frozenset[str] = NO_WORDS
    purpose: tuple[str, ...] = ()
    needing: frozenset[str] = NO_WORDS
    part: frozenset[str] = NO_WORDS
    audience: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Lemmas:
    """Entries of the governors that behave in their own way, as the governors write them.

    `have` may be an auxiliary; `saying` introduces speech, `telling` speech to somebody; `source`
    names who says so, `according` before the name; `hoping` is no plan.
    """

    have: frozenset[str] = NO_WORDS
    saying: frozenset[str] = NO_WORDS
    telling: frozenset[str] = NO_WORDS
    source: frozenset[str] = NO_WORDS
    according: frozenset[str] = NO_WORDS
    hoping: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """How runs of characters are written.

    `dateline` opens an article; `apposition` is the gap from a person to what describes it, with
    its `office`, and `apposed` what follows that; `numbered` is a number before a plural;
    `package` names a numbered thing, `package_number` has its `figure` or `word`; `caption` may be
    written below pictures, `captioned` surely is; `sum` occurs in every sentence that states a sum;
    `claimed` ends where the act may follow that somebody is said to claim wrongly, `moved` where
    the place follows that an act was moved to; `noun` is how nouns are written where that tells
    them from verbs.
    """

    dateline: re.Pattern[str] = NEVER
    apposition: re.Pattern[str] = NEVER
    apposed: re.Pattern[str] = NEVER
    numbered: re.Pattern[str] = NEVER
    package: re.Pattern[str] = NEVER
    package_number: re.Pattern[str] = NEVER
    caption: re.Pattern[str] = NEVER
    captioned: re.Pattern[str] = NEVER
    sum: re.Pattern[str] = NEVER
    claimed: re.Pattern[str] = NEVER
    moved: re.Pattern[str] = NEVER
    noun: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as detection uses it; `ordinals` are the words of ordinal numbers from first.

    `order` is `FREE` or fixed as in English;
    `inflection` describes the classes of its words (none: they are English).
    """

    order: str = "fixed"
    inflection: Classes = field(default_factory=Classes)
    endings: Endings = Endings()
    prepositions: Prepositions = field(default_factory=Prepositions)
    cues: Cues = Cues()
    lemmas: Lemmas = Lemmas()
    shapes: Shapes = Shapes()
    ordinals: tuple[str, ...] = ()
    names: NameWords = field(default_factory=NameWords)
    places: PlaceWords = field(default_factory=PlaceWords)
    numbers: NumberWords = field(default_factory=NumberWords)
    money: MoneyWords = field(default_factory=MoneyWords)
    sums: SumWords = field(default_factory=SumWords)
    counts: CountWords = field(default_factory=CountWords)
    dates: DateWords = field(default_factory=DateWords)
