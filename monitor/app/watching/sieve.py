"""Which of the alerts are looked at."""

from dataclasses import dataclass, replace

from monitor.model.alert import Alert
from monitor.model.watchlist import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Passes alerts for a watchlist (None: for any) and of at least a severity."""

    watchlist: str | None = None
    severity: Severity = Severity.LOW

    def passes(self, alert: Alert) -> bool:
        """Return whether the alert is looked at."""
        asked = self.watchlist is None or self.watchlist in alert.watchlists
        return asked and alert.severity >= self.severity

    def harder(self) -> "Sieve":
        """Return one that asks for the next severity; after the last, for any."""
        severities = tuple(Severity)
        after = severities.index(self.severity) + 1
        return replace(self, severity=severities[after % len(severities)])

    def words(self) -> str:
        """Return what passes: `all`, or by watchlist and severity."""
        told = [f"for {self.watchlist}"] if self.watchlist is not None else []
        if self.severity is not Severity.LOW:
            told.append(
                f"{self.severity} and above"
                if self.severity < max(Severity)
                else f"{self.severity} only"
            )
        return ", ".join(told) or "all"
