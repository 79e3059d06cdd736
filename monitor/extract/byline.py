"""Who wrote the text: as its metadata says, else as the line below its heading does."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from monitor.extract.clean import clean_line
from monitor.extract.head import Head
from monitor.extract.headline import plain

LONGEST_NAME = 120
MOST_AUTHORS = 20

_NAMED = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "cxenseparse:author",
)  # fmt: skip
_BY = re.compile(r"^(?:(?:written )?by|von|par|por|da|av|af|door|автор:?)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;|/()]|\s(?:and|und|et|y|e|og|och|en|та|и|і)\s|&)\s*")
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_NO_NAME = re.compile(r"[@\d]|\.(?:com|org|net|de)\b", re.IGNORECASE)
_CLASS = re.compile(r"(?:^|[-_])(?:author|byline)s?(?:[-_]{1,2}(?:name|link)s?)?$", re.IGNORECASE)
_CAPTION = re.compile(r"\([^():]{0,40}:[^()]{0,80}\)")  # of a picture, among the names
_MARKED = XPath(
    "(//h1)[1]/following::*[@itemprop='author' or @rel='author' or contains(@class, 'uthor')"
    " or contains(@class, 'yline')]"
)
_MOST_LOOKED_AT = 40  # elements below the heading
_MOST_WORDS = 12  # of a line of names
_NAME = re.compile(r"(?![a-zà-ÿа-яіїєґ])[^\W\d_][^():?!]*$")
_ELSEWHERE = frozenset({"aside", "footer", "nav", "figure", "form"})


def authors_of(
    tree: HtmlElement, head: Head, claimed: tuple[str, ...], names: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the authors' names, of the first place that names any but the outlet itself.

    `claimed` are those of JSON-LD, `names` are those of the outlet.
    """
    outlet = {plain(name) for name in names}
    named = (value for name in _NAMED for value in head.named.get(name, ()))
    itself: tuple[str, ...] = ()
    for written in (claimed, named, _below_heading(tree)):
        found = [name for one in islice(written, MOST_AUTHORS) for name in _names(one)]
        if any(plain(name) not in outlet for name in found):
            return _each_once(found)[:MOST_AUTHORS]
        itself = itself or _each_once(found)
    return itself


def _each_once(names: list[str]) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(plain(name), name)
    return tuple(once.values())


def _names(byline: str) -> list[str]:
    if _ADDRESS.match(byline):
        return []
    line = _BY.sub("", _CAPTION.sub("", clean_line(byline, LONGEST_NAME * MOST_AUTHORS)))
    parts = _BETWEEN_NAMES.split(line)
    return [one for one in parts if one and not _NO_NAME.search(one) and len(one) <= LONGEST_NAME]


def _below_heading(tree: HtmlElement) -> Iterator[str]:
    """Yield what the elements below the first heading say that are marked as its authors."""
    kind: str | None = None
    for element in cast("list[HtmlElement]", _MARKED(tree))[:_MOST_LOOKED_AT]:
        mark = _mark(element)
        if mark is None or kind not in (None, mark) or _is_elsewhere(element):
            continue
        said = _said(element)
        if _NAME.match(_BY.sub("", said)) and len(said.split()) <= _MOST_WORDS:
            kind = mark
            yield said


def _mark(element: HtmlElement) -> str | None:
    """Return what marks the element as an author's name, None if nothing does."""
    for name in ("itemprop", "rel"):
        if "author" in (element.get(name) or "").split():
            return name
    tokens = (element.get("class") or "").split()
    return next((token for token in tokens if _CLASS.search(token)), None)


def _said(element: HtmlElement) -> str:
    """Return the name in the element: that which is marked as such, else all of its words."""
    for one in element.iterfind(".//*[@itemprop='name']"):
        return " ".join((one.get("content") or one.text_content()).split())
    return " ".join(element.text_content().split())


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(above.tag in _ELSEWHERE for above in element.iterancestors())
