import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml.html import document_fromstring

from monitor.extract.head import head_of
from monitor.extract.live import MOST_ENTRIES, live_blog

URL = "https://courier.example/live/harbour-talks"
NOW = datetime(2025, 12, 19, 12, tzinfo=UTC)
SAID = "The council pledged forty million euros for the harbour."


def blog(body="", *nodes, url=URL, now=NOW):
    blocks = "".join(f'<script type="application/ld+json">{json.dumps(n)}</script>' for n in nodes)
    page = f"<html><head>{blocks}</head><body>{body}</body></html>"
    tree = document_fromstring(page)
    return live_blog(tree, head_of(tree), url=url, seen_at=now)


def update(number, **more):
    return {
        "@type": "BlogPosting",
        "headline": f"Step {number}",
        "url": f"{URL}#entry-{number}",
        "datePublished": f"2025-12-19T{6 + number:02d}:00:00Z",
        "articleBody": f"{SAID} It was step {number}.",
        **more,
    }


def claimed(*updates, **more):
    return {"@type": "LiveBlogPosting", "liveBlogUpdate": list(updates), **more}


def block(number, text=None, tag="article", mark="id"):
    at = f"2025-12-19T{6 + number:02d}:00:00Z"
    said = text or f"<p>{SAID}</p><p>It was step {number}.</p>"
    head = f'<time datetime="{at}">x</time><h3>Step {number}</h3>'
    return f'<{tag} {mark}="e{number}">{head}{said}</{tag}>'


def test_the_entries_that_json_ld_lists_are_told_oldest_first():
    entry = update(2, author={"name": "Ida Brandt"}, dateModified="2025-12-19T09:00:00Z")
    found = blog("<p>x</p>", claimed(update(3), entry, update(1)))
    assert [one.title for one in found.entries] == ["Step 1", "Step 2", "Step 3"]
    second = found.entries[1]
    assert second.address == f"{URL}#entry-2"
    assert second.text == f"{SAID} It was step 2."
    assert second.authors == ("Ida Brandt",)
    assert (str(second.published), str(second.updated)) == (
        "2025-12-19T08:00:00Z",
        "2025-12-19T09:00:00Z",
    )
    assert found.ongoing


def test_markup_in_a_claimed_entry_is_read_as_paragraphs():
    html = f"<p>{SAID}</p><ul><li><p>Ships sail.</p></li></ul>"
    found = blog(
        "", claimed(update(1, articleBody=html), update(2, articleBody=f"{SAID}\n\n It is late. "))
    )
    assert [one.text for one in found.entries] == [f"{SAID}\nShips sail.", f"{SAID}\nIt is late."]


NO_ADDRESS = [
    {"url": None},
    {"url": URL},
    {"url": "https://other.example/x"},
    {"url": "http://[broken"},
]


@pytest.mark.parametrize("more", [{"articleBody": "Short."}, {"url": None, "datePublished": None}])
def test_an_entry_without_text_or_both_address_and_time_does_not_count(more):
    assert len(blog("", claimed(update(1), update(2), update(3, **more))).entries) == 2
    assert blog("", claimed(update(1), update(3, **more))) is None


@pytest.mark.parametrize("more", NO_ADDRESS)
def test_an_entry_without_an_address_of_its_own_gets_one_that_stays(more):
    updates = [update(n, **more) for n in (1, 2, 3)]
    first = [one.address for one in blog("", claimed(*updates[:2])).entries]
    later = [one.address for one in blog("", claimed(*reversed(updates))).entries]
    assert later[:2] == first
    assert len(set(later)) == 3
    assert all(address.startswith(f"{URL}#entry-") for address in later)


def test_an_entry_keeps_its_made_address_when_its_text_changes_but_its_headline_does_not():
    (one, two), (again, other) = (
        blog("", claimed(*(update(n, url=None, headline=h, articleBody=b) for n in (1, 2)))).entries
        for h, b in (("Step", f"{SAID} {SAID}"), ("Step", f"{SAID} It is late."))
    )
    assert (one.address, two.address) == (again.address, other.address)
    mute = [
        blog("", claimed(*(update(n, url=None, headline=None, articleBody=b) for n in (1, 2))))
        for b in (f"{SAID} {SAID}", f"{SAID} It is late.")
    ]
    assert mute[0].entries[0].address != mute[1].entries[0].address


