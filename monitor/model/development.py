"""Mentions and developments: what one article says of one act, and what is known of that act in
all.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from monitor.model.actor import ActorId
from monitor.model.article import ArticleId
from monitor.model.moment import Stamp, When

DevelopmentId = NewType("DevelopmentId", str)
TypeId = NewType("TypeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who takes part: the resolved actor (`id` None where the registry has none) and its
    words in the text.
    """

    id: ActorId | None
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """The same sum in another currency, as the text tells it."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum as stated: `value` (the lower end of a range), `max` its upper end, ISO 4217 currency.

    `qualifier`: part (an instalment), up_to, at_least, about, per_year, total, loan, grant.
    """

    value: Decimal
    currency: str
    max: Decimal | None = None
    equivalents: tuple[Equivalent, ...] = ()
    qualifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of goods or people: 31 of "tanks"."""

    value: int
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """Killed and injured, each None where the text does not say."""

    killed: int | None = None
    injured: int | None = None


class Freshness(StrEnum):
    """Whether a mention tells a current act or history."""

    NEW = "new"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one article says of one act. `start`, `end`: the evidence sentence in the article's
    text.

    `plover`: the code of the act in PLOVER, the field's ontology of political events.
    `objects`: what is given, agreed or forbidden, as class words ("frozen-assets", "package-19",
    "grain"); they tell
    acts of one pair of parties apart. `forum`: the named summit or body that meets, if any.
    `result`: how a vote ended. `replaces`: the sum that the amount takes the place of ("from 90
    to 105 billion").
    `reworded`: the sentence itself says that a fact changed ("raised to", "instead of",
    "postponed").
    `denied`: the sentence says that the told fact is not so.
    """

    type: TypeId
    plover: str | None = None
    status: str
    start: int
    end: int
    actors: tuple[Party, ...] = ()
    counterparts: tuple[Party, ...] = ()
    amount: Amount | None = None
    count: Count | None = None
    casualties: Casualties | None = None
    place: str | None = None
    when: When | None = None
    attribution: str | None = None
    freshness: Freshness = Freshness.NEW
    objects: tuple[str, ...] = ()
    forum: str | None = None
    result: str | None = None
    reworded: bool = False
    replaces: Amount | None = None
    denied: bool = False
    why: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return both sides, the acting one first."""
        return self.actors + self.counterparts


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that says so, and where it stands. `told`: the fields (as in a `Change`) that the
    development has from it.
    """

    article: ArticleId
    url: str | None
    outlet: str | None
    published: Stamp | None
    sentence: str
    start: int
    end: int
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A watchlist that was told of a development, and the kinds of alert it got."""

    watchlist: str
    revision: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flap:
    """How often a field of a development changed: a bound on telling back and forth."""

    field: str
    changes: int


class Cause(StrEnum):
    """Why a told development was taken back: somebody said that it was wrong, or all pages that
    told it were retracted.
    """

    FEEDBACK = "feedback"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a told development was taken back: when, why, `by` whom if a person said so, and the
    `origins` that had told it by then.
    """

    at: datetime
    cause: Cause
    why: str
    by: str | None = None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A sentence that tells another act than a development does: somebody said so, by the `label`,
    of the development `of` which it was.
    """

    label: str
    of: DevelopmentId
    sentence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A development that lives on in another, and the revisions under which it was told."""

    id: DevelopmentId
    revision: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """That nothing more is to be told of a development: who said so, by which label, and why."""

    label: str
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """All that is known of one act. The slots hold the told state; `amounts`, `counts` every figure
    ever told of it.

    `version` counts stored states (for the atomic compare), `revision` told ones (0: never told).
    `evidence` are the sentences behind what is told, latest last. `held_until`: when it is told at
    the latest; `expected_until`: when a plan is overdue, unless something of it is reported.
    `retracted`: articles that no longer say so; `withdrawn`: that it was taken back; `corrected`:
    the revision up to which it was, where it was told again since. `joined`: the development that
    it lives on in, because somebody said that they are one; `joins`: those that live on in it.
    `looked_back`: ids of alerts that told it to watchlists which came late.
    """

    id: DevelopmentId
    type: TypeId
    plover: str | None = None
    status: str
    actors: tuple[Party, ...] = ()
    counterparts: tuple[Party, ...] = ()
    amount: Amount | None = None
    count: Count | None = None
    casualties: Casualties | None = None
    place: str | None = None
    when: When | None = None
    attribution: str | None = None
    objects: tuple[str, ...] = ()
    forum: str | None = None
    result: str | None = None
    version: int = 0
    revision: int = 0
    first_seen: datetime
    last_changed: datetime
    last_seen: datetime
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    amounts: tuple[Amount, ...] = ()
    counts: tuple[Count, ...] = ()
    contests: tuple[str, ...] = ()
    flaps: tuple[Flap, ...] = ()
    told: tuple[Told, ...] = ()
    held_until: datetime | None = None
    expected_until: datetime | None = None
    retracted: tuple[ArticleId, ...] = ()
    withdrawn: Withdrawal | None = None
    corrected: int = 0
    joined: DevelopmentId | None = None
    joins: tuple[Joined, ...] = ()
    apart: tuple[Apart, ...] = ()
    muted: Muted | None = None
    looked_back: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def wakes_at(self) -> datetime | None:
        """Return when it has to be looked at though no article tells it; None if never."""
        return self.held_until or self.expected_until

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return both sides, the acting one first."""
        return self.actors + self.counterparts


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field of a development that differs from what was told: status, amount, count, casualties,
    when, place, parties.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A development and the keys under which `related` finds it. Its `version` is one above the one
    it was read with. `until`: the last day on which it is open, if it is open after it was last
    seen.
    """

    development: Development
    keys: tuple[str, ...]
    until: date | None = None

    @property
    def open_until(self) -> date:
        """Return the last day on which it is open."""
        seen = self.development.last_seen.date()
        return seen if self.until is None else max(seen, self.until)
