"""One alert for all who want it: what is added when a watchlist asks for it later."""

from dataclasses import replace

from monitor.model.alert import Alert


def united(known: Alert, more: Alert) -> Alert:
    """Return the known alert, for those whom the second names too, with the higher severity."""
    return replace(
        known,
        watchlists=_each_once(known.watchlists, more.watchlists),
        receivers=_each_once(known.receivers, more.receivers),
        severity=max(known.severity, more.severity),
    )


def _each_once(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))
