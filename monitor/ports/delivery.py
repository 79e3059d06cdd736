"""What lies between alerts and receivers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.alert import Alert, AlertId, Delivery, Outcome, Response
from monitor.model.watchlist import Receiver


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
