"""Listings: pages of links, of which a CSS selector names those that lead to articles."""

from lxml import etree

from monitor.discover.bounds import within_bounds
from monitor.discover.cards import candidates_of
from monitor.discover.headlines import article_links, link_selector
from monitor.discover.markup import base_of, root_of, selected
from monitor.model.page import Page
from monitor.model.source import Candidate


def listing(
    body: bytes, *, base: str, selector: str | None = None, charset: str | None = None
) -> tuple[Candidate, ...]:
    """Return the pages that the selected links lead to, each once, in document order.

    The selector names the links, or elements in or around which they stand; without one the links
    to articles are found by what they are like. Raises `Unreadable` if it cannot be understood, or
    the page is empty.
    """
    root = root_of(body, base, charset)
    base = base_of(root, base)
    if selector is None:
        return article_links(root, base)
    named = selected(root, selector)
    return candidates_of((one for part in named if (one := _anchor(part)) is not None), base)


def found_selector(page: Page) -> str | None:
    """Return a CSS selector of the links to articles on the page, found by what they are like.

    None if there is no simple one. Raises `Unreadable` for what is too much to parse.
    """
    root = root_of(within_bounds(page.body), page.url, page.charset)
    return link_selector(root, base_of(root, page.url))


def _anchor(element: etree._Element) -> etree._Element | None:
    """Return the link that the element is, has in it, or stands in."""
    if element.get("href"):
        return element
    inside = next((part for part in element.iter("a") if part.get("href")), None)
    if inside is not None:
        return inside
    return next((above for above in element.iterancestors("a") if above.get("href")), None)
