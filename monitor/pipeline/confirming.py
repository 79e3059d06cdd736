"""A mention that confirms: what its alerts tell, its verdict says too."""

from dataclasses import replace

from monitor.model.alert import Alert
from monitor.model.verdict import Confirmed, Judged
from monitor.model.watchlist import Kind


def confirming(judged: Judged, found: tuple[Alert, ...]) -> Judged:
    """Return the judged mention, as a confirmation if that is what its alerts tell."""
    if all(alert.kind is not Kind.CONFIRMED for alert in found):
        return judged
    origins = len(judged.after.origins)
    why = (*judged.verdict.why, f"{origins} independent origins report it")
    return replace(judged, verdict=Confirmed(origins=origins, why=why))
