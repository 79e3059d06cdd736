"""A source and its answer, as the stage gets them."""

from datetime import UTC, datetime

from monitor.model.page import Page
from monitor.model.source import Source, SourceId

PLACE = "https://harbour.example/"
NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


def asked(kind, url=PLACE, **more):
    """Return a source of the kind."""
    return Source(id=SourceId("harbour"), kind=kind, url=url, outlet="Harbour Post", **more)


def answered(body, url=PLACE, *, at=NOON, **more):
    """Return the page that was found there."""
    content = body.encode() if isinstance(body, str) else body
    return Page(url=url, asked=url, body=content, fetched_at=at, **more)
