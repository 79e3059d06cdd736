"""How long a feed says that it keeps: its time to live, its update period, its hours of rest."""

from datetime import datetime, timedelta

from lxml import etree

from monitor.discover.elements import children, name, text

LONGEST_KEPT = timedelta(days=7)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_UNSAID = ("hourly", "1")
"""What the commonest software writes by itself; it is nobody's wish."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = timedelta(hours=1)


def kept_for(root: etree._Element, asked_at: datetime) -> timedelta | None:
    """Return how long the feed asks not to be asked again, at most a week; None if it says nothing.

    `asked_at` is in UTC, as the hours and days of rest (`skipHours`, `skipDays`) are.
    """
    parts = [part for channel in _channels(root) for part in children(channel)]
    told = {name(part): text(part) for part in reversed(parts) if len(part) == 0}
    rests = {name(part): part for part in parts if name(part) in {"skiphours", "skipdays"}}
    waits = [
        time_to_live(told.get("ttl")),
        update_period(told.get("updateperiod"), told.get("updatefrequency")),
        _rest(_texts(rests.get("skiphours")), _texts(rests.get("skipdays")), asked_at),
    ]
    said = [wait for wait in waits if wait is not None]
    return min(max(said), LONGEST_KEPT) if said else None


def time_to_live(minutes: str | None) -> timedelta | None:
    """Return the time to live that RSS gives in minutes; None if it is none, or nonsense."""
    count = _count(minutes)
    return timedelta(minutes=count) if count else None


def update_period(period: str | None, frequency: str | None) -> timedelta | None:
    """Return the time between two updates; None if the feed says nothing of its own."""
    named, times = (period or "").strip().lower(), (frequency or "1").strip()
    count = _count(times)
    if named not in _PERIODS or not count or (named, times) == _UNSAID:
        return None
    return _PERIODS[named] / count


def _channels(root: etree._Element) -> list[etree._Element]:
    return [root, *(part for part in children(root) if name(part) == "channel")]


def _texts(element: etree._Element | None) -> set[str]:
    return set() if element is None else {text(part).lower() for part in children(element)}


def _rest(hours: set[str], days: set[str], asked_at: datetime) -> timedelta | None:
    """Return how long the rest lasts in which the feed was asked; None if it was in none."""
    resting = {(count or 0) % 24 for hour in hours if (count := _count(hour)) is not None}
    start = asked_at.replace(minute=0, second=0, microsecond=0)
    for later in range(7 * 24):
        at = start + later * _HOUR
        if at.hour not in resting and _DAYS[at.weekday()] not in days:
            return at - asked_at if later else None
    return None


def _count(digits: str | None) -> int | None:
    plain = (digits or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 6 else None
