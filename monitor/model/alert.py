"""Alerts, and what became of them at each receiver."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from monitor.model.development import Change, Development, Evidence
from monitor.model.health import Health
from monitor.model.source import SourceId
from monitor.model.watchlist import Kind, Severity

AlertId = NewType("AlertId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source whose health is told."""

    id: SourceId
    outlet: str
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """Deliveries to a receiver that were given up: how many, since when, the last reason, and the
    first alerts of them.
    """

    receiver: str
    dead: int
    since: datetime
    why: str
    alerts: tuple[AlertId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing to tell, to all watchlists that want it. `development` is None for a source's
    health, which tells its `source`, and for deliveries given up, which tells the `losses`.
    `topic` is one for all alerts of a development. `muted`: why it is kept and sent to nobody.
    `look_back`: it was published before a watchlist asked for it, and is told afterwards, once.
    """

    id: AlertId
    kind: Kind
    revision: int
    watchlists: tuple[str, ...]
    receivers: tuple[str, ...]
    severity: Severity
    summary: str
    topic: str = ""
    development: Development | None
    source: Watched | None = None
    losses: Losses | None = None
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    attribution: str | None = None
    why: tuple[str, ...] = ()
    muted: str | None = None
    look_back: bool = False
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The receiver took it."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Not taken, or not by all; to be tried again at the moment given. `reached`: the recipients
    that have it.
    """

    at: datetime
    detail: str
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """Not taken, or not by all, and not to be tried again by itself. `pauses`: nothing else is to
    be sent to the receiver either, until a person enables it.
    """

    detail: str
    reached: tuple[str, ...] = ()
    pauses: bool = False


Outcome = Delivered | Retry | Dead


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What a receiver answered to one attempt: it took the alert."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What a receiver answered to one attempt: not now (`lasting` False) or not ever; `retry_after`
    is its own wish.
    """

    detail: str
    lasting: bool = False
    gone: bool = False
    retry_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partly:
    """What a receiver answered to one attempt: some recipients have it (`reached`), for the `rest`
    it was refused.
    """

    reached: tuple[str, ...]
    rest: Refused


Response = Accepted | Partly | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The state of one alert (or bundle) at one receiver: queued, sending, retry, held, delivered,
    dead or withdrawn.

    `reason`: why it is held, or `muted`; `bundle`: in which it was or will be told; `reached`: the
    recipients that have it while others do not.
    """

    alert: AlertId
    receiver: str
    state: str = "queued"
    attempts: int = 0
    due: datetime | None = None
    detail: str | None = None
    changed: datetime | None = None
    reason: str | None = None
    bundle: AlertId | None = None
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a delivery stood among all, by when it changed last (to the millisecond)."""

    changed: datetime
    alert: AlertId
    receiver: str
