"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, whole ones fast and broken ones patiently.

Well-formed feeds are read by lxml; what it refuses, or finds nothing in, goes to `patient`.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.elements import children, name, text
from monitor.discover.encoding import spoken_for
from monitor.discover.json_feed import json_feed
from monitor.discover.keeping import kept_for
from monitor.discover.patient import patiently
from monitor.discover.titles import LONGEST_RAW, link, title
from monitor.model.dates import stamp
from monitor.model.source import Candidate, Listed, SourceKind

_FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/")
_PLAIN = ("", "http://purl.org/rss/", "http://my.netscape.com/", "http://channel.netscape.com/")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate", "lastmod")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def feed(body: bytes, *, base: str, asked_at: datetime, charset: str | None = None) -> Listed:
    """Return the entries of a feed in document order, and how long it keeps.

    Raises `Unreadable` if it is none.
    """
    if _JSON_START.match(body):
        return Listed(candidates=json_feed(body, base=base))
    charset = spoken_for(body, charset)
    found = swiftly(body, base=base, asked_at=asked_at, charset=charset)
    if found is not None and found.candidates:
        return found
    return patiently(body, base=base, charset=charset, known=found is not None)


def swiftly(body: bytes, *, base: str, asked_at: datetime, charset: str | None) -> Listed | None:
    """Return what a well-formed feed lists; None for anything else. `charset` counts most."""
    root = _root(body, base, charset)
    if root is None:
        return None
    return Listed(candidates=tuple(_entries(root, base)), keeps=kept_for(root, asked_at))


def _root(body: bytes, base: str, charset: str | None) -> etree._Element | None:
    """Return the root of a well-formed feed without entities of its own, else None."""
    if b"<!ENTITY" in body:
        return None
    try:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            encoding=charset,
        )
        root = etree.fromstring(body.lstrip(), parser, base_url=base)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return None
    return root if name(root) in _FEED_ROOTS else None


def _entries(root: etree._Element, base: str) -> Iterator[Candidate]:
    listed = (element for element in root.iter(etree.Element) if name(element) in _ENTRIES)
    for _, entry in zip(range(MOST_CANDIDATES), listed, strict=False):
        parts = children(entry)
        yield Candidate(
            url=_entry_link(entry, parts, entry.base or base),
            title=_entry_title(parts),
            published=stamp(_first_text(parts, _PUBLISHED)),
            updated=stamp(_first_text(parts, _UPDATED)),
            kind=SourceKind.FEED,
        )


def _entry_title(parts: list[etree._Element]) -> str | None:
    titles = [part for part in parts if name(part) == "title"]
    own = [part for part in titles if _space(part).startswith(_ATOM) or _is_plain(part)]
    shown = (title(_said(part)) for part in own or titles)
    return next((one for one in shown if one is not None), None)


def _said(part: etree._Element) -> str:
    """Return what the element says, unpacked if it is packed as Atom allows."""
    etree.strip_elements(part, "{*}script", "{*}style", with_tail=False)
    said = text(part)
    if part.get("mode") != "base64" and not part.get("type", "").startswith("application/octet"):
        return said
    try:
        return b64decode(said[:LONGEST_RAW], validate=False).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _entry_link(entry: etree._Element, parts: list[etree._Element], base: str) -> str | None:
    links = [part for part in parts if name(part) == "link"]
    alternate = [part for part in links if part.get("rel", "alternate").lower() == "alternate"]
    written = [text(part) for part in alternate if not part.get("href")]
    alternate.sort(key=lambda part: "html" not in part.get("type", "html"))
    named = [part.get("href") for part in alternate]
    permanent = [text(part) for part in parts if _is_address(part)]
    options = [*written, *named, entry.get(_RDF_ABOUT), *permanent]
    found = (link(option, base) for option in options)
    return next((url for url in found if url is not None), None)


def _is_address(part: etree._Element) -> bool:
    """Return whether the part is an identity that is also where the entry is."""
    named = name(part) == "id" or (
        name(part) == "guid" and part.get("isPermaLink", "true").lower() != "false"
    )
    return named and text(part).lower().startswith(("http://", "https://", "/"))


def _first_text(parts: list[etree._Element], names: tuple[str, ...]) -> str | None:
    """Return the first text that can be read as a date, by the order of the names; of those with
    one name the last counts.
    """
    texts = {name(part): text(part) for part in parts if name(part) in names}
    readable = (texts[named] for named in names if stamp(texts.get(named)) is not None)
    return next(readable, None)


def _space(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[0].lstrip("{").lower()


def _is_plain(element: etree._Element) -> bool:
    space = _space(element)
    return not space or space.startswith(_PLAIN[1:])
