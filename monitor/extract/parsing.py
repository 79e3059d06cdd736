"""From the bytes of a page to its elements: what would cost too much is refused before parsing."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction

from monitor.errors import Unreadable
from monitor.model.page import HTML_BYTES, Page

MOST_TAGS = 40_000
MOST_ATTRIBUTES = 10_000  # of one tag; parsing takes time in their square
DEEPEST = 1_000  # open elements of those that do not close by themselves

_TAG_START = re.compile(rb"<[a-zA-Z]")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(?=[^<]{20000})")
_ATTRIBUTE = re.compile(
    rb"[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++|))?|[\s/=]++"
)
_NESTING = re.compile(
    rb"<(/?)(?:a(?:rticle|side)?|b(?:lockquote|ig)?|c(?:enter|ode)|d(?:iv|el|l)|em|f(?:ont|orm"
    rb"|ieldset|ooter)|header|i(?:ns)?|main|nav|ol|q|s(?:pan|trong|ection|mall|ub|up)?|table|ul?)"
    rb"(?=[\s/>])"
)
_CONTROL = re.compile(
    rb"&#(?:0*+(?:[1-8]|1[124-9]|2[0-9]|3[01])|[xX]0*+(?:[1-8bBcCeEfF]|1[0-9a-fA-F]))(?![0-9a-fA-F]);?"
)
"""References to controls: a single one would cost the whole text of its page."""
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4_096  # bytes
_CHARSETS = frozenset(
    {
        "utf-8", "ascii", "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5",
        "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-10", "iso8859-13",
        "iso8859-15", "iso8859-16",
        "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
        "koi8-r", "koi8-u", "tis-620", "cp874", "gb2312", "gbk", "gb18030", "big5", "big5hkscs",
        "shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949", "utf-16", "utf-16-le",
        "utf-16-be", "mac-roman", "mac-cyrillic",
    }
)  # fmt: skip
_NO_CHARACTERS = bytes((*range(9), 11, 12, *range(14, 32)))  # an HTML parser stops at some
_EMPTY_ROOT = re.compile(rb"(<html[^>]{0,2000}?)\s*/>", re.IGNORECASE)
_ROOT_WITHIN = 4_096  # bytes
_NO_ELEMENT = "not HTML: no element found"
_PAST_A_LIMIT = "ERR_RESOURCE_LIMIT"  # of depth, or of the length of a text or name


def _parser() -> etree.HTMLParser:
    """Return a parser whose elements are all of one class: to look for it costs a tenth of all."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # else all below 255 elements would be cut
    )
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=HtmlElement,
            comment=HtmlComment,
            pi=HtmlProcessingInstruction,
            entity=HtmlEntity,
        )
    )
    return parser


_PARSER = _parser()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The elements of a page, and notes on what of it the parser gave up.

    `tree` may be used up: `afresh` gives another.
    """

    tree: HtmlElement
    body: bytes
    notes: tuple[str, ...]

    def afresh(self) -> HtmlElement:
        """Return the elements as they were."""
        return etree.fromstring(self.body, _PARSER)


def parsed(page: Page) -> Parsed:
    """Return the elements; raises `Unreadable` for what is no HTML or too costly to read."""
    if len(page.body) > HTML_BYTES:
        raise Unreadable(f"too large: {len(page.body)} bytes")
    plain = _CONTROL.sub(b" ", _in_utf8(page).translate(None, _NO_CHARACTERS))
    if _EMPTY_ROOT.search(plain, 0, _ROOT_WITHIN):
        plain = _EMPTY_ROOT.sub(rb"\1>", plain, count=1)
    _refuse_bombs(plain)
    tree: HtmlElement | None = etree.fromstring(plain, _PARSER)
    if tree is None:
        raise Unreadable(_NO_ELEMENT)
    given_up = (error.message for error in _PARSER.error_log if error.type_name == _PAST_A_LIMIT)
    notes = tuple(f"the page was cut: {why}" for why in given_up)[:1]
    return Parsed(tree=tree, body=plain, notes=notes)


def decoded(page: Page) -> str:
    """Return the characters: UTF-8 if they can be, else as the server or the page declares."""
    return _in_utf8(page).decode()


def _in_utf8(page: Page) -> bytes:
    by_server = _known(page.charset)
    if page.body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        by_server = "utf-16"
    if b"\x1b" not in page.body and not (by_server or "").startswith("utf-16"):
        with suppress(UnicodeDecodeError):
            page.body.decode()
            return page.body.removeprefix(codecs.BOM_UTF8)
    declared = [name for name in (by_server, _in_page(page.body)) if name]
    for name in declared:
        with suppress(UnicodeDecodeError):
            return _encoded(page.body.decode(name))
    return _encoded(page.body.decode((*declared, "utf-8")[0], "replace"))


def _encoded(text: str) -> bytes:
    return text.removeprefix("\ufeff").encode("utf-8", "replace")


def _in_page(body: bytes) -> str | None:
    """Return the charset that the page declares; of two bytes a character it cannot be."""
    found = _META_CHARSET.search(body, 0, _DECLARED_WITHIN)
    name = _known(found[1].decode("ascii", "replace")) if found else None
    return None if name and name.startswith("utf-16") else name


def _known(charset: str | None) -> str | None:
    """Return Python's name of the charset if it is one of plain texts, else None."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return name if name in _CHARSETS else None


def _refuse_bombs(body: bytes) -> None:
    """Raise `Unreadable` for what no parser or extractor ends with soon; `body` is in UTF-8."""
    if not _TAG_START.search(body):
        raise Unreadable(_NO_ELEMENT)
    marks = body.count(b"<")
    if marks > MOST_TAGS and sum(1 for _ in _TAG_START.finditer(body)) > MOST_TAGS:
        raise Unreadable(f"too many tags: over {MOST_TAGS}")
    if any(_has_too_many(body, tag.end()) for tag in _LONG_TAG.finditer(body)):
        raise Unreadable(f"too many attributes in one tag: over {MOST_ATTRIBUTES}")
    if marks > DEEPEST and _too_deep(body):
        raise Unreadable(f"nested too deeply: over {DEEPEST} elements")


def _has_too_many(body: bytes, at: int) -> bool:
    """Return whether the tag whose name ends there has too many attributes."""
    for _ in range(MOST_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(body, at)
        if attribute is None:
            return False
        at = attribute.end()
    return True


def _too_deep(body: bytes) -> bool:
    """Return whether too many elements are open at once, of those that do not close themselves."""
    tags = _NESTING.findall(body.lower())
    if tags.count(b"") <= DEEPEST:
        return False
    deepest = depth = 0
    for closing in tags:
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(depth, deepest)
    return deepest > DEEPEST
