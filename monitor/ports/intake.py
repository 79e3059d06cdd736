"""What lies between sources and readers: when a source is due, and finds on their way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.alert import Alert
from monitor.model.health import Glance, Read, Reads
from monitor.model.source import Find, PollState, Source, SourceId
from monitor.model.visit import Fetched, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A find in the hands of one worker; `entry` is its place in the queue, `deliveries` how often
    it was handed out. `fetched`: the page that it was read from, once it is had.
    """

    entry: str
    find: Find
    deliveries: int = 1
    fetched: Fetched | None = None


class Polls(Protocol):
    """When each source is due, and what is remembered of polling it."""

    async def register(
        self, sources: tuple[Source, ...], first_due: dict[SourceId, datetime]
    ) -> None:
        """Make these sources, and no others, due: known ones keep their time, new ones get
        `first_due`.
        """
        ...

    async def claim(
        self, *, limit: int, lease: timedelta, longest: timedelta
    ) -> tuple[SourceId, ...]:
        """Return up to `limit` due sources, by the server's clock; each is due again after `lease`
        if not finished. Which is not due for longer than `longest` is due: a clock was wrong.
        """
        ...

    async def state(self, source: SourceId) -> PollState:
        """Return what is remembered of polling the source; an empty state if nothing is."""
        ...

    async def reads(self, source: SourceId) -> Reads:
        """Return how the last articles of the source could be read, ten at most."""
        ...

    async def glances(self) -> dict[SourceId, Glance]:
        """Return how each source that was polled does, at a glance."""
        ...

    async def finish(
        self,
        source: SourceId,
        state: PollState,
        due: datetime,
        finds: tuple[Find, ...],
        alerts: tuple[Alert, ...] = (),
    ) -> int:
        """Store state, next due time, unseen finds and alerts (one outbox entry per receiver) in
        one step; return how many finds were queued.

        A find is unseen if its URL was neither judged nor is queued, or its listing tells a later
        `updated`. Where a later poll was stored meanwhile, its state stands, and the alerts of this
        one are not emitted.
        """
        ...


class Work(Protocol):
    """Finds on their way to a worker: leased, handed on when a worker dies, never lost."""

    async def take(self, *, consumer: str, count: int, wait: timedelta) -> tuple[Task, ...]:
        """Return up to `count` tasks, the consumer's own unfinished ones and those of dead ones
        first; waits up to `wait`.
        """
        ...

    async def renew(self, consumer: str, tasks: tuple[Task, ...]) -> None:
        """Prolong the lease of tasks that take long."""
        ...

    async def later(self, task: Task, at: datetime, visit: Visit | None = None) -> None:
        """Put the task back, to be handed out again at the moment given; the visit says why, and is
        kept as long as an article.
        """
        ...

    async def again(self, find: Find, at: datetime) -> None:
        """Hand the find out at the moment given, whatever became of it before."""
        ...

    async def drop(self, task: Task, visit: Visit, read: Read | None = None) -> None:
        """End the task without an article; its URL counts as seen, the visit is kept as long as an
        article. `read`: how its page could be read, for the health of its source.
        """
        ...

    async def bury(self, task: Task, visit: Visit) -> None:
        """Move a task that failed too often to the dead letters; the visit is kept as in `drop`."""
        ...

    async def depth(self) -> int:
        """Return how many tasks wait or are in hand."""
        ...
