"""How the outlets list their articles: RSS, Atom, RDF, JSON Feed, a news sitemap, a front page."""

import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape

from monitor.app.demo.outlets import Listing, Outlet
from monitor.app.demo.printing import Printed

MEDIA_TYPES = {
    Listing.RSS: "application/rss+xml",
    Listing.ATOM: "application/atom+xml",
    Listing.RDF: "application/rdf+xml",
    Listing.JSON: "application/feed+json",
    Listing.SITEMAP: "application/xml",
    Listing.FRONT_PAGE: "text/html",
}
FRONT_PAGE_LINKS = "a.headline"
"""The CSS selector of the links to articles on a front page."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def listing(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    """Return the listing of the articles, latest first; `home` is the outlet's address without a
    slash at its end.
    """
    latest = sorted(articles, key=lambda a: a.published, reverse=True)
    return _FORMS[outlet.listing](outlet, latest, home)


def _rss(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{home}{a.path}</link>"
        f'<guid isPermaLink="true">{home}{a.path}</guid>'
        f"<pubDate>{format_datetime(a.published)}</pubDate>"
        f"<description>{escape(a.paragraphs[0])}</description></item>\n"
        for a in articles
    )
    return (
        f'{_XML}<rss version="2.0"><channel><title>{escape(outlet.name)}</title>'
        f"<link>{home}/</link><description>All the news</description>\n{items}</channel></rss>\n"
    )


def _atom(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    entries = "".join(
        f"<entry><title>{escape(a.title)}</title><id>{home}{a.path}</id>"
        f'<link rel="alternate" href="{home}{a.path}"/>'
        f"<published>{a.published.isoformat()}</published>"
        f"<updated>{(a.updated or a.published).isoformat()}</updated></entry>\n"
        for a in articles
    )
    changed = max((a.updated or a.published for a in articles), default=None)
    updated = f"<updated>{changed.isoformat()}</updated>" if changed else ""
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(outlet.name)}</title>'
        f"<id>{home}/</id>{updated}\n{entries}</feed>\n"
    )


def _rdf(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    places = "".join(f'<rdf:li rdf:resource="{home}{a.path}"/>' for a in articles)
    items = "".join(
        f'<item rdf:about="{home}{a.path}"><title>{escape(a.title)}</title>'
        f"<link>{home}{a.path}</link><dc:date>{a.published.isoformat()}</dc:date></item>\n"
        for a in articles
    )
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{home}/news.rdf"><title>{escape(outlet.name)}</title>'
        f"<link>{home}/</link><description>News</description>"
        f"<items><rdf:Seq>{places}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n"
    )


def _json(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    items = [
        {
            "id": f"{home}{a.path}",
            "url": f"{home}{a.path}",
            "title": a.title,
            "date_published": a.published.isoformat(),
            "date_modified": (a.updated or a.published).isoformat(),
        }
        for a in articles
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{home}/",
        "items": items,
    }
    return json.dumps(feed, indent=1)


def _sitemap(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    urls = "".join(
        f"<url><loc>{home}{a.path}</loc>"
        f"<lastmod>{(a.updated or a.published).isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{escape(outlet.name)}</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{a.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(a.title)}</news:title></news:news></url>\n"
        for a in articles
    )
    return (
        f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{urls}</urlset>\n"
    )


def _front_page(outlet: Outlet, articles: Sequence[Printed], home: str) -> str:
    links = "".join(
        f'<li><a class="headline" href="{a.path}">{escape(a.title)}</a></li>\n' for a in articles
    )
    elsewhere = "".join(f'<li><a href="/archive/{n}">{t}</a></li>' for n, t in _numbered(outlet))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><base href="{home}/">'
        f"<title>{escape(outlet.name)}</title></head><body><h1>{escape(outlet.name)}</h1>\n"
        f'<ul class="latest">{links}</ul><aside><h2>From the archive</h2><ul>{elsewhere}</ul>'
        "</aside></body></html>\n"
    )


def _numbered(outlet: Outlet) -> enumerate[str]:
    return enumerate((escape(t) for t in outlet.teasers), 1)


_FORMS: dict[Listing, Callable[[Outlet, Sequence[Printed], str], str]] = {
    Listing.RSS: _rss,
    Listing.ATOM: _atom,
    Listing.RDF: _rdf,
    Listing.JSON: _json,
    Listing.SITEMAP: _sitemap,
    Listing.FRONT_PAGE: _front_page,
}
