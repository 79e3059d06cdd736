"""Sitemaps: lists of pages, with titles and dates where they are news sitemaps."""

from dataclasses import dataclass

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.dates import stamp
from monitor.discover.elements import children, name, text
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
from monitor.model.source import Candidate, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists: pages, or (an index) other sitemaps."""

    candidates: tuple[Candidate, ...] = ()
    children: tuple[Candidate, ...] = ()


def sitemap(body: bytes, *, base: str) -> Sitemap:
    """Return pages and sitemaps that the sitemap lists, in document order; raises `Unreadable`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(body.strip(), parser, base_url=base)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"the sitemap is broken: {error}") from error
    kind = "" if root is None else name(root)
    if root is None or kind not in {"urlset", "sitemapindex"}:
        raise Unreadable("this is no sitemap: neither urlset nor sitemapindex")
    listed = children(root)[:MOST_CANDIDATES]
    entries = tuple(_entry(child, base) for child in listed if name(child) in {"url", "sitemap"})
    return Sitemap(candidates=entries) if kind == "urlset" else Sitemap(children=entries)


def _entry(listed: etree._Element, base: str) -> Candidate:
    own = _texts(listed)
    news = next((part for part in children(listed) if name(part) == "news"), None)
    told = {} if news is None else _texts(news)
    return Candidate(
        url=link(own.get("loc"), base),
        title=title(told.get("title")),
        published=stamp(told.get("publication_date")),
        updated=stamp(own.get("lastmod")),
        kind=SourceKind.SITEMAP,
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of the children by their local names, the first of each."""
    return {name(part): text(part) for part in reversed(children(element))}
