"""Silence: in what state a source is, since when and why, and when that is worth telling."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.health import (
    Announced,
    Change,
    Fault,
    Glance,
    Habit,
    Health,
    Reads,
    Standing,
    span_words,
)
from monitor.model.source import PollState, Source, SourceKind
from monitor.schedule.habit import NO_YIELD, WINDOWED, oddity
from monitor.schedule.rhythm import bears, quiet_after, silence

FAILS = 3
"""So many failures of one kind in a row, and a source that was well is not."""
MIXED = 6
"""So many failures in a row of whatever kinds say the same."""
ODD = 2
"""So many odd lists in a row, and the source has changed."""
TELLING_GAPS = 3
"""So many gaps tell how often a source usually has news."""
READS_LEAST = 8
WALLED_FROM, WALLED_UNTIL = 0.8, 0.5
"""From which share of articles that cannot be read a source is walled off, and until which."""
HOLD = timedelta(minutes=30)
"""So long a trouble must last before it is told."""
LONG_HOLD = timedelta(hours=6)
"""So long where something was told of the source within a day: who flaps is not told each time."""
LATELY = timedelta(hours=24)
MANY, OUR_SHARE = 4, 0.5
"""Where this share of many sources, or more, could not be reached, our own line is down."""
WELL = 2
"""So many good polls in a row, and a source is well again."""
FAILING = frozenset({Standing.UNREACHABLE, Standing.BLOCKED, Standing.WALLED, Standing.CHANGED})
"""States that failures make of a source."""
CARDS = frozenset({SourceKind.LISTING, SourceKind.API, SourceKind.TELEGRAM})
"""Kinds of which an empty list means that they are built otherwise now."""
NEWS_HELD = timedelta(hours=44)
"""Of so long a silence a list of the last two days is empty: an item may be seen hours late."""


def standing(source: Source, state: PollState, reads: Reads, *, now: datetime) -> Health:
    """Return the health of the source by the state as it is after its last poll.

    It has been so since no later than now, though the clock was set back.
    """
    before = state.health
    found = _by_failures(state) or _by_articles(state, reads, now) or _by_lists(source, state, now)
    health = found or _by_silence(source, state, now)
    goes_on = before is not None and before.state is health.state
    since = before.since if before is not None and goes_on else health.since
    return replace(health, since=min(since, now), sample=state.habit.sample)


def _by_failures(state: PollState) -> Health | None:
    """Return the trouble that failures show; a few change nothing for a source that was well."""
    fault, before = state.fault, state.health
    if fault is None:
        return None
    since = state.last_good
    why = f"{state.problem}; last good poll: {since:%Y-%m-%d %H:%M} UTC" if since else state.problem
    if since is None or before is None or _is_proven(fault, before, state.failures):
        return Health(state=fault.state, since=fault.since, why=why or "")
    return before


def _is_proven(fault: Fault, before: Health, failures: int) -> bool:
    if fault.run >= FAILS or before.state is fault.state:
        return True
    return failures >= MIXED and before.state not in FAILING


def _by_articles(state: PollState, reads: Reads, now: datetime) -> Health | None:
    """Return that the source is walled off, where most of its last articles could not be read.

    Those without an answer do not count where polls failed meanwhile: our own line may be down.
    """
    mute = 0 if state.is_shaken else reads.unanswered
    tried = reads.tried - reads.unanswered + mute
    failed = reads.failed - reads.unanswered + mute
    walled = state.health is not None and state.health.state is Standing.WALLED
    if tried < READS_LEAST or failed < tried * (WALLED_UNTIL if walled else WALLED_FROM):
        return None
    behind = f", {reads.walled} stood behind a wall" if reads.walled else ""
    silent = f", {mute} were never answered" if mute else ""
    why = f"{failed} of its last {tried} articles could not be read{behind}{silent}"
    return Health(state=Standing.WALLED, since=now, why=why)


def _by_lists(source: Source, state: PollState, now: datetime) -> Health | None:
    """Return that the source lists nothing, or other than it used to."""
    habit, entries = state.habit, state.entries
    if source.kind in NO_YIELD or entries is None or not habit.odd:
        return None
    if source.kind in WINDOWED and entries == 0 and _may_be_empty(habit, now):
        return None
    if habit.odd < ODD and habit.entries is not None:
        return state.health
    why = oddity(habit, entries, windowed=source.kind in WINDOWED) or "its lists changed"
    had = habit.entries is not None and habit.entries >= 1
    emptied = entries == 0 and not (had and source.kind in CARDS)
    state_ = Standing.EMPTY if emptied else Standing.CHANGED
    if habit.entries is not None and entries == 0:
        why = f"{why}; usually {habit.entries:.0f} items"
    return Health(state=state_, since=habit.odd_since or now, why=why)


def _may_be_empty(habit: Habit, now: datetime) -> bool:
    """Return whether a list of the last days may hold nothing: it was silent when it was emptied,
    and is no longer so than its nights and weekends are.
    """
    last, emptied = habit.last_new, habit.odd_since
    if last is None or emptied is None or (silence(habit, now) or timedelta(0)) > bears(habit, now):
        return False
    return emptied - last >= min(quiet_after(habit), NEWS_HELD)


def _by_silence(source: Source, state: PollState, now: datetime) -> Health:
    """Return whether the source is fresh, quiet, or silent for longer than it ever is."""
    habit = state.habit
    silent = silence(habit, now) or timedelta(0)
    usual = _usual(state)
    if silent <= quiet_after(habit):
        return Health(state=Standing.FRESH, since=now, why=f"it brings news{usual}")
    borne = bears(habit, now)
    empty = "; its list is empty meanwhile" if state.entries == 0 and habit.odd else ""
    why = f"nothing new for {span_words(silent)}{usual}{empty}"
    if source.kind is SourceKind.ARCHIVE or silent <= borne:
        return Health(state=Standing.QUIET, since=now - silent + quiet_after(habit), why=why)
    why = f"{why}; at most {span_words(borne)} of silence would be like it"
    return Health(state=Standing.STALE, since=now - silent + borne, why=why)


def _usual(state: PollState) -> str:
    pace, gaps = state.habit.pace, state.habit.gaps
    if pace is None or gaps < TELLING_GAPS:
        return ""
    return f", usually every {span_words(timedelta(seconds=pace))}"


def worth_telling(state: PollState, health: Health, *, now: datetime) -> Change | None:
    """Return the change of the source's state that receivers who wish so are to be told now.

    A trouble is told when it has lasted, its end when two good polls followed each other; whoever
    flaps is told of at most every six hours.
    """
    told = state.announced
    known = told.state if told is not None else Standing.FRESH
    if not health.state.is_trouble:
        over = known.is_trouble and state.good >= WELL and _has_ended(known, health)
        return Change(before=known, health=health) if over else None
    if health.state is known or now - health.since < _hold(health, told, now):
        return None
    return Change(before=known, health=health)


def _has_ended(known: Standing, health: Health) -> bool:
    return health.state is Standing.FRESH or (
        health.state is Standing.QUIET and known is not Standing.STALE
    )


def _hold(health: Health, told: Announced | None, now: datetime) -> timedelta:
    if told is not None and abs(now - told.at) < LATELY:
        return LONG_HOLD
    return timedelta(0) if health.state is Standing.STALE else HOLD


def is_ours(change: Change, state: PollState, glances: Collection[Glance]) -> bool:
    """Return whether a source is likely unreachable for a fault of ours, by how all that were asked
    since did: then one alert a source would tell nothing, and it is told when others are well
    again.
    """
    if change.health.state is not Standing.UNREACHABLE or state.fault is None:
        return False
    reached = [glance.reached for glance in glances if glance.asked >= state.fault.since]
    return len(reached) >= MANY and reached.count(False) >= OUR_SHARE * len(reached)
