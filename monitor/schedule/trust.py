"""Trust: whether a server's word that nothing changed can be believed.

A validator lies where the same one comes with another list, or where a list that was asked for
without it has items that were published before the server last said that there is nothing new.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from monitor.model.health import Shown
from monitor.model.page import Page
from monitor.model.source import Candidate, Listed, PollState

LATE = timedelta(hours=1)
"""Items may be listed so long after the time that they bear."""
MOST_DOUBTS = 2
FORGIVEN_AFTER = timedelta(days=30)
"""So long after they lied validators are tried once more."""


def list_digest(listed: Listed) -> str:
    """Return a hash of what a list shows: links, titles and the lists that it names."""
    told = (*(f"{one.url}\n{one.title}" for one in listed.candidates), *listed.further)
    return blake2b("\n".join(told).encode(errors="replace"), digest_size=8).hexdigest()


def after_page(
    state: PollState, page: Page, digest: str, fresh: tuple[Candidate, ...], *, now: datetime
) -> tuple[Shown, datetime | None]:
    """Return what is remembered of the list of this digest that came, and since when the validators
    of the source are not believed; `fresh` are the items that it had not listed before.
    """
    shown = Shown(at=now, digest=digest)
    before = state.shown
    if before is None:
        return shown, state.distrusted
    if state.distrusted is not None:
        forgiven = now - state.distrusted > FORGIVEN_AFTER
        return shown, None if forgiven else state.distrusted
    if _same_validator(state, page) and before.digest != shown.digest:
        return shown, now
    if before.unmodified == 0:
        return replace(shown, doubts=before.doubts), None
    doubts = before.doubts + 1 if _came_in_silence(state, before, fresh) else 0
    return replace(shown, doubts=doubts), now if doubts >= MOST_DOUBTS else None


def _same_validator(state: PollState, page: Page) -> bool:
    if page.etag is not None or state.etag is not None:
        return page.etag == state.etag
    return page.last_modified is not None and page.last_modified == state.last_modified


def _came_in_silence(state: PollState, before: Shown, fresh: tuple[Candidate, ...]) -> bool:
    """Return whether an item was published while the server said that nothing was."""
    until = (state.last_good or before.at) - LATE
    stamps = (one.published for one in fresh)
    return any(s is not None and not s.whole_day and before.at < s.at < until for s in stamps)
