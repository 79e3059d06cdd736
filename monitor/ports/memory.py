"""What is remembered of articles and developments, and the one step that adds to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from monitor.model.alert import Alert
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.sighting import Sightings
from monitor.model.verdict import Trace
from monitor.model.visit import Visit
from monitor.ports.intake import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """All that one article leaves behind, to be stored in one step.

    `task` None: it came from no queue (a released hold, a replay). `remembered` is None for a
    released hold; `trace` is that of the article that it was held for, if it is still kept.
    `visit` leads from the URL that was listed to the article, where that stands under another.
    """

    task: Task | None
    remembered: Remembered | None
    developments: tuple[Keyed, ...]
    alerts: tuple[Alert, ...]
    trace: Trace | None
    visit: Visit | None = None


class Memory(Protocol):
    """Articles and developments remembered, and the one step that adds to them."""

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return remembered articles of the same URL (its latest state first), of the same content,
        or that are remembered under a mark of the fingerprint, its own or one that is looked for.
        """
        ...

    async def related(
        self, keys: tuple[str, ...], since: date | None = None
    ) -> tuple[Development, ...]:
        """Return the developments stored under any of the keys that are open on that day or later
        (None: all), each once, those changed last first.
        """
        ...

    async def commit(self, commit: Commit) -> bool:
        """Store all of it with one outbox entry per alert and receiver, and end the task; False if
        a development was
        changed since it was read (nothing is stored then: judge again). Raises `StoreFull` when the
        store takes no writes.
        """
        ...

    async def held(self, now: datetime) -> tuple[DevelopmentId, ...]:
        """Return developments whose hold has ended, and plans that are overdue."""
        ...

    async def development(self, development: DevelopmentId) -> Development | None:
        """Return the development as stored; of one that lives on in another, because somebody said
        that they are one, that other one.
        """
        ...

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return the road of the article, if it is still kept."""
        ...


class Agenda(Protocol):
    """Developments that were told as plans with a date."""

    async def plans(self, since: date, *, limit: int) -> tuple[Development, ...]:
        """Return the first `limit` of them whose last day is that one or later, by day, and what
        became of them: those that were held, moved or called off too.
        """
        ...


class Furniture(Protocol):
    """Which lines stand on many pages of an outlet."""

    async def seen(self, outlet: str, page: ArticleId, lines: tuple[str, ...]) -> Sightings:
        """Count the lines (their marks, each once) of the page, and return what other pages of the
        outlet say of them. A page that is read again is not counted again; one that shares most of
        its lines with another says nothing. Raises `StoreFull` when the store takes no writes.
        """
        ...
