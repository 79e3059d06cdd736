"""Timing: the moment at which a source is due again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.source import Pace, PollState, Source
from monitor.schedule.rhythm import interval

LONGEST_WISH = timedelta(hours=24)
"""No server may ask for a longer wait than this."""
SLOWEST_BACK_OFF = timedelta(hours=6)
"""However long a source fails, it is asked this often, or as often as it is when it is well."""
DOUBLINGS = 4
PATIENCE = 10
"""So many strikes leave it at these doublings; further ones slow it by a quarter of one each."""
JITTER = 0.1
"""Polls are spread by so much of their wait, to either side."""
FIRST_POLLS_WITHIN = timedelta(minutes=1)
FIRST_POLLS_APART = timedelta(milliseconds=40)
"""So far apart at least are the first polls of many sources, in the mean: a first poll takes
seconds, for it asks for robots.txt too, and keeps the pace between the two requests.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How long the server and the list itself ask us to wait: `max_age` (Cache-Control, Expires),
    `keeps` (TTL, sy:updatePeriod), and until when (`retry_at`, Retry-After).
    """

    max_age: timedelta | None = None
    keeps: timedelta | None = None
    retry_at: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """Return the longest of them, at most a day."""
        until = self.retry_at - now if self.retry_at is not None else None
        asked = (span for span in (self.max_age, self.keeps, until) if span is not None)
        return min(max(asked, default=timedelta(0)), LONGEST_WISH)


def first_poll(source: Source, *, now: datetime, jitter: float, among: int = 1) -> datetime:
    """Return when a source that was never polled is due: within a minute, and within its interval.

    `jitter` is a share from 0 to 1. The first polls of thousands (`among`) are spread further, all
    of them alike, so that a start does not ask more at once than it can.
    """
    within = max(min(FIRST_POLLS_WITHIN, source.every), among * FIRST_POLLS_APART)
    return now + within * jitter


def next_poll(
    source: Source, state: PollState, wishes: Wishes, *, now: datetime, jitter: float
) -> datetime:
    """Return when the source is due again, by the state as it is after the poll.

    It is the interval, slowed by failures, more or less a tenth by `jitter` (from 0 to 1); later
    if the server or the list asked for that, but for these at most a day.
    """
    wait = slowed(interval(source, state.habit, now=now), state.strikes)
    return now + max(wait * (1 - JITTER + 2 * JITTER * jitter), wishes.wait(now))


def retimed(
    before: Source,
    source: Source,
    state: PollState,
    due: datetime,
    *,
    soon: datetime,
    now: datetime,
) -> datetime:
    """Return when a source is due whose settings were changed since it was last polled, and that
    was `due` by those before.

    What is asked otherwise, or was never polled, is asked `soon`. Another interval counts from the
    last poll; what the server or the list wished for stands, where that was longer than the
    interval before.
    """
    if state.last_poll is None or _asked(before) != _asked(source):
        return min(due, soon)
    if (before.every, before.rhythm) == (source.every, source.rhythm):
        return due
    known, wait = (
        slowed(interval(one, state.habit, now=now), state.strikes) for one in (before, source)
    )
    at = max(state.last_poll + wait, soon)
    return max(at, due) if due > state.last_poll + known * (1 + JITTER) else at


def _asked(source: Source) -> Source:
    """Return the source as far as it says what is asked, and what is read of the answer."""
    return replace(
        source,
        outlet="",
        family=None,
        language=None,
        every=timedelta(0),
        rhythm=None,
        timeout=timedelta(0),
        pace=Pace(),
    )


def slowed(wait: timedelta, strikes: float) -> timedelta:
    """Return the wait after so many strikes: it grows slowly, and never over six hours."""
    doublings = min(strikes, DOUBLINGS) + max(0.0, strikes - PATIENCE) / 4
    longest = max(wait, SLOWEST_BACK_OFF)
    return min(wait * 2 ** min(doublings, 20.0), longest)
