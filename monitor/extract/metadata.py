"""What a page says of itself beside its text; what it does not say stays unknown."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from monitor.extract.byline import LONGEST_NAME, authors_of
from monitor.extract.clean import clean_line
from monitor.extract.dates import day_below_heading, own_date, plausible
from monitor.extract.head import Head
from monitor.extract.headline import title_of
from monitor.extract.jsonld import Claims, claims
from monitor.model.moment import Stamp

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
_OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_ORIGINS = ("dc.source", "article:provider", "article:source", "source", "news_agency", "copyright")
_LANGUAGES = ("content-language", "language", "dc.language", "og:locale")

_DAY_IN_PATH = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was read of a page beside its text.

    `languages` as declared, the surest first; `links`, its own address by its own accounts,
    as written; `origins`, who is named as its provider or source.
    """

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    languages: tuple[str | None, ...] = ()
    links: tuple[str | None, ...] = ()
    body: str | None = None


def metadata_of(tree: HtmlElement, head: Head, *, url: str, seen_at: datetime) -> Metadata:
    """Return what the page says of itself; dates that it cannot bear when seen then are unknown."""
    claimed = claims(head.blocks)
    outlet = head.first(_OUTLETS) or claimed.publisher
    names = _names_of_site((outlet, claimed.publisher), url)
    return Metadata(
        title=title_of(head, claimed.headline, names),
        outlet=clean_line(outlet, LONGEST_NAME) if outlet else None,
        authors=authors_of(tree, head, claimed.authors, names),
        origins=(*claimed.origins, *head.all(_ORIGINS)),
        published=_published(tree, head, claimed, url, seen_at),
        updated=own_date(
            _updates(head, claimed),
            beside=(claimed.published, *head.all(_PUBLISHED)),
            seen_at=seen_at,
        ),
        languages=(head.language, claimed.language, head.first(_LANGUAGES)),
        links=(head.links.get("canonical"), head.first(("og:url",))),
        body=claimed.body,
    )


def _published(
    tree: HtmlElement, head: Head, claimed: Claims, url: str, seen_at: datetime
) -> Stamp | None:
    in_path = _DAY_IN_PATH.search(url)
    day = "-".join(in_path.groups()) if in_path else None
    marked = None if claimed.published else _marked(tree)
    told = own_date(
        (claimed.published, marked, *head.all(_PUBLISHED), head.time, day),
        beside=_updates(head, claimed),
        seen_at=seen_at,
    )
    return told or plausible(day_below_heading(tree), seen_at=seen_at)


def _marked(tree: HtmlElement) -> str | None:
    """Return the date that is marked as the article's, wherever it stands."""
    marked = tree.iterfind(".//*[@itemprop='datePublished']")
    return next(
        (told for one in marked if (told := one.get("content") or one.get("datetime"))), None
    )


def _updates(head: Head, claimed: Claims) -> tuple[str | None, ...]:
    return (claimed.updated, *head.all(_UPDATED))


def _names_of_site(names: tuple[str | None, ...], url: str) -> tuple[str, ...]:
    host = (_hostname(url) or "").removeprefix("www.")
    return tuple(name for name in (*names, host, host.partition(".")[0]) if name)


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
