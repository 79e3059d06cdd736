"""Looks at the queue of polls: which one was due the longest, and nobody had claimed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.crowd import fails

BEHIND = 1.0
"""A poll that is due for so many seconds has been passed over by at least one claim."""


@dataclass(frozen=True, kw_only=True)
class QueueLook:
    """What one look saw, at a moment (s of the epoch): for how long (s) the latest poll was due and
    not claimed, whose it is (None: no poll is known), and how many were due for over a second.
    """

    at: float
    late: float = 0.0
    host: int | None = None
    behind: int = 0


def queue_look(rows: Sequence[tuple[bytes, float]], *, now: float) -> QueueLook:
    """Return the look at rows of the queue (source, due in ms of the epoch), longest due first."""
    if not rows:
        return QueueLook(at=now)
    behind = sum(now - due / 1000 > BEHIND for _, due in rows)
    name, due = rows[0]
    return QueueLook(at=now, late=max(0.0, now - due / 1000), host=int(name[1:]), behind=behind)


def latest(looks: Iterable[QueueLook], since: float, until: float) -> QueueLook | None:
    """Return the look of that time that saw the latest poll; None if there was none."""
    within = (look for look in looks if since <= look.at < until)
    return max(within, key=lambda look: look.late, default=None)


def words(look: QueueLook | None, *, began: float) -> str:
    """Return the look as it is printed; `began`: the moment from which seconds are counted."""
    if look is None:
        return "nobody looked"
    if look.host is None or not look.late:
        return "none was due"
    way = fails(look.host) or "well"
    others = f"{look.behind} due for over {BEHIND:g} s"
    return f"{look.late:.1f} s (host {look.host}: {way}; {others}; at {look.at - began:.0f} s)"
