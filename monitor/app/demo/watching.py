"""What the demo sees of the daemon: its journal, counted, and a bell that rings at each event."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import anyio

from monitor.ports import Journal

ENDED = ("article.judged", "find.dropped", "find.buried")
"""The events that end the road of a page."""
Owed = tuple[str, str]
"""An alert and a receiver, both by name."""


@dataclass(slots=True)
class Bell:
    """Wakes those who wait for something to be so."""

    _event: anyio.Event = field(default_factory=anyio.Event)

    def ring(self) -> None:
        """Wake all who wait, to look whether it is so."""
        self._event.set()
        self._event = anyio.Event()

    async def until(self, so: Callable[[], bool], *, limit: float) -> bool:
        """Wait until it is so, at most `limit` seconds; return whether it is."""
        with anyio.move_on_after(limit):
            while not so():
                await self._event.wait()
        return so()


@dataclass(slots=True)
class Watching:
    """A journal that passes each event on to another and keeps count of what the demo sums up."""

    journal: Journal
    bell: Bell
    owed: set[Owed] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def note(self, event: str, /, **facts: object) -> None:
        """Pass the event on, and count it."""
        self.journal.note(event, **facts)
        self._counts[event] += 1
        if event == "article.judged" and facts.get("likeness") == "copy":
            self._counts["copies"] += 1
        receivers = facts.get("receivers")
        if event == "alert.emitted" and isinstance(receivers, Iterable):
            self.owed |= {(str(facts["alert"]), str(receiver)) for receiver in receivers}
        self.bell.ring()

    @property
    def ended(self) -> int:
        """Return how many pages came to the end of the road."""
        return sum(self._counts[event] for event in ENDED)

    @property
    def articles(self) -> int:
        """Return how many articles were judged."""
        return self._counts["article.judged"]

    @property
    def copies(self) -> int:
        """Return how many of them were copies."""
        return self._counts["copies"]

    @property
    def background(self) -> int:
        """Return how many mentions were history, or too old to be told."""
        return self._counts["mention.background"]

    @property
    def known(self) -> int:
        """Return how many mentions told again what was told."""
        return self._counts["mention.known"]
