"""Pages of HTML: parsed, and what a CSS selector names in them."""

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from monitor.discover.titles import link
from monitor.errors import Unreadable


def root_of(body: bytes, base: str, charset: str | None) -> etree._Element:
    """Return the root of the page; raises `Unreadable` if there is nothing on it."""
    parser = etree.HTMLParser(encoding=charset or _guessed(body), remove_comments=True)
    root = etree.fromstring(body, parser, base_url=base)
    if root is None:
        raise Unreadable("the page is empty")
    return root


def base_of(root: etree._Element, base: str) -> str:
    """Return the URL that the page's links are relative to: its own word, else `base`."""
    declared = next(root.iter("base"), None)
    return base if declared is None else link(declared.get("href"), base) or base


def selected(root: etree._Element, selector: str) -> list[etree._Element]:
    """Return the elements that the selector names, in document order.

    Raises `Unreadable` if it cannot be understood.
    """
    try:
        found = CSSSelector(selector, translator="html")(root)
    except (SelectorError, etree.XPathError) as error:
        raise Unreadable(f"the selector {selector!r} cannot be used: {error}") from error
    matches = found if isinstance(found, list) else []
    return [match for match in matches if isinstance(match, etree._Element)]


def wrong_selector(selector: str) -> str | None:
    """Return what is wrong with a CSS selector, in a line; None if it can be used."""
    try:
        CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError) as error:
        return " ".join(str(error).split())
    return None


def classes(element: etree._Element) -> frozenset[str]:
    """Return the classes of the element."""
    return frozenset((element.get("class") or "").split())


def _guessed(body: bytes) -> str | None:
    """Return UTF-8 if the body is that; else None, and the page's own word counts."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
