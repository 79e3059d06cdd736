from datetime import timedelta

import pytest

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.feed import feed
from monitor.errors import Unreadable
from tests.discover.asking import NOON

BASE = "https://harbour.example/rss"
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"


def rss(items, head=""):
    return f'{head}<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def atom(entries, more=""):
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {more}>{entries}</feed>'.encode()


def entries(body, **more):
    return feed(body, base=BASE, asked_at=NOON, **more).candidates


def only(body, **more):
    (entry,) = entries(body, **more)
    return entry


def test_an_rss_item_gives_link_title_and_date():
    entry = only(
        rss(
            "<item><title>Ferry &amp; harbour</title><link>/a</link>"
            "<pubDate>Sat, 20 Dec 2025 10:30:00 GMT</pubDate></item>"
        )
    )
    assert entry.url == "https://harbour.example/a"
    assert entry.title == "Ferry & harbour"
    assert str(entry.published) == "2025-12-20T10:30:00Z"
    assert (entry.updated, entry.kind) == (None, "feed")


def test_an_atom_entry_gives_its_alternate_link_and_both_dates():
    entry = only(
        atom(
            '<entry><title type="html">Ferry &lt;i&gt;sails&lt;/i&gt;</title>'
            '<link rel="enclosure" href="/sound"/><link rel="self" href="/self"/>'
            '<link rel="alternate" type="application/json" href="/json"/>'
            '<link type="text/html" href="a"/>'
            "<published>2025-12-20T10:30:00Z</published><updated>2025-12-21T08:00:00Z</updated>"
            "</entry>",
            'xml:base="https://coast.example/news/"',
        )
    )
    assert entry.url == "https://coast.example/news/a"
    assert entry.title == "Ferry sails"
    assert (str(entry.published), str(entry.updated)) == (
        "2025-12-20T10:30:00Z",
        "2025-12-21T08:00:00Z",
    )


def test_an_rdf_item_gives_its_link_or_what_it_is_about():
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<item rdf:about='https://harbour.example/a'><title>A</title>"
        "<dc:date>2025-12-20</dc:date></item>"
        "<item rdf:about='urn:b'><title>B</title><link>/b</link></item></rdf:RDF>"
    )
    first, second = entries(body.encode())
    assert (first.url, str(first.published)) == ("https://harbour.example/a", "2025-12-20")
    assert second.url == "https://harbour.example/b"


def test_a_json_feed_gives_its_items_too():
    body = b'\xef\xbb\xbf {"items": [{"url": "/a"}]}'
    assert only(body).url == "https://harbour.example/a"


@pytest.mark.parametrize(
    ("part", "url"),
    [
        ("<guid>https://harbour.example/g</guid>", "https://harbour.example/g"),
        ('<guid isPermaLink="false">https://harbour.example/g</guid>', None),
        ("<guid>17</guid>", None),
        ("<guid>/g</guid>", "https://harbour.example/g"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link></link><guid>https://harbour.example/g</guid>", "https://harbour.example/g"),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" href="/l"/>', "https://harbour.example/l"),
        ("", None),
    ],
)
def test_an_item_without_a_link_has_no_url(part, url):
    assert only(rss(f"<item><title>A</title>{part}</item>")).url == url


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ('<m:title xmlns:m="http://search.yahoo.com/mrss/">M</m:title><title>T</title>', "T"),
        ('<m:title xmlns:m="http://search.yahoo.com/mrss/">M</m:title>', "M"),
        ("<title></title><title>T</title>", "T"),
        ("<title mode='base64'>PGI+VDwvYj4=</title>", "T"),
        ("<title type='application/octet-stream'>VA==</title>", "T"),
        ("<title mode='base64'>V</title>", None),
        ("<title>a<script>b</script>c</title>", "ac"),
        ("<title><![CDATA[<b>T</b>]]></title>", "T"),
    ],
)
def test_the_title_is_the_entrys_own(part, title):
    assert only(rss(f"<item>{part}</item>")).title == title


def test_a_date_that_cannot_be_read_is_unknown_and_the_next_one_counts():
    entry = only(
        rss(
            "<item><pubDate>yesterday</pubDate>"
            '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2025-12-20</d:date></item>'
        )
    )
    assert str(entry.published) == "2025-12-20"
    assert only(rss("<item><pubDate>10:30</pubDate></item>")).published is None


def test_a_broken_feed_is_read_patiently():
    entry = only(
        rss(
            "<item><title>Ships & ferries</title><link>/a?b=1&c=2</link>"
            "<pubDate>Sat, 20 Dec 2025 10:30:00 GMT</pubDate>"
        )[:-16],
        charset="utf-8",
    )
    assert entry.url == "https://harbour.example/a?b=1&c=2"
    assert entry.title == "Ships & ferries"
    assert str(entry.published) == "2025-12-20T10:30:00Z"


@pytest.mark.parametrize("words", ["a." * 50_000, f"<![CDATA[{'a.' * 50_000}]]>"])
def test_an_endless_name_in_a_broken_feed_is_passed_over(words):
    entry = only(rss(f"&bad;<item><dc:creator>{words}</dc:creator><title>A</title></item>"))
    assert entry.title == "A"


def test_of_two_dates_of_one_name_the_last_counts():
    dates = "<updated>2025-12-20T10:30:00Z</updated><updated>2025-12-21T10:30:00Z</updated>"
    assert str(only(atom(f"<entry>{dates}</entry>")).updated) == "2025-12-21T10:30:00Z"


def test_the_word_of_the_server_counts_where_the_feed_says_nothing():
    body = rss("<item><title>Порт</title></item>").decode().encode("windows-1251")
    assert only(body, charset="windows-1251").title == "Порт"


def test_the_word_of_the_feed_counts_more():
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    body = rss("<item><title>Порт</title></item>", head).decode().encode("windows-1251")
    assert only(body, charset="koi8-r").title == "Порт"


def test_an_empty_feed_has_no_entries():
    assert entries(rss("")) == ()
    assert entries(atom("")) == ()


@pytest.mark.parametrize("body", [b"<html><body>Welcome</body></html>", b"hello", b"<urlset/>"])
def test_what_is_no_feed_is_refused(body):
    with pytest.raises(Unreadable, match="no feed"):
        entries(body)


def test_entities_of_a_feed_do_no_harm():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE r [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    entry = only(rss("<item><title>a &a11; &x;</title><link>/a</link></item>", head))
    assert entry.url == "https://harbour.example/a"
    assert len(entry.title or "") < 40


def test_entities_in_a_wide_encoding_do_no_harm():
    head = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY x "harm">]>'
    body = rss("<item><title>a &x;</title></item>", head).decode().encode("utf-16")
    assert "harm" not in (only(body).title or "")


def test_the_first_entries_of_an_endless_feed_are_read():
    assert len(entries(rss("<item/>" * (MOST_CANDIDATES + 1)))) == MOST_CANDIDATES


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("", None),
        ("<ttl>30</ttl>", timedelta(minutes=30)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
    ],
)
@pytest.mark.parametrize("flaw", ["", "&nbsp;"])
def test_how_long_a_feed_keeps_is_told_by_whole_and_broken_ones(told, kept, flaw):
    head = f'<rss xmlns:sy="{SYNDICATION}"><channel>{told}'
    body = f"{head}<item><title>A{flaw}</title></item></channel></rss>".encode()
    assert feed(body, base=BASE, asked_at=NOON).keeps == kept
