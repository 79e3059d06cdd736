"""Dates as pages, feeds and records write them; what cannot be read is unknown, never a guess."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model.moment import Stamp

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)
_LONGEST = 64  # characters of a written date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MILLISECONDS = 13  # digits of an epoch that counts them
_FRACTION = re.compile(r"(\.\d{6})\d+")
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)")
_UTC_NAME = re.compile(r"\s*(?:UTC|GMT)$")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<m>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<y>\d{4})"
_DATE = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:[A-Za-z]+,?\s+)?"
_WORDED = (
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DATE},?\s+{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_DATE}\.?\s+{_MONTH},?\s+{_YEAR}"),
)


def stamp(written: str) -> Stamp | None:
    """Return the moment or day written, None if unreadable; a time without a zone is UTC."""
    text = written.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _day(text) or _moment(text)
    except (ValueError, OverflowError):
        return None


def plausible(found: Stamp | None, *, seen_at: datetime) -> Stamp | None:
    """Return the stamp if it lies between 1990 and a day after `seen_at`, else None."""
    if found is None or not EARLIEST <= found.at <= seen_at + _AHEAD:
        return None
    return found


def _day(text: str) -> Stamp | None:
    if _DAY.fullmatch(text):
        return Stamp.of_day(date.fromisoformat(text))
    for form in _WORDED:
        match = form.fullmatch(text)
        if match and match["m"].lower()[:3] in _MONTHS:
            month = _MONTHS.index(match["m"].lower()[:3]) + 1
            return Stamp.of_day(date(int(match["y"]), month, int(match["d"])))
    return None


def _moment(text: str) -> Stamp:
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) == _MILLISECONDS else 1)
        return Stamp(at=datetime.fromtimestamp(seconds, tz=UTC))
    plain = _SPACED_ZONE.sub("", _UTC_NAME.sub("Z", _FRACTION.sub(r"\1", text)))
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        moment = parsedate_to_datetime(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return Stamp(at=moment.astimezone(UTC))
