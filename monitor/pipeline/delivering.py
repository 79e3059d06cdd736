"""deliver: from an entry of the outbox to what became of it.

The steps, each one call of the port `Outbox` and one script in the store:

    take → open → hold                         it waits; `due`, `rouse` or `wake` queue it again
                → begin → (it waits, or is dead)
                        → send → done          delivered, dead, or to be tried again at its time
                        → hand_back            a stop came first
    rouse → withhold → bundle                  what was gathered becomes one entry of its own, but
                                               for what a silence holds by then

What is lost when a sender dies (`kill -9`) between two of them: nothing. An entry stays in its
stream, in the name of its sender, from `take` until the one step that moves it elsewhere.

- After `take` or `open`: nothing has changed. The same sender has the entry first when it starts
  again, another when the lease is over.
- After `hold`, `due`, `rouse`, `wake`: the entry has left one place for the other in that step; its
  state says which. A `wake` that dies half way leaves the rest for its time; what waits for
  a pause, a breaker or a rule that is no more is found by the next `rouse` of any node.
- After `begin`: the attempt counts, the state is `sending`. The alert is sent again, under the same
  id, by who has the entry next; it may have been sent, so there may be two copies of one id. When
  five attempts more than the schedule has have begun, it is dead. The breaker's one probe is free
  again after the lease.
- Between `send` and `done`: as after `begin`. While the store cannot be used, the answer is kept in
  hand and stored as soon as it can.
- After `done`: the state, the breaker and the members of a bundle changed in that step.
- After `hand_back`: the entry is new, and untried.
- After `withhold`: what silences hold is gathered no more, the rest is; the bundle is still due.
- After `bundle`: it is stored with its members, and owed; the moment it was due is noted in the
  same step (of several parts, in that of the last to be made), so it is not made again. Before it,
  what was gathered waits for the next tick.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from monitor.alert.breaker import is_overdue, sign_of, terms_of
from monitor.alert.delivery import Try, after_attempt
from monitor.alert.restraint import Circumstances, restraint
from monitor.model.actor import Registry
from monitor.model.alert import Dead, Delivered, Outcome, Retry
from monitor.model.restraint import Gather, Held, Hold, Sign
from monitor.model.watchlist import AppriseTarget, EmailTarget, Receiver, WebhookTarget
from monitor.ports import (
    Attempt,
    Channel,
    Clock,
    Effects,
    Journal,
    Lost,
    Opened,
    Outbox,
    Sending,
    Silences,
)

Target = type[WebhookTarget] | type[EmailTarget] | type[AppriseTarget]

LOST = "the alert is no longer stored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An attempt that was made, what became of it, and what it says of the receiver."""

    attempt: Attempt
    outcome: Outcome
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Sends what is owed, one attempt at a time; each attempt is counted before it is made."""

    clock: Clock
    outbox: Outbox
    silences: Silences
    registry: Registry
    channels: Mapping[Target, Channel]
    journal: Journal
    chance: Callable[[], float]

    async def deliver(self, sending: Sending, receiver: Receiver) -> None:
        """Try the entry once, if nothing keeps it from its receiver, and store the outcome."""
        for opened in await self.ready((sending,), receiver):
            made = await self.attempt(opened, receiver)
            if made is not None:
                await self.keep(made, receiver)

    async def ready(self, sendings: Sequence[Sending], receiver: Receiver) -> tuple[Opened, ...]:
        """Return those entries that may be sent now; the others are put aside, or let go if they
        have ended.
        """
        found = await self.outbox.open(sendings)
        if not found:
            return ()
        around = Circumstances(
            silences=await self.silences.active(), registry=self.registry, now=self.clock.now()
        )
        ready: list[Opened] = []
        for one in found:
            if isinstance(one, Lost):
                await self._bury(one.sending, receiver)
                continue
            why = restraint(one.message, receiver, around)
            if why is None:
                ready.append(one)
            else:
                await self._hold(one.sending, why)
        return tuple(ready)

    async def attempt(self, opened: Opened, receiver: Receiver) -> Made | None:
        """Count the attempt, make it, and return what became of it; None if there is none to make
        now.

        Raises `TryLater` only before anything is sent.
        """
        begun = await self.outbox.begin(opened, terms_of(receiver))
        match begun:
            case None:
                return None
            case Held():
                note_held(self.journal, opened.sending, begun)
                return None
            case Dead():
                self._note(opened.sending, begun)
                return None
            case Attempt():
                return await self._tried(begun, receiver)
            case _:
                assert_never(begun)

    async def keep(self, made: Made, receiver: Receiver) -> None:
        """Store what became of the attempt; may be done again if the store fails meanwhile."""
        sending, terms = made.attempt.sending, terms_of(receiver)
        effects = await self.outbox.done(sending, made.outcome, made.sign, terms)
        self._note(sending, made.outcome, attempt=made.attempt.number)
        self._note_effects(made, effects)

    async def _bury(self, sending: Sending, receiver: Receiver) -> None:
        outcome = Dead(detail=LOST)
        await self.outbox.done(sending, outcome, None, terms_of(receiver))
        self._note(sending, outcome)

    async def _hold(self, sending: Sending, why: Hold | Gather) -> None:
        held = await self.outbox.hold(sending, why)
        if held is not None:
            note_held(self.journal, sending, held)

    async def _tried(self, attempt: Attempt, receiver: Receiver) -> Made:
        channel = self.channels.get(type(receiver.target))
        if channel is None:
            missing = Dead(detail=f"{receiver.name}: no channel for its kind is installed")
            return Made(attempt=attempt, outcome=missing)
        response = await channel.send(attempt.message, receiver, reached=attempt.reached)
        now = self.clock.now()
        is_last = is_overdue(
            terms_of(receiver), began=attempt.began, put_off=attempt.put_off, now=now
        )
        tried = Try(number=attempt.number, is_last=is_last)
        outcome = after_attempt(response, receiver, tried, now=now, jitter=self.chance())
        return Made(
            attempt=attempt, outcome=_with_earlier(outcome, attempt), sign=sign_of(response)
        )

    def _note_effects(self, made: Made, effects: Effects) -> None:
        receiver = made.attempt.sending.receiver
        if isinstance(made.outcome, Dead) and made.outcome.pauses:
            self.journal.note("receiver.paused", receiver=receiver, detail=made.outcome.detail)
        if effects.open_until is not None:
            until = effects.open_until.isoformat()
            self.journal.note("breaker.opened", receiver=receiver, until=until)
        if effects.closed:
            self.journal.note("breaker.closed", receiver=receiver)

    def _note(self, sending: Sending, outcome: Outcome, **more: object) -> None:
        facts: dict[str, object] = {
            "alert": sending.alert,
            "receiver": sending.receiver,
            **more,
            "detail": outcome.detail,
        }
        match outcome:
            case Delivered():
                self.journal.note("delivery.made", **facts)
            case Retry(at=at):
                self.journal.note("delivery.retried", **facts, until=at.isoformat())
            case Dead():
                self.journal.note("delivery.dead", **facts)
            case _:
                assert_never(outcome)


def _with_earlier(outcome: Outcome, attempt: Attempt) -> Outcome:
    """Return the outcome with all recipients that have it, those of earlier attempts too."""
    if isinstance(outcome, Delivered):
        return outcome
    reached = tuple(dict.fromkeys((*attempt.reached, *outcome.reached)))
    return replace(outcome, reached=reached)


def note_held(journal: Journal, sending: Sending, held: Held) -> None:
    """Tell that an alert waits: once for each reason."""
    if held.first:
        journal.note(
            "delivery.held",
            alert=sending.alert,
            receiver=sending.receiver,
            reason=str(held.reason),
            detail=held.detail,
            until=held.until.isoformat() if held.until is not None else None,
        )
