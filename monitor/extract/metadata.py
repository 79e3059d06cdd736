"""What a page says of itself beside its text; what it does not say stays unknown."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from monitor.extract.clean import clean_line
from monitor.extract.dates import plausible, stamp
from monitor.extract.jsonld import Claims, claims
from monitor.model.moment import Stamp

LONGEST_TITLE = 500
LONGEST_NAME = 120
MOST_AUTHORS = 20

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "datepublished", "article.published", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate",
    "published_date", "date.published", "dcterms.created", "dcterms.issued", "dc.date.issued",
    "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "article_date_original", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "article.updated", "lastmod", "last-modified", "dcterms.modified", "revised",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_LANGUAGES = ("content-language", "language", "dc.language", "og:locale")

_DAY_IN_PATH = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_BY = re.compile(r"^(?:(?:written )?by|von|par|por|da|автор:?)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\||/|\s(?:and|und|et|y|e|og|och|та|и)\s|&)\s*")
_SITE_SUFFIX = re.compile(r"\s+[-–—|·:•]\s+")
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_MARKED = XPath(
    "string((//*[@itemprop='datePublished']/@*[name()='content' or name()='datetime'])[1])"
)
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_SOCIAL = re.compile(r"@|^\d|\.(?:com|org|net)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was read of a page beside its text.

    `languages` as declared, the surest first; `link`, its canonical address, as written.
    """

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    languages: tuple[str | None, ...] = ()
    link: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The parts of a page that speak of it; `named` in lower case, of several the first."""

    named: dict[str, str]
    marked: str | None
    time: str | None
    headings: tuple[str, ...]
    title: str | None
    link: str | None
    language: str | None
    blocks: tuple[str, ...]


def metadata_of(tree: HtmlElement, *, url: str, seen_at: datetime) -> Metadata:
    """Return what the page says of itself; dates that it cannot bear when seen then are unknown."""
    head = head_of(tree)
    claimed = claims(head.blocks)
    outlet = _first(head, _OUTLETS) or claimed.publisher
    names = _names_of_site(outlet, url)
    return Metadata(
        title=_title(head, claimed, names),
        outlet=clean_line(outlet, LONGEST_NAME) if outlet else None,
        authors=_authors(head, claimed),
        published=_published(head, claimed, url, seen_at),
        updated=_plausible((claimed.updated, *_all(head, _UPDATED)), seen_at),
        languages=(head.language, claimed.language, _first(head, _LANGUAGES)),
        link=head.link,
        body=claimed.body,
    )


def head_of(tree: HtmlElement) -> Head:
    """Return the parts of the page that speak of it, in one walk."""
    named: dict[str, str] = {}
    times: list[tuple[bool, str]] = []
    headings: list[str] = []
    blocks: list[str] = []
    title: str | None = None
    link: str | None = None
    for element in tree.iter("meta", "time", "h1", "title", "link", "script"):
        match element.tag:
            case "meta":
                _note(named, element)
            case "time" if element.get("datetime"):
                times.append((bool(headings), element.get("datetime")))
            case "h1":
                headings.append(" ".join(element.itertext()))
            case "title" if title is None:
                title = element.text
            case "link" if link is None and element.get("rel") == "canonical":
                link = element.get("href")
            case "script" if "ld+json" in (element.get("type") or ""):
                blocks.append(element.text or "")
            case _:
                pass
    return Head(
        named=named,
        marked=str(_MARKED(tree)) or None,
        time=_own_time(times),
        headings=tuple(headings),
        title=title,
        link=link,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        blocks=tuple(blocks),
    )


def _own_time(times: list[tuple[bool, str]]) -> str | None:
    """Return the first time below a heading, else the only one: others belong to other articles."""
    below = [time for after_heading, time in times if after_heading]
    if below:
        return below[0]
    return times[0][1] if len(times) == 1 else None


def _note(named: dict[str, str], meta: HtmlElement) -> None:
    name = (
        meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
    )
    content = (meta.get("content") or "").strip()
    if name and content:
        named.setdefault(name.strip().lower(), content)


def _all(head: Head, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(head.named[name] for name in names if name in head.named)


def _first(head: Head, names: tuple[str, ...]) -> str | None:
    return next(iter(_all(head, names)), None)


def _published(head: Head, claimed: Claims, url: str, seen_at: datetime) -> Stamp | None:
    in_path = _DAY_IN_PATH.search(url)
    day = "-".join(in_path.groups()) if in_path else None
    named = _all(head, _PUBLISHED)
    return _plausible((claimed.published, head.marked, *named, head.time, day), seen_at)


def _plausible(written: tuple[str | None, ...], seen_at: datetime) -> Stamp | None:
    found = (plausible(stamp(one), seen_at=seen_at) for one in written if one)
    return next((one for one in found if one), None)


def _title(head: Head, claimed: Claims, names: tuple[str, ...]) -> str | None:
    heading = head.headings[0] if len(head.headings) == 1 else None
    shared = _first(head, _TITLES[:1])
    for one in (shared, claimed.headline, heading, _first(head, _TITLES[1:]), head.title):
        line = clean_line(one or "", LONGEST_TITLE)
        if line:
            return _without_names(line, names)
    return None


def _without_names(title: str, names: tuple[str, ...]) -> str:
    """Return the title without the outlet or its host behind it."""
    known = {_plain(name) for name in names}
    parts = list(_SITE_SUFFIX.finditer(title))
    while parts and _plain(title[parts[-1].end() :]) in known:
        title = title[: parts.pop().start()]
    return title


def _names_of_site(outlet: str | None, url: str) -> tuple[str, ...]:
    host = (_hostname(url) or "").removeprefix("www.")
    return tuple(name for name in (outlet, host, host.partition(".")[0]) if name)


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _plain(name: str) -> str:
    return _NOT_IN_NAMES.sub("", name).casefold()


def _authors(head: Head, claimed: Claims) -> tuple[str, ...]:
    for written in (claimed.authors, _all(head, _AUTHORS)):
        found = [name for one in written[:MOST_AUTHORS] for name in _of_byline(one)]
        if found:
            return tuple(dict.fromkeys(found))[:MOST_AUTHORS]
    return ()


def _of_byline(byline: str) -> list[str]:
    if _ADDRESS.match(byline):
        return []
    line = _BY.sub("", clean_line(byline, LONGEST_NAME * MOST_AUTHORS))
    parts = _BETWEEN_NAMES.split(line)
    return [one for one in parts if one and not _SOCIAL.search(one) and len(one) <= LONGEST_NAME]