def test_addresses_are_made_only_where_the_markup_names_none_either():
    found = blog(block(1) + block(2), claimed(*(update(n, url=None) for n in (1, 2))))
    assert [one.address for one in found.entries] == [f"{URL}#e1", f"{URL}#e2"]
    mixed = blog(block(1) + block(2), claimed(update(1), update(2), update(3, url=None)))
    assert [one.made for one in mixed.entries] == [False, False, True]


def test_an_entry_may_be_named_by_its_id():
    entries = (update(n, url=None, **{"@id": f"#e{n}"}) for n in (1, 2))
    assert [one.address for one in blog("", claimed(*entries)).entries] == [
        f"{URL}#e1",
        f"{URL}#e2",
    ]


def test_what_json_ld_does_not_list_is_read_from_the_markup():
    found = blog(block(2) + block(1), claimed())
    assert [one.address for one in found.entries] == [f"{URL}#e1", f"{URL}#e2"]
    assert found.entries[0].text == f"{SAID}\nIt was step 1."
    assert found.entries[0].title == "Step 1"
    assert str(found.entries[0].published) == "2025-12-19T07:00:00Z"


@pytest.mark.parametrize(
    "shell",
    [
        '<main class="page liveblog-body">{}</main>',
        '<div id="live-ticker">{}</div>',
        '<section itemscope itemtype="https://schema.org/LiveBlogPosting">{}</section>',
    ],
)
def test_a_page_may_declare_itself_live_in_its_markup(shell):
    assert len(blog(shell.format(block(1) + block(2))).entries) == 2


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<main>" + block(1) + block(2) + "</main>",
        '<main class="delivery-blogs">' + block(1) + block(2) + "</main>",
        '<main class="live-blog">' + block(1) + "</main>",
        '<main class="live-blog">' + block(1) + block(1) + "</main>",
        '<main class="live-blog">' + block(1, "<p>Short.</p>") + block(2) + "</main>",
        '<main class="live-blog"><article><time datetime="2025-12-19">x</time></article></main>',
        '<main class="live-blog"><time>x</time></main>',
    ],
)
def test_any_other_page_is_none(body):
    assert blog(body) is None


def test_of_several_groups_of_blocks_the_largest_is_the_blog():
    aside = "<aside>" + "".join(block(n, tag="li") for n in (4, 5)) + "</aside>"
    main = (
        "<main class='live-blog'>"
        + "".join(block(n, mark="data-id") for n in (1, 2, 3))
        + "</main>"
    )
    assert [one.title for one in blog(aside + main).entries] == ["Step 1", "Step 2", "Step 3"]


def test_an_entry_without_paragraphs_is_read_whole():
    body = f'<div class="live-blog">{block(1, SAID + SAID)}{block(2)}</div>'
    assert SAID in blog(body).entries[0].text


def test_two_times_in_one_entry_make_no_two_entries():
    twice = '<time datetime="2025-12-19T08:30:00Z">x</time>' + f"<p>{SAID}</p>"
    body = f'<div class="live-blog">{block(1)}{block(2, twice)}</div>'
    assert [str(one.published)[11:16] for one in blog(body).entries] == ["07:00", "08:00"]


@pytest.mark.parametrize(
    ("more", "now", "ongoing"),
    [
        ({}, NOW, True),
        ({"coverageEndTime": "2025-12-19T11:00:00Z"}, NOW, False),
        ({"coverageEndTime": "2025-12-19T13:00:00Z"}, NOW, True),
        ({"coverageEndTime": "soon"}, NOW, True),
        ({}, NOW + timedelta(hours=9), False),
    ],
)
def test_a_blog_goes_on_until_it_says_otherwise_or_falls_silent(more, now, ongoing):
    assert blog("", claimed(update(1), update(2), **more), now=now).ongoing is ongoing


def test_entries_without_a_time_come_first_and_only_the_latest_are_kept():
    undated = [update(n, datePublished=None, url=f"{URL}#u{n}") for n in range(3)]
    many = [update(n % 4, url=f"{URL}#m{n}") for n in range(MOST_ENTRIES)]
    found = blog("", claimed(*many[:2], undated[0]))
    assert found.entries[0].published is None
    assert not blog("", claimed(*undated)).ongoing
    entries = blog("", claimed(*undated, *many)).entries
    assert len(entries) == MOST_ENTRIES
    assert all(one.published for one in entries)
