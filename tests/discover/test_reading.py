import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.reading import candidates, guess_kind
from monitor.errors import Unreadable
from monitor.model.source import SourceKind

BASE = "https://harbour.example/"
FEED, SITEMAP, LISTING = SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING
PAGES = {
    FEED: b"<rss><channel><item><link>/a</link></item></channel></rss>",
    SITEMAP: b"<urlset><url><loc>/a</loc></url></urlset>",
    LISTING: b"<html><a href='/a'>A</a></html>",
}


@pytest.mark.parametrize("kind", list(PAGES))
def test_each_kind_is_read_by_its_own_rules(kind):
    (entry,) = candidates(kind, PAGES[kind], base=BASE)
    assert (entry.url, entry.kind) == ("https://harbour.example/a", kind)
    assert candidates(kind, gzip.compress(PAGES[kind]), base=BASE) == (entry,)


def test_the_selector_is_for_listings():
    assert candidates(LISTING, PAGES[LISTING], base=BASE, link="p a") == ()


def test_an_index_of_sitemaps_is_told_with_an_address_to_use():
    body = b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    with pytest.raises(Unreadable, match=r"such as https://harbour\.example/news\.xml"):
        candidates(SITEMAP, body, base=BASE)


def test_what_a_parser_trips_over_is_unreadable():
    with pytest.raises(Unreadable, match="cannot be parsed: LookupError"):
        candidates(LISTING, PAGES[LISTING], base=BASE, charset="no-such-thing")


@given(st.sampled_from(list(PAGES)), st.sampled_from(list(PAGES.values())), st.data())
def test_nothing_but_unreadable_is_raised_by_broken_pages(kind, page, data):
    at = data.draw(st.integers(0, len(page)))
    body = page[:at] + data.draw(st.binary(max_size=20)) + page[at + data.draw(st.integers(0, 9)) :]
    with suppress(Unreadable):
        assert all(entry.kind is kind for entry in candidates(kind, body, base=BASE))


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (PAGES[FEED], None, FEED),
        (PAGES[SITEMAP], None, SITEMAP),
        (PAGES[LISTING], None, LISTING),
        (gzip.compress(PAGES[SITEMAP]), None, SITEMAP),
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


def test_what_is_no_list_of_links_is_not_read_as_one():
    with pytest.raises(Unreadable, match="a mailbox is not read as a list of links"):
        candidates(SourceKind.MAILBOX, PAGES[FEED], base=BASE)
