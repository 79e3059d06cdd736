"""Polling: what a source is asked, and what is remembered of its answer."""

from dataclasses import replace
from datetime import datetime

from monitor.model.health import Fault, Standing
from monitor.model.page import FEED_BYTES, Page, Reason, Request, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source
from monitor.schedule.habit import after_look, news
from monitor.schedule.trust import after_page

UNCONDITIONAL_EVERY = 12
"""One poll in so many goes without validators: some servers answer 304 for ever."""
SOFT_STRIKE, HARD_STRIKE = 0.5, 1.0
_SOFT = frozenset(
    {
        Reason.TIMEOUT,
        Reason.UNREACHABLE,
        Reason.NAME_UNKNOWN,
        Reason.TLS,
        Reason.SERVER_ERROR,
        Reason.PROTOCOL,
    }
)
"""Failures that often pass by themselves."""
_MEANS = {
    Reason.FORBIDDEN: Standing.BLOCKED,
    Reason.TOO_MANY: Standing.BLOCKED,
    Reason.ROBOTS: Standing.BLOCKED,
    Reason.WALLED: Standing.WALLED,
    Reason.UNREADABLE: Standing.CHANGED,
    Reason.TOO_LARGE: Standing.CHANGED,
    Reason.ENCODING: Standing.CHANGED,
}


def poll_request(source: Source, state: PollState) -> Request:
    """Return the request of the next poll: conditional, but for every twelfth, and where the
    validators of the source have lied.
    """
    every_nth = state.polls % UNCONDITIONAL_EVERY == UNCONDITIONAL_EVERY - 1
    conditional = not every_nth and state.distrusted is None
    return Request(
        url=source.url,
        etag=state.etag if conditional else None,
        last_modified=state.last_modified if conditional else None,
        max_bytes=FEED_BYTES,
        timeout=source.timeout,
    )


def after_list(
    source: Source,
    state: PollState,
    listed: Listed,
    *,
    everything: tuple[Candidate, ...],
    page: Page | None,
    now: datetime,
) -> PollState:
    """Return what is to be remembered after the source listed something, be it nothing.

    `everything`: with what stands in further lists. `page` None: it is no web page. An index of
    other lists is never asked conditionally: they may change while it does not.
    """
    fresh = news(source, state.habit, everything)
    after = replace(
        _well(state, now),
        entries=len(everything),
        position=listed.position if listed.position is not None else state.position,
        digest=listed.digest if listed.digest is not None else state.digest,
        habit=after_look(source, state.habit, everything, fresh, now=now),
    )
    if page is None:
        return after
    shown, distrusted = after_page(state, page, listed, fresh, now=now)
    index = bool(listed.further) and not listed.candidates
    return replace(
        after,
        etag=None if index else page.etag,
        last_modified=None if index else page.last_modified,
        shown=shown,
        distrusted=distrusted,
        moved_to=page.moved_to,
    )


def after_nothing_new(state: PollState, *, now: datetime) -> PollState:
    """Return what is to be remembered after the server said that nothing changed."""
    shown, habit = state.shown, state.habit
    return replace(
        _well(state, now),
        shown=shown and replace(shown, unmodified=shown.unmodified + 1),
        habit=replace(habit, odd=habit.odd + 1) if habit.odd else habit,
    )


def _well(state: PollState, now: datetime) -> PollState:
    return replace(
        state,
        last_poll=now,
        last_good=now,
        failures=0,
        strikes=0.0,
        polls=state.polls + 1,
        problem=None,
        good=state.good + 1,
        fault=None,
    )


def after_failure(state: PollState, answer: Unavailable, *, now: datetime) -> PollState:
    """Return what is to be remembered after the source could not be had.

    A page that was received but could not be read is to be told as `Unavailable` too.
    """
    strike = SOFT_STRIKE if answer.reason in _SOFT else HARD_STRIKE
    return replace(
        state,
        last_poll=now,
        failures=state.failures + 1,
        strikes=state.strikes + strike,
        polls=state.polls + 1,
        problem=f"{answer.reason}: {answer.detail}",
        good=0,
        fault=_fault(state, answer.reason, now),
    )


def _fault(state: PollState, reason: Reason, now: datetime) -> Fault:
    """Return the streak of failures that this one goes on with, or begins."""
    means = _MEANS.get(reason, Standing.UNREACHABLE)
    if means is Standing.CHANGED and state.last_good is None:
        means = Standing.UNREACHABLE
    before = state.fault
    if before is None or before.state is not means:
        return Fault(state=means, since=now)
    return replace(before, run=before.run + 1)
