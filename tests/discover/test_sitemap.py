import pytest

from monitor.discover.sitemap import sitemap
from monitor.errors import Unreadable

BASE = "https://harbour.example/news-sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <!-- two pages -->
  <url><loc>https://harbour.example/a</loc><lastmod>2025-12-21</lastmod>
    <news:news><news:publication><news:name>Harbour Post</news:name></news:publication>
      <news:publication_date>2025-12-20T10:30:00+02:00</news:publication_date>
      <news:title>Ferry &amp; harbour</news:title></news:news></url>
  <url><loc>/b</loc></url>
  <other/>
</urlset>"""


def test_a_news_sitemap_gives_titles_and_dates():
    first, second = sitemap(NEWS, base=BASE).candidates
    assert (first.url, first.title) == ("https://harbour.example/a", "Ferry & harbour")
    assert (str(first.published), str(first.updated)) == ("2025-12-20T08:30:00Z", "2025-12-21")
    assert (second.url, second.title) == ("https://harbour.example/b", None)
    assert (second.published, second.kind) == (None, "sitemap")


def test_an_index_names_other_sitemaps():
    read = sitemap(
        b"<sitemapindex><sitemap><loc><![CDATA[/one.xml.gz]]></loc><lastmod>2025-12-20</lastmod>"
        b"</sitemap></sitemapindex>",
        base=BASE,
    )
    assert read.candidates == ()
    assert [child.url for child in read.children] == ["https://harbour.example/one.xml.gz"]


def test_a_sitemap_that_breaks_off_gives_what_is_whole():
    assert sitemap(NEWS[:-60], base=BASE).candidates[0].url == "https://harbour.example/a"


@pytest.mark.parametrize("body", [b"<html/>", b"hello", b"<rss/>", b"\0"])
def test_what_is_no_sitemap_is_refused(body):
    with pytest.raises(Unreadable, match="sitemap"):
        sitemap(body, base=BASE)


def test_entities_of_a_sitemap_do_no_harm():
    body = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "harm">]>'
        b"<urlset><url><loc>/a</loc><lastmod>&x;&y;</lastmod></url></urlset>"
    )
    (entry,) = sitemap(body, base=BASE).candidates
    assert (entry.url, entry.updated) == ("https://harbour.example/a", None)
