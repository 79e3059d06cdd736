"""A way to a receiver whose every answer is told beforehand."""

from dataclasses import dataclass, field

from monitor.model.alert import Accepted, Alert, Response
from monitor.model.watchlist import Receiver


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One attempt, as the channel was asked for it."""

    alert: Alert
    receiver: Receiver
    attempt: int


@dataclass
class ScriptedChannel:
    """Implements the `Channel` port: gives the answers in turn, then accepts all that follows."""

    answers: list[Response] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def answer(self, *answers: Response) -> "ScriptedChannel":
        """Give these answers next, in this order."""
        self.answers += answers
        return self

    async def send(self, alert: Alert, receiver: Receiver, *, attempt: int) -> Response:
        """Keep the attempt and give the next answer."""
        self.sent.append(Sent(alert=alert, receiver=receiver, attempt=attempt))
        return self.answers.pop(0) if self.answers else Accepted(detail="taken")
