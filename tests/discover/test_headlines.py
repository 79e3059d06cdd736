"""Section pages in layouts of our own making, and the links on them that lead to articles."""

import time

import pytest

from monitor.discover.headlines import article_links, link_selector
from monitor.discover.markup import root_of

BASE = "https://harbour.example/news/"
TITLES = (
    "Ferry to the islands sails again after the storm",
    "Council votes to widen the northern breakwater",
    "Pilots end their strike in the third week",
    "Fish market moves to a hall by the old lock",
    "Lighthouse keeper retires after forty winters",
    "Dredgers find an anchor that nobody misses",
)
SLUGS = tuple(title.lower().replace(" ", "-") for title in TITLES)
CHROME = (
    '<header><a href="/">Harbour Post</a><nav><ul><li><a href="/news">News</a></li>'
    '<li><a href="/sport">Sport</a></li><li><a href="/opinion-and-letters-to-the-editor">'
    "Opinion and letters to the editor</a></li></ul></nav></header>"
)
FOOTER = (
    '<div class="site-footer"><a href="/about-our-work-and-our-values">About our work and values'
    '</a><a href="/privacy-policy">Privacy policy</a><a href="https://coast.example/a-partner-of-'
    'ours-in-the-north">Our partner in the north</a></div>'
)


def cards():
    return "".join(
        f'<article class="card"><a href="/2025/12/20/{slug}"><img alt="A picture"></a>'
        f'<h3><a class="card-link" href="/2025/12/20/{slug}">{title}</a></h3>'
        f'<a class="tag" href="/tag/ferries-and-other-ships">Ferries and other ships</a>'
        f'<a class="byline" href="/author/a-writer-of-ours">A Writer of Ours</a></article>'
        for slug, title in zip(SLUGS, TITLES, strict=True)
    )


def bare_list():
    return "".join(f'<li><a href="/a/{n}00{n}1">{t}</a></li>' for n, t in enumerate(TITLES, 11))


def table():
    rows = (
        f'<tr><td class="when">20.12.2025</td><td><a href="show.php?id={n}">{t}</a></td></tr>'
        for n, t in enumerate(TITLES, 4711)
    )
    return f"<table>{''.join(rows)}</table>"


def whole_cards():
    return "".join(
        f'<a class="css-1x{n}q9z teaser" href="/story/{slug}"><p>Harbour</p><h2>{title}</h2>'
        f"<p>A long teaser that says a little more of the same.</p><p>5 minutes ago</p></a>"
        for n, (slug, title) in enumerate(zip(SLUGS, TITLES, strict=True))
    )


def lead_and_rest():
    lead, *rest = zip(SLUGS, TITLES, strict=True)
    items = "".join(
        f'<li class="mini"><a href="/{s}-90{n}1">{t}</a></li>' for n, (s, t) in enumerate(rest)
    )
    return (
        f'<div class="lead"><h1><a href="/{lead[0]}-9001">{lead[1]}</a></h1></div><ul>{items}</ul>'
    )


def short_titles():
    shown = ("Ferry sails", *TITLES[1:])
    return "".join(
        f'<div><a href="/2025/12/20/{slug}">{title}</a></div>'
        for slug, title in zip(SLUGS, shown, strict=True)
    )


def other_script():
    titles = (
        "渡轮在暴风雨后再次启航",
        "市议会投票扩建北部防波堤",
        "引航员结束第三周的罢工",
        "鱼市迁往旧船闸旁的大厅",
    )
    return "".join(
        f'<li><a href="/c/2025-12-20/doc{n}1234567.shtml">{t}</a></li>'
        for n, t in enumerate(titles)
    )


def deep():
    return f"{'<div>' * 9}{short_titles()}{'</div>' * 9}"


LAYOUTS = [deep, cards, bare_list, table, whole_cards, lead_and_rest, short_titles, other_script]


