"""A memory of lines in plain dicts, which forgets nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from monitor.adapters.furniture import EVERY_PAGE, WIDESPREAD
from monitor.model.article import ArticleId
from monitor.model.sighting import Sighting, Sightings
from monitor.ports import Clock

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


@dataclass
class StandingClock:
    """A clock that shows what it is told."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass
class _Line:
    pages: list[ArticleId] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


@dataclass
class FakeFurniture:
    """Fills the Furniture port; `asked` counts the round trips."""

    clock: Clock = field(default_factory=StandingClock)
    asked: int = 0
    _lines: dict[tuple[str, str], _Line] = field(default_factory=dict)

    async def seen(self, outlet: str, page: ArticleId, lines: tuple[str, ...]) -> Sightings:
        """Count the lines of the page, and return what other pages of the outlet say of them."""
        self.asked += 1
        names = [(outlet.casefold(), line) for line in (EVERY_PAGE, *lines)]
        known = [self._lines.setdefault(name, _Line()) for name in names]
        few = [line for line in known if len(line.pages) < WIDESPREAD]
        alike = Counter(other for line in few for other in line.pages)
        kin = {page} | {other for other, common in alike.items() if common * 2 > len(few)}
        told = []
        for line in known:
            others = [other for other in line.pages if other != page]
            told.append(Sighting(pages=len(others), days=len(line.days)))
            if not kin & set(line.pages):
                line.pages.append(page)
                line.days.add(self.clock.now().date())
        return Sightings(pages=told[0].pages, lines=tuple(told[1:]))
