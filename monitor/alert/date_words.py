"""Dates as a reader of English news would write them, whatever the locale of the machine."""

from datetime import UTC, date, datetime, tzinfo

from monitor.model.moment import Stamp, When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_words(day: date) -> str:
    """Return `20 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime, zone: tzinfo = UTC) -> str:
    """Return `20 December 2025, 09:30 UTC`, as the clocks of the zone show it: it is named by its
    letters, or by how far it is from UTC where it has none (`12:30 UTC+03`).
    """
    there = moment.astimezone(zone)
    name = there.tzname() or ""
    named = name if name.isalpha() else f"UTC{name}"
    return f"{day_words(there.date())}, {there:%H:%M} {named}"


def stamp_words(stamp: Stamp, zone: tzinfo = UTC) -> str:
    """Return the day, with the time of day where it is known."""
    return day_words(stamp.day) if stamp.whole_day else moment_words(stamp.at, zone)


def when_words(when: When) -> str:
    """Return the date as exactly as it is known: `20 December 2025`, `December 2025`, `2025`."""
    if when.exact is not None:
        return day_words(when.exact)
    return f"{MONTHS[when.month - 1]} {when.year}" if when.month is not None else str(when.year)
