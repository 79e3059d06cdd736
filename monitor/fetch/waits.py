"""Waits: how long an answer keeps, and when its server wishes to be asked again."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=366)
"""What is named further ahead than this is a mistake; it counts as this."""
_SECONDS = re.compile(r"\s*([0-9]+)\s*")
_LIFE = tuple(
    re.compile(rf"(?:^|[\s,]){name}\s*=\s*\"?([0-9]+)", re.IGNORECASE)
    for name in ("s-maxage", "max-age")
)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


def kept_for(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Return how long the answer still keeps, less the time that it already spent in caches.

    `s-maxage` counts before `max-age`, and that before `Expires`; names of headers are in lower
    case. None: the server does not say, or says that it is not to be kept.
    """
    control = headers.get("cache-control") or headers.get("pragma") or ""
    if _NOT_KEPT.search(control):
        return None
    lives = (found for life in _LIFE if (found := life.search(control)))
    named = next(lives, None)
    life = _seconds(named.group(1)) if named else _until_expiry(headers, now)
    if life is None:
        return None
    spent = _SECONDS.fullmatch(headers.get("age", ""))
    return max(timedelta(0), life - (_seconds(spent.group(1)) if spent else timedelta(0)))


def retry_at(retry_after: str | None, *, now: datetime) -> datetime | None:
    """Return the moment that a Retry-After header names, in seconds or as a date; None if none."""
    if not retry_after:
        return None
    if seconds := _SECONDS.fullmatch(retry_after):
        return now + _seconds(seconds.group(1))
    moment = _moment(retry_after)
    return None if moment is None else min(moment, now + LONGEST)


def _until_expiry(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    expires = headers.get("expires")
    if not expires:
        return None
    moment = _moment(expires)
    if moment is None:
        return timedelta(0)  # "0" and other nonsense: it has expired
    return min(moment - (_moment(headers.get("date", "")) or now), LONGEST)


def _seconds(digits: str) -> timedelta:
    longest = str(int(LONGEST.total_seconds()))
    short = digits.lstrip("0")
    return timedelta(seconds=int(short or "0")) if len(short) < len(longest) else LONGEST


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
