"""A way to a receiver whose every answer is told beforehand."""

from collections.abc import Collection
from dataclasses import dataclass, field

from monitor.model.alert import Accepted, Response
from monitor.model.restraint import Message
from monitor.model.watchlist import Receiver


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One attempt, as the channel was asked for it."""

    message: Message
    receiver: Receiver
    reached: tuple[str, ...] = ()


@dataclass
class ScriptedChannel:
    """Implements the `Channel` port: gives the answers in turn, then accepts all that follows."""

    answers: list[Response] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def answer(self, *answers: Response) -> "ScriptedChannel":
        """Give these answers next, in this order."""
        self.answers += answers
        return self

    async def send(
        self, message: Message, receiver: Receiver, *, reached: Collection[str] = ()
    ) -> Response:
        """Keep the attempt and give the next answer."""
        self.sent.append(Sent(message=message, receiver=receiver, reached=tuple(reached)))
        return self.answers.pop(0) if self.answers else Accepted(detail="taken")
