"""The text of a page without its furniture: the one door to trafilatura.

Its fast way finds the same text on nearly all pages of news at two thirds of the cost; its whole
way, with other extractors to compare, is gone only where a sure sign says that text is missing.
"""

from collections import Counter
from typing import cast

from lxml.etree import XPath, strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from monitor.errors import Unreadable
from monitor.extract.parsing import Parsed

SHARE_OF_BODY = 0.7  # of the JSON-LD body: a shorter text has lost some of it
SHARE_OF_PARAGRAPHS = 0.7  # of the longest run of paragraphs: a shorter text is another
MOST_ELEMENTS = 5_000  # of a page that is read the whole way: that takes time in their square
LEAST_PARAGRAPH = 80  # characters of one that is no caption or call

# What the fast way deletes too, but later: the tree is half as large without it.
_FURNITURE = (
    "area", "aside", "audio", "button", "canvas", "dialog", "embed", "footer", "head", "iframe",
    "input", "label", "link", "map", "menu", "meta", "nav", "noscript", "object", "picture",
    "script", "select", "source", "style", "svg", "video",
)  # fmt: skip
_COUNTED = XPath("count(//*)")
_FAST = Extractor(output_format="python", fast=True, comments=False)
_WHOLE = Extractor(output_format="python", comments=False)


def text_of(elements: Parsed, *, body: str | None = None) -> str:
    """Return the main text, one paragraph a line; empty if there is none. The tree is used up.

    `body` is the text that the page claims in JSON-LD to have. Raises `Unreadable` for one that is
    nested too deeply.
    """
    strip_elements(elements.tree, *_FURNITURE, with_tail=False)
    run = _longest_run(elements.tree)
    found = _extracted(elements.tree, _FAST)
    if run and len(found) >= max(SHARE_OF_PARAGRAPHS * run, SHARE_OF_BODY * len(body or "")):
        return found
    again = elements.afresh()
    if cast("float", _COUNTED(again)) > MOST_ELEMENTS:
        return found
    fuller = _extracted(again, _WHOLE)
    return fuller if not run else max(fuller, found, key=len)


def _extracted(tree: HtmlElement, how: Extractor) -> str:
    try:
        document = bare_extraction(tree, options=how)
    except RecursionError as error:
        raise Unreadable("nested too deeply: its text cannot be sought") from error
    return document.text or "" if isinstance(document, Document) else ""


def _longest_run(tree: HtmlElement) -> int:
    """Return the length of the paragraphs of that one parent which has the most of them."""
    runs: Counter[HtmlElement] = Counter()
    for paragraph in tree.iter("p"):
        length = len("".join(paragraph.itertext()).strip())
        if length >= LEAST_PARAGRAPH:
            runs[paragraph.getparent()] += length
    return max(runs.values(), default=0)
