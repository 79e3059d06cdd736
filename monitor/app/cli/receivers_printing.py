"""Receivers and how they do, as records and in words, without what is secret of their addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from urllib.parse import urlsplit

from monitor.alert.quiet import next_digest, quiet_until
from monitor.app.telemetry.redaction import redacted
from monitor.model.moment import rfc3339
from monitor.model.restraint import Reception
from monitor.model.watchlist import (
    AppriseTarget,
    EmailTarget,
    Format,
    Receiver,
    WebhookTarget,
)

Record = dict[str, object]
Target = WebhookTarget | EmailTarget | AppriseTarget

COLUMNS = ("receiver", "way", "state", "waiting", "dead")
_UNREADABLE = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a receiver stands at a moment."""

    receiver: Receiver
    reception: Reception
    now: datetime

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent until a person enables it."""
        return self.reception.paused is not None

    @property
    def is_open(self) -> bool:
        """Whether its breaker keeps alerts back."""
        return self.reception.open_until is not None

    @property
    def quiet(self) -> datetime | None:
        """Until when its quiet hours hold that hold now."""
        if self.receiver.quiet is None:
            return None
        return quiet_until(self.receiver.quiet, self.receiver.timezone, self.now)

    @property
    def digest(self) -> datetime | None:
        """When its next digest is due."""
        target = self.receiver.target
        if not isinstance(target, EmailTarget) or target.digest is None:
            return None
        return next_digest(target.digest, self.receiver.timezone, self.now)


def way_words(target: Target) -> str:
    """Return the way in a few words: kind and host, mail addresses, or services."""
    match target:
        case WebhookTarget(url=url, format=form):
            told = f"webhook {_host(url)}"
            return told if form is Format.STANDARD else f"{told} ({form})"
        case EmailTarget(to=to):
            more = f" and {len(to) - 2} more" if len(to) > 2 else ""
            return f"mail {', '.join(to[:2])}{more}"
        case AppriseTarget(urls=urls):
            return f"apprise {', '.join(map(_service, urls))}"
        case _:
            assert_never(target)


def _host(url: str) -> str:
    """Return host and port: path, query and what stands before them may be secret."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or _UNREADABLE
    except ValueError:
        return _UNREADABLE


def _service(url: str) -> str:
    """Return the scheme: all that follows it may be secret."""
    return url.partition("://")[0] if "://" in url else _UNREADABLE


def stand_record(stand: Stand) -> Record:
    """Return how the receiver stands as a record; times are RFC 3339."""
    reception = stand.reception
    return {
        "receiver": stand.receiver.name,
        "way": way_words(stand.receiver.target),
        "state": "paused" if stand.is_paused else "open" if stand.is_open else "well",
        "paused": _told(reception.paused),
        "why": redacted(reception.why) if reception.why is not None else None,
        "strikes": reception.strikes,
        "open_until": _told(reception.open_until),
        "queued": reception.queued,
        "retrying": reception.retrying,
        "held": {str(reason): number for reason, number in reception.held},
        "dead": reception.dead,
        "quiet_until": _told(stand.quiet),
        "next_digest": _told(stand.digest),
        "when_dead": stand.receiver.when_dead,
    }


def stand_row(stand: Stand) -> tuple[str, ...]:
    """Return name, way, state, what waits, and how many are dead."""
    return (
        stand.receiver.name,
        way_words(stand.receiver.target),
        state_words(stand),
        waiting_words(stand),
        str(stand.reception.dead),
    )


def state_words(stand: Stand) -> str:
    """Return how the receiver does: well, or what keeps alerts from it."""
    reception = stand.reception
    if reception.paused is not None:
        why = redacted(reception.why or "for no reason that is known")
        return f"paused since {_minute(reception.paused)}: {why}"
    if reception.open_until is not None:
        if reception.open_until <= stand.now:
            return "breaker open: the next alert is a try"
        return f"breaker open until {_minute(reception.open_until)}"
    told = "well"
    if reception.strikes:
        told = f"well, but {reception.strikes} failed in a row"
    if stand.quiet is not None:
        told = f"{told}, quiet until {_minute(stand.quiet)}"
    return told


def waiting_words(stand: Stand) -> str:
    """Return what waits for the receiver, by why it does, and when its next digest is due."""
    reception = stand.reception
    counts = (("queued", reception.queued), ("to retry", reception.retrying))
    told = [f"{number} {what}" for what, number in counts if number]
    told += [f"{number} held: {reason}" for reason, number in reception.held]
    if stand.digest is not None:
        told.append(f"digest {_minute(stand.digest)}")
    return ", ".join(told) or "nothing"


def _told(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment is not None else None


def _minute(moment: datetime) -> str:
    return rfc3339(moment)[:16].replace("T", " ")
