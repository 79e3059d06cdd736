"""Dates in a text, resolved against the day of its article; spans of time are told apart from dates."""

from dataclasses import dataclass
from datetime import date

from monitor.model.moment import When


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A mention of time in a text.

    `when` is the date (None for a span of time), `last` the last of several days. `past_day` and `future_day` are what
    it means if the act lies behind or ahead, where tense decides (a bare weekday, a day and month without a year);
    `when` is then the likelier one. `past` says which side of the base day it surely lies on (None: unsure or today).
    `vague`: not a day of its own ("earlier this month", "in recent weeks"). `span`: a duration ("over the next two
    years", "for two days"), which dates nothing.
    """

    start: int
    end: int
    text: str
    when: When | None = None
    last: When | None = None
    past_day: date | None = None
    future_day: date | None = None
    past: bool | None = None
    vague: bool = False
    span: bool = False


def dates(text: str, *, base: date) -> tuple[DateSpan, ...]:
    """Return the dates and spans of time that the text states, in reading order, never overlapping."""
    del text, base
    return ()
