"""Reading: the one way in for all that lists articles; it runs in a child that can be killed."""

import re
from typing import assert_never

from monitor.discover.api import api
from monitor.discover.bounds import unpacked, within_bounds
from monitor.discover.feed import feed
from monitor.discover.listing import listing
from monitor.discover.sitemap import sitemap
from monitor.discover.telegram import telegram
from monitor.discover.watched import watched
from monitor.errors import Unreadable
from monitor.model.page import Page
from monitor.model.source import Fields, Listed, Source, SourceKind

_FOREIGN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What parsers raise on input that their authors did not think of; `RecursionError` is among it."""
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_COMMENT = re.compile(r"<!--.*?-->|<[?!][^<>]*>", re.DOTALL)
_ROOTS = {
    "rss": SourceKind.FEED,
    "feed": SourceKind.FEED,
    "rdf": SourceKind.FEED,
    "channel": SourceKind.FEED,
    "urlset": SourceKind.SITEMAP,
    "sitemapindex": SourceKind.SITEMAP,
    "html": SourceKind.LISTING,
    "head": SourceKind.LISTING,
    "body": SourceKind.LISTING,
}
_TYPES = {
    "application/rss+xml": SourceKind.FEED,
    "application/atom+xml": SourceKind.FEED,
    "application/rdf+xml": SourceKind.FEED,
    "application/feed+json": SourceKind.FEED,
    "text/html": SourceKind.LISTING,
    "application/xhtml+xml": SourceKind.LISTING,
}
_LOOKED_AT = 4096
_JSON_FEED = re.compile(
    r'jsonfeed\.org|"items"(?=.*"(?:content_html|content_text|date_published|external_url)")',
    re.DOTALL,
)
"""Its version, or names that are its own: many an API has a list of `items`."""


def listed(page: Page, source: Source) -> Listed:
    """Return what the page lists as the source's kind; raises nothing but `Unreadable`.

    Candidates stand in document order.
    """
    try:
        return _listed(within_bounds(page.body), page, source)
    except _FOREIGN as error:
        raise Unreadable(f"the {source.kind} cannot be parsed: {type(error).__name__}") from error


def _listed(content: bytes, page: Page, source: Source) -> Listed:
    base, charset = page.url, page.charset
    match source.kind:
        case SourceKind.FEED:
            return feed(content, base=base, asked_at=page.fetched_at, charset=charset)
        case SourceKind.SITEMAP:
            return sitemap(content, base=base)
        case SourceKind.LISTING:
            found = listing(content, base=base, selector=source.link, charset=charset)
            return Listed(candidates=found)
        case SourceKind.PAGE:
            at, select = page.fetched_at, source.select
            return watched(content, base=base, select=select, charset=charset, asked_at=at)
        case SourceKind.API:
            return api(content, base=base, fields=source.fields or Fields())
        case SourceKind.TELEGRAM:
            return telegram(content, asked_at=page.fetched_at, charset=charset)
        case SourceKind.MAILBOX | SourceKind.ARCHIVE:
            raise Unreadable(f"the {source.kind} is no page")
        case _:
            assert_never(source.kind)


def _is_json_feed(text: str, content_type: str | None) -> bool:
    named = (content_type or "").startswith("application/feed+json") and '"items"' in text
    return named or _JSON_FEED.search(text) is not None


def guess_kind(body: bytes, content_type: str | None = None) -> SourceKind | None:
    """Return what the body lists articles as, by its first element, else by its Content-Type."""
    try:
        start = unpacked(body)[:_LOOKED_AT]
    except Unreadable:
        return None
    wide = start[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = start.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()
    if text.startswith("{"):
        return SourceKind.FEED if _is_json_feed(text, content_type) else None
    first = _FIRST_TAG.search(_COMMENT.sub("", text))
    by_root = _ROOTS.get(first.group(2).lower()) if first else None
    named = (content_type or "").partition(";")[0].strip().lower()
    return by_root or _TYPES.get(named)
