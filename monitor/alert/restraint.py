"""What keeps an alert from its receiver for now: a silence, its digest, its quiet hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from monitor.alert.quiet import last_digest, next_digest, quiet_until
from monitor.alert.silence import silenced
from monitor.model.actor import Registry
from monitor.model.alert import Alert, AlertId
from monitor.model.moment import rfc3339
from monitor.model.restraint import Bundle, Gather, Hold, Message, Restraint, Silence
from monitor.model.watchlist import EmailTarget, Receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What restraint looks at besides the message and its receiver."""

    silences: Collection[Silence]
    registry: Registry
    now: datetime


def restraint(
    message: Message, receiver: Receiver, circumstances: Circumstances
) -> Hold | Gather | None:
    """Return why the message has to wait, None if it may be sent now.

    A silence comes first, for what is silent is in no digest; then the digest; quiet hours hold a
    bundle too. What is held is looked at again when it is due.
    """
    if isinstance(message, Alert):
        held = silent(message, receiver, circumstances) or _gathered(receiver, circumstances.now)
        if held is not None:
            return held
    return _quiet(receiver, circumstances.now)


def silent(alert: Alert, receiver: Receiver, around: Circumstances) -> Hold | None:
    """Return until when a silence holds the alert, None if none does."""
    silence = silenced(alert, receiver.name, around.silences, around.registry, around.now)
    if silence is None:
        return None
    detail = f"silence {silence.id} of {silence.author}: {silence.comment}"
    return Hold(until=silence.until, reason=Restraint.SILENCE, detail=detail)


def _gathered(receiver: Receiver, now: datetime) -> Gather | None:
    target = receiver.target
    if not isinstance(target, EmailTarget) or target.digest is None:
        return None
    at = next_digest(target.digest, receiver.timezone, now)
    return Gather(at=at, reason=Restraint.DIGEST, detail=f"for the digest of {rfc3339(at)}")


def _quiet(receiver: Receiver, now: datetime) -> Hold | None:
    if receiver.quiet is None:
        return None
    until = quiet_until(receiver.quiet, receiver.timezone, now)
    if until is None:
        return None
    return Hold(until=until, reason=Restraint.QUIET, detail=f"quiet hours until {rfc3339(until)}")


def bundle_id(receiver: str, reason: Restraint, at: datetime, part: int) -> AlertId:
    """Return the id of a bundle: the same for the same receiver, reason, moment and part."""
    seed = f"{receiver}|{reason}|{rfc3339(at)}" + (f"|{part}" if part else "")
    return AlertId(sha256(seed.encode()).hexdigest()[:24])


def empty_bundle(
    receiver: Receiver, reason: Restraint, at: datetime, since: datetime | None, part: int
) -> Bundle:
    """Return the bundle that is due at the moment, before it has members."""
    return Bundle(
        id=bundle_id(receiver.name, reason, at, part),
        receiver=receiver.name,
        reason=reason,
        at=at,
        since=since,
    )


def digest_due(receiver: Receiver, before: datetime | None, now: datetime) -> datetime | None:
    """Return when the receiver's digest was due last, if it has one that was not made since;
    `before`: up to when the one before it went, None: its days have not begun yet.
    """
    target = receiver.target
    if not isinstance(target, EmailTarget) or target.digest is None or before is None:
        return None
    last = last_digest(target.digest, receiver.timezone, now)
    return last if last > before else None
