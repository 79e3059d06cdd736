"""How a source does, as an alert: one sentence, to the watchlists that asked to be told."""

from datetime import datetime
from hashlib import sha256

from monitor.model.alert import Alert, AlertId, Watched
from monitor.model.development import Change as Difference
from monitor.model.health import Change, Health, Standing
from monitor.model.source import Source
from monitor.model.watchlist import Kind, Watchlist

_PHRASES = {
    Standing.FRESH: "brings news again",
    Standing.QUIET: "answers again",
    Standing.STALE: "is stale",
    Standing.EMPTY: "is empty",
    Standing.WALLED: "is walled off",
    Standing.CHANGED: "has changed its shape",
    Standing.BLOCKED: "blocks us",
    Standing.UNREACHABLE: "is unreachable",
}


def source_alert(
    source: Source, change: Change, watchlists: tuple[Watchlist, ...], *, now: datetime
) -> Alert | None:
    """Return the alert of the change for all watchlists that name `source` in their `on`; None if
    none does.
    """
    wanted = tuple(w for w in watchlists if Kind.SOURCE in w.on)
    if not wanted:
        return None
    health = change.health
    return Alert(
        id=health_id(source, health),
        kind=Kind.SOURCE,
        revision=1,
        watchlists=tuple(w.name for w in wanted),
        receivers=tuple(dict.fromkeys(r for w in wanted for r in w.notify)),
        severity=max(w.severity for w in wanted),
        summary=health_summary(source, health),
        topic=f"{source.outlet}: health of the source",
        development=None,
        source=Watched(id=source.id, outlet=source.outlet, health=health),
        changes=(Difference(field="status", before=str(change.before), after=str(health.state)),),
        why=(health.why, *(f"{w.name}: it asks how sources do" for w in wanted)),
        at=now,
    )


def health_id(source: Source, health: Health) -> AlertId:
    """Return the id of the alert: the same for the same source, state and moment."""
    seed = f"{source.id}|{health.state}|{health.since.isoformat()}"
    return AlertId(sha256(seed.encode()).hexdigest()[:24])


def health_summary(source: Source, health: Health) -> str:
    """Return the change in a sentence: `Harbour Gazette is stale: nothing new for 3 days, …`."""
    return f"{source.outlet} {_PHRASES[health.state]}: {health.why}"
