"""Polling: what a source is asked, and what is remembered of its answer."""

from dataclasses import replace
from datetime import datetime

from monitor.model.health import Fault, Standing
from monitor.model.page import FEED_BYTES, Page, Reason, Request, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source
from monitor.schedule.habit import after_look, news
from monitor.schedule.sameness import asks_for_rest, body_mark
from monitor.schedule.trust import after_page, list_digest

UNCONDITIONAL_EVERY = 12
"""One poll in so many goes without validators (some servers answer 304 for ever), and what it
brings is read, be it known.
"""
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
    conditional = not is_every_nth(state) and state.distrusted is None
    return Request(
        url=source.url,
        etag=state.etag if conditional else None,
        last_modified=state.last_modified if conditional else None,
        max_bytes=FEED_BYTES,
        timeout=source.timeout,
    )


def is_every_nth(state: PollState) -> bool:
    """Return whether the next poll is the one in twelve that trusts nothing it knows."""
    return state.polls % UNCONDITIONAL_EVERY == UNCONDITIONAL_EVERY - 1


def is_known(source: Source, state: PollState, page: Page) -> bool:
    """Return whether the page need not be read: its bytes are those that were read last."""
    if state.body is None or is_every_nth(state):
        return False
    return state.body == body_mark(source, page)


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
        said="listed",
        entries=len(everything),
        position=listed.position if listed.position is not None else state.position,
        digest=listed.digest if listed.digest is not None else state.digest,
        habit=after_look(source, state.habit, everything, fresh, now=now),
    )
    if page is None:
        return after
    shown, distrusted = after_page(state, page, list_digest(listed), fresh, now=now)
    index = bool(listed.further) and not listed.candidates
    passing = asks_for_rest(page)
    return replace(
        after,
        etag=None if index else page.etag,
        last_modified=None if index else page.last_modified,
        shown=shown,
        distrusted=distrusted,
        moved_to=page.moved_to,
        body=None if index or passing else body_mark(source, page),
        keeps=None if passing else listed.keeps,
    )


def after_nothing_new(state: PollState, *, now: datetime) -> PollState:
    """Return what is to be remembered after the server said that nothing changed."""
    shown = state.shown
    return replace(
        _as_it_was(state, now),
        said="not_modified",
        shown=shown and replace(shown, unmodified=shown.unmodified + 1),
    )


def after_same_page(source: Source, state: PollState, page: Page, *, now: datetime) -> PollState:
    """Return what is to be remembered after the same bytes came again: the server did not say that
    nothing changed, so its word is not at stake.

    If the state has lost what came with these bytes, their validators are not remembered either.
    """
    after, before = replace(_as_it_was(state, now), said="same"), state.shown
    if before is None or state.body != body_mark(source, page):
        return after
    shown, distrusted = after_page(state, page, before.digest, (), now=now)
    return replace(
        after,
        etag=page.etag,
        last_modified=page.last_modified,
        shown=shown,
        distrusted=distrusted,
        moved_to=page.moved_to,
    )


def _as_it_was(state: PollState, now: datetime) -> PollState:
    habit = state.habit
    odd = replace(habit, odd=habit.odd + 1) if habit.odd else habit
    return replace(_well(state, now), habit=odd)


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
        said=str(answer.reason),
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
