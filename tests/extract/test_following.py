import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from monitor.extract.following import next_page

FIRST = "https://courier.example/world/council-aid"


def following(*links, url=FIRST, number=1):
    body = "".join(f'<a href="{link}">go on</a>' for link in links)
    return next_page(
        document_fromstring(f"<html><body><p>x</p>{body}</body></html>"), url, number=number
    )


@pytest.mark.parametrize(
    ("url", "link", "found"),
    [
        (FIRST, "?page=2", f"{FIRST}?page=2"),
        (FIRST, f"{FIRST}/2/", None),
        (FIRST, f"{FIRST}/page/2#text", f"{FIRST}/page/2"),
        (f"{FIRST}/", f"{FIRST}/seite-2", None),
        (f"{FIRST}.html", f"{FIRST}-p2.html", None),
        (f"{FIRST}.html", f"{FIRST}/2.html", None),
        (f"{FIRST}?id=7&page=1", f"{FIRST}?page=2&amp;id=7", f"{FIRST}?page=2&id=7"),
        ("https://www.courier.example/a/b", "https://courier.example/a/b?p=2", None),
    ],
)
def test_the_next_page_is_at_the_same_address_but_for_its_number(url, link, found):
    assert following("/", "/world/fish", link, url=url) == (found or link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "?page=3",
        "?page=1",
        "?page=02x",
        f"{FIRST}?id=2",
        f"{FIRST}-2",
        "/world/fish?page=2",
        "/world?page=2",
        "https://other.example/world/council-aid?page=2",
        "ftp://courier.example/world/council-aid?page=2",
        "http://[broken?page=2",
        "?page=2&x=" + "y" * 3_000,
    ],
)
def test_other_links_are_no_next_page(link):
    assert following(link) is None


def test_the_pages_after_the_second_are_sought_by_their_number():
    assert following("?page=1", "?page=3", number=2) == f"{FIRST}?page=3"
    assert following("?page=2", number=2) is None
    assert following("?page=2", url="http://[broken") is None


def test_a_link_of_the_head_counts_if_it_is_the_same_article():
    head = '<link rel="next" href="/world/fish"><link rel="next" href="?page=2">'
    tree = document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>")
    assert next_page(tree, FIRST) == f"{FIRST}?page=2"


def test_an_article_whose_address_ends_with_a_number_is_not_the_page_before_the_next_article():
    assert following("/news/13", url="https://courier.example/news/12") is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_linked_nothing_is_raised(url, link):
    tree = document_fromstring("<html><body><a>x</a></body></html>")
    tree.find(".//a").set("href", "".join(c for c in link if c.isprintable() and ord(c) < 0xD800))
    assert next_page(tree, url) is None or url
