"""Replay articles through the road on a throw-away memory and a virtual clock; nothing is
delivered.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.record import Record, alert_record, decision_record
from monitor.model.article import Article
from monitor.model.development import DevelopmentId, Mention
from monitor.model.verdict import VERDICT_WORDS, Hold, Judged
from monitor.pipeline.judging import Judging
from monitor.pipeline.rules import Rules
from monitor.ports import Journal

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""When articles without any date before them arrive."""


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


@dataclass(frozen=True, slots=True)
class _Held:
    """A mention whose row waits for the end of its hold."""

    mention: Mention
    article: Article
    why: tuple[str, ...]


class Backtest:
    """One replay. Decisions come as records as soon as they are made, alerts at the end."""

    def __init__(self, rules: Rules, journal: Journal | None = None) -> None:
        self._memory = ThrowawayMemory()
        self._judging = Judging(rules=rules, memory=self._memory, journal=journal or Silence())
        self._held: dict[DevelopmentId, list[_Held]] = {}

    async def run(
        self, arrivals: Sequence[tuple[datetime, Article]]
    ) -> AsyncIterator[tuple[tuple[Record, ...], tuple[Record, ...]]]:
        """Yield (decisions, no alerts) of each article in turn, then those of the holds that were
        left with all alerts.

        Alerts come in order of their first emission, each once: a watchlist that asks for one later
        is named in it, as in the outbox.
        """
        for now, article in arrivals:
            decisions = await self._released(now)
            told = await self._judging.take_in(article, now=now)
            yield (*decisions, *self._rows(told.judged, article)), ()
        decisions = await self._released(None)
        yield tuple(decisions), tuple(map(alert_record, self._memory.alerts))

    async def _released(self, now: datetime | None) -> list[Record]:
        """Tell what was held, and what was expected, until `now` (None: the end, when only holds
        run on), each at its own time.
        """
        rows: list[Record] = []
        due = await self._memory.held(now or datetime.max.replace(tzinfo=UTC))
        for development in due:
            held = await self._memory.development(development)
            if held is None or held.wakes_at is None or (now is None and held.held_until is None):
                continue
            await self._judging.release(development, now=held.wakes_at)
            rows += self._held_rows(development, "new")
        return rows

    def _rows(self, judged: tuple[Judged, ...], article: Article) -> list[Record]:
        rows: list[Record] = []
        for one in judged:
            development = one.after.id
            why = (*one.mention.why, *one.verdict.why)
            if isinstance(one.verdict, Hold):
                self._held.setdefault(development, []).append(_Held(one.mention, article, why))
                continue
            if one.after.held_until is None:
                rows += self._held_rows(development, "known")
            word = VERDICT_WORDS[type(one.verdict)]
            rows.append(decision_record(one.mention, article.id, word, development, why))
        return rows

    def _held_rows(self, development: DevelopmentId, verdict: str) -> list[Record]:
        """Return the rows of mentions held on the development: the first with the verdict,
        others known.
        """
        rows = []
        for held in self._held.pop(development, []):
            rows.append(
                decision_record(held.mention, held.article.id, verdict, development, held.why)
            )
            verdict = "known"
        return rows
