"""What keeps alerts from a receiver for a while, and how several of them are told at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.alert import Alert, AlertId
from monitor.model.watchlist import Throttle

MOST_MEMBERS = 500
"""How many alerts one bundle takes, and is read with; what is more goes into further parts of it.
"""


class Restraint(StrEnum):
    """Why an alert waits. A digest and a throttle gather alerts to be told together; the others
    hold each by itself.
    """

    SILENCE = "silence"
    DIGEST = "digest"
    QUIET = "quiet"
    PAUSED = "paused"
    BREAKER = "breaker"
    THROTTLE = "throttle"


class Aspect(StrEnum):
    """What of an alert a silence looks at; `actor` counts with all whom it is `of`."""

    WATCHLIST = "watchlist"
    RECEIVER = "receiver"
    TYPE = "type"
    ACTOR = "actor"
    DEVELOPMENT = "development"
    KIND = "kind"
    SEVERITY = "severity"
    OUTLET = "outlet"
    SOURCE = "source"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """One condition of a silence: some value of the aspect has the pattern, in any case of letters
    (`*` stands for any text), or none has it where it is `negated`.
    """

    aspect: Aspect
    pattern: str
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """From `start` until `until`, alerts for which all matchers hold are held."""

    id: str
    matchers: tuple[Matcher, ...]
    start: datetime
    until: datetime
    author: str
    comment: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The alert waits by itself until the moment; then it is looked at again."""

    until: datetime
    reason: Restraint
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """The alert waits to be told with others at the moment."""

    at: datetime
    reason: Restraint
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entry that waits now: why, until when (None: until something else happens), and whether it
    is the `first` time that this alert waits for that reason at that receiver.
    """

    reason: Restraint
    until: datetime | None
    detail: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an attempt at a receiver is subject to.

    `most`: attempts after which it is given up whoever died of them; `strikes`: after how many the
    breaker opens, for these `waits` in turn; `patience`: after so long, what the breaker put off
    gets its attempt all the same; `digest`, `quiet`: whether there is one, and quiet hours.
    """

    most: int
    strikes: int
    waits: tuple[timedelta, ...]
    patience: timedelta
    throttle: Throttle | None = None
    digest: bool = False
    quiet: bool = True


class Sign(StrEnum):
    """What an attempt says of the receiver itself: it `answered`, or it was `struck` by a fault
    that may pass.
    """

    ANSWERED = "answered"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How deliveries to a receiver stand: how many are queued (or in hand), to be tried again,
    held (by reason) and dead; since when it is paused and why; until when its breaker is open.
    """

    receiver: str
    queued: int = 0
    retrying: int = 0
    held: tuple[tuple[Restraint, int], ...] = ()
    dead: int = 0
    paused: datetime | None = None
    why: str | None = None
    strikes: int = 0
    open_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Several alerts told to one receiver at once (`alerts` in order of time; none in a digest that
    says that there is nothing new).

    `id`: of receiver, reason and moment, stored with its members before it is sent: a repeat is the
    same. `since`: when the bundle before it was due, if that is known. `more`: how many members
    are no longer stored. `sources`: how many are watched, of which `silent` bring nothing as they
    should.
    """

    id: AlertId
    receiver: str
    reason: Restraint
    at: datetime
    since: datetime | None = None
    alerts: tuple[Alert, ...] = ()
    more: int = 0
    sources: int = 0
    silent: int = 0


Message = Alert | Bundle
