"""What changes when watchlists do: alerts that are gained, lost, and told otherwise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.alert.record import Record, alert_record
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.reasons import holding, reasons
from monitor.app.backtesting.steps import Step, Telling
from monitor.app.backtesting.telling import Teller
from monitor.model.alert import Alert, AlertId
from monitor.model.development import DevelopmentId
from monitor.model.moment import rfc3339
from monitor.model.watchlist import Kind, Watchlist


class Way(StrEnum):
    """How an alert differs."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An alert that differs, as the new side has it (a lost one as the old), and why."""

    way: Way
    alert: Alert
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """All that differs, in the order of time, and how many alerts do not."""

    same: int
    differences: tuple[Difference, ...]

    def of(self, way: Way) -> tuple[Difference, ...]:
        """Return those that differ in that way."""
        return tuple(one for one in self.differences if one.way is way)


_ONCE = frozenset({Kind.NEW, Kind.CONFIRMED})
"""Kinds that are told once of a development: told at another time, they are no gain and no loss."""


class Side:
    """One side of a comparison: its alerts, and why the other side's watchlists lack them."""

    def __init__(self, watchlists: tuple[Watchlist, ...], others: tuple[Watchlist, ...]) -> None:
        self.board = Board()
        self.lacks: dict[tuple[AlertId, str], tuple[str, ...]] = {}
        self._own = {one.name: one for one in watchlists}
        self._others = {one.name: one for one in others}
        self._teller = Teller(watchlists, self._emit)

    def tell(self, step: Step) -> None:
        """Ask the watchlists about the step."""
        self._teller.tell(step)

    def _emit(self, alert: Alert, telling: Telling) -> None:
        self.board.emit(alert)
        for name in alert.watchlists:
            other = self._others.get(name)
            if other != self._own[name]:
                self.lacks[alert.id, name] = reasons(other, alert, telling)


@dataclass(slots=True)
class _Pairing:
    """Alerts of one side that the other has not under their ids, by what they tell."""

    alone: dict[tuple[DevelopmentId, Kind], Alert] = field(default_factory=dict)

    def put(self, alert: Alert) -> None:
        if alert.development is not None:
            self.alone.setdefault((alert.development.id, alert.kind), alert)

    def take(self, alert: Alert) -> Alert | None:
        if alert.development is None:
            return None
        return self.alone.pop((alert.development.id, alert.kind), None)


def diff(old: Side, new: Side) -> Diff:
    """Return what differs between two sides that were told all steps.

    What is told once of a development, and is told at another time, is a change.
    """
    before = {alert.id: alert for alert in old.board}
    after = {alert.id: alert for alert in new.board}
    same, differences = 0, []
    gone = _Pairing()
    for alert in before.values():
        if alert.id not in after and alert.kind in _ONCE:
            gone.put(alert)
    moved: set[AlertId] = set()
    for alert in after.values():
        known = before.get(alert.id)
        found = _changed(known, alert, old, new) if known else _moved(gone, alert, moved)
        if found is None and known is not None:
            same += 1
        else:
            differences.append(found or _gained(alert, new))
    differences += [
        _lost(alert, old)
        for alert in before.values()
        if alert.id not in after and alert.id not in moved
    ]
    return Diff(same=same, differences=tuple(sorted(differences, key=lambda one: one.alert.at)))


def _gained(alert: Alert, new: Side) -> Difference:
    why = [w for name in alert.watchlists for w in _why(name, alert, new, ("before", "now"))]
    return Difference(way=Way.GAINED, alert=alert, why=tuple(why))


def _lost(alert: Alert, old: Side) -> Difference:
    why = [w for name in alert.watchlists for w in _why(name, alert, old, ("now", "before"))]
    return Difference(way=Way.LOST, alert=alert, why=tuple(why))


def _why(name: str, alert: Alert, side: Side, words: tuple[str, str]) -> Iterator[str]:
    lacking, having = words
    for line in side.lacks.get((alert.id, name), ()):
        yield f"{name}, {lacking}: {line}"
    for line in holding(name, alert):
        yield f"{name}, {having}: {line}"


def _changed(known: Alert, alert: Alert, old: Side, new: Side) -> Difference | None:
    why: list[str] = []
    for name in alert.watchlists:
        if name not in known.watchlists:
            why += [f"now for {name} too", *_why(name, alert, new, ("before", "now"))]
    for name in known.watchlists:
        if name not in alert.watchlists:
            why += [f"no more for {name}", *_why(name, known, old, ("now", "before"))]
    if alert.at != known.at:
        why.append(_when(known, alert))
    told: tuple[tuple[str, Callable[[Alert], str]], ...] = (
        ("severity", lambda one: str(one.severity)),
        ("receivers", lambda one: ", ".join(one.receivers) or "nobody"),
    )
    for what, value in told:
        if value(known) != value(alert):
            why.append(f"{what}: {value(known)} → {value(alert)}")
    return Difference(way=Way.CHANGED, alert=alert, why=tuple(why)) if why else None


def _moved(gone: _Pairing, alert: Alert, moved: set[AlertId]) -> Difference | None:
    known = gone.take(alert)
    if known is None:
        return None
    moved.add(known.id)
    return Difference(way=Way.CHANGED, alert=alert, why=(_when(known, alert),))


def _when(known: Alert, alert: Alert) -> str:
    if alert.at == known.at:
        return f"told as revision {alert.revision}, before as revision {known.revision}"
    when = "later" if alert.at > known.at else "earlier"
    return f"told {when}: {rfc3339(known.at)} → {rfc3339(alert.at)}"


def difference_record(one: Difference) -> Record:
    """Return a difference as programs read it."""
    return {
        "kind": str(one.way),
        "at": rfc3339(one.alert.at),
        "why": list(one.why),
        "alert": alert_record(one.alert),
    }


def diff_record(found: Diff) -> Record:
    """Return the figures of a comparison."""
    counts = {str(way): len(found.of(way)) for way in Way}
    return {"kind": "summary", "same": found.same, **counts}
