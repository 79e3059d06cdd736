"""The sum of a demo: what was seen, left out and told, and whether anything was lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.alert.record import Record
from monitor.app.demo.story import Expected
from monitor.app.demo.watching import Owed, Watching


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of articles judged, copies among them, mentions of history and repeats; distinct
    alerts; distinct pairs of alert and receiver that arrived, and that were owed and did not.
    """

    articles: int
    copies: int
    background: int
    known: int
    alerts: int
    delivered: int
    lost: int

    @property
    def exit_code(self) -> int:
        """Return 1 if anything was lost, else 0."""
        return 1 if self.lost else 0

    def record(self) -> Record:
        """Return the last line of `--json`."""
        return {
            "kind": "summary",
            "articles": self.articles,
            "copies": self.copies,
            "background": self.background,
            "alerts": self.alerts,
            "delivered": self.delivered,
            "lost": self.lost,
        }


def summed(watching: Watching, arrived: Iterable[Owed]) -> Summary:
    """Return the sum; `arrived` is told by the receivers' own ledgers."""
    delivered = set(arrived)
    return Summary(
        articles=watching.articles,
        copies=watching.copies,
        background=watching.background,
        known=watching.known,
        alerts=len({alert for alert, _ in watching.owed | delivered}),
        delivered=len(delivered),
        lost=len(watching.owed - delivered),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The alerts that the story should cause, each with whether it came, and those beyond them."""

    expected: tuple[tuple[Expected, bool], ...]
    surplus: tuple[Record, ...]


def compared(told: Sequence[Record], expected: Sequence[Expected]) -> Comparison:
    """Return the expected alerts held against those told, one against one."""
    left = list(told)
    found: list[tuple[Expected, bool]] = []
    for one in expected:
        alert = next((a for a in left if _is(one, a)), None)
        if alert is not None:
            left.remove(alert)
        found.append((one, alert is not None))
    return Comparison(expected=tuple(found), surplus=tuple(left))


def _is(expected: Expected, alert: Record) -> bool:
    development, changes = alert["development"], alert["changes"]
    if not isinstance(development, dict) or not isinstance(changes, list):
        return False
    text = str(alert["summary"])
    return (
        alert["kind"] == expected.kind
        and development["type"] == expected.type
        and development["status"] == expected.status
        and all(word in text for word in expected.words)
        and tuple((c["field"], c["before"], c["after"]) for c in changes) == expected.changes
    )
