"""What follows from another configuration in the store: which sources are due when, and what waits
at receivers that were changed. Done beside the loops, as soon as the store can be used.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial

import anyio

from monitor.adapters.delivery_scripts import Now
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.strangers import owed_to_strangers
from monitor.adapters.waking import try_again, wake
from monitor.app.daemon.assembly import Assembly, longest_send
from monitor.app.daemon.inforce import Current, InForce
from monitor.app.daemon.loops import guarded
from monitor.app.state import retention_of
from monitor.model.restraint import Restraint
from monitor.model.source import Source, SourceId
from monitor.model.watchlist import EmailTarget, Receiver
from monitor.schedule.timing import first_poll, retimed


@dataclass(slots=True, kw_only=True)
class Settling:
    """Brings the store in line with what is in force; may be done again at any time, by any node.

    `settled`: what it is in line with. `in_hand`: the sources that this node polls now.
    """

    parts: Assembly
    current: Current
    in_hand: AbstractSet[SourceId] = frozenset()
    settled: InForce | None = None
    _alone: anyio.Lock = field(default_factory=anyio.Lock)

    async def settle(self) -> None:
        """Bring the store in line; raises `TryLater` if it cannot be used."""
        async with self._alone:
            now, before = self.current.now, self.settled
            if before is not None and before.configuration is now.configuration:
                return
            self.parts.outbox.lend(longest_send(now.receivers.values()))
            await self.register(now)
            if before is not None:
                await self._reschedule(before, now)
                await self._rouse(before, now)
            await self._tell_strangers(now)
            self.settled = now

    async def register(self, now: InForce) -> None:
        """Make the enabled sources due, new ones each at a moment of its own within a minute; what
        is remembered of others stays, and they are never due.
        """
        sources, at = tuple(now.sources.values()), self.parts.clock.now()
        first = {
            s.id: first_poll(s, now=at, jitter=self.parts.chance(), among=len(sources))
            for s in sources
        }
        await self.parts.polls.register(sources, first)

    async def polled(self, source: Source) -> None:
        """Heed what was changed while the source was polled: the poll went by what was before."""
        known = self.current.now.sources.get(source.id)
        if known is not None and known is not source and known != source:
            heed = partial(self._retime, ((source, known),))
            await guarded(self.parts.journal, "fault.settling", heed, source=source.id)

    async def _reschedule(self, before: InForce, now: InForce) -> None:
        pairs = (
            (known, source)
            for source in now.sources.values()
            if (known := before.sources.get(source.id)) is not None and known != source
        )
        # What is in hand is due by its old settings once more when it ends: then it is heeded.
        await self._retime(tuple(pair for pair in pairs if pair[1].id not in self.in_hand))

    async def _retime(self, changed: tuple[tuple[Source, Source], ...]) -> None:
        polls, now, due = self.parts.polls, self.parts.clock.now(), {}
        for known, source in changed:
            before = await polls.due(source.id)
            if before is None:
                continue
            state = await polls.state(source.id)
            jitter = self.parts.chance()
            soon = first_poll(source, now=now, jitter=jitter, among=len(changed))
            at = retimed(known, source, state, before, soon=soon, now=now)
            if at != before:
                due[source.id] = at
        await polls.reschedule(due)

    async def _rouse(self, before: InForce, now: InForce) -> None:
        """Let what waits at changed receivers be looked at by the rules that are in force."""
        if before.configuration.registry != now.configuration.registry:
            await wake(self.parts.store, self._now(now), Restraint.SILENCE)
        for receiver in now.receivers.values():
            known = before.receivers.get(receiver.name)
            if known is not None and known != receiver:
                await self._heed(known, receiver, now)

    async def _heed(self, known: Receiver, receiver: Receiver, now: InForce) -> None:
        for reason in changed_restraints(known, receiver):
            await wake(self.parts.store, self._now(now), reason, receiver.name)
        if known.target != receiver.target:
            retention = retention_of(now.configuration)
            await RedisLedger(self.parts.store, self.parts.clock, retention).enable(receiver.name)
        tried = 0
        if (known.target, known.retry) != (receiver.target, receiver.retry):
            tried = await try_again(self.parts.store, self._now(now), receiver.name)
        self.parts.journal.note("receiver.changed", receiver=receiver.name, tried_again=tried)

    async def _tell_strangers(self, now: InForce) -> None:
        """Tell of receivers that are owed alerts, and that the configuration names no more."""
        for name, owed in (await owed_to_strangers(self.parts.store, now.receivers)).items():
            detail = "nobody sends it what it is owed: the configuration names no such receiver"
            self.parts.journal.note("receiver.unknown", receiver=name, owed=owed, detail=detail)

    def _now(self, now: InForce) -> Now:
        return Now(at=self.parts.clock.now(), retention=retention_of(now.configuration))


def changed_restraints(known: Receiver, receiver: Receiver) -> tuple[Restraint, ...]:
    """Return for which reasons an alert may wait at the receiver that would not wait now."""
    changed = {
        Restraint.QUIET: _quiet(known) != _quiet(receiver),
        Restraint.THROTTLE: known.throttle != receiver.throttle,
        Restraint.DIGEST: _digests(known) and not _digests(receiver),
    }
    return tuple(reason for reason, is_so in changed.items() if is_so)


def _quiet(receiver: Receiver) -> object:
    return receiver.quiet and (receiver.quiet, receiver.timezone)


def _digests(receiver: Receiver) -> bool:
    return isinstance(receiver.target, EmailTarget) and receiver.target.digest is not None
