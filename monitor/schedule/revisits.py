"""When a page that was read is worth reading again, though its listing may not say so."""

from datetime import datetime, timedelta

from monitor.model.source import Find, Source

OFTENEST = timedelta(minutes=5)
"""Between two looks at a live blog, at least; otherwise it is as often as its source is asked."""
RAREST = timedelta(minutes=30)
LONGEST = timedelta(hours=36)
"""How long a live blog is followed after it was found."""
EDITS = (timedelta(hours=1), timedelta(hours=6))
"""After it was first read, an article that told news is looked at again: was it edited, is it still
there? Where its listing tells changes it is looked at the last time only.
"""

STRANDED = timedelta(days=1)
"""How long what a source listed waits for it, where it is no longer configured."""
SOONEST, LATEST = timedelta(seconds=5), timedelta(minutes=10)


def next_look(find: Find, source: Source, *, now: datetime) -> datetime | None:
    """Return when a live blog that may go on is to be read again, None if it was long enough.

    A listing that tells changes is left to tell them.
    """
    if find.candidate.updated is not None or now - find.found_at >= LONGEST:
        return None
    return now + min(max(source.every, OFTENEST), RAREST)


def next_edit(find: Find, *, told_news: bool, now: datetime) -> datetime | None:
    """Return when an article is to be read again, None if it is not.

    It is if it told news, or was read again for that already, and has a page of its own; at most as
    often as there are `EDITS`.
    """
    listed, looks = find.candidate, find.looks
    waits = EDITS[-1:] if listed.updated is not None else EDITS
    if listed.enclosed is not None or looks >= len(waits):
        return None
    if not told_news and not looks:
        return None
    return max(find.found_at + waits[looks], now + OFTENEST)


def next_try(find: Find, *, now: datetime) -> datetime | None:
    """Return when to look again whether the find's source was configured anew, after its own age;
    None if it waited long enough.
    """
    age = now - find.found_at
    return None if age >= STRANDED else now + min(max(age, SOONEST), LATEST)
