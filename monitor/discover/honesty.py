"""Times that a listing should not be believed: those of its own making, not of its articles."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.source import Candidate

FEW = 3
MOMENT = timedelta(minutes=5)


def without_build_times(
    listed: tuple[Candidate, ...], *, asked_at: datetime
) -> tuple[Candidate, ...]:
    """Return the candidates, without `updated` where all of them changed as the list was asked for.

    Some sites stamp each item with the moment at which they write the feed; believing that would
    fetch every article again at every poll.
    """
    stamps = [c.updated.at for c in listed if c.updated is not None]
    if len(stamps) < FEW or len(stamps) < len(listed):
        return listed
    if any(abs(stamp - asked_at) > MOMENT for stamp in stamps):
        return listed
    return tuple(replace(candidate, updated=None) for candidate in listed)
