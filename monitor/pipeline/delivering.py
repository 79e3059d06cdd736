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
class Delivering:
    """Sends what is owed, one attempt at a time; each attempt is counted before it is made."""

    clock: Clock
    outbox: Outbox
    channels: Mapping[Target, Channel]
    journal: Journal
    chance: Callable[[], float]

    async def deliver(self, sending: Sending, receiver: Receiver) -> None:
        """Try the entry once and store the outcome; an entry that has ended already is let go."""
        attempt = await self.outbox.begin(sending)
        if attempt is None:
            return
        outcome = await self._tried(attempt, receiver)
        await self.outbox.done(sending, outcome)
        self._note(sending, attempt, outcome)

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

    def _note(self, sending: Sending, attempt: Attempt, outcome: Outcome) -> None:
        facts: dict[str, object] = {
            "alert": sending.alert,
            "receiver": sending.receiver,
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
