"""Dates as feeds and sitemaps write them: read exactly or not at all."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from monitor.model.moment import Stamp

EARLIEST_YEAR = 1990
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
    "bst": 1, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
"""Hours ahead of UTC; a time without a zone is UTC."""
_CLOCK = (
    r"(?:[\sT,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))?"
    r"\s*(?P<zone>(?:utc|gmt)?[+-]\d{1,2}:?(?:\d{2})?|[a-z]{1,5})?(?:\s*\([^()]*\))?)?"
)
_DAY_NAME = r"(?:[^\W\d_]{2,12}\.?(?:,\s*|\s+))?"
_FORMS = tuple(
    re.compile(rf"\s*{day}{_CLOCK}\s*", re.IGNORECASE)
    for day in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        _DAY_NAME + r"(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d\d)",
        _DAY_NAME + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
        r"(?P<year>\d{4})",
    )
)
_ASCTIME = re.compile(
    r"\s*[a-z]{3},?\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r":(?P<second>\d{2})\s*(?P<zone>[a-z]{1,5})?\s+(?P<year>\d{4})(?P<half>)\s*",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_LONGEST = 80


def stamp(text: str | None) -> Stamp | None:
    """Return the moment, or the whole day, that the text names; None if that is unclear or absurd.

    A time in a zone that nobody can tell leaves the day. The future is left to the caller.
    """
    if not text or len(text) > _LONGEST:
        return None
    read = next((m for form in (*_FORMS, _ASCTIME) if (m := form.fullmatch(text))), None)
    if read is None:
        return None
    try:
        day = date(_year(read["year"]), _month(read["month"]), int(read["day"]))
        at = _moment(day, read)
    except (ValueError, OverflowError):
        return None
    if day.year < EARLIEST_YEAR:
        return None
    return Stamp.of_day(day) if at is None else Stamp(at=at)


def _moment(day: date, read: re.Match[str]) -> datetime | None:
    """Return the moment in UTC, or None if only the day is known."""
    offset = _offset(read["zone"] or "")
    if read["hour"] is None or offset is None:
        return None
    hour, minute, second = int(read["hour"]), int(read["minute"]), int(read["second"] or 0)
    if read["half"]:
        hour = hour % 12 + (12 if read["half"].lower().startswith("p") else 0)
    midnight = hour == 24 and minute == 0
    clock = datetime(
        day.year, day.month, day.day, 0 if midnight else hour, minute, min(second, 59),
        tzinfo=timezone(offset),
    )  # fmt: skip
    return (clock + timedelta(days=midnight)).astimezone(UTC)


def _offset(zone: str) -> timedelta | None:
    if given := _OFFSET.fullmatch(zone):
        size = timedelta(hours=int(given[2]), minutes=int(given[3] or 0))
        return -size if given[1] == "-" else size
    hours = _ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)


def _year(digits: str) -> int:
    """Return the year; two digits mean 1970 to 2069."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)


def _month(name: str) -> int:
    return int(name) if name.isdecimal() else _MONTHS.index(name[:3].lower()) + 1
