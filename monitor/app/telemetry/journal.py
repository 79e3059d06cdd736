"""The journal of the daemon: each decision as one log event and one count."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from monitor.app.telemetry.figures import Figures

LOUD = frozenset(
    {
        *("fault", "find.buried", "opinion.missing", "evidence.doubted"),
        *("config.refused", "config.mistake", "config.needs_restart"),
        *("delivery.dead", "receiver.paused", "receiver.unknown", "breaker.opened"),
    }
)
"""Events that are logged as warnings: somebody should look."""


@contextmanager
def bound(**facts: object) -> Iterator[None]:
    """Tell these facts with every event that this task and its children log within the block."""
    with structlog.contextvars.bound_contextvars(**facts):
        yield


class StructlogJournal:
    """Implements the `Journal` port: structlog and Prometheus counters."""

    def __init__(self, figures: Figures) -> None:
        self._log = structlog.get_logger("monitor")
        self._figures = figures

    def note(self, event: str, /, **facts: object) -> None:
        """Log and count the event."""
        self._figures.count(event, facts)
        told = {name: value for name, value in facts.items() if value is not None}
        if event in LOUD or event.partition(".")[0] in LOUD:
            self._log.warning(event, **told)
        else:
            self._log.info(event, **told)
