"""Sources of news, what is remembered of polling them, and what they offer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId
from monitor.model.health import UNKNOWN, Announced, Fault, Habit, Health, Shown
from monitor.model.moment import Stamp

SourceId = NewType("SourceId", str)


class SourceKind(StrEnum):
    """How a source lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    PAGE = "page"
    API = "api"
    MAILBOX = "mailbox"
    TELEGRAM = "telegram"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How hard one host may be asked: requests at once, and seconds between two starts."""

    concurrency: int = 1
    delay: timedelta = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The bounds within which a source's own rhythm sets how often it is asked."""

    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Where an API's answer holds what, as JMESPath expressions: `list` and `next` (the URL of the
    next page) in the whole answer, the others in each of its items. `url` or `text` is given.
    """

    list: str = "@"
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    text: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that lists articles, or is one.

    `url` is a mailbox's imap(s) address, an archive's path. `link` is the CSS selector of a
    listing's links, `select` that of the part of a page that is watched. `headers` go to the origin
    of `url` only; they may be secret, as is the `password` of a mailbox, which may have the path of
    a `token_file` instead. Without a `rhythm` it is asked each `every`.
    """

    id: SourceId
    kind: SourceKind
    url: str
    outlet: str
    family: str | None = None
    language: str | None = None
    link: str | None = None
    select: str | None = None
    fields: Fields | None = None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    password: str | None = field(default=None, repr=False)
    token_file: str | None = None
    every: timedelta = timedelta(minutes=10)
    rhythm: Rhythm | None = None
    timeout: timedelta = timedelta(seconds=20)
    pace: Pace = Pace()
    respect_robots: bool = True
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What is remembered of polling a source; `failures` counts those in a row since `last_good`.

    `position` is how far a mailbox or an archive was read, `digest` the state in which a watched
    page was last seen. `strikes` are the failures by weight, `good` counts good polls in a row.
    `distrusted`: since when its validators are not believed. `announced`: what receivers were last
    told of its `health`. `body`: a mark of the bytes that were read last; `keeps`: how long what
    they listed says that it keeps. `said`: what the server answered last: `listed` something,
    `not_modified`, the `same` bytes again, or the reason why it could not be had.
    """

    last_poll: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0
    polls: int = 0
    etag: str | None = None
    last_modified: str | None = None
    entries: int | None = None
    problem: str | None = None
    position: str | None = None
    digest: str | None = None
    strikes: float = 0.0
    good: int = 0
    fault: Fault | None = None
    shown: Shown | None = None
    distrusted: datetime | None = None
    moved_to: str | None = None
    habit: Habit = UNKNOWN
    health: Health | None = None
    announced: Announced | None = None
    body: str | None = None
    keeps: timedelta | None = None
    said: str | None = None

    @property
    def is_shaken(self) -> bool:
        """Return whether the last poll failed, or is the first that did not: what was not answered
        until then may be lost to a line of ours.
        """
        return self.good <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """The article itself, as its listing carries it: plain text, or `html` of a page or mail.

    `cut`: its end was left out. The others are what it says of itself; unknown stays None.
    """

    text: str
    html: bool = False
    cut: bool = False
    outlet: str | None = None
    family: str | None = None
    credit: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a source lists and may be an article; times are hints, unknown stays None.

    What is `enclosed` is read instead of the page at `url`. `version`: tells what is enclosed from
    what was or will be under the same URL, where the list shows it at every look.
    """

    url: str | None
    title: str | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    kind: SourceKind
    enclosed: Enclosed | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What one look at a source gave.

    `keeps`: how long the list itself says that it keeps. `further`: URLs of other lists that it
    names (an index's sitemaps, an API's next page). `position` and `digest` are to be remembered.
    """

    candidates: tuple[Candidate, ...] = ()
    keeps: timedelta | None = None
    further: tuple[str, ...] = ()
    position: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A candidate on its way to a worker: where it was listed, and whether it may still be news.

    `since`: what was published before this moment can only make background, whatever its listing
    says. `stale` marks an item that can only make background (baseline without a date, or older
    than the catch-up). `looks`: how often its page was read before, to see whether it was edited;
    `article`: as what it was read then; `told`: what was told of it; `lost`: when it was first not
    found again.
    """

    source: SourceId
    candidate: Candidate
    url: str
    stale: bool = False
    found_at: datetime
    since: datetime | None = None
    looks: int = 0
    article: ArticleId | None = None
    told: tuple[DevelopmentId, ...] = ()
    lost: datetime | None = None
