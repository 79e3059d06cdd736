"""Figures for Prometheus: counters of every decision, and gauges of what waits."""

from collections import Counter as Events
from collections.abc import Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    disable_created_metrics,
    generate_latest,
)

from monitor.model.health import Standing
from monitor.model.inforce import ConfigState
from monitor.model.source import SourceId


class Figures:
    """The daemon's figures, in a registry of their own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._polls = self._counter("polls", "Polls of sources, by outcome", "source", "outcome")
        self._articles = self._counter("articles", "Articles judged, by likeness", "likeness")
        self._mentions = self._counter(
            "mentions", "Mentions judged, by type and verdict", "type", "verdict"
        )
        self._alerts = self._counter("alerts", "Alerts emitted, by kind", "kind")
        self._deliveries = self._counter(
            "deliveries", "Attempts to deliver, by receiver and outcome", "receiver", "outcome"
        )
        self._suppressed = self._counter(
            "suppressed", "Alerts that wait, each once a reason, or are muted", "receiver", "reason"
        )
        self._plain = {
            "find": self._counter("finds", "Article links by what became of them", "outcome"),
            "opinion": self._counter("opinions", "Second opinions, by what they said", "outcome"),
            "dead": self._counter("dead_letters", "What was done about dead letters", "outcome"),
            "evidence": self._counter("evidence", "Evidence of retracted pages", "outcome"),
            "fault": self._counter("faults", "Faults that a person should know of", "event"),
        }
        self._queued = self._gauge("queue_tasks", "Finds that wait or are in hand")
        self._owed = self._gauge("deliveries_owed", "Deliveries neither made nor dead")
        self._archive = self._gauge(
            "archive_bytes", "Bytes that the archive of this machine takes, its log included"
        )
        self._sources = self._gauge("sources", "Sources by their state of health", "state")
        self._source_state = self._gauge(
            "source_state", "1 for the state of health that each source is in", "source", "state"
        )
        self._up = self._gauge("up", "1 while the daemon runs")
        self._up.set(1)
        self._tally: Events[str] = Events()
        self._add_configuration()

    def _add_configuration(self) -> None:
        self._tasks = self._gauge("tasks", "Tasks of this process, those that wait too")
        self._reloads = self._counter(
            "config_reloads", "Attempts to change the configuration in force", "result"
        )
        self._latest = self._gauge(
            "config_last_reload_successful", "1 unless the last attempt to reload was not taken"
        )
        self._taken = self._gauge(
            "config_last_reload_success_timestamp_seconds",
            "When the configuration in force was taken",
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"monitor_{name}_total", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"monitor_{name}", text, labels, registry=self._registry)

    def count(self, event: str, facts: dict[str, object]) -> None:
        """Count the event under the figure that it belongs to; others are not counted."""
        self._tally[event] += 1
        subject, _, what = event.partition(".")
        match subject:
            case "source":
                self._polls.labels(str(facts.get("source")), what).inc()
            case "article":
                self._articles.labels(str(facts.get("likeness"))).inc()
            case "mention":
                self._mentions.labels(str(facts.get("type")), what).inc()
            case "alert":
                self._alerts.labels(str(facts.get("kind"))).inc()
            case "delivery" if what in {"held", "muted"}:
                held = (str(facts.get("receiver")), str(facts.get("reason")))
                self._suppressed.labels(*held).inc()
            case "delivery":
                self._deliveries.labels(str(facts.get("receiver")), what).inc()
            case _ if subject in self._plain:
                self._plain[subject].labels(what).inc()
            case _:
                pass

    def tally(self) -> dict[str, int]:
        """Return how often each event came since the last call, and begin anew."""
        told = dict(sorted(self._tally.items()))
        self._tally.clear()
        return told

    def waiting(self, *, queued: int, owed: int) -> None:
        """Set how many finds and deliveries wait."""
        self._queued.set(queued)
        self._owed.set(owed)

    def configured(self, state: ConfigState) -> None:
        """Set since when the configuration is in force, and whether the files say another."""
        self._taken.set(state.since.timestamp())
        self._latest.set(state.is_latest)

    def reloaded(self, state: ConfigState) -> None:
        """Count an attempt to change what is in force, of which the state tells how it ended."""
        self._reloads.labels("taken" if state.is_latest else "refused").inc()
        self.configured(state)

    def at_work(self, tasks: int) -> None:
        """Set how many tasks there are."""
        self._tasks.set(tasks)

    def archived(self, size: int) -> None:
        """Set how many bytes the archive takes."""
        self._archive.set(size)

    def standings(self, states: Mapping[SourceId, str]) -> None:
        """Set in which state each source is; `states` has a word of health for each."""
        self._source_state.clear()
        for source, state in states.items():
            self._source_state.labels(source, state).set(1)
        counted = Events(states.values())
        for standing in Standing:
            self._sources.labels(str(standing)).set(counted[str(standing)])

    def exposition(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        return generate_latest(self._registry)
