"""Dates as feeds, sitemaps and pages write them: read exactly or not at all."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from monitor.model.moment import Stamp
from monitor.model.months import month_of

EARLIEST_YEAR = 1990
_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "etc/gmt": 0, "etc/utc": 0,
    "bst": 1, "west": 1, "cet": 1, "met": 1, "mez": 1, "wat": 1, "cest": 2, "mest": 2, "mesz": 2,
    "eet": 2, "cat": 2, "sast": 2, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "pkt": 5, "npt": 5.75,
    "wib": 7, "ict": 7, "wita": 8, "hkt": 8, "sgt": 8, "awst": 8, "wit": 9, "jst": 9, "kst": 9,
    "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "brt": -3, "art": -3, "nst": -3.5, "ndt": -2.5, "adt": -3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
"""Hours ahead of UTC; a time without a zone is UTC."""
_CLOCK = (
    r"(?:(?:[\sT,]+(?:at|[-–|])\s+|[\sT,]+)(?P<hour>\d{1,2})"
    r":(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))?"
    r"\s*(?P<zone>(?:utc|gmt)?[+-]\d{1,2}:?(?:\d{2})?(?::\d{2})?|etc/(?:gmt|utc)|[a-z]{1,5})?"
    r"(?:\s+[a-z]{3,5})?(?:\s*\([^()]*\)|\[[\w/+-]+\])?)?"
)
_DAY_NAME = r"(?:[^\W\d_]{1,14}(?:-feira)?\.?(?:,\s*|\s+))?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_RUN = (
    r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d+)?(?P<half>)"
    r"(?P<zone>[+-]\d{2}:?(?:\d{2})?|z)?"
)
_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
    r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    r"(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})",
    r"(?P<month>\d{1,2})[/-](?P<day>1[3-9]|2\d|3[01])[/-](?P<year>\d{4})",
    _DAY_NAME + r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?(?:[\s-]+(?:de|of)\s+|[\s-]+)"
    rf"{_MONTH},?(?:\s+de\s+|[\s-]+)(?P<year>\d{{4}}|\d\d)",
    rf"{_DAY_NAME}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
)
"""Days and months in numbers are told apart only where the day is over 12."""
_ASCTIME = (
    rf"[a-z]{{3,9}},?\s+{_MONTH}\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})"
    r":(?P<second>\d{2})\s*(?P<zone>[a-z]{1,5}|[+-]\d{4})?\s+(?P<year>\d{4})(?P<half>)"
)
_WHOLE = (
    *(day + _CLOCK for day in _DAYS),
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})[T\s]?" + _RUN,
    _ASCTIME,
)
_FORMS = tuple(re.compile(rf"\s*{form}\s*", re.IGNORECASE) for form in _WHOLE)
_SINCE_1970 = re.compile(r"\s*(1\d{9})(?:\d{3})?(?:\.\d+)?\s*", re.ASCII)
"""Seconds or milliseconds, from 2001 to 2033; other numbers may be days and hours."""
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?(?::\d{2})?", re.IGNORECASE)
_LONGEST = 80


def stamp(text: str | None) -> Stamp | None:
    """Return the moment, or the whole day, that the text names; None if that is unclear or absurd.

    A time in a zone that nobody can tell leaves the day. The future is left to the caller.
    """
    if not text or len(text) > _LONGEST:
        return None
    if counted := _SINCE_1970.fullmatch(text):
        return _believed(Stamp(at=datetime.fromtimestamp(int(counted[1]), UTC)))
    read = next((m for form in _FORMS if (m := form.fullmatch(text))), None)
    if read is None:
        return None
    try:
        day = date(_year(read["year"]), _month(read["month"]), int(read["day"]))
        at = _moment(day, read)
    except (ValueError, OverflowError):
        return None
    return _believed(Stamp.of_day(day) if at is None else Stamp(at=at))


def _believed(told: Stamp) -> Stamp | None:
    return told if told.at.year >= EARLIEST_YEAR else None


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
    return int(name) if name.isdecimal() else month_of(name)
