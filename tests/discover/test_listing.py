import pytest

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.listing import found_selector, listing
from monitor.errors import Unreadable
from tests.discover.asking import answered

BASE = "https://harbour.example/news/"
PAGE = """<html><body><nav><a href="/about">About</a></nav><ul>
<li class="item"><a class="card" href="a#top"><img src="x" alt="A boat"></a>
  <h3><a class="card" href="a">Ferry <b>sails</b></a></h3><time datetime="2025-12-20">x</time></li>
<li class="item"><a class="card" href="/b"><img src="x" alt="A boat"></a><time>soon</time>
  <time>21 December 2025</time></li>
<li class="item"><a class="card" href="javascript:void(0)">Menu</a></li>
<li class="item"><a class="card" href="/c" title="Harbour open"></a></li>
</ul></body></html>"""


def read(page=PAGE, selector="a.card", **more):
    return listing(page.encode(), base=BASE, selector=selector, **more)


def test_selected_links_are_read_once_each_in_order():
    assert [entry.url for entry in read()] == [
        "https://harbour.example/news/a",
        "https://harbour.example/b",
        "https://harbour.example/c",
    ]
    assert {entry.kind for entry in read()} == {"listing"}


def test_the_title_is_what_the_link_shows():
    assert [entry.title for entry in read()] == ["Ferry sails", "A boat", "Harbour open"]


def test_a_later_link_to_the_same_page_may_bring_the_title():
    page = '<a href="/a"></a><a href="/a">Ferry sails</a><a href="/a">Read more</a>'
    (entry,) = read(page, "a")
    assert entry.title == "Ferry sails"


def test_the_date_is_that_of_the_links_own_card():
    assert [str(entry.published) for entry in read()] == ["None", "2025-12-21", "None"]
    page = '<li><h3><a href="/a">A</a></h3><time datetime="2025-12-20T10:30:00Z">x</time></li>'
    assert str(read(page, "a")[0].published) == "2025-12-20T10:30:00Z"


def test_a_date_far_from_the_link_is_not_its_own():
    card = "<div>" * 5 + '<a href="/a">A</a>' + "</div>" * 5
    page = f"<div>{card}<time>2025-12-20</time></div>"
    assert read(page, "a")[0].published is None


def test_the_selector_may_name_what_is_around_or_inside_a_link():
    page = '<i class="x"><a href="/a">A</a></i><a href="/b"><b class="x">B</b></a><p class="x">'
    assert [entry.url for entry in read(page, ".x")] == [
        "https://harbour.example/a",
        "https://harbour.example/b",
    ]


def test_without_a_selector_the_links_to_articles_are_found():
    links = "".join(
        f"<h2><a href='/ferry-{n}0815'>The ferry sails again</a></h2>" for n in range(5)
    )
    page = f"<nav><a href='/about'>About</a></nav>{links}"
    assert len(read(page, None)) == 5
    assert found_selector(answered(page, BASE)) == "h2 a"
    assert read(selector=None) == ()


@pytest.mark.parametrize(
    ("declared", "url"),
    [
        ('<base href="https://coast.example/x/">', "https://coast.example/x/a"),
        ("<base>", "https://harbour.example/news/a"),
    ],
)
def test_a_declared_base_counts(declared, url):
    assert read(f'<head>{declared}</head><a href="a">A</a>', "a")[0].url == url


@pytest.mark.parametrize("selector", ["a[", "", ":nope(", "a:contains(", "a::text"])
def test_a_selector_that_cannot_be_used_is_told(selector):
    with pytest.raises(Unreadable, match="selector"):
        read(selector=selector)


def test_the_encoding_is_told_by_server_page_or_bytes():
    page = '<a href="/a">Порт</a>'
    told = listing(page.encode("koi8-r"), base=BASE, selector="a", charset="koi8-r")
    guessed = listing(page.encode(), base=BASE, selector="a")
    declared = f'<meta charset="windows-1251">{page}'.encode("windows-1251")
    assert {told[0].title, guessed[0].title} == {"Порт"}
    assert listing(declared, base=BASE, selector="a")[0].title == "Порт"


@pytest.mark.parametrize("body", [b"", b"<!-- nothing -->"])
def test_a_page_with_nothing_on_it_is_refused(body):
    with pytest.raises(Unreadable):
        listing(body, base=BASE)


def test_the_first_links_of_an_endless_page_are_read():
    page = "".join(f'<p><a href="/{n}">A</a></p>' for n in range(MOST_CANDIDATES + 9))
    assert len(read(page, "a")) == MOST_CANDIDATES


def test_a_link_to_a_place_on_the_page_itself_is_no_article():
    body = b'<p><a href="#top">To the top of it</a> <a href="/a#b">A</a> <a href=" #x">X</a></p>'
    found = listing(body, base="https://harbour.example/news", selector="a")
    assert [candidate.url for candidate in found] == ["https://harbour.example/a"]
