"""Pages of articles as real sites build them: the text amid navigation, banners, teasers and
adverts.
"""

import json
from collections.abc import Callable
from html import escape

from monitor.app.demo.outlets import Layout, Outlet
from monitor.app.demo.printing import Printed

_SECTIONS = ("World", "Europe", "Business", "Culture", "Sport")
_COOKIES = (
    "We and our 214 partners store cookies on your device. Some are needed to run this site,"
    " others help us to show you adverts that you may like."
)
_NEWSLETTER = "Sign up for our newsletter: the five stories of the day, every evening at six."
_ADVERT = "Advertisement: Slippers that remember your feet. Now three for the price of two."


def page(outlet: Outlet, article: Printed, address: str) -> str:
    """Return the HTML of the article's page; `address` is the URL that it stands at."""
    title = escape(article.title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title} | {escape(outlet.name)}</title>\n"
        f'<link rel="canonical" href="{escape(address)}">\n'
        f"{_META[outlet.layout](outlet, article, address)}\n"
        "<style>body{font:18px/1.5 Georgia,serif;margin:0}.ad{background:#eee}</style>\n"
        "</head>\n"
        f"{_BODIES[outlet.layout](outlet, article)}\n</html>\n"
    )


def _open_graph(outlet: Outlet, article: Printed, address: str) -> str:
    named = {
        "og:type": "article",
        "og:title": article.title,
        "og:site_name": outlet.name,
        "og:url": address,
        "article:published_time": article.published.isoformat(),
        "article:modified_time": (article.updated or article.published).isoformat(),
        "article:section": article.section,
    }
    return "\n".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in named.items()
    )


def _linked_data(outlet: Outlet, article: Printed, address: str) -> str:
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "dateModified": (article.updated or article.published).isoformat(),
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    if article.byline:
        told["author"] = [{"@type": "Person", "name": article.byline}]
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def _both(outlet: Outlet, article: Printed, address: str) -> str:
    return f"{_open_graph(outlet, article, address)}\n{_linked_data(outlet, article, address)}"


def _bare(outlet: Outlet, article: Printed, address: str) -> str:
    del outlet, address
    return (
        f'<meta name="date" content="{article.published.isoformat()}">\n'
        f'<meta name="author" content="{escape(article.byline)}">'
    )


def _navigation(outlet: Outlet) -> str:
    links = "".join(f'<li><a href="/{s.lower()}">{s}</a></li>' for s in _SECTIONS)
    return (
        f'<header class="site-header"><a class="logo" href="/">{escape(outlet.name)}</a>'
        f'<nav aria-label="Main"><ul>{links}</ul></nav>'
        '<form role="search"><input name="q" placeholder="Search"></form></header>'
    )


def _cookie_banner() -> str:
    return (
        '<div id="cookie-consent" class="cookie-banner" role="dialog" aria-label="Cookies">'
        f"<p>{_COOKIES}</p><button>Accept all</button><button>Settings</button></div>"
    )


def _teasers(outlet: Outlet) -> str:
    return "".join(
        f'<li><a href="/archive/{number}">{escape(teaser)}</a></li>'
        for number, teaser in enumerate(outlet.teasers, 1)
    )


def _footer(outlet: Outlet) -> str:
    return (
        '<footer class="site-footer"><ul><li><a href="/imprint">Imprint</a></li>'
        '<li><a href="/privacy">Privacy</a></li><li><a href="/jobs">Jobs</a></li></ul>'
        f"<p>© {escape(outlet.name)}. All rights reserved.</p></footer>"
    )


def _dates(article: Printed) -> str:
    shown = f"{article.published:%d %B %Y, %H:%M} UTC"
    told = f'<time datetime="{article.published.isoformat()}">{shown}</time>'
    if article.updated:
        told += f' <span class="updated">Updated {article.updated:%H:%M} UTC</span>'
    return told


def _byline(article: Printed) -> str:
    return f'<span class="author">By {escape(article.byline)}</span> ' if article.byline else ""


