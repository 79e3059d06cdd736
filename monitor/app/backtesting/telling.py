"""What watchlists make of the steps of a replay: its decisions and its alerts."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.alert.compose import alerts
from monitor.alert.record import Record, decision_record
from monitor.app.backtesting.steps import Step, Telling
from monitor.model.alert import Alert
from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId, Mention
from monitor.model.development import Told as ToldTo
from monitor.model.verdict import VERDICT_WORDS, Hold, Judged
from monitor.model.watchlist import Watchlist
from monitor.pipeline.confirming import confirming

Emit = Callable[[Alert, Telling], None]


@dataclass(frozen=True, slots=True)
class _Held:
    """A mention whose row waits for the end of its hold."""

    mention: Mention
    article: ArticleId
    why: tuple[str, ...]


class Teller:
    """Asks watchlists about one step after the other, and remembers whom it told what."""

    def __init__(self, watchlists: tuple[Watchlist, ...], emit: Emit) -> None:
        """`emit` gets each alert when it arises, and what it was made of; one that arose before,
        under the same id, again when another watchlist asks for it.
        """
        self._watchlists = watchlists
        self._emit = emit
        self._told: dict[DevelopmentId, tuple[ToldTo, ...]] = {}
        self._held: dict[DevelopmentId, list[_Held]] = {}

    def tell(self, step: Step) -> tuple[Record, ...]:
        """Emit the alerts of the step, and return the decisions that it lets be known."""
        judged = [self._asked(telling, step) for telling in step.tellings]
        if step.released is not None:
            return tuple(self._held_rows(step.released, "new"))
        if step.article is None:
            return ()
        return tuple(self._rows(judged, step.article))

    def _asked(self, telling: Telling, step: Step) -> Judged:
        if telling.reading is None:
            return telling.judged
        id_ = telling.judged.after.id
        after = replace(telling.judged.after, told=self._told.get(id_, ()))
        judged = replace(telling.judged, after=after)
        found, told = alerts(judged, self._watchlists, telling.reading, step.at)
        if told.told:
            self._told[id_] = told.told
        for alert in found:
            if alert.muted is None:
                self._emit(alert, Telling(judged=judged, reading=telling.reading))
        return confirming(judged, found)

    def _rows(self, judged: list[Judged], article: ArticleId) -> list[Record]:
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
            rows.append(decision_record(one.mention, article, word, development, why))
        return rows

    def _held_rows(self, development: DevelopmentId, verdict: str) -> list[Record]:
        """Return the rows of mentions held on the development: the first with the verdict,
        others known.
        """
        rows = []
        for held in self._held.pop(development, []):
            rows.append(decision_record(held.mention, held.article, verdict, development, held.why))
            verdict = "known"
        return rows
