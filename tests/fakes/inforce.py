"""What is in force in a test that needs only parts of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.app.config.settings import Configuration
from monitor.app.daemon.inforce import InForce
from monitor.model.inforce import ConfigState
from monitor.model.source import Source
from monitor.model.watchlist import Receiver

STATE = ConfigState(folder="config", digest="aaaa", since=datetime(2026, 3, 1, tzinfo=UTC))


@dataclass(eq=False)
class Dialling:
    """A client that dials nobody, and knows whether it was closed."""

    closed: int = 0

    async def aclose(self) -> None:
        self.closed += 1


def in_force(
    *, sources: tuple[Source, ...] = (), receivers: tuple[Receiver, ...] = (), **parts: Any
) -> InForce:
    """Return what is in force with these parts; the others are missing."""
    configuration = Configuration(
        folder=Path("config"), state_dir=Path("state"), sources=sources, receivers=receivers
    )
    made = ("polling", "reading", "judging", "delivering", "bundling", "toolbox")
    missing = dict.fromkeys(made)
    fields = {"configuration": configuration, "state": STATE, "client": Dialling()} | missing
    return InForce(
        sources={source.id: source for source in sources},
        receivers={receiver.name: receiver for receiver in receivers},
        **(fields | parts),
    )
