"""Taking back what was told, and telling what was given up: each in one step with what follows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from monitor.model.alert import Alert, AlertId, Losses
from monitor.model.development import Development
from monitor.model.feedback import Feedback
from monitor.model.source import SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What taking a development back changed: the receivers that are `owed` the correction, for
    they may have got an alert of it, and those that were `spared`: theirs was not sent yet.
    """

    owed: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


class Withdrawals(Protocol):
    """Developments that are taken back, and what people said of alerts."""

    async def withdraw(
        self,
        development: Development,
        told: tuple[AlertId, ...],
        correction: Alert,
        feedback: Feedback | None = None,
    ) -> Withdrawn | None:
        """Store in one step the development (its version one above the stored one) and the
        feedback, end the deliveries of the alerts `told` that have not ended, and put the
        correction into the outbox of every receiver that may have got one of them, where one is
        being sent for a minute later; None if the development was changed since it was read
        (nothing is stored then).
        """
        ...

    async def restore(self, development: Development, feedback: Feedback) -> bool:
        """Store in one step the development (its version one above the stored one), to be told when
        its hold ends, and the feedback; False if it was changed since it was read.
        """
        ...

    async def record(self, feedback: Feedback) -> None:
        """Keep the feedback, which changes nothing else."""
        ...

    async def feedback(self, *, limit: int) -> tuple[Feedback, ...]:
        """Return what was said last, newest first."""
        ...

    async def gone(self, source: SourceId, url: str) -> int:
        """Note that a page of the source that told news is gone, and return how many such pages it
        had within a day, this one included.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """Deliveries to a receiver that were given up since they were last announced: after `position`,
    up to `last`. `losses` None: there is nothing to tell of them.
    """

    receiver: str
    position: str
    last: str
    losses: Losses | None


class Announcements(Protocol):
    """Which deliveries were given up, and up to where that was announced."""

    async def deaths(self, receiver: str, *, pause: timedelta) -> Deaths | None:
        """Return what was given up since the last announcement; None if there is nothing after it,
        or if it is less than the pause ago. Announcements that were given up themselves, and what
        is dead no more, do not count.
        """
        ...

    async def announce(self, deaths: Deaths, alert: Alert | None) -> bool:
        """Put the alert into the outbox and move the position, in one step; without an alert the
        position alone. False if another node did so meanwhile.
        """
        ...
