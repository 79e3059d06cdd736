import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.dedupe.url import canonical

PAGE = "https://courier.example/world/aid"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        " http://WWW.Courier.Example:80/world/aid/ ",
        "https://courier.example:443/world/aid#comments",
        "https://m.courier.example/world/aid",
        "https://amp.courier.example/world//aid",
        "https://courier.example/amp/world/aid",
        "https://courier.example/world/aid/amp/",
        "https://courier.example./world/aid/index.html",
        "https://user:secret@courier.example/world/%61id",
        "https://courier.example/world/aid?utm_source=rss&utm_medium=x",
        "https://courier.example/world/aid?fbclid=1&at_medium=RSS&mc_cid=2&ref=rss&&amp",
        "https://courier-example.cdn.ampproject.org/c/s/courier.example/world/aid",
        "https://www.google.com/amp/s/www.courier.example/world/aid",
    ],
)
def test_one_page_has_one_address(url):
    assert canonical(url) == PAGE


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("http://a.example", "https://a.example/"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example/?b=2&a=1&c", "https://a.example/?a=1&b=2&c"),
        ("https://a.example/?q=a+b", "https://a.example/?q=a%20b"),
        ("https://a.example/%d0%b0/ж?к=1", "https://a.example/%D0%B0/%D0%B6?%D0%BA=1"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://вісті.укр/x", "https://xn--b1a4ad2fc.xn--j1amh/x"),
        ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        (
            "https://a.example/?ref=chapter2&source=12&from=2025",
            "https://a.example/?from=2025&ref=chapter2&source=12",
        ),
        ("https://m.example/x", "https://m.example/x"),
        ("https://a.example/ampere/amplify", "https://a.example/ampere/amplify"),
        ("https://www.google.com/amp/about", "https://google.com/about"),
    ],
)
def test_what_tells_pages_apart_stays(url, form):
    assert canonical(url) == form


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mailto:desk@courier.example",
        "https://",
        "http://[x",
        "http://a.example:port/",
        "nothing",
        "https://" + "a" * 70 + ".example/",
        "https://a.example/" + "x" * 9000,
        "ftp://a.example/x",
    ],
)
def test_what_cannot_be_read_is_left(url):
    assert canonical(f" {url}\n") == url


def test_a_nest_of_mirrors_ends():
    nest = "https://" + "google.com/amp/s/" * 400 + "a.example/x"
    assert canonical(nest) == "https://a.example/x"


@settings(deadline=None)  # the machine may be busy
@given(
    st.text(alphabet=st.characters(exclude_categories=()))
    | st.lists(
        st.sampled_from(
            [
                "http://",
                "https://",
                "www.",
                "m.",
                "a.example",
                "/",
                "amp",
                ".amp",
                ".html",
                "index.html",
                "?",
                "&",
                "=",
                "utm_source",
                "%",
                "%2",
                "5",
                "%61",
                "ß",
                "é",
                "#",
                ":80",
                ":443",
                ":8",
                "@",
                "..",
                "google.com/amp/s/",
                " ",
                "[",
                "]",
                "\\",
            ]
        ),
        max_size=12,
    ).map(lambda parts: "http://a.example" + "".join(parts))
)
@example("http://a.example/.amp/amp/index.html/amp")
def test_a_canonical_address_is_a_fixed_point_and_never_raises(url):
    form = canonical(url)
    assert canonical(form) == form
