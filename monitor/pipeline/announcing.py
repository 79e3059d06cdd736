"""Deliveries that were given up are announced to the receiver that is named for that."""

from dataclasses import dataclass
from datetime import timedelta

from monitor.alert.losses import losses_alert
from monitor.model.watchlist import Receiver
from monitor.ports import Announcements, Clock, Journal

PAUSE = timedelta(hours=1)
"""Between two announcements about one receiver: what is given up meanwhile is told by the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """Tells of dead letters, once each, whichever node does it."""

    clock: Clock
    announcements: Announcements
    journal: Journal

    async def announce(self, receiver: Receiver) -> bool:
        """Announce what was given up at the receiver since the last time, if that is long enough
        ago and it names somebody to be told; return whether something was.
        """
        to = receiver.when_dead
        if to is None:
            return False
        deaths = await self.announcements.deaths(receiver.name, pause=PAUSE)
        if deaths is None:
            return False
        losses, now = deaths.losses, self.clock.now()
        alert = losses_alert(losses, to, until=deaths.last, now=now) if losses else None
        if not await self.announcements.announce(deaths, alert) or losses is None:
            return False
        self.journal.note(
            "dead.announced",
            receiver=receiver.name,
            to=to,
            deliveries=losses.dead,
            detail=losses.why,
        )
        return True
