"""What the road needs from the world. Adapters fill these; tests fill them with fakes that pass the
same contracts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from monitor.model.alert import Alert, AlertId, Delivery, Outcome, Response
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.opinion import Allowance, Opinion, Question
from monitor.model.page import Answer, Request, Unavailable
from monitor.model.source import Find, Listed, PollState, Source, SourceId
from monitor.model.verdict import Trace
from monitor.model.watchlist import Receiver

P = ParamSpec("P")
T = TypeVar("T")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Journal(Protocol):
    """Where each decision is told, for logs and figures."""

    def note(self, event: str, /, **facts: object) -> None:
        """Tell one event (in the past tense: `article.judged`) with its facts; never raises."""
        ...


class Web(Protocol):
    """Asks web servers, politely and safely: robots, pace, address guard and limits are inside."""

    async def get(self, request: Request, source: Source) -> Answer:
        """Return the answer; whatever the server does is a value, never an exception."""
        ...


class Collection(Protocol):
    """Sources that are no web pages and are read on from a position: mailboxes, archives."""

    async def take(self, source: Source, state: PollState) -> Listed | Unavailable:
        """Return what came after the state's `position`, oldest first, a bounded number at once;
        whatever goes wrong there is a value, never an exception.
        """
        ...


class Offload(Protocol):
    """Runs work on strangers' bytes in a child that can be killed."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's value; raises `Unreadable` when it crashes or passes its limits of
        time or memory.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A find in the hands of one worker; `entry` is its place in the queue, `deliveries` how often
    it was handed out.
    """

    entry: str
    find: Find
    deliveries: int = 1


class Polls(Protocol):
    """When each source is due, and what is remembered of polling it."""

    async def register(
        self, sources: tuple[Source, ...], first_due: dict[SourceId, datetime]
    ) -> None:
        """Make these sources, and no others, due: known ones keep their time, new ones get
        `first_due`.
        """
        ...

    async def claim(self, *, limit: int, lease: timedelta) -> tuple[SourceId, ...]:
        """Return up to `limit` due sources, by the server's clock; each is due again after `lease`
        if not finished.
        """
        ...

    async def state(self, source: SourceId) -> PollState:
        """Return what is remembered of polling the source; an empty state if nothing is."""
        ...

    async def finish(
        self, source: SourceId, state: PollState, due: datetime, finds: tuple[Find, ...]
    ) -> int:
        """Store state, next due time and unseen finds in one step; return how many finds were
        queued.

        A find is unseen if its URL was neither judged nor is queued, or its listing tells a later
        `updated`.
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

    async def later(self, task: Task, at: datetime) -> None:
        """Put the task back, to be handed out again at the moment given."""
        ...

    async def drop(self, task: Task, reason: str) -> None:
        """End the task without an article; its URL counts as seen, the reason is kept as long as an
        article.
        """
        ...

    async def bury(self, task: Task, reason: str) -> None:
        """Move a task that failed too often to the dead letters."""
        ...

    async def depth(self) -> int:
        """Return how many tasks wait or are in hand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """All that one article leaves behind, to be stored in one step.

    `task` None: it came from no queue (a released hold, a replay). `remembered` and `trace` are
    None for a released hold.
    """

    task: Task | None
    remembered: Remembered | None
    developments: tuple[Keyed, ...]
    alerts: tuple[Alert, ...]
    trace: Trace | None


class Memory(Protocol):
    """Articles and developments remembered, and the one step that adds to them."""

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return remembered articles of the same URL, the same content, or that share a MinHash
        band.
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
        """Return the development as stored."""
        ...

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return the road of the article, if it is still kept."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An outbox entry in the hands of one sender."""

    entry: str
    alert: AlertId
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A send that was counted before it is made: the alert, and the number of this attempt (from
    1).
    """

    sending: Sending
    alert: Alert
    number: int


class Outbox(Protocol):
    """Alerts owed to receivers; an entry leaves only as delivered or dead."""

    async def take(
        self, receiver: str, *, consumer: str, count: int, wait: timedelta
    ) -> tuple[Sending, ...]:
        """Return up to `count` entries of the receiver, own unfinished ones and those of dead
        senders first.
        """
        ...

    async def begin(self, sending: Sending) -> Attempt | None:
        """Count the attempt and return it; None (and the entry is removed) if it was delivered or
        dead already.
        """
        ...

    async def done(self, sending: Sending, outcome: Outcome) -> None:
        """Store what became of the attempt, and acknowledge; a retry is kept for its time."""
        ...

    async def hand_back(self, sending: Sending) -> None:
        """Give the entry back untried (a stop came first): the attempt does not count."""
        ...

    async def due(self, now: datetime) -> int:
        """Move the entries whose retry time has come back to their receivers; return how many."""
        ...

    async def owed(self) -> int:
        """Return how many entries are neither delivered nor dead."""
        ...

    async def deliveries(self, *, limit: int) -> tuple[Delivery, ...]:
        """Return the latest deliveries, newest first."""
        ...

    async def alerts(self, *, limit: int) -> tuple[Alert, ...]:
        """Return the latest alerts, newest first."""
        ...

    async def alert(self, alert: AlertId) -> Alert | None:
        """Return the alert as sent."""
        ...

    async def replay(self, alert: AlertId, receiver: str) -> bool:
        """Queue a dead delivery again under the same id; False if there is none such."""
        ...


class Channel(Protocol):
    """A way to a receiver."""

    async def send(self, alert: Alert, receiver: Receiver, *, attempt: int) -> Response:
        """Try once, within the receiver's `send_limit`, and return what it answered; never raises
        for its faults.
        """
        ...


class SecondOpinion(Protocol):
    """Somebody else who reads a mention's sentence: may doubt or confirm, never invents."""

    async def opinion(self, question: Question) -> Opinion:
        """Return what is thought of it; that nothing can be said is a value too."""
        ...


class Purse(Protocol):
    """What second opinions cost and said, shared by all nodes."""

    async def answer(self, key: str) -> str | None:
        """Return the answer kept under the key, if it is not too old."""
        ...

    async def keep(self, key: str, answer: str) -> None:
        """Keep the answer for its time."""
        ...

    async def reserve(self, day: date, tokens: int, most: Allowance) -> bool:
        """Count one call and these tokens to the day; False, and none counted, past the most."""
        ...

    async def settle(self, day: date, tokens: int) -> None:
        """Count so many tokens more (or, below zero, fewer) than were reserved."""
        ...
