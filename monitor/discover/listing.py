"""Listings: pages of links, of which a CSS selector names those that lead to articles."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.elements import text
from monitor.discover.markup import base_of, root_of, selected
from monitor.discover.titles import link, title
from monitor.model.dates import stamp
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, SourceKind

ALL_LINKS = "a[href]"
_CARD_LEVELS = 4
"""So far up from a link its own date is looked for."""


def listing(
    body: bytes, *, base: str, selector: str | None = None, charset: str | None = None
) -> tuple[Candidate, ...]:
    """Return the pages that the selected links lead to, each once, in document order.

    The selector names the links, or elements in or around which they stand; None means all links.
    Raises `Unreadable` if it cannot be understood, or the page is empty.
    """
    root = root_of(body, base, charset)
    base = base_of(root, base)
    named = selected(root, selector or ALL_LINKS)
    anchors = [anchor for element in named if (anchor := _anchor(element)) is not None]
    chosen = set(anchors)
    found: dict[str, Candidate] = {}
    for anchor in anchors:
        url = _target(anchor.get("href", ""), base)
        if url is None:
            continue
        known = found.get(url)
        if known is None and len(found) < MOST_CANDIDATES:
            found[url] = Candidate(
                url=url,
                title=_title(anchor),
                published=_date(anchor, chosen),
                kind=SourceKind.LISTING,
            )
        elif known is not None and known.title is None:
            found[url] = replace(known, title=_title(anchor))
    return tuple(found.values())


def _target(href: str, base: str) -> str | None:
    """Return the page that the link leads to; None if it stays on its own."""
    url = None if href.strip().startswith("#") else link(href, base)
    return url.partition("#")[0] if url else None


def _anchor(element: etree._Element) -> etree._Element | None:
    """Return the link that the element is, has in it, or stands in."""
    if element.get("href"):
        return element
    inside = next((part for part in element.iter("a") if part.get("href")), None)
    if inside is not None:
        return inside
    return next((above for above in element.iterancestors("a") if above.get("href")), None)


def _title(anchor: etree._Element) -> str | None:
    shown = [" ".join(map(str, anchor.itertext())), anchor.get("title"), anchor.get("aria-label")]
    shown += [image.get("alt") for image in anchor.iter("img")]
    return next((read for part in shown if (read := title(part)) is not None), None)


def _date(anchor: etree._Element, chosen: set[etree._Element]) -> Stamp | None:
    """Return the date in the link, or in the nearest element around it that has no other link."""
    for card in _cards(anchor, chosen):
        for element in card.iter("time"):
            if (read := stamp(element.get("datetime") or text(element))) is not None:
                return read
    return None


def _cards(anchor: etree._Element, chosen: set[etree._Element]) -> Iterator[etree._Element]:
    yield anchor
    for level, card in enumerate(anchor.iterancestors()):
        others = (part for part in card.iter("a") if part in chosen)
        if level == _CARD_LEVELS or any(part.get("href") != anchor.get("href") for part in others):
            return
        yield card
