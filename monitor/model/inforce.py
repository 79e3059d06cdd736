"""Which configuration a node works by, and what became of the attempts to give it another."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

MOST_KEPT = 50
"""So many mistakes of one attempt are kept; the log has all."""


class Trigger(StrEnum):
    """What asked for a configuration to be read."""

    START = "start"
    FILES = "files"
    SIGNAL = "signal"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One fault of a configuration; `line` and `column` count from 1, and are 0 where there is no
    text. `text` is the whole of it in one line.
    """

    file: str
    line: int = 0
    column: int = 0
    message: str
    suggestion: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A configuration that was not taken: the one before it stays in force."""

    at: datetime
    trigger: Trigger
    mistakes: tuple[Mistake, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigState:
    """The configuration that a node works by.

    `digest`: the same for the same files, without the secrets that they name; `since`: when it was
    taken; `counts`: how many sources, actors, watchlists, receivers; `reloads`, `refused`: how
    many attempts were taken and not taken since the start; `failure`: the last attempt, if it was
    not taken; `needs_restart`: settings that were changed, and still are as at the start.
    """

    folder: str
    digest: str
    since: datetime
    trigger: Trigger = Trigger.START
    files: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    reloads: int = 0
    refused: int = 0
    failure: Refusal | None = None
    needs_restart: tuple[str, ...] = ()

    @property
    def is_latest(self) -> bool:
        """Return whether the last attempt was taken: the files say what is in force."""
        return self.failure is None

    def followed_by(self, other: "ConfigState") -> "ConfigState":
        """Return the state after another configuration was taken."""
        return replace(other, reloads=self.reloads + 1, refused=self.refused, failure=None)

    def refusing(
        self, mistakes: tuple[Mistake, ...], trigger: Trigger, now: datetime
    ) -> "ConfigState":
        """Return the state after another configuration was not taken."""
        kept = mistakes[:MOST_KEPT]
        more = len(mistakes) - len(kept)
        failure = Refusal(at=now, trigger=trigger, mistakes=kept, more=more)
        return replace(self, refused=self.refused + 1, failure=failure)
