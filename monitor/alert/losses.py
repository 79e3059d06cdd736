"""Deliveries that were given up, as an alert: one sentence, to the receiver named for that."""

from datetime import datetime
from hashlib import sha256

from monitor.alert.date_words import moment_words
from monitor.model.alert import Alert, AlertId, Losses
from monitor.model.watchlist import Kind, Severity

REPLAY = "`monitor deliveries replay` sends them again, once {receiver} can be reached"


def losses_alert(losses: Losses, to: str, *, until: str, now: datetime) -> Alert:
    """Return the announcement for the receiver `to`; `until` names the last dead letter of them, so
    that the same ones have the same id.
    """
    seed = f"{losses.receiver}|{to}|{until}|{Kind.DELIVERY}"
    return Alert(
        id=AlertId(sha256(seed.encode()).hexdigest()[:24]),
        kind=Kind.DELIVERY,
        revision=1,
        watchlists=(),
        receivers=(to,),
        severity=Severity.HIGH,
        summary=losses_summary(losses),
        topic=f"{losses.receiver}: deliveries given up",
        development=None,
        losses=losses,
        why=(
            f"{to} is named to be told when deliveries to {losses.receiver} are given up",
            REPLAY.format(receiver=losses.receiver),
        ),
        at=now,
    )


def losses_summary(losses: Losses) -> str:
    """Return how many were given up, since when, and the last reason, in a sentence."""
    deliveries = "1 delivery" if losses.dead == 1 else f"{losses.dead:,} deliveries"
    were = "was" if losses.dead == 1 else "were"
    said = f"{deliveries} to {losses.receiver} {were} given up since {moment_words(losses.since)}"
    return f"{said}: {losses.why}" if losses.why else said
