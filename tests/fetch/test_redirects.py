from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.redirects import MOST_HOPS, Trail, next_hop, origin, refused, without_login
from monitor.model.page import Reason, Unavailable

HERE = "https://harbour.example/news/list?page=1"


def after(*urls, location, status=302):
    return next_hop(Trail(urls=urls), status, location)


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/feed", "https://harbour.example/feed"),
        ("item#top", "https://harbour.example/news/item"),
        (" http://Coast.example/a ", "http://Coast.example/a"),
        ("//coast.example/a", "https://coast.example/a"),
        ("?page=2", "https://harbour.example/news/list?page=2"),
    ],
)
def test_a_redirect_leads_to_an_absolute_url_without_fragment(location, there):
    assert after(HERE, location=location).here == there


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (None, Reason.PROTOCOL),
        ("", Reason.PROTOCOL),
        ("ftp://coast.example/a", Reason.SCHEME),
        ("file:///etc/hostname", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("https://user:word@coast.example/", Reason.SCHEME),
        ("https://user@harbour.example/", Reason.SCHEME),
        ("http://a\\@127.0.0.1/", Reason.SCHEME),
        ("http://[::1/", Reason.SCHEME),
        ("http://coast.example:99999/", Reason.SCHEME),
        ("http://coast.example:0/", Reason.SCHEME),
        ("http:///nowhere", Reason.SCHEME),
        ("/with space", Reason.SCHEME),
        ("/" + "a" * 5000, Reason.SCHEME),
        (HERE, Reason.REDIRECTS),
    ],
)
def test_a_redirect_that_must_not_be_followed_says_why(location, reason):
    hop = after(HERE, location=location)
    assert isinstance(hop, Unavailable)
    assert (hop.url, hop.reason) == (HERE, reason)


def test_a_redirect_back_to_any_page_seen_is_a_circle():
    hop = after(HERE, "https://harbour.example/b", location=HERE)
    assert isinstance(hop, Unavailable)
    assert hop.detail == "redirects in a circle"


def test_at_most_five_redirects_are_followed():
    visited = tuple(f"https://harbour.example/{n}" for n in range(MOST_HOPS + 1))
    assert after(*visited[:MOST_HOPS], location="/on").here == "https://harbour.example/on"
    hop = after(*visited, location="/on")
    assert isinstance(hop, Unavailable)
    assert hop.reason is Reason.REDIRECTS


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ((), None),
        ((302, 301), None),
        ((301,), "https://harbour.example/1"),
        ((301, 308, 302, 301), "https://harbour.example/2"),
    ],
)
def test_a_page_has_moved_as_far_as_all_redirects_hold_for_good(statuses, moved_to):
    trail = Trail(urls=(HERE,))
    for number, status in enumerate(statuses, start=1):
        trail = next_hop(trail, status, f"/{number}")
    assert trail.moved_to == moved_to


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("https://reader:w@rd@harbour.example/a@b", "https://harbour.example/a@b"),
        ("https://reader@harbour.example", "https://harbour.example"),
        (HERE, HERE),
        ("https://harbour.example/?to=https://a:b@c", "https://harbour.example/?to=https://a:b@c"),
        ("http://a\\@127.0.0.1/", "http://a\\@127.0.0.1/"),
    ],
)
def test_a_login_is_taken_out_of_a_url(url, without):
    assert without_login(url) == without


def test_only_web_addresses_with_a_host_are_asked():
    assert refused(HERE) is None
    assert refused("http://127.0.0.1:8080/") is None
    assert (
        refused("gopher://harbour.example/").detail == "only http and https are asked, not gopher"
    )
    assert refused("/news").detail == "only http and https are asked, not no scheme"
    assert refused("http://").lasting


def test_an_origin_names_its_port():
    assert origin(HERE) == ("https", "harbour.example", 443)
    assert origin("http://harbour.example:8080/") == ("http", "harbour.example", 8080)


@given(st.text() | st.from_regex(r"(https?:)?//[a-z:@\[\]\\/#?.%0-9]{0,30}", fullmatch=True))
def test_any_location_gives_a_safe_url_or_a_reason(location):
    hop = after(HERE, location=location)
    if isinstance(hop, Trail):
        assert refused(hop.here) is None
        assert urlsplit(hop.here).username is None
