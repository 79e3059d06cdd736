"""Alerts as an Atom feed (RFC 4287): one entry an alert, which never changes its id."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from monitor.alert.render.harmless import line
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Letter
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_TAGS = "tag:monitor.invalid,2025"
"""Who reads from another node must meet the same ids, so no host of ours stands in them."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TITLE = 300
_LONGEST_SUMMARY = 600
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(alerts: Sequence[Alert], *, watchlist: str | None, address: str | None) -> bytes:
    """Return the feed of these alerts, in their order, as XML in UTF-8.

    `watchlist`: whose alerts they are (None: all); `address`: where the feed itself is read.
    """
    feed = Element("feed", {"xmlns": _NAMESPACE})
    name = "all" if watchlist is None else watchlist
    _text(feed, "id", f"{_TAGS}:{'feed' if watchlist is None else f'feed:{_word(watchlist)}'}")
    _text(feed, "title", f"Alerts: {line(name, _LONGEST_TITLE)}")
    _text(feed, "updated", rfc3339(max((alert.at for alert in alerts), default=_NEVER)))
    _text(SubElement(feed, "author"), "name", "monitor")
    if address is not None:
        _link(feed, "self", address)
    for alert in alerts:
        _entry(feed, alert)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Element, alert: Alert) -> None:
    told = letter(alert)
    entry = SubElement(feed, "entry")
    _text(entry, "id", f"{_TAGS}:alert:{_word(alert.id)}")
    _text(entry, "title", line(alert.summary, _LONGEST_TITLE))
    _text(entry, "published", rfc3339(alert.at))
    _text(entry, "updated", rfc3339(alert.at))
    for number, url in enumerate(_links(told)):
        _link(entry, "related" if number else "alternate", url)
    for scheme, term in _categories(alert):
        tag = {"term": _harmless(term), "scheme": f"{_TAGS}:{scheme}"}
        SubElement(entry, "category", tag)
    said = told.quotes[0].sentence if told.quotes else alert.summary
    _text(entry, "summary", line(said, _LONGEST_SUMMARY))
    SubElement(entry, "content", {"type": "html"}).text = _harmless(html_passage(told))


def _links(told: Letter) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote.link for quote in told.quotes if quote.link is not None))


def _categories(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "kind", str(alert.kind)
    yield "severity", str(alert.severity)
    if alert.development is not None:
        yield "type", alert.development.type
    for watchlist in alert.watchlists:
        yield "watchlist", line(watchlist, _LONGEST_TITLE)


def html_passage(told: Letter) -> str:
    """Return the letter as plain HTML within a page of others: no styles, nothing loaded."""
    return "".join(_passage(told))


def _passage(told: Letter) -> Iterator[str]:
    if told.lead:
        yield f"<p>{escape(told.lead)}</p>"
    if told.differences:
        yield f"<table><tr>{''.join(f'<th>{escape(name)}</th>' for name in told.columns)}</tr>"
        for one in told.differences:
            cells = (one.field, one.before, one.after)
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        yield "</table>"
    for said in told.quotes:
        source = escape(said.source)
        if said.link is not None:
            source = f'<a href="{escape(said.link)}">{source}</a>'
        yield f"<p>{escape(said.label)}</p>"
        yield f"<blockquote>“{escape(said.sentence)}”</blockquote><p>{source}</p>"
    if told.facts:
        yield "<ul>"
        for name, value in told.facts:
            yield f"<li>{escape(name)}: {escape(value)}</li>"
        yield "</ul>"
    yield f"<p>{escape(told.closing)}</p>"


def _word(name: str) -> str:
    """Return the name as a part of a tag: of its characters only those that stand in any IRI."""
    return quote(name.encode(errors="replace"), safe="")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _harmless(text)


def _link(parent: Element, rel: str, url: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": _harmless(url)})


def _harmless(text: str) -> str:
    """Return the text without what no XML may hold."""
    return _NO_XML.sub("\ufffd", text)
