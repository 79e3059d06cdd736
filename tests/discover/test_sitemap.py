import pytest

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.sitemap import MOST_FURTHER, sitemap
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


def index(*children):
    listed = "".join(
        f"<sitemap><loc><![CDATA[{place}]]></loc><lastmod>{changed}</lastmod></sitemap>"
        for place, changed in children
    )
    body = f"<sitemapindex>{listed}</sitemapindex>".encode()
    found = sitemap(body, base="https://harbour.example/index.xml")
    assert found.candidates == ()
    return [url.removeprefix("https://harbour.example/") for url in found.further]


def test_an_index_names_other_sitemaps_each_once():
    assert index(("/one.xml.gz", ""), ("", ""), ("one.xml.gz", "")) == ["one.xml.gz"]


@pytest.mark.parametrize(
    ("children", "order"),
    [
        (
            [("category.xml", "2025-12-20"), ("posts-1.xml", ""), ("news.xml", "2024-01-01")],
            ["news.xml", "posts-1.xml", "category.xml"],
        ),
        ([("a.xml", "2025-12-18"), ("b.xml", "2025-12-20")], ["b.xml", "a.xml"]),
        (
            [("2025-11.xml", ""), ("2025/12/20.xml", ""), ("2025-12.xml", "")],
            ["2025/12/20.xml", "2025-12.xml", "2025-11.xml"],
        ),
        ([("posts2.xml", ""), ("posts10.xml", ""), ("posts1.xml.gz", "")], None),
    ],
)
def test_sitemaps_of_news_come_first_and_the_newest_of_them(children, order):
    assert index(*children) == (order or ["posts10.xml", "posts2.xml", "posts1.xml.gz"])


def test_no_more_than_a_few_sitemaps_of_an_index_are_named():
    assert len(index(*((f"{n}.xml", "") for n in range(50)))) == MOST_FURTHER


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


@pytest.mark.parametrize(
    ("entry", "first", "last"),
    [
        ("<url><loc>/{n}</loc><lastmod>2025-{m:02}-{d:02}</lastmod></url>", 100, 5_099),
        ("<url><loc>/{n}</loc></url>", 0, 5_099),
    ],
)
def test_of_an_endless_sitemap_what_changed_last_is_read_else_both_ends(entry, first, last):
    listed = (entry.format(n=n, m=1 + n // 500, d=1 + n // 20 % 25) for n in range(5_100))
    found = sitemap(f"<urlset>{''.join(listed)}</urlset>".encode(), base=BASE).candidates
    assert len(found) == MOST_CANDIDATES
    assert [found[0].url, found[-1].url] == [
        f"https://harbour.example/{first}",
        f"https://harbour.example/{last}",
    ]
