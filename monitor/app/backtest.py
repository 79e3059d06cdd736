"""Replay articles through the road on a throw-away memory and a virtual clock; nothing is
delivered.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime

from monitor.alert.record import Record, alert_record
from monitor.alert.uniting import united
from monitor.app.backtesting.arrivals import BEGINNING
from monitor.app.backtesting.recording import Recording
from monitor.app.backtesting.telling import Teller
from monitor.model.alert import Alert, AlertId
from monitor.model.article import Article
from monitor.pipeline.rules import Rules
from monitor.ports import Journal

__all__ = ["BEGINNING", "Backtest", "Silence", "in_order"]


class Silence:
    """A journal that nobody reads."""

    def note(self, event: str, /, **facts: object) -> None:
        """Pass the event over."""


def in_order(articles: Iterable[Article]) -> list[tuple[datetime, Article]]:
    """Return each article with its arrival, oldest first, ties in the given order.

    An article without a date arrives with the one before it.
    """
    arrivals: list[tuple[datetime, Article]] = []
    before = BEGINNING
    for article in articles:
        if article.published is not None:
            before = article.published.at
        arrivals.append((before, article))
    return sorted(arrivals, key=lambda arrival: arrival[0])


class Backtest:
    """One replay. Decisions come as records as soon as they are made, alerts at the end."""

    def __init__(self, rules: Rules, journal: Journal | None = None) -> None:
        self._recording = Recording(rules, journal or Silence())
        self._alerts: dict[AlertId, Alert] = {}
        self._teller = Teller(rules.watchlists, self._emit)

    async def run(
        self, arrivals: Sequence[tuple[datetime, Article]]
    ) -> AsyncIterator[tuple[tuple[Record, ...], tuple[Record, ...]]]:
        """Yield (decisions, no alerts) of each article in turn, then those of the holds that were
        left with all alerts.

        Alerts come in order of their first emission, each once: a watchlist that asks for one later
        is named in it, as in the outbox.
        """
        decisions: list[Record] = []
        async for step in self._recording.steps(arrivals):
            decisions += self._teller.tell(step)
            if step.article is not None:
                yield tuple(decisions), ()
                decisions = []
        yield tuple(decisions), tuple(map(alert_record, self._alerts.values()))

    def _emit(self, alert: Alert, _: object) -> None:
        known = self._alerts.get(alert.id)
        self._alerts[alert.id] = alert if known is None else united(known, alert)
