"""Dates as a reader of English news would write them, whatever the locale of the machine."""

from datetime import UTC, date, datetime

from monitor.model.moment import Stamp, When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_words(day: date) -> str:
    """Return `20 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return `20 December 2025, 09:30 UTC`."""
    there = moment.astimezone(UTC)
    return f"{day_words(there.date())}, {there:%H:%M} UTC"


def stamp_words(stamp: Stamp) -> str:
    """Return the day, with the time of day where it is known."""
    return day_words(stamp.day) if stamp.whole_day else moment_words(stamp.at)


def when_words(when: When) -> str:
    """Return the date as exactly as it is known: `20 December 2025`, `December 2025`, `2025`."""
    if when.exact is not None:
        return day_words(when.exact)
    return f"{MONTHS[when.month - 1]} {when.year}" if when.month is not None else str(when.year)
