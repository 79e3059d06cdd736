from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.credentials import of_place, own_headers, refused_header
from monitor.fetch.redirects import origin, refused
from monitor.model.source import Source, SourceId, SourceKind

COOKIE = ("Cookie", "session=1")


def source(url="https://harbour.example/rss", headers=(COOKIE,)):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url=url,
        outlet="Harbour Post",
        headers=tuple(headers),
    )


@pytest.mark.parametrize("name", ["Host", "accept-encoding", "Content-Length", "If-None-Match"])
def test_a_source_may_not_set_what_a_request_is_framed_by(name):
    assert refused_header(name)


@pytest.mark.parametrize("name", ["Cookie", "Authorization", "User-Agent", "X-Api-Key", "Accept"])
def test_a_source_may_set_what_it_is_asked_with(name):
    assert refused_header(name) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/",
        "https://HARBOUR.example:443/a?b",
        "https://harbour.example/robots.txt",
    ],
)
def test_what_a_source_is_asked_with_goes_to_its_origin(url):
    assert own_headers(source(), url) == (COOKIE,)


@pytest.mark.parametrize(
    "url",
    [
        "http://harbour.example/rss",
        "https://harbour.example:8443/rss",
        "https://www.harbour.example/rss",
        "https://harbour.example.evil.example/rss",
        "https://harbour.example./rss",
        "https://coast.example/harbour.example",
    ],
)
def test_it_goes_nowhere_else(url):
    assert own_headers(source(), url) == ()


@pytest.mark.parametrize("url", ["imaps://desk@harbour.example/", "/var/archive", "https://"])
def test_a_source_without_a_web_address_has_no_origin(url):
    assert own_headers(source(url), "https://harbour.example/") == ()


def test_headers_that_may_not_be_set_or_cannot_be_sent_are_left_out():
    headers = (("Host", "a"), ("X-A", "line\r\nX-B: c"), ("X-C", "é"), COOKIE)
    assert own_headers(source(headers=headers), "https://harbour.example/") == (COOKIE,)


def test_a_login_in_the_url_of_a_source_is_a_basic_one():
    asked = source("https://r%40der:w%3Ard@harbour.example/rss", headers=())
    ((name, value),) = own_headers(asked, "https://harbour.example/a")
    assert (name, b64decode(value.removeprefix("Basic "))) == ("Authorization", b"r@der:w:rd")
    assert own_headers(asked, "https://coast.example/a") == ()
    alone = source("https://reader@harbour.example/rss", headers=())
    assert own_headers(alone, "https://harbour.example/") == (
        ("Authorization", "Basic cmVhZGVyOg=="),
    )


def test_an_authorization_that_is_named_goes_before_the_login():
    named = ("authorization", "Bearer 1")
    asked = source("https://reader:word@harbour.example/rss", headers=(named,))
    assert own_headers(asked, "https://harbour.example/") == (named,)


@pytest.mark.parametrize("url", ["https://harbour.example/b", "https://HARBOUR.example:443/"])
def test_another_place_of_the_origin_is_asked_with_the_same(url):
    assert of_place(source(), url) == source(url)


@pytest.mark.parametrize(
    "url", ["https://coast.example/b", "http://harbour.example/b", "imaps://harbour.example", ""]
)
def test_a_place_of_another_origin_is_asked_with_nothing(url):
    assert of_place(source(), url) == source(url, headers=())


def test_what_a_mailbox_is_asked_with_goes_to_no_other_place():
    assert of_place(source("imaps://me@harbour.example"), "https://harbour.example/").headers == ()


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["harbour.example", "HARBOUR.example", "coast.example", "a.harbour.example"]),
    st.sampled_from(["", ":80", ":443", ":8443"]),
    st.text("/a?#@:.%", max_size=8),
)
def test_nothing_crosses_an_origin(scheme, host, port, rest):
    url = f"{scheme}://{host}{port}/{rest}"
    assert refused(url) is None
    goes = bool(own_headers(source(), url))
    assert goes == (origin(url) == ("https", "harbour.example", 443))
    assert bool(own_headers(of_place(source(), url), url)) == goes
