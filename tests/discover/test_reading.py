import gzip
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.discover.reading import guess_kind, listed
from monitor.errors import Unreadable
from monitor.model.source import Fields, SourceKind
from tests.discover.asking import answered, asked

FEED, SITEMAP, LISTING = SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING
PAGES = {
    FEED: b"<rss><channel><item><link>/a</link></item></channel></rss>",
    SITEMAP: b"<urlset><url><loc>/a</loc></url></urlset>",
    LISTING: b"<html><a href='/a'>A</a></html>",
    SourceKind.API: b'[{"url": "/a"}]',
    SourceKind.PAGE: b"<p>The ferry sails.</p>",
    SourceKind.TELEGRAM: (
        b"<div class='tgme_widget_message' data-post='harbour/1'>"
        b"<p class='tgme_widget_message_text'>The ferry sails.</p></div>"
    ),
}
PLACES = {
    SourceKind.PAGE: "https://harbour.example/",
    SourceKind.TELEGRAM: "https://t.me/harbour/1",
}
FIELDS = Fields(url="url")


def read(kind, body, *, charset=None, link="a", **more):
    return listed(answered(body, charset=charset), asked(kind, fields=FIELDS, link=link, **more))


@pytest.mark.parametrize("kind", list(PAGES))
def test_each_kind_is_read_by_its_own_rules(kind):
    (entry,) = read(kind, PAGES[kind]).candidates
    assert (entry.url, entry.kind) == (PLACES.get(kind, "https://harbour.example/a"), kind)
    assert read(kind, gzip.compress(PAGES[kind])).candidates == (entry,)


def test_the_selector_is_for_listings():
    assert read(LISTING, PAGES[LISTING], link="p a").candidates == ()


def test_an_index_of_sitemaps_names_further_lists():
    body = b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    found = read(SITEMAP, body)
    assert (found.candidates, found.further) == ((), ("https://harbour.example/news.xml",))


def test_how_long_a_feed_keeps_is_told():
    body = PAGES[FEED].replace(b"<item>", b"<ttl>30</ttl><item>")
    assert read(FEED, body).keeps == timedelta(minutes=30)


def test_what_a_parser_trips_over_is_unreadable():
    with pytest.raises(Unreadable, match="cannot be parsed: LookupError"):
        read(LISTING, PAGES[LISTING], charset="no-such-thing")


@settings(deadline=None)
@given(st.sampled_from(list(PAGES)), st.sampled_from(list(PAGES.values())), st.data())
def test_nothing_but_unreadable_is_raised_by_broken_pages(kind, page, data):
    at = data.draw(st.integers(0, len(page)))
    body = page[:at] + data.draw(st.binary(max_size=20)) + page[at + data.draw(st.integers(0, 9)) :]
    with suppress(Unreadable):
        assert all(entry.kind is kind for entry in read(kind, body).candidates)


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (PAGES[FEED], None, FEED),
        (PAGES[SITEMAP], None, SITEMAP),
        (PAGES[LISTING], None, LISTING),
        (gzip.compress(PAGES[SITEMAP], mtime=0), None, SITEMAP),
        (b'<?xml version="1.0"?><!-- <html> --><feed/>', "text/html", FEED),
        (b"<!DOCTYPE html><HTML>", None, LISTING),
        (b"<rdf:RDF xmlns:rdf='x'/>", None, FEED),
        ("<rss/>".encode("utf-16"), None, FEED),
        (b"\xef\xbb\xbf  <rss/>", None, FEED),
        (b'{"version": "https://jsonfeed.org/version/1"}', None, FEED),
        (b'{"items": [{"url": "/a", "content_html": "<p>A"}]}', None, FEED),
        (b'{"items": [{"url": "/a", "publishedAt": 1764000000}]}', None, None),
        (b'{"items": []}', "application/feed+json; charset=utf-8", FEED),
        (b'{"a": 1}', "application/feed+json", None),
        (b"<p>Hello", "text/html; charset=utf-8", LISTING),
        (b"nothing", "application/rss+xml", FEED),
        (b"nothing", None, None),
        (b"<svg/>", None, None),
        (b"\x1f\x8bbroken", "text/html", None),
    ],
)
def test_the_kind_of_a_page_is_guessed(body, content_type, kind):
    assert guess_kind(body, content_type) is kind


