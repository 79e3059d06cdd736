"""Lateness: which items come too late to be news, and can only make background."""

from datetime import datetime, timedelta

from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Find, PollState, SourceKind

CLOCK_ERROR = timedelta(hours=24)
"""A date further ahead than this is a mistake of its page."""
HALF_DAY = timedelta(hours=12)


def fresh_since(state: PollState, *, now: datetime, catch_up: timedelta) -> datetime:
    """Return the moment before which what is published can only make background.

    It is `catch_up` ago, or the last good poll, if that was earlier; `state` is as it was before
    the poll.
    """
    if state.last_good is None:
        return now - catch_up
    return min(now - catch_up, state.last_good)


def is_stale(candidate: Candidate, state: PollState, *, now: datetime, catch_up: timedelta) -> bool:
    """Return whether the item can only make background; `state` is as it was before its poll.

    At the baseline (no good poll yet) it is stale unless it is dated within `catch_up`. Later it is
    stale if its date is older than the longer of `catch_up` and the time since the last good poll;
    an edit counts as a date then. What an archive holds is always judged as at the baseline.
    """
    since = fresh_since(state, now=now, catch_up=catch_up)
    if state.last_good is None or candidate.kind is SourceKind.ARCHIVE:
        first = candidate.published if candidate.published is not None else candidate.updated
        return came_too_late((first,), since, now=now, listed_stale=True)
    stamps = (candidate.published, candidate.updated)
    return came_too_late(stamps, since, now=now, listed_stale=False)


def came_too_late(
    stamps: tuple[Stamp | None, ...], since: datetime, *, now: datetime, listed_stale: bool
) -> bool:
    """Return whether none of the dates that a page tells lies after `since`.

    A page that tells no date that can be believed is judged as its listing was.
    """
    ages = [age for age in (_age(stamp, now) for stamp in stamps) if age is not None]
    return min(ages) > now - since if ages else listed_stale


def arrives_too_late(find: Find, published: Stamp | None, updated: Stamp | None) -> bool:
    """Return whether the page of a find can only make background, now that its own dates are read.

    A listing that told no date is corrected by the page; one that told an old date is believed.
    """
    if find.since is None:
        return find.stale
    listed = (find.candidate.published, find.candidate.updated)
    if find.stale:
        told = published if listed == (None, None) else None
        return came_too_late((told,), find.since, now=find.found_at, listed_stale=True)
    stamps = (published, updated, *listed)
    return came_too_late(stamps, find.since, now=find.found_at, listed_stale=False)


def entry_comes_too_late(
    find: Find, published: Stamp | None, updated: Stamp | None, *, now: datetime
) -> bool:
    """Return whether an entry of a find's live page can only make background: by its own dates."""
    if find.since is None:
        return find.stale
    return came_too_late((published, updated), find.since, now=now, listed_stale=True)


def _age(stamp: Stamp | None, now: datetime) -> timedelta | None:
    """Return the least age that the stamp allows (a whole day lasts to its end); None: unknown."""
    if stamp is None:
        return None
    latest = stamp.at + HALF_DAY if stamp.whole_day else stamp.at
    return None if stamp.at > now + CLOCK_ERROR else now - latest
