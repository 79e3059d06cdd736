"""What the grammars of names, numbers, sums, counts, dates and places must know of a language.

All of it comes from the documents of one folder; what a language leaves out it does not have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

NO_WORDS: frozenset[str] = frozenset()
NEVER = re.compile(r"(?!)")
"""The pattern of what a language has no words for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """How numbers are written.

    `small` and `tens` add up, `hundred` and `scales` multiply, `fractions` are parts of a scale,
    `articles` count as one, `dozen` as twelve. `figure` is a number in figures (groups `figure`,
    `more`, `scales`), without its `grouping`; `spelt` one in words (groups `fraction` or `bare`
    with `of`, `whole` with `dozen`, or `words`).
    """

    small: Mapping[str, int] = field(default_factory=dict)
    tens: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, Decimal] = field(default_factory=dict)
    articles: frozenset[str] = NO_WORDS
    hundred: frozenset[str] = NO_WORDS
    dozen: frozenset[str] = NO_WORDS
    starts: frozenset[str] = NO_WORDS
    grouping: re.Pattern[str] = NEVER
    figure: re.Pattern[str] = NEVER
    spelt: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """How currencies are named, and how one sum is told to stand to another.

    `alone` gives a currency's name its code; `kinds` the family of namesakes that it belongs to,
    `families` their codes by country, `plural` the ending that names may have. `country` finds
    countries (each a group named by its code), `suffix` is a currency after a number (groups
    `country`, `word`), `stated` the dollar that a text says it counts in. `weights` are names of
    currencies that are weights or verbs too, unless what follows a plural is no `weight`;
    `verbs` only where no scale stands before them.

    Between two sums: `range`, whose words may be `ands` (then `between` stands before) or `tos`
    (then neither `by` nor `since` does) or `loose` (then the second shows its money); `rise` (after
    `since`) or `fall` (group `how`, `plain` only after `until`) tell a change; `equal` and
    `equal_too` the same sum in other money.
    """

    alone: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plural: str = ""
    dollar: str = ""
    country: re.Pattern[str] = NEVER
    suffix: re.Pattern[str] = NEVER
    stated: re.Pattern[str] = NEVER
    weights: frozenset[str] = NO_WORDS
    one_weight: frozenset[str] = NO_WORDS
    verbs: frozenset[str] = NO_WORDS
    weight: re.Pattern[str] = NEVER
    range: re.Pattern[str] = NEVER
    ands: frozenset[str] = NO_WORDS
    tos: frozenset[str] = NO_WORDS
    loose: frozenset[str] = NO_WORDS
    between: re.Pattern[str] = NEVER
    by: re.Pattern[str] = NEVER
    since: re.Pattern[str] = NEVER
    until: re.Pattern[str] = NEVER
    rise: re.Pattern[str] = NEVER
    fall: re.Pattern[str] = NEVER
    plain: frozenset[str] = NO_WORDS
    equal: re.Pattern[str] = NEVER
    equal_too: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Words right `before` a sum and right `after` it, either of which qualifies it."""

    before: re.Pattern[str] = NEVER
    after: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class SumWords:
    """What words beside a sum say of it.

    `qualifiers` are tried in their order, by the word that `Amount.qualifier` takes. What `brings`
    it to the sum or says that it was given `already` stands before a running total, `since` after
    it, unless a `record` stands between. What says that it is `part` of another sum stands before
    it, and so does `along` between two parts of one sum; `whole` stands before a sum of which the
    next one is a part, `larger` between a part and the sum that it is taken from. `worth` stands
    before what something is worth, `alone` after a large number that counts nothing but money,
    `within` between a sum and the things that it is told of. Words that are `pointing` stand before
    what was told of already.
    """

    qualifiers: Mapping[str, Beside] = field(default_factory=dict)
    brings: re.Pattern[str] = NEVER
    already: re.Pattern[str] = NEVER
    since: re.Pattern[str] = NEVER
    record: re.Pattern[str] = NEVER
    part: re.Pattern[str] = NEVER
    along: re.Pattern[str] = NEVER
    whole: re.Pattern[str] = NEVER
    larger: re.Pattern[str] = NEVER
    worth: re.Pattern[str] = NEVER
    alone: re.Pattern[str] = NEVER
    within: re.Pattern[str] = NEVER
    pointing: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """How goods and people are counted: `goods` lists the words of each class
    (`classes` turns that round); `thing` (group
    `noun`) follows a number.

    `calendar` before a number may make it a year or a day, `age` after it an age. The dead and the
    hurt: told after a number (group `passive`), unless an `object` follows; told before it; or as
    lives taken. Before a number, `left` says that another takes its place, `taken` that it takes
    another's; `alone` follows one that leaves out what it counts.
    """

    goods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, str] = field(init=False)
    thing: re.Pattern[str] = NEVER
    calendar: re.Pattern[str] = NEVER
    age: re.Pattern[str] = NEVER
    dead_after: re.Pattern[str] = NEVER
    hurt_after: re.Pattern[str] = NEVER
    object: re.Pattern[str] = NEVER
    dead_before: re.Pattern[str] = NEVER
    hurt_before: re.Pattern[str] = NEVER
    lives: re.Pattern[str] = NEVER
    took: re.Pattern[str] = NEVER
    left: re.Pattern[str] = NEVER
    taken: re.Pattern[str] = NEVER
    alone: re.Pattern[str] = NEVER

    def __post_init__(self) -> None:
        """Keep the class of each word."""
        classes = {word: name for name, words in self.goods.items() for word in words}
        object.__setattr__(self, "classes", classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """The capitalised words that are no part of a name, and those that make it a body's.

    `titles` stand before a person's name (`ranks` belong to one of a single word), `openers` begin
    sentences, `calendar` words break a name off; `bodies` end the name of a body. A `run` is what
    may be a name of several words, tied by `links`; an `abbreviation` ends no sentence, `owner` is
    the ending of possession. `namesakes` are names of the registry that persons bear too, after a
    `first_name` that is no `region`; `elsewhere` follows a name that is part of another.

    `also` are further names of actors by their ids, `demonyms` the stems of their adjectives, which
    have the endings `adjective`. `articles` tell a case only before the words listed for it. Where
    names are declined, each `declined` word has the forms of the longest ending of `declension`
    that fits, by case; `*` is the stem before the ending.
    """

    titles: frozenset[str] = NO_WORDS
    ranks: frozenset[str] = NO_WORDS
    openers: frozenset[str] = NO_WORDS
    calendar: frozenset[str] = NO_WORDS
    bodies: frozenset[str] = NO_WORDS
    links: frozenset[str] = NO_WORDS
    run: re.Pattern[str] = NEVER
    abbreviation: re.Pattern[str] = NEVER
    owner: re.Pattern[str] = NEVER
    namesakes: frozenset[str] = NO_WORDS
    regions: frozenset[str] = NO_WORDS
    first_name: re.Pattern[str] = NEVER
    elsewhere: re.Pattern[str] = NEVER
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    demonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjective: tuple[str, ...] = ()
    articles: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    declined: re.Pattern[str] = NEVER
    declension: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """How places are told: `roles` gives the prepositions of `role` (a pattern) what they make of
    a place (in, at, near, from, to); `joined` places share one; `elsewhere` follows a name that is
    part of another, `named` stands right before such a one.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    role: re.Pattern[str] = NEVER
    joined: re.Pattern[str] = NEVER
    elsewhere: re.Pattern[str] = NEVER
    named: re.Pattern[str] = NEVER


