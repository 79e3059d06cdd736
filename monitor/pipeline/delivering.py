"""deliver: from an entry of the outbox to what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from monitor.alert.delivery import after_attempt
from monitor.model.alert import Dead, Delivered, Outcome, Retry
from monitor.model.watchlist import AppriseTarget, EmailTarget, Receiver, WebhookTarget
from monitor.ports import Attempt, Channel, Clock, Journal, Outbox, Sending

Target = type[WebhookTarget] | type[EmailTarget] | type[AppriseTarget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An attempt that was made, and what became of it."""

    attempt: Attempt
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Sends what is owed, one attempt at a time; each attempt is counted before it is made."""

    clock: Clock
    outbox: Outbox
    channels: Mapping[Target, Channel]
    journal: Journal
    chance: Callable[[], float]

    async def deliver(self, sending: Sending, receiver: Receiver) -> None:
        """Try the entry once and store the outcome; an entry that has ended already is let go."""
        made = await self.attempt(sending, receiver)
        if made is not None:
            await self.keep(made)

    async def attempt(self, sending: Sending, receiver: Receiver) -> Made | None:
        """Count the attempt, make it, and return what became of it; None if the entry has ended.

        Raises `TryLater` only before anything is sent.
        """
        attempt = await self.outbox.begin(sending)
        if attempt is None:
            return None
        return Made(attempt=attempt, outcome=await self._tried(attempt, receiver))

    async def keep(self, made: Made) -> None:
        """Store what became of the attempt; may be done again if the store fails meanwhile."""
        await self.outbox.done(made.attempt.sending, made.outcome)
        self._note(made.attempt, made.outcome)

    async def _tried(self, attempt: Attempt, receiver: Receiver) -> Outcome:
        channel = self.channels.get(type(receiver.target))
        if channel is None:
            return Dead(detail=f"{receiver.name}: no channel for its kind is installed")
        response = await channel.send(attempt.alert, receiver, attempt=attempt.number)
        return after_attempt(
            response,
            receiver,
            number=attempt.number,
            now=self.clock.now(),
            jitter=self.chance(),
        )

    def _note(self, attempt: Attempt, outcome: Outcome) -> None:
        facts: dict[str, object] = {
            "alert": attempt.sending.alert,
            "receiver": attempt.sending.receiver,
            "attempt": attempt.number,
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
