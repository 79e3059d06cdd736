"""Offers: where a site may list its articles, told from one of its pages and its robots.txt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree

from monitor.discover.bounds import within_bounds
from monitor.discover.elements import text
from monitor.discover.reading import guess_kind
from monitor.discover.shapes import may_be_article
from monitor.discover.titles import link, title
from monitor.model.page import Page
from monitor.model.source import SourceKind

MOST_LINKS = 8
"""So many feeds that a page only links are offered, and so many sitemaps."""
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed|x\.atom)\+(?:xml|json)", re.IGNORECASE)
_LIKE_FEED = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._?-]|$)|[?&](?:feed|format)=(?:rss|atom)",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)
_OF_NEWS = re.compile(r"news|latest|nachricht|noticia|actualit|novost|novyn", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_FRONT = re.compile(
    r"(?:index|home|homepage|default|start|main|[a-z]{2}(?:[-_][a-z]{2})?)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
"""Steps that lead to a site's front page, in a language of it, and to no section."""
_CHANNEL = re.compile(r"https?://(?:www\.)?t\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/?(?:[?#].*)?")
_WELL_KNOWN = (
    (SourceKind.FEED, "/feed/"),
    (SourceKind.FEED, "/rss"),
    (SourceKind.FEED, "/rss.xml"),
    (SourceKind.FEED, "/feed.xml"),
    (SourceKind.FEED, "/atom.xml"),
    (SourceKind.SITEMAP, "/news-sitemap.xml"),
    (SourceKind.SITEMAP, "/sitemap-news.xml"),
    (SourceKind.SITEMAP, "/sitemap_news.xml"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place worth a look: its kind, its address, what it calls itself, and how it was found.

    `named`: the page names it as its feed. `whole`: it is of the whole site, though a section of it
    was asked for. `guessed`: the site does not name it.
    """

    kind: SourceKind
    url: str
    title: str | None = None
    why: str
    named: bool = False
    whole: bool = False
    guessed: bool = False


def channel(url: str) -> Offer | None:
    """Return the offer of a public Telegram channel, if the URL is one's."""
    named = _CHANNEL.fullmatch(url)
    if named is None:
        return None
    address = f"https://t.me/s/{named[1]}"
    return Offer(kind=SourceKind.TELEGRAM, url=address, title=named[1], why="a Telegram channel")


def offers(page: Page, robots: str) -> tuple[Offer, ...]:
    """Return what the page and the site's robots.txt (empty: none) offer, the surest first.

    A page that is a feed or a sitemap offers itself alone. An HTML page offers the feeds that it
    names, those that it links, the news sitemaps of robots.txt, places where sites often have
    either, and last itself, as a list of links; the page of a section itself before what is of the
    whole site. Raises `Unreadable` if it cannot be parsed.
    """
    kind = guess_kind(page.body, page.content_type)
    if kind in {SourceKind.FEED, SourceKind.SITEMAP}:
        return (Offer(kind=kind, url=page.url, why="the address itself"),)
    if kind is None:
        return (Offer(kind=SourceKind.API, url=page.url, why="the address answers with data"),)
    own = Offer(kind=SourceKind.LISTING, url=page.url, why="the links of the page itself")
    found: dict[str, Offer] = {}
    for offer in (*_of_page(page), *_of_robots(robots), *_well_known(page.url), own):
        found.setdefault(offer.url, offer)
    return _of_section_first(tuple(found.values()), page.url)


def _of_section_first(found: tuple[Offer, ...], url: str) -> tuple[Offer, ...]:
    """Return the offers; if the URL is a section's, those of the whole site last, and marked.

    A feed that the page names is its own if it is the only one, or its name says so.
    """
    section = _section(url)
    if section is None:
        return found
    named = [offer for offer in found if offer.named]
    own = re.compile(rf"(?<![a-z0-9]){re.escape(section)}(?![a-z0-9])")
    ours = [o for o in found if o.url == url or named == [o] or _is_told(own, o)]
    others = [offer for offer in found if offer not in ours]
    whole = (replace(o, whole=True, why=f"{o.why}, of the whole site") for o in others)
    return (*ours, *whole)


def _is_told(own: re.Pattern[str], offer: Offer) -> bool:
    parts = urlsplit(offer.url)
    said = f"{parts.path} {parts.query} {offer.title or ''}".lower()
    return bool(own.search(said) or own.search("-".join(said.split())))


def _section(url: str) -> str | None:
    """Return how the address calls the section of a site that it leads to; None for its front page
    and for an article.
    """
    steps = [step for step in urlsplit(url).path.split("/") if step and not _FRONT.fullmatch(step)]
    if not steps or may_be_article(url):
        return None
    return steps[-1].partition(".")[0].lower()


def _of_page(page: Page) -> Iterator[Offer]:
    root = etree.fromstring(within_bounds(page.body), etree.HTMLParser(remove_comments=True))
    if root is None:
        return
    named = [_named(element, page.url) for element in root.iter("link")]
    linked = [_linked(element, page.url) for element in root.iter("a")]
    for found in (named, linked):
        feeds = [offer for offer in found if offer is not None]
        feeds.sort(key=lambda offer: bool(_OF_COMMENTS.search(f"{offer.url} {offer.title}")))
        yield from feeds[:MOST_LINKS]


def _named(element: etree._Element, base: str) -> Offer | None:
    rel = (element.get("rel") or "").lower().split()
    if "alternate" not in rel or not _FEED_TYPES.match((element.get("type") or "").strip()):
        return None
    url = link(element.get("href"), base)
    if url is None:
        return None
    return Offer(
        kind=SourceKind.FEED,
        url=url,
        title=title(element.get("title")),
        why="the page names it as its feed",
        named=True,
    )


def _linked(element: etree._Element, base: str) -> Offer | None:
    url = link(element.get("href"), base)
    parts = urlsplit(url) if url else None
    if url is None or parts is None or not _LIKE_FEED.search(f"{parts.path}?{parts.query}"):
        return None
    return Offer(kind=SourceKind.FEED, url=url, title=title(text(element)), why="the page links it")


def _of_robots(robots: str) -> Iterator[Offer]:
    listed = [link(found[1], "") for found in _SITEMAP_LINE.finditer(robots)]
    urls = list(dict.fromkeys(url for url in listed if url is not None))
    urls.sort(key=lambda url: not _OF_NEWS.search(urlsplit(url).path))
    for url in urls[:MOST_LINKS]:
        yield Offer(kind=SourceKind.SITEMAP, url=url, why="robots.txt names it")


def _well_known(url: str) -> Iterator[Offer]:
    for kind, path in _WELL_KNOWN:
        at = urljoin(url, path)
        yield Offer(kind=kind, url=at, why="a place where many sites have one", guessed=True)
