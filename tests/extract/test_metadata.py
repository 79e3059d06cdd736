from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from monitor.extract.head import head_of
from monitor.extract.metadata import metadata_of

SEEN = datetime(2025, 12, 21, tzinfo=UTC)


def told(head="", body="<p>x</p>", url="https://www.courier.example/x"):
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    tree = document_fromstring(html)
    return metadata_of(tree, head_of(tree), url=url, seen_at=SEEN)


def meta(name, content, kind="name"):
    return f'<meta {kind}="{name}" content="{content}">'


def ld(**fields):
    pairs = ",".join(f'"{name}":"{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{pairs}}}</script>'


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            ld(datePublished="2025-12-19T10:00:00Z") + meta("date", "2020-01-01"),
            "",
            "2025-12-19T10:00:00Z",
        ),
        (
            meta("article:published_time", "2025-12-19T10:00:00", "property"),
            "",
            "2025-12-19T10:00:00Z",
        ),
        (meta("datePublished", "2025-12-19", "itemprop"), "", "2025-12-19"),
        ("", '<h1>x</h1><time datetime="2025-12-19">', "2025-12-19"),
        ("", '<time datetime="2025-12-19">', "2025-12-19"),
        (
            meta("article:published_time", "2025-12-20", "property"),
            '<div itemprop="datePublished" content="2025-12-19"></div>',
            "2025-12-19",
        ),
        ("", '<time datetime="2025-12-19"></time><time datetime="2025-12-18">', "None"),
        (
            "",
            '<time datetime="2025-01-01"></time><h1>x</h1><time datetime="2025-12-19">',
            "2025-12-19",
        ),
        ("", "<time>yesterday</time>", "None"),
        (meta("date", "soon"), "", "None"),
        (meta("date", "2027-01-01"), "", "None"),
        (meta("date", "1970-01-01"), "", "None"),
        (ld(datePublished="2099-01-01") + meta("date", "2025-12-19"), "", "2025-12-19"),
    ],
)
def test_the_date_is_what_the_page_says_or_unknown(head, body, published):
    assert str(told(head, body + "<p>x</p>").published) == published


def test_the_address_may_tell_the_day():
    assert str(told(url="https://a.example/2025/12/19/x").published) == "2025-12-19"
    assert told(url="https://a.example/2025/13/19/x").published is None


def test_the_update_is_read_apart():
    found = told(meta("article:modified_time", "2025-12-20T10:00:00Z", "property"))
    assert (found.published, str(found.updated)) == (None, "2025-12-20T10:00:00Z")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            meta("og:title", "Aid pledged | Harbour Courier", "property")
            + meta("og:site_name", "Harbour Courier", "property"),
            "",
            "Aid pledged",
        ),
        ("<title>Aid pledged - Courier.example - Courier</title>", "", "Aid pledged"),
        ("<title>Aid - pledged</title>", "", "Aid - pledged"),
        (ld(headline="Aid pledged") + "<title>y</title>", "<h1>z</h1>", "Aid pledged"),
        ("<title>y</title><title>w</title>", "<h1>Aid <b>pledged</b></h1>", "Aid pledged"),
        ("<title>y</title>", "<h1>a</h1><h1>b</h1>", "y"),
        ("", "", None),
    ],
)
def test_the_title_stands_without_the_outlet(head, body, title):
    assert told(head, body + "<p>x</p>").title == title


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (meta("author", "By Ida Brandt and Sam Oakes, AFP"), ("Ida Brandt", "Sam Oakes", "AFP")),
        (ld(headline="x", author="Ida Brandt") + meta("author", "Nobody"), ("Ida Brandt",)),
        (
            ld(headline="x", author="https://a.example/ida") + meta("author", "Ida Brandt"),
            ("Ida Brandt",),
        ),
        (meta("author", "ida@courier.example"), ()),
        ("", ()),
    ],
)
def test_authors_are_names(head, authors):
    assert told(head).authors == authors


def test_the_outlet_and_the_languages_are_as_declared():
    html = '<html lang="uk"><head>' + meta("og:site_name", "Courier", "property") + "</head></html>"
    tree = document_fromstring(html)
    found = metadata_of(tree, head_of(tree), url="https://a.example", seen_at=SEEN)
    assert (found.outlet, found.languages[0]) == ("Courier", "uk")
    assert told(ld(headline="x", publisher="Gazette")).outlet == "Gazette"
    assert told(meta("og:locale", "en_GB", "property")).languages == (None, None, "en_GB")
    assert told(meta("og:site_name", "", "property")).outlet is None


def test_a_broken_address_is_no_obstacle():
    assert told(url="http://[broken").title is None


def test_the_first_canonical_link_counts_as_written():
    links = '<link rel="icon" href="/i"><link rel="canonical" href="/y">'
    links += '<link rel="canonical" href="/z">'
    assert told(links + "<script>var x</script>").links == ("/y", None)
    assert told(meta("og:url", "/o", "property")).links == (None, "/o")
