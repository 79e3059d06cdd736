"""A replay in figures: what was read, what was judged of it, and who is told how often."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from monitor.app.backtesting.steps import Step
from monitor.model.alert import Alert
from monitor.model.verdict import VERDICT_WORDS

SAMPLES = 3


@dataclass(slots=True)
class Asked:
    """What one watchlist would have been told: by day, by kind, and the last few alerts."""

    days: Counter[date] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    samples: deque[Alert] = field(default_factory=lambda: deque(maxlen=SAMPLES))

    @property
    def alerts(self) -> int:
        """Return how many alerts there were."""
        return self.days.total()


@dataclass(slots=True)
class Tally:
    """The figures of a replay, filled step by step; `names` are the watchlists that are asked."""

    names: tuple[str, ...]
    articles: int = 0
    likeness: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None
    alerts: int = 0
    asked: dict[str, Asked] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Count what the step found."""
        if step.article is None:
            return
        self.articles += 1
        self.likeness[step.likeness] += 1
        self.verdicts.update(VERDICT_WORDS[type(t.judged.verdict)] for t in step.tellings)
        self.first = self.first or step.at
        self.last = step.at

    def told(self, alerts: Iterable[Alert]) -> None:
        """Count all alerts, once they are known."""
        self.asked = {name: Asked() for name in self.names}
        for alert in alerts:
            self.alerts += 1
            for name in alert.watchlists:
                asked = self.asked[name]
                asked.days[alert.at.date()] += 1
                asked.kinds[str(alert.kind)] += 1
                asked.samples.append(alert)

    @property
    def days(self) -> tuple[date, ...]:
        """Return each day from the first article to the last alert, without a gap."""
        if self.first is None or self.last is None:
            return ()
        until = max([self.last.date(), *(d for one in self.asked.values() for d in one.days)])
        count = (until - self.first.date()).days + 1
        return tuple(self.first.date() + timedelta(days=n) for n in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Some days that are shown as one: from `first` to `last`."""

    first: date
    last: date

    def count(self, days: Counter[date]) -> int:
        """Return how many of the counted lie in it."""
        span = (self.last - self.first).days + 1
        return sum(days[self.first + timedelta(days=n)] for n in range(span))


def bins(days: tuple[date, ...], most: int) -> tuple[Bin, ...]:
    """Return the days in at most so many bins of the same length, the last one perhaps shorter."""
    if not days:
        return ()
    each = -(-len(days) // most)
    cut = [days[at : at + each] for at in range(0, len(days), each)]
    return tuple(Bin(first=part[0], last=part[-1]) for part in cut)
