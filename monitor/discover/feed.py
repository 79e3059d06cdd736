"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, whole ones fast and broken ones patiently.

Well-formed feeds are read by lxml; what it refuses, or finds nothing in, goes to feedparser, which
is forty times as slow and reads nearly everything. Dates are taken as they are written and read by
`dates`: libraries fill in today for what a date leaves out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.dates import stamp
from monitor.discover.elements import children, name, text
from monitor.discover.keeping import kept_for, time_to_live, update_period
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
from monitor.model.source import Candidate, Listed, SourceKind

_FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/")
_PLAIN = ("", "http://purl.org/rss/", "http://my.netscape.com/", "http://channel.netscape.com/")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate", "lastmod")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
_ENDLESS_NAME = re.compile(
    rb"(<(?:\w+:)?(?:author|contributor|creator|email|managingEditor|name|publisher|webMaster)"
    rb"\b[^<>]*>)(?:<!\[CDATA\[)?[^<]{1000,}",
    re.IGNORECASE,
)
"""feedparser looks for mail addresses in names, in quadratic time."""
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def feed(body: bytes, *, base: str, asked_at: datetime, charset: str | None = None) -> Listed:
    """Return the entries of a feed in document order, and how long it keeps.

    Raises `Unreadable` if it is none.
    """
    if _JSON_START.match(body):
        return Listed(candidates=_json_entries(body, base))
    root = _root(body, base, charset)
    entries = () if root is None else tuple(_entries(root, base))
    if root is not None and entries:
        return Listed(candidates=entries, keeps=kept_for(root, asked_at))
    return _patiently(body, base, charset, known=root is not None)


def _root(body: bytes, base: str, charset: str | None) -> etree._Element | None:
    """Return the root of a well-formed feed without entities of its own, else None."""
    if b"<!ENTITY" in body:
        return None
    declared = b"encoding=" in body[:200] or body[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            encoding=None if declared else charset,
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
    for part in own or titles:
        if part.get("mode") == "base64" or part.get("type", "").startswith("application/octet"):
            continue
        etree.strip_elements(part, "{*}script", "{*}style", with_tail=False)
        if (shown := title(text(part))) is not None:
            return shown
    return None


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
    return named and text(part).lower().startswith(("http://", "https://"))


def _first_text(parts: list[etree._Element], names: tuple[str, ...]) -> str | None:
    """Return the first text that can be read as a date, by the order of the names."""
    texts = {name(part): text(part) for part in reversed(parts) if name(part) in names}
    readable = (texts[named] for named in names if stamp(texts.get(named)) is not None)
    return next(readable, None)


def _space(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[0].lstrip("{").lower()


def _is_plain(element: etree._Element) -> bool:
    space = _space(element)
    return not space or space.startswith(_PLAIN[1:])


def _patiently(body: bytes, base: str, charset: str | None, *, known: bool) -> Listed:
    """Return what feedparser finds; `known`: it is a feed, even if it is an empty one."""
    headers = {"content-location": base}
    if charset is not None:
        headers["content-type"] = f"application/xml; charset={charset}"
    parsed = feedparser.parse(
        BytesIO(_ENDLESS_NAME.sub(rb"\1", body)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not known and not parsed.get("version") and not parsed["entries"]:
        raise Unreadable("this is no feed: neither RSS, Atom, RDF nor JSON Feed")
    told = parsed["feed"]
    period = update_period(told.get("sy_updateperiod"), told.get("sy_updatefrequency"))
    return Listed(
        candidates=tuple(_patient_entry(one, base) for one in parsed["entries"][:MOST_CANDIDATES]),
        keeps=time_to_live(told.get("ttl")) or period,
    )


def _patient_entry(entry: Mapping[str, Any], base: str) -> Candidate:
    read = dict(entry.items())
    return Candidate(
        url=link(read.get("link"), base),
        title=title(read.get("title")),
        published=stamp(read.get("published") or read.get("created")),
        updated=stamp(read.get("updated")),
        kind=SourceKind.FEED,
    )


def _json_entries(body: bytes, base: str) -> tuple[Candidate, ...]:
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the JSON Feed is broken: {error}") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise Unreadable("the JSON document is no JSON Feed: it has no list of items")
    listed = [item for item in items[:MOST_CANDIDATES] if isinstance(item, dict)]
    return tuple(
        Candidate(
            url=link(_word(item, "url") or _word(item, "external_url"), base),
            title=title(_word(item, "title")),
            published=stamp(_word(item, "date_published")),
            updated=stamp(_word(item, "date_modified")),
            kind=SourceKind.FEED,
        )
        for item in listed
    )


def _word(item: dict[str, Any], field: str) -> str | None:
    value = item.get(field)
    return value if isinstance(value, str) else None
