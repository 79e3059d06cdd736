"""What is judged of a mention: news, a change, or nothing to tell; each says why."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.article import Article, ArticleId, Likeness
from monitor.model.development import Change, Development, DevelopmentId, Evidence, Mention


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
class Judged:
    """A mention with its verdict, and the development as it stands after it.

    `evidence`: the sentence that says so, then, for a change, the one that it changes or
    contradicts.
    """

    mention: Mention
    verdict: Verdict
    before: Development | None
    after: Development
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is kept to explain a judged mention later."""

    article: ArticleId
    mention: Mention
    verdict: str
    development: DevelopmentId
    why: tuple[str, ...]

    @classmethod
    def of(cls, article: Article, judged: Judged) -> "Decision":
        """Return what is kept of a judged mention of the article."""
        return cls(
            article=article.id,
            mention=judged.mention,
            verdict=VERDICT_WORDS[type(judged.verdict)],
            development=judged.after.id,
            why=(*judged.mention.why, *judged.verdict.why),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The road of one article, kept as long as the article."""

    article: Article
    likeness: Likeness
    decisions: tuple[Decision, ...]
    at: datetime