@pytest.mark.parametrize("kind", [SourceKind.MAILBOX, SourceKind.ARCHIVE])
def test_what_is_no_page_is_not_read_as_one(kind):
    with pytest.raises(Unreadable, match=f"the {kind} is no page"):
        read(kind, b"anything")


ITEM = "<item><title>A</title><link>/a</link></item>"
AUTHOR = "<rss><channel>&bad;<item>{}<title>A</title><link>/a</link></item></channel></rss>"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
MANY = " ".join(f"a{n}=1" for n in range(40_000))
HOSTILE = [
    (FEED, AUTHOR.format(f"<author>{'a.' * 50_000}</author>"), 1),
    (FEED, AUTHOR.format(f"<dc:creator><![CDATA[<{'a.' * 50_000}]]></dc:creator>"), 1),
    (FEED, AUTHOR.format(f"<author>{'&#97;.' * 16_000}</author>"), 1),
    (FEED, f"<rss><channel>{ITEM}{'<!--' * 50_000}", 1),
    (FEED, f"{'<!--' * 50_000}<rss><channel>{ITEM}</channel></rss>", None),
    (FEED, f"<rss><channel>{'<item/>' * 100_000}</channel></rss>", 5_000),
    (FEED, f"<rss><channel>&bad;{'<item>' * 100_000}", 1_000),
    (FEED, f"<rss><channel>&bad;{ITEM * 30_000}", 1_000),
    (FEED, f"{ENTITIES}<rss><channel><item><title>&a11;&x;</title></item></channel></rss>", 1),
    (SITEMAP, f"{ENTITIES}<urlset><url><loc>/a</loc><lastmod>&a11;&x;</lastmod></url></urlset>", 1),
    (SITEMAP, f"<urlset>{'<url><loc>/a</loc></url>' * 50_000}</urlset>", 5_000),
    (LISTING, f"{ENTITIES}<html><a href='/a'>&a11;&x;</a></html>", 1),
    (FEED, f"<rss {MANY}/>", None),
    (SITEMAP, f"<urlset {MANY}/>", None),
    (LISTING, f"<p {MANY}><a href='/a'>A</a>", None),
    (LISTING, f"<p {MANY.replace('=1', '')}><a href='/a'>A</a>", None),
    (LISTING, f"{'<b>' * 10_000}<a href='/a'>A</a>", 0),
    (SourceKind.PAGE, f"{'<div class=ad>x' * 60_000}", 1),
    (SourceKind.TELEGRAM, "<div class='tgme_widget_message'>" * 60_000, 0),
    (SourceKind.API, "[" * 1_000_000, None),
    (SourceKind.API, '{"a":' * 500_000, None),
    (SourceKind.API, '[{"url":"/a"}' + ',{"url":"/a"}' * 200_000 + "]", 5_000),
]


@pytest.mark.parametrize(("kind", "body", "entries"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_made_to_take_hours_is_read_soon_or_refused(kind, body, entries):
    begun = time.process_time()
    try:
        found = len(read(kind, body).candidates)
    except Unreadable:
        found = None
    assert found == entries
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("kind", [FEED, SITEMAP, LISTING, SourceKind.API])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/hostname", "vbscript:x"]
)
def test_only_web_pages_are_linked_to(kind, address):
    body = PAGES[kind].decode().replace("/a'", f"{address}'").replace('"/a"', f'"{address}"')
    body = body.replace(">/a<", f">{address}<")
    assert address in body
    assert all(entry.url is None for entry in read(kind, body).candidates)


@pytest.mark.parametrize("kind", [FEED, LISTING])
def test_a_title_is_no_markup(kind):
    title = "a&lt;script&gt;alert(1)&lt;/script&gt;<b>b</b>"
    pages = {
        FEED: f"<rss><channel><item><title>{title}</title></item></channel></rss>",
        LISTING: f"<html><a href='/a'>{title}</a></html>",
    }
    (entry,) = read(kind, pages[kind]).candidates
    assert entry.title.replace(" ", "") == "ab"
