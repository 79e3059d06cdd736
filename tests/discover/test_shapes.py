import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.shapes import may_be_article, numbered_stem, same_site, shape

HOME = "https://harbour.example"


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", ()),
        ("/world", ("word",)),
        ("/world/2025/12/20/ferry-sails-again", ("word", "date", "date", "date", "slug")),
        ("/2025-12-20/ferry.html", ("date", "word")),
        ("/20251220/ferry", ("date", "word")),
        ("/2025/dec/20/ferry", ("date", "date", "date", "word")),
        ("/news/ferry-sails-again-12345678", ("word", "slug")),
        ("/news/12345678", ("word", "number")),
        ("/news/a-12345678.html", ("word", "number")),
        ("/news/ferry-4711", ("word", "number")),
        ("/story.php?id=4711", ("word", "number")),
        ("/story.php?page=4711", ("word",)),
        ("/harbour-authorities", ("slug",)),
        ("/two-words", ("word",)),
        ("/0123456789abcdef0123", ("number",)),
    ],
)
def test_the_steps_of_an_address_are_told_by_kind(path, kinds):
    assert shape(HOME + path) == kinds


@pytest.mark.parametrize(
    "path",
    [
        "/ferry-sails-again-in-spring",
        "/world/2025/12/20/ferry/",
        "/news/4711123",
        "/story.php?id=4711",
        "/2025/12/20/ferry.html",
    ],
)
def test_an_address_may_be_that_of_an_article(path):
    assert may_be_article(HOME + path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/world",
        "/tag/ferries-and-the-harbour",
        "/author/someone-of-the-harbour",
        "/privacy-policy",
        "/terms-of-use-and-more",
        "/2025/12/20",
        "/plans-of-the-harbour.pdf",
        "/2025/12/20/page",
    ],
)
def test_an_address_of_a_list_a_person_or_a_form_is_none(path):
    assert not may_be_article(HOME + path)


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("/story/7", "/story/"),
        ("/story/art7.html", "/story/art"),
        ("/a/story-123", "/a/story-"),
        ("/art.php?x=1&id=7&y=2", "/art.php?id="),
        ("/story/1234", None),
        ("/2025/12/7", None),
        ("/page/7", None),
        ("/art.php?page=7", None),
        ("/", None),
    ],
)
def test_addresses_that_differ_in_a_short_number_have_a_stem(path, stem):
    assert numbered_stem(HOME + path) == (stem and f"harbour.example{stem}")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.harbour.example/a", "http://news.harbour.example", True),
        ("https://a.harbour.co.uk/", "https://b.harbour.co.uk/", True),
        ("https://coast.co.uk/", "https://harbour.co.uk/", False),
        ("https://coast.example/", "https://harbour.example/", False),
        ("http://127.0.0.1:8/a", "http://127.0.0.1:8/b", True),
        ("http://127.0.0.1:8/a", "http://127.0.0.1:9/b", False),
        ("http://10.0.0.1/", "http://11.0.0.1/", False),
    ],
)
def test_hosts_of_one_site_are_known(one, other, same):
    assert same_site(one, other) == same


@given(st.text(alphabet="abc0123456789-/._?=&%", max_size=60))
def test_any_path_has_a_shape(path):
    assert len(shape(f"{HOME}/{path}")) <= path.count("/") + 2
