"""Habit: what a source usually lists, and which of it is new to itself, in memory that is flat."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from heapq import nlargest
from operator import itemgetter

from monitor.model.health import Habit, Sample
from monitor.model.source import Candidate, Source, SourceKind
from monitor.schedule.rhythm import after_news, from_dates, start_of

MARK = 5
"""Signs of a mark: thirty bits, so that of ten million new items one is taken for known."""
MOST_KNOWN = 200
HISTORY = 60
"""So many dated items of the first list tell the rhythm that the source had before."""
HISTORY_SPAN = timedelta(days=14)
HISTORY_LEAST = 5
"""Older items are passed over where so many others tell: some lists keep a few for ever."""
RETURNED = timedelta(days=1)
"""An item dated so long before the last new one has only come back into the list."""
READ_ON = frozenset({SourceKind.MAILBOX, SourceKind.ARCHIVE})
"""Kinds that are read on from a position: all that they give is new, and nothing is usual."""
NO_YIELD = READ_ON | {SourceKind.PAGE}
WINDOWED = frozenset({SourceKind.SITEMAP})
"""Kinds that list what is of the last days: few items after a weekend, and none may be all."""
LEARNT = 0.1
"""The weight of one list in what is usual."""
COLLAPSED, USUAL_LEAST = 0.2, 10
UNDATED, USUALLY_DATED = 0.1, 0.8


def news(source: Source, habit: Habit, listed: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return what the source had not listed before; nothing at its first list with items."""
    if source.kind in NO_YIELD:
        return listed
    if not habit.known:
        return ()
    known = {habit.known[n : n + MARK] for n in range(0, len(habit.known), MARK)}
    return tuple(c for c in _latest(listed) if _mark(c) not in known and not _returned(c, habit))


def _returned(one: Candidate, habit: Habit) -> bool:
    last = habit.sample
    return last is not None and one.published is not None and one.published.at < last.at - RETURNED


def _mark(one: Candidate) -> str:
    name = one.url if one.url is not None else f"{one.title}\n{one.published}"
    digest = blake2b(name.encode(errors="replace"), digest_size=8).digest()
    return urlsafe_b64encode(digest).decode()[:MARK]


def after_look(
    source: Source,
    habit: Habit,
    listed: tuple[Candidate, ...],
    fresh: tuple[Candidate, ...],
    *,
    now: datetime,
) -> Habit:
    """Return the habit after a list was read; `fresh`: what of it is `news`.

    What it tells of a time that is yet to come is of now: the clock was set back.
    """
    habit = _not_ahead(habit, now)
    if habit.since is None or not (habit.known or source.kind in NO_YIELD):
        learnt = _from_history(habit, listed, now)
    elif fresh:
        learnt = after_news(habit, start_of(source), items=len(fresh), at=now)
        learnt = replace(learnt, sample=_sample(fresh, now))
    else:
        learnt = habit
    learnt = replace(learnt, since=habit.since or now)
    if source.kind in NO_YIELD:
        return learnt
    learnt = replace(learnt, known=_known(listed, habit))
    return _with_yield(learnt, listed, now, windowed=source.kind in WINDOWED)


def _not_ahead(habit: Habit, now: datetime) -> Habit:
    def past(at: datetime | None) -> datetime | None:
        return at and min(at, now)

    sample = habit.sample
    return replace(
        habit,
        since=past(habit.since),
        last_new=past(habit.last_new),
        odd_since=past(habit.odd_since),
        sample=sample and replace(sample, at=min(sample.at, now)),
    )


def _from_history(habit: Habit, listed: tuple[Candidate, ...], now: datetime) -> Habit:
    """Return the habit that the dates of the first list with items tell."""
    if not listed:
        return habit
    dates = sorted({c.published.at for c in listed if c.published and c.published.at <= now})
    learnt = replace(habit, sample=_sample(listed, now))
    late = [at for at in dates if at >= dates[-1] - HISTORY_SPAN]
    learnt = from_dates(learnt, (late if len(late) >= HISTORY_LEAST else dates)[-HISTORY:])
    return learnt if dates or habit.since is None else replace(learnt, last_new=now)


def _sample(fresh: tuple[Candidate, ...], now: datetime) -> Sample:
    """Return the latest of the items; the first where none has a date that can be."""
    dated = [(c.published.at, c) for c in fresh if c.published and c.published.at <= now]
    at, last = max(dated, key=lambda pair: pair[0]) if dated else (now, fresh[0])
    return Sample(title=last.title, url=last.url, at=at)


def _known(listed: tuple[Candidate, ...], habit: Habit) -> str:
    """Return the marks of the list; an empty one is not believed to be all there is."""
    return "".join(_mark(one) for one in _latest(listed)) if listed else habit.known


def _latest(listed: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the list, or of a long one what changed last, else its two ends."""
    if len(listed) <= MOST_KNOWN:
        return listed
    dated = [(stamp.at, one) for one in listed if (stamp := one.updated or one.published)]
    if len(dated) >= MOST_KNOWN:
        return tuple(one for _, one in nlargest(MOST_KNOWN, dated, key=itemgetter(0)))
    half = MOST_KNOWN // 2
    return (*listed[:half], *listed[-half:])


def _with_yield(
    habit: Habit, listed: tuple[Candidate, ...], now: datetime, *, windowed: bool
) -> Habit:
    """Return the habit with the yield of the list; what is odd is learnt only when news comes in
    an odd list that was not the first.
    """
    entries = float(len(listed))
    dated = sum(one.published is not None for one in listed) / entries if entries else 0.0
    has_news = habit.last_new == now
    odd = oddity(habit, len(listed), dated, windowed=windowed) is not None
    if odd and not (entries and has_news and habit.odd):
        return replace(habit, odd=habit.odd + 1, odd_since=habit.odd_since or now)
    if habit.entries is None or habit.dated is None or odd:
        return replace(habit, entries=entries, dated=dated, odd=0, odd_since=None)
    return replace(
        habit,
        entries=habit.entries + LEARNT * (entries - habit.entries),
        dated=habit.dated + LEARNT * (dated - habit.dated),
        odd=0,
        odd_since=None,
    )


def oddity(
    habit: Habit, entries: int, dated: float | None = None, *, windowed: bool = False
) -> str | None:
    """Return how a list of so many items, this share of them dated, is unlike the source; None if
    it is not. `dated` None: all that is known is that the list was odd. `windowed`: how many items
    it lists depends on how much happened of late.
    """
    usual = habit.entries
    if entries == 0:
        return "it lists nothing"
    if usual is None:
        return None
    if not windowed and usual >= USUAL_LEAST and entries < COLLAPSED * usual:
        return f"it lists {entries} of usually {usual:.0f} items"
    if (habit.dated or 0.0) >= USUALLY_DATED and (dated is None or dated < UNDATED):
        return "its items no longer have dates"
    return None
