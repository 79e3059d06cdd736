import gzip
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
