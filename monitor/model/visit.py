"""How an article came to be read, and what became of finds that are no article (yet)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId
from monitor.model.page import Page, Reason
from monitor.model.source import Find, SourceId, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as its server gave it: `asked` where, found at `url` in the end, `size` in bytes.
    `moved_to`: where redirects that hold for good led.
    """

    asked: str
    url: str
    at: datetime
    size: int
    content_type: str | None = None
    moved_to: str | None = None

    @classmethod
    def of(cls, page: Page) -> "Fetched":
        """Return what is kept of a page beside its text."""
        return cls(
            asked=page.asked,
            url=page.url,
            at=page.fetched_at,
            size=len(page.body),
            content_type=page.content_type,
            moved_to=page.moved_to,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How an article came to be read: which source listed it under which URL, in the poll that
    ended at `found_at`, after how many tries and earlier looks at its page.

    `stale`: it came too late to be news. `fetched` None: the list itself carried the text.
    """

    source: SourceId
    kind: SourceKind
    listed: str
    found_at: datetime
    title: str | None = None
    tries: int = 1
    looks: int = 0
    stale: bool = False
    fetched: Fetched | None = None

    @classmethod
    def of(
        cls, find: Find, *, tries: int, stale: bool = False, fetched: Fetched | None = None
    ) -> "Coming":
        """Return how the article of a find came to be read."""
        return cls(
            source=find.source,
            kind=find.candidate.kind,
            listed=find.candidate.url or find.url,
            found_at=find.found_at,
            title=find.candidate.title,
            tries=tries,
            looks=find.looks,
            stale=stale,
            fetched=fetched,
        )


class Outcome(StrEnum):
    """What came of a visit to a page."""

    READ = "read"
    FOLLOWED = "followed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    PUT_OFF = "put_off"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "unreadable"
    WALLED = "walled"
    UNCONFIGURED = "unconfigured"
    BURIED = "buried"


_SAID_WHOLE = frozenset({Outcome.FOLLOWED, Outcome.UNCHANGED, Outcome.UNCONFIGURED})
"""Outcomes whose detail says all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last visit to a page that left no article under its own URL, or none at all.

    `reason`, `detail`: why it could not be had or read. `next_look`: when it is asked for again.
    `article`: what it was read as, where that stands under another URL.
    """

    url: str
    source: SourceId
    found_at: datetime
    at: datetime
    outcome: Outcome
    detail: str = ""
    reason: Reason | None = None
    tries: int = 1
    next_look: datetime | None = None
    article: ArticleId | None = None
    fetched: Fetched | None = None

    @property
    def words(self) -> str:
        """Return the outcome, and why, in a few words for logs."""
        named = self.reason if self.reason is not None else self.outcome.replace("_", " ")
        if not self.detail:
            return str(named)
        return self.detail if self.outcome in _SAID_WHOLE else f"{named}: {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A development that a watchlist would have been told, had one condition held; the article that
    told it then, and when.
    """

    development: DevelopmentId
    article: ArticleId
    at: datetime
