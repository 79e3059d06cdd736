"""OPML: the lists of feeds that feed readers exchange."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from monitor.discover.bounds import within_bounds
from monitor.discover.elements import name
from monitor.discover.titles import link, title
from monitor.errors import Unreadable

MOST_OUTLINES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of such a list; `site` is the page that it belongs to, `language` as declared."""

    feed: str
    title: str | None = None
    site: str | None = None
    language: str | None = None


def outlines(body: bytes) -> tuple[Outline, ...]:
    """Return the feeds of the list, in document order, each address once; folders are flattened.

    At most `MOST_OUTLINES`. Raises `Unreadable` if it is no OPML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(within_bounds(body).strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"the OPML is broken: {error}") from error
    if root is None or name(root) != "opml":
        raise Unreadable("this is no OPML: its first element is not <opml>")
    found: dict[str, Outline] = {}
    for element in root.iter("{*}outline"):
        outline = _read(element)
        if outline is not None:
            found.setdefault(outline.feed, outline)
        if len(found) >= MOST_OUTLINES:
            break
    return tuple(found.values())


def _read(element: etree._Element) -> Outline | None:
    """Return the feed of an outline; None for a folder, or an address that cannot be asked."""
    told = {str(key).rpartition("}")[2].lower(): str(value) for key, value in element.items()}
    feed = link(told.get("xmlurl"), "")
    if feed is None:
        return None
    return Outline(
        feed=feed,
        title=title(told.get("title") or told.get("text")),
        site=link(told.get("htmlurl"), ""),
        language=told.get("language"),
    )


def opml(listed: Iterable[Outline], *, heading: str) -> bytes:
    """Return the list as OPML 2.0, in UTF-8, under its heading."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = heading
    body = etree.SubElement(root, "body")
    for one in listed:
        told = {
            "type": "rss",
            "text": one.title or one.feed,
            "title": one.title or one.feed,
            "xmlUrl": one.feed,
            "htmlUrl": one.site,
            "language": one.language,
        }
        etree.SubElement(body, "outline", {k: v for k, v in told.items() if v is not None})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
