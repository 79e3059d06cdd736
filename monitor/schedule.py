"""Schedule: when each source is due, what it is asked then, and which items come too late."""

from datetime import datetime, timedelta
from typing import assert_never

from monitor.model.moment import Stamp
from monitor.model.page import FEED_BYTES, Answer, NotModified, Page, Request, Unavailable
from monitor.model.source import Candidate, Find, PollState, Source

LONGEST_WISH = timedelta(hours=24)
"""No server may ask for a longer wait than this."""
SLOWEST_BACK_OFF = timedelta(hours=6)
BACK_OFF_DOUBLINGS = 4
JITTER = 0.1
"""Polls are spread by so much of their wait, to either side."""
UNCONDITIONAL_EVERY = 12
"""One poll in so many goes without validators: some servers answer 304 for ever."""
FIRST_POLLS_WITHIN = timedelta(minutes=1)
CLOCK_ERROR = timedelta(hours=24)
"""A date further ahead than this is a mistake of its page."""
HALF_DAY = timedelta(hours=12)


def first_poll(source: Source, *, now: datetime, jitter: float) -> datetime:
    """Return when a source that was never polled is due: within a minute, and within its interval.

    `jitter` is a share from 0 to 1.
    """
    return now + min(FIRST_POLLS_WITHIN, source.every) * jitter


def next_poll(
    source: Source,
    state: PollState,
    *,
    now: datetime,
    jitter: float,
    max_age: timedelta | None = None,
    retry_at: datetime | None = None,
) -> datetime:
    """Return when the source is due again, by the state as it is after the poll.

    It is the interval, doubled with each failure up to six hours, more or less a tenth by `jitter`
    (from 0 to 1); later if the server said that its answer keeps (`max_age`) or named a time
    (`retry_at`), but for these at most a day.
    """
    wait = _interval(source, state.failures) * (1 - JITTER + 2 * JITTER * jitter)
    wishes = [max_age or timedelta(0), retry_at - now if retry_at is not None else timedelta(0)]
    return now + max(wait, min(max(wishes), LONGEST_WISH))


def _interval(source: Source, failures: int) -> timedelta:
    slowed = source.every * (1 << min(failures, BACK_OFF_DOUBLINGS))
    return min(slowed, max(source.every, SLOWEST_BACK_OFF))


def poll_request(source: Source, state: PollState) -> Request:
    """Return the request of the next poll: conditional, but for every twelfth."""
    conditional = state.polls % UNCONDITIONAL_EVERY != UNCONDITIONAL_EVERY - 1
    return Request(
        url=source.url,
        etag=state.etag if conditional else None,
        last_modified=state.last_modified if conditional else None,
        max_bytes=FEED_BYTES,
        timeout=source.timeout,
    )


def after_poll(
    state: PollState, outcome: Answer, *, now: datetime, entries: int | None = None
) -> PollState:
    """Return what is to be remembered after the poll; `entries` is how many items a page listed.

    A page that was received but could not be read is to be told as `Unavailable`.
    """
    match outcome:
        case Page():
            return PollState(
                last_poll=now,
                last_good=now,
                polls=state.polls + 1,
                etag=outcome.etag,
                last_modified=outcome.last_modified,
                entries=entries,
            )
        case NotModified():
            return PollState(
                last_poll=now,
                last_good=now,
                polls=state.polls + 1,
                etag=state.etag,
                last_modified=state.last_modified,
                entries=state.entries,
            )
        case Unavailable():
            return PollState(
                last_poll=now,
                last_good=state.last_good,
                failures=state.failures + 1,
                polls=state.polls + 1,
                etag=state.etag,
                last_modified=state.last_modified,
                entries=state.entries,
                problem=f"{outcome.reason}: {outcome.detail}",
            )
        case _:
            assert_never(outcome)


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
    an edit counts as a date then.
    """
    since = fresh_since(state, now=now, catch_up=catch_up)
    if state.last_good is None:
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


def _age(stamp: Stamp | None, now: datetime) -> timedelta | None:
    """Return the least age that the stamp allows (a whole day lasts to its end); None: unknown."""
    if stamp is None:
        return None
    latest = stamp.at + HALF_DAY if stamp.whole_day else stamp.at
    return None if stamp.at > now + CLOCK_ERROR else now - latest
