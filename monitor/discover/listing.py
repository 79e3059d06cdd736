"""Listings: pages of links, of which a CSS selector names those that lead to articles."""

from collections.abc import Iterator
from dataclasses import replace

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.dates import stamp
from monitor.discover.elements import text
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
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
    root = _root(body, base, charset)
    try:
        matches = CSSSelector(selector or ALL_LINKS, translator="html")(root)
    except (SelectorError, etree.XPathError) as error:
        raise Unreadable(f"the link selector {selector!r} cannot be used: {error}") from error
    base = _base(root, base)
    listed = matches if isinstance(matches, list) else []
    selected = [match for match in listed if isinstance(match, etree._Element)]
    anchors = [anchor for element in selected if (anchor := _anchor(element)) is not None]
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


def _root(body: bytes, base: str, charset: str | None) -> etree._Element:
    parser = etree.HTMLParser(encoding=charset or _guessed(body), remove_comments=True)
    root = etree.fromstring(body, parser, base_url=base)
    if root is None:
        raise Unreadable("the page is empty")
    return root


def _guessed(body: bytes) -> str | None:
    """Return UTF-8 if the body is that; else None, and the page's own word counts."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _base(root: etree._Element, base: str) -> str:
    declared = next(root.iter("base"), None)
    return base if declared is None else link(declared.get("href"), base) or base


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
