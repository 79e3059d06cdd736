"""Sitemaps: lists of pages, with titles and dates where they are news sitemaps."""

import re
from urllib.parse import urlsplit

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.elements import children, name, text
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.source import Candidate, Listed, SourceKind

MOST_FURTHER = 4
"""So many sitemaps of an index are read."""
_NEWS = re.compile(r"news|latest|recent|today|breaking|24h|48h", re.IGNORECASE)
_ARTICLES = re.compile(r"post|article|stor(?:y|ies)|content", re.IGNORECASE)
_ASIDE = re.compile(
    r"categor|tags?\b|topic|author|image|video|gallery|product|page|user|archive|taxonom|static",
    re.IGNORECASE,
)
_DATED = re.compile(r"(20\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?:[-_/]?([0-3]\d))?")
_NUMBERED = re.compile(r"(\d{1,6})(?:\.xml)?(?:\.gz)?$", re.IGNORECASE)


def sitemap(body: bytes, *, base: str) -> Listed:
    """Return the pages that a sitemap lists, in document order, or the further sitemaps of an index
    that are likeliest to hold news, those first; raises `Unreadable`.
    """
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
    listed = [child for child in children(root) if name(child) in {"url", "sitemap"}]
    entries = tuple(_entry(child, base) for child in _newest(listed))
    return Listed(candidates=entries) if kind == "urlset" else Listed(further=_likeliest(entries))


def _newest(listed: list[etree._Element]) -> list[etree._Element]:
    """Return as many entries as are read, in their order: those changed last; where that is not
    told, both ends of the list.
    """
    if len(listed) <= MOST_CANDIDATES:
        return listed
    dated = [(_changed(entry), number) for number, entry in enumerate(listed)]
    if sum(bool(told) for told, _ in dated) < MOST_CANDIDATES:
        half = MOST_CANDIDATES // 2
        return [*listed[:half], *listed[-half:]]
    chosen = sorted(dated, reverse=True)[:MOST_CANDIDATES]
    return [listed[number] for _, number in sorted(chosen, key=lambda one: one[1])]


def _changed(entry: etree._Element) -> str:
    """Return when the page was changed, as it is written: ISO dates sort as they are."""
    return entry.findtext("{*}lastmod") or entry.findtext("{*}news/{*}publication_date") or ""


def _likeliest(children: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that name news, then articles, each the newest first."""
    named = [(child.url, child) for child in children if child.url is not None]
    ranked = sorted(named, key=lambda one: _rank(*one), reverse=True)
    return tuple(dict.fromkeys(url for url, _ in ranked))[:MOST_FURTHER]


def _rank(url: str, child: Candidate) -> tuple[int, float, tuple[str, ...], int]:
    """Return what is greater the likelier the sitemap holds news."""
    parts = urlsplit(url)
    what = " ".join(filter(None, (parts.query, parts.path)))
    kind = 3 if _NEWS.search(what) else 0 if _ASIDE.search(what) else 2
    if kind == 2 and not _ARTICLES.search(what):
        kind = 1
    changed = child.updated.at.timestamp() if child.updated else 0.0
    dated = _DATED.search(what)
    numbered = _NUMBERED.search(what)
    days = tuple(part or "" for part in dated.groups()) if dated else ()
    return kind, changed, days, int(numbered[1]) if numbered and not dated else 0


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
