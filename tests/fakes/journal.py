"""A journal that keeps what it is told."""

from dataclasses import dataclass, field


@dataclass
class RecordingJournal:
    """Implements the `Journal` port: events with their facts, in the order told."""

    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def note(self, event: str, /, **facts: object) -> None:
        """Keep the event."""
        self.told.append((event, facts))

    @property
    def events(self) -> list[str]:
        """The names of the events, in the order told."""
        return [event for event, _ in self.told]

    def facts(self, event: str) -> list[dict[str, object]]:
        """Return the facts of each such event."""
        return [facts for name, facts in self.told if name == event]
