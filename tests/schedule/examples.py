"""A source of our own invention, and what it may answer."""

from datetime import UTC, datetime, timedelta

from monitor.model.moment import Stamp
from monitor.model.page import Page, Reason, Unavailable
from monitor.model.source import Candidate, Rhythm, Source, SourceId, SourceKind

NOW = datetime(2025, 12, 17, 12, tzinfo=UTC)
"""A Wednesday."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RHYTHM = Rhythm(shortest=2 * MINUTE, longest=2 * HOUR)
PLACE = "https://harbour.example"


def source(every=10 * MINUTE, *, kind=SourceKind.FEED, rhythm=None, **more) -> Source:
    return Source(
        id=SourceId("harbour"),
        kind=kind,
        url=f"{PLACE}/rss",
        outlet="Harbour Gazette",
        every=every,
        rhythm=rhythm,
        **more,
    )


def page(**more) -> Page:
    fields = {"url": f"{PLACE}/rss", "asked": f"{PLACE}/rss", "body": b"", "fetched_at": NOW}
    return Page(**(fields | more))


def unavailable(reason=Reason.SERVER_ERROR) -> Unavailable:
    return Unavailable(url=f"{PLACE}/rss", reason=reason, detail="as told")


def item(name="1", published=None, updated=None) -> Candidate:
    """Return an item; the dates are moments."""
    return Candidate(
        url=f"{PLACE}/{name}",
        title=f"Title {name}",
        published=Stamp(at=published) if published is not None else None,
        updated=Stamp(at=updated) if updated is not None else None,
        kind=SourceKind.FEED,
    )


def items(count, *, start=0, dated=None):
    """Return so many items; with `dated`, one each hour before that moment."""
    return tuple(
        item(str(n), None if dated is None else dated - (n - start) * HOUR)
        for n in range(start, start + count)
    )
