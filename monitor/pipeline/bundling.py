"""deliver: what was gathered for a receiver becomes one message when its time has come."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from monitor.alert.breaker import terms_of
from monitor.alert.restraint import Circumstances, digest_due, empty_bundle, silent
from monitor.model.actor import Registry
from monitor.model.restraint import MOST_MEMBERS, Bundle, Restraint
from monitor.model.watchlist import EmailTarget, Receiver
from monitor.pipeline.delivering import note_held
from monitor.ports import Clock, Gathered, Journal, Outbox, Polls, Sending, Silences

SIFTED_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundling:
    """Makes the bundles that are due; any number of nodes may do so at once: each is made once."""

    clock: Clock
    outbox: Outbox
    silences: Silences
    registry: Registry
    polls: Polls
    journal: Journal

    async def tend(self, receiver: Receiver) -> None:
        """Queue what waits at the receiver for a reason that is over, and make its bundles that
        are due.

        A digest that was missed is made late, once, of all since the one before it.
        """
        gathered = await self.outbox.rouse(receiver.name, terms_of(receiver))
        now = self.clock.now()
        at = digest_due(receiver, gathered.digested, now)
        if at is not None:
            await self._make(receiver, Restraint.DIGEST, at, gathered)
        summary = gathered.summary_due
        if summary is not None and summary <= now:
            await self._make(receiver, Restraint.THROTTLE, summary, gathered)

    async def _make(
        self, receiver: Receiver, reason: Restraint, at: datetime, gathered: Gathered
    ) -> None:
        """Make the parts of a bundle, the last first: should that end half way, the bundle is still
        due, and what is left has the numbers that are left.
        """
        is_digest = reason is Restraint.DIGEST
        since = gathered.digested if is_digest else None
        waiting = gathered.digest if is_digest else gathered.summary
        waiting -= await self._withheld(receiver, reason, waiting)
        for part in reversed(range(max(1, ceil(waiting / MOST_MEMBERS)))):
            bundle = empty_bundle(receiver, reason, at, since, part)
            if is_digest and part == 0:
                bundle = await self._with_sources(bundle)
            is_told = is_digest and part == 0 and _when_empty(receiver)
            made = await self.outbox.bundle(bundle, part=part, most=MOST_MEMBERS, is_told=is_told)
            if made or (made == 0 and is_told):
                self._note(bundle, made)

    async def _withheld(self, receiver: Receiver, reason: Restraint, waiting: int) -> int:
        """Put aside what a silence holds that began after it was gathered; return how many."""
        silences = await self.silences.active()
        around = Circumstances(silences=silences, registry=self.registry, now=self.clock.now())
        withheld = 0
        for first in reversed(range(0, waiting if silences else 0, SIFTED_AT_ONCE)):
            some = await self.silences.gathered(
                receiver.name, reason, first=first, count=SIFTED_AT_ONCE
            )
            found = ((alert.id, silent(alert, receiver, around)) for alert in some)
            holds = {alert: hold for alert, hold in found if hold is not None}
            held = await self.silences.withhold(receiver.name, reason, holds)
            for alert, why in held.items():
                sending = Sending(entry="", alert=alert, receiver=receiver.name)
                note_held(self.journal, sending, why)
            withheld += len(held)
        return withheld

    def _note(self, bundle: Bundle, members: int) -> None:
        self.journal.note(
            "bundle.made",
            alert=bundle.id,
            receiver=bundle.receiver,
            reason=str(bundle.reason),
            members=members,
        )

    async def _with_sources(self, bundle: Bundle) -> Bundle:
        """Return the bundle with how many sources are watched, and how many bring nothing as they
        should.
        """
        glances = (await self.polls.glances()).values()
        silent = sum(glance.state.is_trouble for glance in glances)
        return replace(bundle, sources=len(glances), silent=silent)


def _when_empty(receiver: Receiver) -> bool:
    target = receiver.target
    return (
        isinstance(target, EmailTarget) and target.digest is not None and target.digest.when_empty
    )
