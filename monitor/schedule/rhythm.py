"""Rhythm: how often a source has news, how long it is silent, and what that says of the next poll.

All is kept in a few numbers: the pace follows the gaps between new items by bounded steps, so that
one odd gap moves it little; of the silences the longest of each of the last days with news is kept,
and so nights and weekends are known without a calendar.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import pow as power
from statistics import median

from monitor.model.health import Habit, Silence
from monitor.model.source import Source

SHARE = 0.5
"""A source is asked twice in the time that usually lies between two new items."""
LONGEST_STEP = 1.3
ROOT = 0.25
"""A gap moves the pace by this power of how far it lies from it, at most by the longest step."""
LEARNING = 8
"""The first gaps move it further: nothing better is known than what was assumed."""
SHORTEST_PACE = 1.0
WEARINESS = 0.05
"""While a source is silent it is asked after this share of the silence, if that is longer."""
DAYS = 21
"""Of so many days with news the longest silence is kept."""
ENOUGH_DAYS = 4
TWO_WEEKENDS = timedelta(days=15)
"""Who was watched for so long was seen over two of them."""
STRANGER_BEARS = timedelta(days=3)
UNKNOWN_BEARS = timedelta(days=30)
BEARS = 2
LEAST_BEARS = timedelta(hours=3)
PACES = 8
"""No silence of fewer usual gaps is unlike a source, however few it was seen through."""
QUIET_AFTER = 4
LEAST_QUIET = timedelta(hours=1)
STRANGER_QUIET = timedelta(days=1)


def interval(source: Source, habit: Habit, *, now: datetime) -> timedelta:
    """Return how long the source is left alone when all is well: `every`, or, where it has a
    `rhythm`, half its own pace within the bounds of that; the longer it is silent, the longer.
    """
    if source.rhythm is None:
        return source.every
    start = source.every.total_seconds() / SHARE
    pace = habit.pace if habit.pace is not None else start
    silent = silence(habit, now)
    if silent is not None:
        pace = max(pace, stepped(pace, silent.total_seconds(), habit.gaps))
    wish = pace * SHARE
    if silent is not None:
        wish = max(wish, silent.total_seconds() * WEARINESS)
    shortest = source.rhythm.shortest.total_seconds()
    longest = source.rhythm.longest.total_seconds()
    return timedelta(seconds=max(shortest, min(wish, longest)))


def silence(habit: Habit, now: datetime) -> timedelta | None:
    """Return how long nothing new has come; None if nothing is known of that."""
    last = habit.last_new or habit.since
    return max(now - last, timedelta(0)) if last is not None else None


def stepped(pace: float, gap: float, seen: int = LEARNING) -> float:
    """Return the pace (s) after a gap (s): nearer to it, and never lower for a longer gap.

    `seen`: how many gaps there were before.
    """
    ratio = max(gap, SHORTEST_PACE) / pace
    if seen < LEARNING:
        return max(SHORTEST_PACE, pace * power(ratio, max(ROOT, 1 / (seen + 2))))
    factor = min(max(power(ratio, ROOT), 1 / LONGEST_STEP), LONGEST_STEP)
    return max(SHORTEST_PACE, pace * factor)


def after_news(habit: Habit, start: float, *, items: int, at: datetime) -> Habit:
    """Return the habit after new items, the latest of which is of the moment `at`.

    `start` is the pace (s) that is assumed before anything is known.
    """
    before = habit.last_new
    if before is None or at <= before:
        return replace(habit, last_new=before or at)
    gap = (at - before).total_seconds()
    pace = habit.pace if habit.pace is not None else start
    return replace(
        habit,
        last_new=at,
        pace=stepped(pace, gap / items, habit.gaps),
        gaps=habit.gaps + 1,
        silences=_with(habit.silences, Silence(day=at.date(), seconds=int(gap))),
    )


def from_dates(habit: Habit, dates: Sequence[datetime]) -> Habit:
    """Return the habit that rising dates of items tell: its pace is the median of their gaps."""
    gaps = [(later - one).total_seconds() for one, later in pairwise(dates)]
    for day, gap in zip(dates[1:], gaps, strict=True):
        ended = Silence(day=day.date(), seconds=int(gap))
        habit = replace(habit, silences=_with(habit.silences, ended))
    pace = max(SHORTEST_PACE, median(gaps)) if gaps else habit.pace
    return replace(habit, last_new=dates[-1] if dates else None, pace=pace, gaps=len(gaps))


def _with(silences: tuple[Silence, ...], ended: Silence) -> tuple[Silence, ...]:
    if silences and silences[-1].day == ended.day:
        ended = Silence(day=ended.day, seconds=max(ended.seconds, silences[-1].seconds))
        silences = silences[:-1]
    return (*silences, ended)[-DAYS:]


def start_of(source: Source) -> float:
    """Return the pace (s) that makes a source of which nothing is known asked each `every`."""
    return source.every.total_seconds() / SHARE


def bears(habit: Habit, now: datetime) -> timedelta:
    """Return how long the source may be silent before that is unlike it.

    It is twice its second longest silence of late (one alone may have been a fault), but no less
    than eight usual gaps; three days at least where it was not watched over two weekends, and a
    month where no rhythm is known.
    """
    if habit.pace is None:
        return UNKNOWN_BEARS
    longest = sorted((kept.seconds for kept in habit.silences), reverse=True)
    known = longest[1] if len(longest) >= ENOUGH_DAYS else max(longest, default=0)
    paces = timedelta(seconds=habit.pace) * PACES
    least = max(LEAST_BEARS, paces, timedelta(seconds=known) * BEARS)
    watched = now.date() - habit.silences[0].day if habit.silences else timedelta(0)
    return least if watched >= TWO_WEEKENDS else max(least, STRANGER_BEARS)


def quiet_after(habit: Habit) -> timedelta:
    """Return after how long a silence the source counts as quiet."""
    if habit.pace is None:
        return STRANGER_QUIET
    return max(LEAST_QUIET, QUIET_AFTER * timedelta(seconds=habit.pace))
