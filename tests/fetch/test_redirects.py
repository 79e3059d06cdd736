from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.redirects import MOST_HOPS, next_hop, origin, refused
from monitor.model.page import Reason, Unavailable

HERE = "https://harbour.example/news/list?page=1"


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
    assert next_hop((HERE,), location) == there


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
    hop = next_hop((HERE,), location)
    assert isinstance(hop, Unavailable)
    assert (hop.url, hop.reason) == (HERE, reason)


def test_a_redirect_back_to_any_page_seen_is_a_circle():
    visited = (HERE, "https://harbour.example/b")
    hop = next_hop(visited, HERE)
    assert isinstance(hop, Unavailable)
    assert hop.detail == "redirects in a circle"


def test_at_most_five_redirects_are_followed():
    visited = tuple(f"https://harbour.example/{n}" for n in range(MOST_HOPS + 1))
    assert next_hop(visited[:MOST_HOPS], "/on") == "https://harbour.example/on"
    hop = next_hop(visited, "/on")
    assert isinstance(hop, Unavailable)
    assert hop.reason is Reason.REDIRECTS


def test_credentials_of_a_url_stay_with_their_origin():
    visited = ("https://reader:word@harbour.example/a",)
    assert next_hop(visited, "/b") == "https://reader:word@harbour.example/b"
    assert next_hop(visited, "https://coast.example/b") == "https://coast.example/b"
    assert next_hop(visited, "http://harbour.example/b") == "http://harbour.example/b"


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
    hop = next_hop((HERE,), location)
    if isinstance(hop, str):
        assert refused(hop) is None
        assert urlsplit(hop).username is None
