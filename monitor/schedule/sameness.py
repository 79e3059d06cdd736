"""Sameness: a list that came again byte for byte says nothing new, whatever its server says."""

from hashlib import blake2b

from monitor.model.page import Page
from monitor.model.source import Source

_RESTS = (b"skiphours", b"skipdays")


def body_mark(source: Source, page: Page) -> str:
    """Return a hash of the body and of all by which the source's list is read from it.

    The day (UTC) is part of it: each list is read at least once a day, so that what it lists
    stays remembered, and a page that is watched is known anew.
    """
    how = (source.kind, source.link, source.select, source.fields)
    where = (page.url, page.content_type, page.charset, f"{page.fetched_at:%Y-%m-%d}")
    digest = blake2b(repr((how, where)).encode(errors="replace"), digest_size=12)
    digest.update(page.body)
    return digest.hexdigest()


def asks_for_rest(page: Page) -> bool:
    """Return whether the list names hours or days in which it is to be left alone: what it asks
    for then depends on when it is read.
    """
    body = page.body.lower()
    return any(word in body for word in _RESTS)
