"""A collection in memory: what is put in comes out once, oldest first."""

from dataclasses import dataclass, field

from monitor.model.page import Reason, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source


@dataclass
class FakeCollection:
    """Fills the Collection port; the sources of the URLs in `gone` cannot be had."""

    held: list[Candidate] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    async def take(self, source: Source, state: PollState) -> Listed | Unavailable:
        """Return what came after the position."""
        if source.url in self.gone:
            return Unavailable(url=source.url, reason=Reason.NOT_FOUND, detail="gone")
        start = int(state.position or 0)
        taken = tuple(self.held[start:])
        return Listed(candidates=taken, position=str(start + len(taken)))
