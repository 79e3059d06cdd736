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
class Alert:
    """One thing to tell, to all watchlists that want it; `development` is None for a source's
    health, which tells its `source`. `topic` is one for all alerts of a development.
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
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    attribution: str | None = None
    why: tuple[str, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The receiver took it."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Not taken; to be tried again at the moment given."""

    at: datetime
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """Not taken, and not to be tried again by itself."""

    detail: str


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


Response = Accepted | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The state of one alert at one receiver: queued, sending, retry, held, delivered or dead."""

    alert: AlertId
    receiver: str
    state: str = "queued"
    attempts: int = 0
    due: datetime | None = None
    detail: str | None = None
    changed: datetime | None = None
