"""The world outside: time, the journal, servers that are asked, and children that read."""

from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from monitor.model.page import Answer, Request, Unavailable
from monitor.model.source import Listed, PollState, Source

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

    def of(self, whom: str) -> "Offload":
        """Return the same, for work that is counted as that of `whom`: who usually costs much waits
        longer than who costs little.
        """
        ...
