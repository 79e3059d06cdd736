"""What a mention of time means, and how a day is found where the text names only part of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from monitor.model.moment import When

_JUST_PAST = 45
_PAST_DAYS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A mention of time without its place in the text; the fields are those of `DateSpan`.

    `shift`: so many days after the last date that the text told before ("the day before": -1).
    """

    when: When | None = None
    last: When | None = None
    past_day: date | None = None
    future_day: date | None = None
    past: bool | None = None
    vague: bool = False
    span: bool = False
    shift: int | None = None


def side(first: date, last: date, base: date) -> bool | None:
    """Return True if all the days lie before the base day, False if all lie after, else None."""
    if last < base:
        return True
    return False if first > base else None


def known_day(day: date, base: date, *, last: date | None = None) -> Meaning:
    """Return the meaning of a day that is fully told, or of several to `last`."""
    return Meaning(
        when=When.of_day(day),
        last=When.of_day(last) if last is not None else None,
        past=side(day, last or day, base),
    )


def coarse(when: When, base: date, *, vague: bool = False) -> Meaning:
    """Return the meaning of a month or a year; the latest day that it may be is `past_day` where
    all of it is past.
    """
    past = side(when.first, when.last, base)
    return Meaning(when=when, past=past, vague=vague, past_day=when.last if past else None)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_year(month: int, day: int, base: date) -> Meaning | None:
    """Return the meaning of a day without its year: the last one unless that is over 300 days ago,
    else the next, whatever the tense. Just after a day, its next one is so far ahead that it would
    be told with its year: there is no future day then.
    """
    near = [day_of(year, month, day) for year in range(base.year - 8, base.year + 9)]
    behind = max((d for d in near if d is not None and d <= base), default=None)
    ahead = min((d for d in near if d is not None and d >= base), default=None)
    if behind is None or ahead is None:
        return None
    gone = (base - behind).days
    likelier = behind if gone <= _PAST_DAYS else ahead
    future = None if 0 < gone <= _JUST_PAST else ahead
    return Meaning(when=When.of_day(likelier), past_day=likelier, future_day=future)


def month_without_year(month: int, base: date) -> When:
    """Return the month of this year, or of the last one where this year's lies more than 3 months
    ahead.
    """
    if month - base.month > 3:
        return When(year=base.year - 1, month=month)
    if base.month - month > 9:
        return When(year=base.year + 1, month=month)
    return When(year=base.year, month=month)


def weekday(number: int, base: date) -> Meaning:
    """Return the meaning of a bare weekday (0 is Monday): the last one, today included, and the
    next one.
    """
    behind = base - timedelta(days=(base.weekday() - number) % 7)
    ahead = base + timedelta(days=(number - base.weekday()) % 7)
    return Meaning(when=When.of_day(behind), past_day=behind, future_day=ahead)


def months_before(base: date, months: int) -> When:
    """Return the month so many months before the base day's (after it where negative)."""
    index = base.year * 12 + base.month - 1 - months
    return When(year=min(max(index // 12, 1), 9999), month=index % 12 + 1)


def days_before(base: date, days: int) -> date:
    """Return the day so many days before the base day (after it where negative), within the
    calendar.
    """
    ordinal = base.toordinal() - days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