def _paragraphs(article: Printed, *, between: str = "") -> str:
    """Return the paragraphs; `between` stands after the first."""
    told = [f"<p>{escape(p)}</p>" for p in article.paragraphs]
    return "\n".join((told[0], between, *told[1:]))


def _modern(outlet: Outlet, article: Printed) -> str:
    related = f'<aside class="related"><h2>More on this</h2><ul>{_teasers(outlet)}</ul></aside>'
    return (
        f"<body>{_cookie_banner()}{_navigation(outlet)}<main>"
        f'<article><header><h1>{escape(article.title)}</h1><p class="meta">'
        f"{_byline(article)}{_dates(article)}</p></header>\n"
        f'<div class="article-body">{_paragraphs(article, between=related)}</div>'
        f'<section class="newsletter"><h2>Newsletter</h2><p>{_NEWSLETTER}</p>'
        '<form><input type="email"><button>Sign up</button></form></section></article>'
        f'<div class="ad">{_ADVERT}</div></main>{_footer(outlet)}</body>'
    )


def _columns(outlet: Outlet, article: Printed) -> str:
    return (
        f'<body>{_navigation(outlet)}<div id="wrapper"><div id="left-column" class="sidebar">'
        f'<h3>Most read</h3><ol>{_teasers(outlet)}</ol><div class="ad">{_ADVERT}</div></div>'
        f'<div id="content" class="post"><h1 class="entry-title">{escape(article.title)}</h1>'
        f'<div class="entry-meta">{_byline(article)}{_dates(article)}</div>'
        f'<div class="entry-content">\n{_paragraphs(article)}\n</div>'
        '<div class="share-buttons"><a href="#">Share</a> <a href="#">Mail</a></div></div>'
        f'<div id="right-column" class="sidebar"><h3>Newsletter</h3><p>{_NEWSLETTER}</p></div>'
        f"</div>{_footer(outlet)}{_cookie_banner()}</body>"
    )


def _plain(outlet: Outlet, article: Printed) -> str:
    return (
        f'<body>{_navigation(outlet)}<div class="story">'
        f"<h1>{escape(article.title)}</h1><address>{_byline(article)}</address>{_dates(article)}\n"
        f'{_paragraphs(article)}\n<p class="tags"><a href="/tag/1">Europe</a></p></div>'
        f'<div class="related-links"><h4>Related</h4><ul>{_teasers(outlet)}</ul></div>'
        f'<form class="signup"><label>{_NEWSLETTER}</label><input type="email"></form>'
        f'<div class="banner ad">{_ADVERT}</div>{_footer(outlet)}{_cookie_banner()}</body>'
    )


def _magazine(outlet: Outlet, article: Printed) -> str:
    advert = f'<div class="advert ad-slot"><span>Advertisement</span><p>{_ADVERT}</p></div>'
    return (
        f'<body>{_cookie_banner()}{_navigation(outlet)}<main id="main"><article class="longread">'
        f'<h1>{escape(article.title)}</h1><figure><img src="/lead.jpg" alt="">'
        "<figcaption>Photo: the harbour at dusk.</figcaption></figure>"
        f"<p class='byline'>{_byline(article)}{_dates(article)}</p>\n"
        f'<section class="body" itemprop="articleBody">{_paragraphs(article, between=advert)}'
        f'</section></article><section class="recommended"><h2>You may also like</h2>'
        f"<ul>{_teasers(outlet)}</ul></section>"
        f'<div class="newsletter-box"><p>{_NEWSLETTER}</p></div></main>{_footer(outlet)}</body>'
    )


_META: dict[Layout, Callable[[Outlet, Printed, str], str]] = {
    Layout.MODERN: _both,
    Layout.COLUMNS: _open_graph,
    Layout.PLAIN: _bare,
    Layout.MAGAZINE: _linked_data,
}
_BODIES: dict[Layout, Callable[[Outlet, Printed], str]] = {
    Layout.MODERN: _modern,
    Layout.COLUMNS: _columns,
    Layout.PLAIN: _plain,
    Layout.MAGAZINE: _magazine,
}
