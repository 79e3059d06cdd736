"""Broken feeds: the one door to feedparser, which is forty times as slow and reads nearly all.

Dates are taken as they are written and read by `dates`: libraries fill in today for what a date
leaves out.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import feedparser

from monitor.discover.keeping import time_to_live, update_period
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.source import Candidate, Listed, SourceKind

MOST_ENTRIES = 1_000
"""So many entries of a broken feed are read."""
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)
_ENDLESS_NAME = re.compile(
    rb"(<(?:\w+:)?(?:author|contributor|creator|email|managingEditor|name|publisher|webMaster)"
    rb"\b[^<>]*>)(?:<!\[CDATA\[)?[^<]{1000,}",
    re.IGNORECASE,
)
_ENDLESS_WORD = re.compile(rb"[A-Za-z0-9_.+-]{2000,}")
"""feedparser looks for mail addresses in names, in quadratic time."""


def patiently(body: bytes, *, base: str, charset: str | None, known: bool) -> Listed:
    """Return what feedparser finds; `known`: it is a feed, even if it is an empty one.

    Raises `Unreadable` for what is no feed.
    """
    headers = {"content-location": base}
    if charset is not None:
        headers["content-type"] = f"application/xml; charset={charset}"
    parsed = feedparser.parse(
        BytesIO(_within_reason(body)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not known and not parsed.get("version") and not parsed["entries"]:
        raise Unreadable("this is no feed: neither RSS, Atom, RDF nor JSON Feed")
    told = parsed["feed"]
    period = update_period(told.get("sy_updateperiod"), told.get("sy_updatefrequency"))
    return Listed(
        candidates=tuple(_entry(one, base) for one in parsed["entries"][:MOST_ENTRIES]),
        keeps=time_to_live(told.get("ttl")) or period,
    )


def _within_reason(body: bytes) -> bytes:
    """Return the feed up to its last entry that is read, without names that have no end."""
    begins = zip(range(MOST_ENTRIES + 1), _ENTRY.finditer(body), strict=False)
    after = next((one.start() for number, one in begins if number == MOST_ENTRIES), len(body))
    return _ENDLESS_WORD.sub(b"", _ENDLESS_NAME.sub(rb"\1", body[:after]))


def _entry(entry: Mapping[str, Any], base: str) -> Candidate:
    read = dict(entry.items())
    return Candidate(
        url=link(read.get("link"), base),
        title=title(read.get("title")),
        published=stamp(read.get("published") or read.get("created")),
        updated=stamp(read.get("updated")),
        kind=SourceKind.FEED,
    )
