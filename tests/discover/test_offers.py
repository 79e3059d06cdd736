from datetime import UTC, datetime

import pytest

from monitor.discover.offers import channel, offers
from monitor.model.page import Page
from monitor.model.source import SourceKind

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOME = b"""<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments on all" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Harbour news" href="/feed.rss">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/atom+xml" href="javascript:x()">
<link rel="stylesheet" type="text/css" href="/rss.css">
</head><body>
<a href="/world/rss">World feed</a> <a href="/rssing-quietly">A story</a> <a>None</a>
</body></html>"""
ROBOTS = """User-agent: *
Sitemap: https://harbour.example/sitemap.xml
sitemap:https://harbour.example/news-map.xml
Sitemap: ftp://harbour.example/x
"""


def page(body: bytes, **more) -> Page:
    url = "https://harbour.example/home"
    return Page(url=url, asked=url, body=body, fetched_at=NOW, **more)


def test_a_home_page_offers_its_feeds_then_its_sitemaps_and_last_itself():
    found = offers(page(HOME), ROBOTS)
    assert [(o.kind.value, o.url.removeprefix("https://harbour.example")) for o in found] == [
        ("feed", "/feed.rss"),
        ("feed", "/comments/feed/"),
        ("feed", "/world/rss"),
        ("sitemap", "/news-map.xml"),
        ("sitemap", "/sitemap.xml"),
        ("feed", "/feed/"),
        ("feed", "/rss"),
        ("feed", "/rss.xml"),
        ("feed", "/feed.xml"),
        ("feed", "/atom.xml"),
        ("sitemap", "/news-sitemap.xml"),
        ("sitemap", "/sitemap-news.xml"),
        ("sitemap", "/sitemap_news.xml"),
        ("listing", "/home"),
    ]
    assert found[0].title == "Harbour news"
    assert found[2].title == "World feed"


def of_section(head: str, path: str = "/world", robots: str = ROBOTS):
    url = f"https://harbour.example{path}"
    body = f"<html><head>{head}</head><body><a href='/a'>A</a></body></html>".encode()
    found = offers(Page(url=url, asked=url, body=body, fetched_at=NOW), robots)
    return [o.url.removeprefix("https://harbour.example") for o in found if not o.whole]


def alternate(href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


def test_a_section_offers_what_is_its_own_before_what_is_the_whole_sites():
    assert of_section("") == ["/world"]
    assert of_section(alternate("/feed")) == ["/feed", "/world"]
    assert of_section(alternate("/feed") + alternate("/world/feed")) == ["/world/feed", "/world"]
    named = alternate("/feed") + alternate("/f/7", "Harbour: Middle East")
    assert of_section(named, "/middle-east.html") == ["/f/7", "/middle-east.html"]
    robots = "Sitemap: https://harbour.example/map-world.xml"
    assert of_section("", robots=robots) == ["/map-world.xml", "/world"]


def test_what_is_the_whole_sites_says_so():
    found = offers(page(HOME.replace(b"x()", b"y()")), ROBOTS)
    assert not any(offer.whole for offer in found)
    url = "https://harbour.example/world"
    found = offers(Page(url=url, asked=url, body=HOME, fetched_at=NOW), ROBOTS)
    (sitemap, *_) = [offer for offer in found if offer.kind is SourceKind.SITEMAP]
    assert (sitemap.whole, sitemap.guessed) == (True, False)
    assert sitemap.why == "robots.txt names it, of the whole site"


@pytest.mark.parametrize("path", ["/", "/en/", "/index.html", "/2026/03/01/ferry-sails-again"])
def test_a_front_page_and_an_article_are_no_sections(path):
    assert len(of_section("", path)) > 8


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<rss><channel/></rss>", SourceKind.FEED),
        (b"<urlset/>", SourceKind.SITEMAP),
        (b'[{"a": 1}]', SourceKind.API),
    ],
)
def test_what_is_a_list_already_offers_itself_alone(body, kind):
    (own,) = offers(page(body), ROBOTS)
    assert (own.kind, own.url) == (kind, "https://harbour.example/home")


def test_an_empty_page_of_html_offers_the_usual_places_and_itself():
    found = offers(page(b"<!-- -->", content_type="text/html"), "")
    assert found[-1].kind is SourceKind.LISTING


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/harbour_news",
        "http://t.me/s/harbour_news/",
        "https://t.me/s/harbour_news?before=9",
    ],
)
def test_a_channel_is_known_by_its_address(url):
    offer = channel(url)
    assert offer is not None
    assert (offer.kind, offer.url) == (SourceKind.TELEGRAM, "https://t.me/s/harbour_news")


@pytest.mark.parametrize(
    "url", ["https://harbour.example/s/news", "https://t.me/+hidden", "t.me/x"]
)
def test_other_addresses_are_no_channels(url):
    assert channel(url) is None