def page(content):
    body = (
        f'<html><body class="page-news has-sidebar">{CHROME}<div id="wrap">{content}</div>'
        f"{FOOTER}</body></html>"
    )
    return root_of(body.encode(), BASE, "utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_articles_and_nothing_else_are_found(layout):
    found = article_links(page(layout()), BASE)
    wanted = 4 if layout is other_script else len(TITLES)
    assert len(found) == wanted
    if layout not in {deep, short_titles, other_script}:
        assert [entry.title for entry in found] == list(TITLES)
    assert {entry.kind for entry in found} == {"listing"}
    assert all(entry.url.startswith("https://harbour.example/") for entry in found)


@pytest.mark.parametrize(
    ("layout", "selector"),
    [
        (cards, "h3 a"),
        (bare_list, None),
        (whole_cards, "a.teaser"),
        (other_script, None),
    ],
)
def test_a_simple_selector_names_the_same_links(layout, selector):
    assert link_selector(page(layout()), BASE) == selector


def test_dates_beside_the_links_are_read():
    assert {str(entry.published) for entry in article_links(page(cards()), BASE)} == {"2025-12-20"}


def test_a_list_of_others_articles_is_one_too():
    links = "".join(
        f'<li><a href="https://coast{n}.example/{s}">{t}</a></li>'
        for n, (s, t) in enumerate(zip(SLUGS, TITLES, strict=True))
    )
    assert len(article_links(page(links), BASE)) >= len(TITLES)


@pytest.mark.parametrize(
    "content",
    ["", "<p>No links here.</p>", f'<h2><a href="/{SLUGS[0]}">{TITLES[0]}</a></h2>'],
)
def test_a_page_without_a_list_has_none(content):
    root = page(content)
    assert article_links(root, BASE) == ()
    assert link_selector(root, BASE) is None


@pytest.mark.parametrize("address", ["/story/{}", "art.php?id={}", "/story-{}.html"])
@pytest.mark.parametrize("first", [1, 97])
def test_articles_with_short_numbers_are_found_where_many_show_headlines(address, first):
    links = "".join(
        f'<li><a href="{address.format(n)}">{t}</a></li>' for n, t in enumerate(TITLES, first)
    )
    pages = "".join(f'<a href="{address.format(n)}">{n}</a>' for n in (first, 2))
    found = article_links(page(links + pages), BASE)
    assert [entry.title for entry in found] == list(TITLES)


def test_short_numbers_are_no_articles_on_a_page_that_has_more_with_other_addresses():
    offers = "".join(f'<li><a href="/offer/{n}">{t}</a></li>' for n, t in enumerate(TITLES[1:]))
    found = article_links(page(cards() + offers), BASE)
    assert len(found) == len(TITLES)


def test_few_addresses_with_short_numbers_or_without_headlines_are_no_articles():
    few = "".join(f'<li><a href="/story/{n}">{t}</a></li>' for n, t in enumerate(TITLES[:4]))
    mute = "".join(f'<li><a href="/topic/{n}">Harbours</a></li>' for n in range(40))
    mixed = "".join(f'<li><a href="/topic/{n}">{t}</a></li>' for n, t in enumerate(TITLES))
    tags = "".join(f'<li><a href="/tag/{n}">{t}</a></li>' for n, t in enumerate(TITLES))
    for links in (few, mute, mute + mixed, tags):
        assert article_links(page(links), BASE) == ()


@pytest.mark.parametrize(
    "around",
    ["<nav>{}</nav>", "<div role='navigation'>{}</div>", "<ul class='menu-top'>{}</ul>"],
)
def test_what_stands_in_the_navigation_is_no_article(around):
    links = "".join(f'<li><a href="/{s}">{t}</a></li>' for s, t in zip(SLUGS, TITLES, strict=True))
    assert article_links(page(around.format(links)), BASE) == ()


def test_links_to_the_page_itself_and_to_no_page_are_none():
    links = "".join(f'<h2><a href="{h}">{TITLES[0]}</a></h2>' for h in ("#a", ".", "javascript:x"))
    assert article_links(page(links), BASE) == ()


def test_a_page_of_five_thousand_links_is_read_in_reasonable_time():
    links = "".join(
        f'<li><a href="/a-ship-of-number-{n}">{TITLES[0]}</a></li>' for n in range(5_000)
    )
    begun = time.process_time()
    assert article_links(page(links), BASE)
    assert time.process_time() - begun < 20
