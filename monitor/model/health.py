"""How a source does: its ways as they were learnt, what state it is in, since when, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """The state of a source, in a word.

    `fresh` and `quiet` are well (quiet: silent, but no longer than its own rhythm bears); somebody
    should look after the others.
    """

    FRESH = "fresh"
    QUIET = "quiet"
    STALE = "stale"
    EMPTY = "empty"
    WALLED = "walled"
    CHANGED = "changed"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"

    @property
    def is_trouble(self) -> bool:
        """Return whether somebody should look after the source."""
        return self not in {Standing.FRESH, Standing.QUIET}


class Wall(StrEnum):
    """What stands before a page instead of it."""

    CONSENT = "consent"
    LOGIN = "login"
    CAPTCHA = "captcha"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The last new item of a source, and when it was published or first seen."""

    title: str | None
    url: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of a source, since when it is in it, why, and its last good sample."""

    state: Standing
    since: datetime
    why: str
    sample: Sample | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A source at a glance: its state, and when it was asked last and whether it was reached."""

    state: Standing
    asked: datetime
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The state that receivers were last told of a source, and when."""

    state: Standing
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a source's state that is worth telling."""

    before: Standing
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Failures in a row of one kind: what they make of the source, since when, and how many."""

    state: Standing
    since: datetime
    run: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The longest time without a new item that ended on a day, in seconds."""

    day: date
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """The ways of a source: its cadence and its yield, in memory that does not grow.

    `known`: short hashes of what it listed last. `pace`: the seconds that usually lie between two
    new items, by so many `gaps` as were seen. `silences`: the longest one of each of the last days
    with news. `entries` and `dated`: how many items it usually lists, and which share of them with
    a date. `odd`: how many lists in a row were unlike that, since `odd_since`.
    """

    since: datetime | None = None
    known: str = ""
    last_new: datetime | None = None
    sample: Sample | None = None
    pace: float | None = None
    gaps: int = 0
    silences: tuple[Silence, ...] = ()
    entries: float | None = None
    dated: float | None = None
    odd: int = 0
    odd_since: datetime | None = None


UNKNOWN = Habit()
"""The ways of a source that was never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The last list that was received whole: when, what it showed (a hash), how often the server
    said since that nothing changed, and how often that was doubtful.
    """

    at: datetime
    digest: str
    unmodified: int = 0
    doubts: int = 0


class Read(StrEnum):
    """How the page of an article could be read. `unanswered`: no try had an answer, be it for the
    server, be it for our own line.
    """

    WELL = "r"
    FAILED = "f"
    WALLED = "w"
    UNANSWERED = "o"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """How the last articles of a source could be read: how many were tried, how many of them had no
    text to be read, and how many of these stood behind a wall, or were never answered.
    """

    tried: int = 0
    failed: int = 0
    walled: int = 0
    unanswered: int = 0


def span_words(span: timedelta) -> str:
    """Return a span as one says it: `40 seconds`, `2 hours`, `3 days`."""
    seconds = max(0.0, span.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length or (unit != "day" and seconds >= 0.95 * length):
            return counted_words(round(seconds / length), unit)
    return counted_words(round(seconds), "second")


def counted_words(number: int, unit: str) -> str:
    """Return the number with its noun: `1 hour`, `2 hours`."""
    return f"{number} {unit}{'' if number == 1 else 's'}"
