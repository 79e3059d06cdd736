"""What is known of a road: gathered from the store, or from a page that is read now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.detect.explaining import Mark
from monitor.model.alert import Alert, Delivery
from monitor.model.article import ArticleId
from monitor.model.development import Development, DevelopmentId
from monitor.model.health import Reads
from monitor.model.moment import Stamp
from monitor.model.restraint import Bundle, Gather, Hold
from monitor.model.source import PollState, Source
from monitor.model.verdict import Trace
from monitor.model.visit import Visit


class Target(StrEnum):
    """What was asked for."""

    ARTICLE = "article"
    PAGE = "page"
    ALERT = "alert"
    BUNDLE = "bundle"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A configured source with what is remembered of polling it; `due`: when it is asked again."""

    source: Source
    state: PollState
    reads: Reads
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """The article whose text another has; what is no longer kept stays None."""

    article: ArticleId
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: Stamp | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert, and what became of it at each receiver; of one that was not made but would be, what
    would hold it there now (`held`, None: nothing).
    """

    alert: Alert
    deliveries: tuple[Delivery, ...] = ()
    held: Mapping[str, Hold | Gather | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """All that is known of a target.

    `tried`: its page was read just now, and nothing of it stored or sent. `known_as`: the article
    that such a page was read as before. `waits`, `seen`: that its URL is queued, or since when it
    counts as seen. `listing`: the configured sources of its host. `alert`, `bundle`: that which was
    asked for. `before`: the alerts that an earlier state of the page made. `marks`: the words that
    tell each mention of the trace; `words`: what developments tell, by their ids.
    """

    target: Target
    asked: str
    now: datetime
    url: str | None = None
    trace: Trace | None = None
    visit: Visit | None = None
    tried: bool = False
    waits: bool = False
    seen: datetime | None = None
    like: Like | None = None
    listing: tuple[Polled, ...] = ()
    developments: Mapping[DevelopmentId, Development] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    alert: Told | None = None
    before: tuple[Told, ...] = ()
    bundle: Bundle | None = None
    marks: tuple[tuple[Mark, ...], ...] = ()
    words: Mapping[DevelopmentId, str] = field(default_factory=dict)
