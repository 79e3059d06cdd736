"""An alert as the scripts emit it: what is stored of it, and whom it is owed to."""

from datetime import datetime
from typing import Any

from monitor.adapters import codec
from monitor.adapters import keys as named
from monitor.adapters.keys import Retention, milliseconds
from monitor.model.alert import Alert


def alert_plan(alert: Alert) -> dict[str, Any]:
    """Return the plan of one alert, with an entry for each receiver; times there are ms."""
    return {
        "id": alert.id,
        "key": named.alert(alert.id),
        "wire": named.WIRE,
        "body": codec.encode(alert).decode(),
        "at": milliseconds(alert.at),
        "severity": int(alert.severity),
        "watchlists": alert.watchlists,
        "receivers": alert.receivers,
        "muted": alert.muted or "",
        "owed": [
            {
                "delivery": named.delivery(alert.id, receiver),
                "member": named.member(alert.id, receiver),
                "outbox": named.outbox(receiver),
            }
            for receiver in alert.receivers
        ],
    }


def emission(now: datetime, retention: Retention) -> dict[str, int]:
    """Return what `_alerts.lua` needs to know of the time, in ms and s, to emit alerts."""
    return {
        "now": milliseconds(now),
        "oldest": milliseconds(now - retention.developments),
        "developments_ttl": retention.developments_ttl,
    }
