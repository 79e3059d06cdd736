"""The journal of the daemon: each decision as one log event and one count."""

from collections import Counter

import structlog

from monitor.app.telemetry.figures import Figures

LOUD = frozenset({"fault", "delivery.dead", "find.buried"})
"""Events that are logged as warnings: somebody should look."""


class StructlogJournal:
    """Implements the `Journal` port: structlog, Prometheus counters, and a tally of the minute."""

    def __init__(self, figures: Figures) -> None:
        self._log = structlog.get_logger("monitor")
        self._figures = figures
        self._tally: Counter[str] = Counter()

    def note(self, event: str, /, **facts: object) -> None:
        """Log and count the event."""
        self._tally[event] += 1
        self._figures.count(event, facts)
        told = {name: value for name, value in facts.items() if value is not None}
        if event in LOUD or event.partition(".")[0] in LOUD:
            self._log.warning(event, **told)
        else:
            self._log.info(event, **told)

    def tally(self) -> dict[str, int]:
        """Return how often each event came since the last call, and begin anew."""
        told = dict(sorted(self._tally.items()))
        self._tally.clear()
        return told
