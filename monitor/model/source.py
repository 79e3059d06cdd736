"""Sources of news, what is remembered of polling them, and what they offer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from monitor.model.moment import Stamp

SourceId = NewType("SourceId", str)


class SourceKind(StrEnum):
    """How a source lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How hard one host may be asked: requests at once, and seconds between two starts."""

    concurrency: int = 1
    delay: timedelta = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that lists articles. `link` is the CSS selector of a listing's links."""

    id: SourceId
    kind: SourceKind
    url: str
    outlet: str
    family: str | None = None
    language: str | None = None
    link: str | None = None
    every: timedelta = timedelta(minutes=10)
    timeout: timedelta = timedelta(seconds=20)
    pace: Pace = Pace()
    respect_robots: bool = True
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What is remembered of polling a source; `failures` counts those in a row since
    `last_good`.
    """

    last_poll: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0
    polls: int = 0
    etag: str | None = None
    last_modified: str | None = None
    entries: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a source lists and may be an article; times are hints, unknown stays None."""

    url: str | None
    title: str | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A candidate on its way to a worker: where it was listed, and whether it may still be news.

    `since`: what was published before this moment can only make background, whatever its listing
    says. `stale` marks an item that can only make background (baseline without a date, or older
    than the catch-up).
    """

    source: SourceId
    candidate: Candidate
    url: str
    stale: bool = False
    found_at: datetime
    since: datetime | None = None
