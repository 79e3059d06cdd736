"""Second opinions, and what they may cost."""

from datetime import date
from typing import Protocol

from monitor.model.opinion import Allowance, Opinion, Question


class SecondOpinion(Protocol):
    """Somebody else who reads a mention's sentence: may doubt or confirm, never invents."""

    async def opinion(self, question: Question) -> Opinion:
        """Return what is thought of it; that nothing can be said is a value too."""
        ...


class Purse(Protocol):
    """What second opinions cost and said, shared by all nodes."""

    async def answer(self, key: str) -> str | None:
        """Return the answer kept under the key, if it is not too old."""
        ...

    async def keep(self, key: str, answer: str) -> None:
        """Keep the answer for its time."""
        ...

    async def reserve(self, day: date, tokens: int, most: Allowance) -> bool:
        """Count one call and these tokens to the day; False, and none counted, past the most."""
        ...

    async def settle(self, day: date, tokens: int) -> None:
        """Count so many tokens more (or, below zero, fewer) than were reserved."""
        ...
