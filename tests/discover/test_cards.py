import pytest
from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.cards import candidates_of, in_heading, shown_title, target

BASE = "https://harbour.example/news/"


def anchors(markup):
    return list(etree.fromstring(markup, etree.HTMLParser()).iter("a"))


def read(markup):
    return candidates_of(anchors(markup), BASE)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("a", "https://harbour.example/news/a"),
        ("/a#top", "https://harbour.example/a"),
        (" #top", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:desk@harbour.example", None),
        ("ftp://harbour.example/a", None),
    ],
)
def test_a_link_leads_to_a_page_or_nowhere(href, url):
    (anchor,) = anchors(f'<a href="{href}">A</a>')
    assert target(anchor, BASE) == url


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ('<a href="/a">Ferry <b>sails</b></a>', "Ferry sails"),
        ('<a href="/a"><p>Sport</p><h3>Ferry sails</h3><p>A long teaser.</p></a>', "Ferry sails"),
        ('<a href="/a"><h3> </h3>Ferry</a>', "Ferry"),
        ('<a href="/a" title="Ferry"><img alt="A boat"></a>', "Ferry"),
        ('<a href="/a" aria-label="Ferry"></a>', "Ferry"),
        ('<a href="/a"><img alt="A boat"></a>', "A boat"),
        ('<a href="/a"></a>', None),
    ],
)
def test_the_title_is_what_the_link_shows(markup, title):
    assert shown_title(anchors(markup)[0])[0] == title


def test_of_several_links_to_a_page_the_best_title_counts():
    many = (
        '<a href="/a"><img alt="A picture of a boat"></a><h3><a href="/a">Ferry sails</a></h3>'
        '<a href="/a">Read more about the ferry and its crew</a>'
    )
    (entry,) = read(many)
    assert entry.title == "Ferry sails"
    (entry,) = read('<a href="/a">More</a><a href="/a">Ferry sails again</a>')
    assert entry.title == "Ferry sails again"


def test_a_link_stands_in_a_heading_or_not():
    first, second = anchors("<h2><span><a>A</a></span></h2><p><a>B</a></p>")
    assert (in_heading(first), in_heading(second)) == (True, False)


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ('<time datetime="2025-12-20T10:30:00Z">today</time>', "2025-12-20T10:30:00Z"),
        ("<time>20 December 2025</time>", "2025-12-20"),
        ('<span class="post-date">20 December 2025</span>', "2025-12-20"),
        ('<span class="post-date">soon</span>', "None"),
        (f'<span class="post-date">{"20 December 2025 " * 9}</span>', "None"),
        ("<span>20 December 2025</span>", "None"),
    ],
)
def test_the_date_is_what_stands_beside_the_link(date, read_as):
    (entry,) = read(f'<li><h3><a href="/a">A</a></h3>{date}</li>')
    assert str(entry.published) == read_as


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/12/20/ferry", "2025-12-20"),
        ("/news/20251220-ferry", "2025-12-20"),
        ("/2025/13/20/ferry", "None"),
        ("/2025/02/30/ferry", "None"),
        ("/2025122099", "None"),
    ],
)
def test_the_day_in_an_address_counts_where_no_date_is_shown(path, day):
    (entry,) = read(f'<a href="{path}">A</a>')
    assert str(entry.published) == day


def test_the_date_of_another_card_is_not_the_links_own():
    page = '<ul><li><a href="/a">A</a></li><li><a href="/b">B</a><time>2025-12-20</time></li></ul>'
    first, second = read(page)
    assert (first.published, str(second.published)) == (None, "2025-12-20")


def test_the_first_links_of_an_endless_page_are_read():
    assert len(read("".join(f'<a href="/{n}">A</a>' for n in range(MOST_CANDIDATES + 9)))) == (
        MOST_CANDIDATES
    )
