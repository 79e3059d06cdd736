"""The text of a page without its furniture: the one door to trafilatura."""

import codecs
import re

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from monitor.errors import Unreadable
from monitor.model.page import HTML_BYTES, Page

MOST_TAGS = 40_000
MOST_ATTRIBUTES = 10_000  # of one tag; parsing takes time in their square
DEEPEST = 1_000  # open elements of those that do not close by themselves

_TAG_START = re.compile(rb"<[a-zA-Z]")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^>]{20000,}")
_NESTING = re.compile(
    rb"<(/?)(?:div|span|b|i|u|em|strong|font|section|article|aside|table|ul|ol|a|blockquote|center"
    rb"|small|big|sub|sup|q|ins|del|s|code|dl|form|fieldset|main|nav|header|footer)\b",
    re.IGNORECASE,
)
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


def tree_of(page: Page) -> HtmlElement:
    """Return the parsed page; raises `Unreadable` for what is no HTML or too costly to read."""
    _refuse_bombs(page.body)
    tree = load_html(decoded(page))
    if tree is None:
        raise Unreadable("not HTML: no element found")
    return tree


def text_of(tree: HtmlElement) -> str:
    """Return the main text, one paragraph a line; empty if there is none. The tree is used up."""
    document = bare_extraction(tree, include_comments=False)
    return document.text or "" if isinstance(document, Document) else ""


def decoded(page: Page) -> str:
    """Return the characters: UTF-8 if they can be, else as the server or the page declares."""
    declared = [name for name in (_known(page.charset), _in_page(page.body)) if name]
    if page.body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = ["utf-16"]
    if b"\x1b" not in page.body and "utf-16" not in declared:
        declared.insert(0, "utf-8")
    for name in declared:
        try:
            return page.body.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return page.body.decode((*declared[1:], *declared, "utf-8")[0], "replace")


def _in_page(body: bytes) -> str | None:
    found = _META_CHARSET.search(body, 0, _DECLARED_WITHIN)
    return _known(found[1].decode("ascii", "replace")) if found else None


def _known(charset: str | None) -> str | None:
    """Return Python's name of the charset if it is one of plain texts, else None."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return name if name in _CHARSETS else None


def _refuse_bombs(body: bytes) -> None:
    if len(body) > HTML_BYTES:
        raise Unreadable(f"too large: {len(body)} bytes")
    if sum(1 for _ in _TAG_START.finditer(body)) > MOST_TAGS:
        raise Unreadable(f"too many tags: over {MOST_TAGS}")
    if any(len(tag.group().split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(body)):
        raise Unreadable(f"too many attributes in one tag: over {MOST_ATTRIBUTES}")
    depth = 0
    for tag in _NESTING.finditer(body):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise Unreadable(f"nested too deeply: over {DEEPEST} elements")
