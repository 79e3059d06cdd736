"""What is judged of a mention: news, a change, or nothing to tell; each says why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.alert import AlertId
from monitor.model.article import Article, ArticleId, Likeness
from monitor.model.development import Change, Development, DevelopmentId, Evidence, Mention
from monitor.model.moment import Stamp
from monitor.model.visit import Coming


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A development that was never told."""

    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Facts of a told development changed."""

    changes: tuple[Change, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A told development, told again as it was; it may add an outlet or an origin."""

    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A told development that one more independent origin reports."""

    origins: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Another origin denies a told development or gives a clashing figure; the told value stays."""

    changes: tuple[Change, ...]
    attribution: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """History, context or a running total; nothing to tell."""

    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Not enough is known to tell (the giver is unknown): wait for a second origin, or until the
    moment given.
    """

    until: datetime
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A told plan whose day has passed, and nothing was reported of it by then."""

    why: tuple[str, ...] = ()


Verdict = New | Update | Known | Confirmed | Contested | Background | Hold | Overdue

VERDICT_WORDS: dict[type, str] = {
    New: "new",
    Update: "update",
    Known: "known",
    Confirmed: "confirmed",
    Contested: "contested",
    Background: "background",
    Hold: "hold",
    Overdue: "overdue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A development that a mention was held against; `same`: it may tell that one, and why."""

    development: DevelopmentId
    same: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A mention with its verdict, and the development as it stands after it.

    `evidence`: the sentence that says so, then, for a change, the one that it changes or
    contradicts. `compared`: the likeliest of the `among` developments that it was held against.
    """

    mention: Mention
    verdict: Verdict
    before: Development | None
    after: Development
    evidence: tuple[Evidence, ...]
    compared: tuple[Compared, ...] = ()
    among: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One condition of a watchlist, by its path in the YAML; whether it held, and why."""

    path: str
    held: bool
    why: str


class Heard(StrEnum):
    """What came of asking a watchlist.

    `told`: it gets an alert. `unwanted`: a condition failed. `waits`: for more origins.
    `not_on`: it wants it, but its `on` leaves out this kind. `told_before`: there is nothing that
    it was not told.
    """

    TOLD = "told"
    UNWANTED = "unwanted"
    WAITS = "waits"
    NOT_ON = "not_on"
    TOLD_BEFORE = "told_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What a watchlist made of a judged mention: the `kind` of alert that it gets or would get, the
    conditions that decided, and how many of them would have to turn: 1 is a near miss; when two
    have failed no more are asked.
    """

    watchlist: str
    heard: Heard
    kind: str | None = None
    checked: tuple[Checked, ...] = ()
    misses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is kept to explain a judged mention later.

    `compared`: the likeliest of the `among` developments that it was held against. `hearings`: what
    watchlists made of it, or `unheard`: why none was asked. `released`: when a held one was told.
    The last six are missing in what was stored before they were.
    """

    article: ArticleId
    mention: Mention
    verdict: str
    development: DevelopmentId
    why: tuple[str, ...]
    compared: tuple[Compared, ...] = ()
    among: int | None = None
    hearings: tuple[Hearing, ...] = ()
    unheard: str | None = None
    alerts: tuple[AlertId, ...] = ()
    released: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The article that another one copies or revises, as it was known then."""

    url: str | None = None
    outlet: str | None = None
    published: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What detection found worth reading in an article: sentences with words that may tell an act,
    and possible mentions in them; None: it knows no words of the `language`.
    """

    language: str | None = None
    sentences: int | None = None
    drafts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The road of one article, kept as long as the article. The last three are missing in what was
    stored before they were, `coming` also where no source listed it.
    """

    article: Article
    likeness: Likeness
    decisions: tuple[Decision, ...]
    at: datetime
    coming: Coming | None = None
    neighbour: Neighbour | None = None
    sifted: Sifted | None = None