class DateShape(StrEnum):
    """What a mention of time looks like; each shape is read in its own way from its groups."""

    ISO = "iso"
    SLASHED = "slashed"
    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    MONTH_YEAR = "month_year"
    MONTH_ONLY = "month_only"
    PART_OF_MONTH = "part_of_month"
    YEAR_ONLY = "year_only"
    DAY_ONLY = "day_only"
    WEEKDAY = "weekday"
    NAMED = "named"
    AGO = "ago"
    ANAPHORIC = "anaphoric"
    PERIOD = "period"
    WEEKEND = "weekend"
    RECENT = "recent"
    DURATION = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A pattern, and the words (in lower case; single digits are words too) of which a text must
    have one for it.
    """

    needs: frozenset[str] = NO_WORDS
    pattern: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How dates are written, by shape.

    `months` (1 to 12), `weekdays` (Monday 0), `counts` (beside the numbers in words) and `units`
    (minute, hour, day, week, weekend, month, year, decade; others date nothing) read the words of
    the groups. Of several days or months, `turns` tell which (past, this, next, coming, since);
    `steps` how many periods on, `behind` and `ahead` begin the part of a period that is over or to
    come; `offsets` are days ago; `sides` of a date told before are `turning` where a word follows.
    Before a date, `since` makes it a beginning, and `looking_ahead` the next one, unless something
    is `told` after it; `left` says that another date takes its place, `taken` that it takes
    another's. A clause ends at `clause_end`.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    behind: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    offsets: Mapping[str, int] = field(default_factory=dict)
    sides: Mapping[str, int] = field(default_factory=dict)
    turning: frozenset[str] = NO_WORDS
    shapes: Mapping[DateShape, Look] = field(default_factory=dict)
    since: re.Pattern[str] = NEVER
    looking_ahead: re.Pattern[str] = NEVER
    told: re.Pattern[str] = NEVER
    left: re.Pattern[str] = NEVER
    taken: re.Pattern[str] = NEVER
    clause_end: re.Pattern[str] = NEVER
