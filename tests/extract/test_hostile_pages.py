"""Pages that were measured to hurt readers: each is refused with its reason, or read in time."""

import json
from datetime import UTC, datetime

import pytest

from monitor.adapters import codec
from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.contents import contents
from monitor.extract.live import MOST_ENTRIES
from monitor.model.page import Page

URL = "https://courier.example/world/harbour-aid"
SAID = "The council pledged forty million euros for the harbour of the town on Friday evening."
TEXT = "<article>" + f"<p>{SAID}</p>" * 6 + "</article>"


def read(body, head=""):
    html = f"<html><head>{head}</head><body>{body}{TEXT}</body></html>"
    page = Page(
        url=URL,
        asked=URL,
        body=html.encode("utf-8", "surrogatepass"),
        fetched_at=datetime(2025, 12, 19, 12, tzinfo=UTC),
    )
    return contents(page, canonical=canonical, hints=None, source=None).articles


def ld(*nodes):
    blocks = (json.dumps(node) for node in nodes)
    return "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">", "too many attributes"),
        ('<p x=">" ' + " ".join(f"a{n}" for n in range(40_000)) + ">", "too many attributes"),
        ("<b>" * 10_000, "nested too deeply"),
        ("<article>" + "<ul><li>x" * 900, "nested too deeply"),
        ("<table>" + ("<tr>" + "<td>x</td>" * 10 + "</tr>") * 10_000 + "</table>", "too many tags"),
        ("<p>x" * 100_000, "too many tags"),
        ("<p>" + "word " * 2_100_000, "too large"),
    ],
)
def test_what_would_cost_too_much_is_refused_with_its_reason(body, said):
    with pytest.raises(Unreadable, match=said):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        "<p>x" * 39_000,
        "<table>" + ("<tr>" + "<td>x</td>" * 10 + "</tr>") * 3_500 + "</table>",
        "<div></div>" * 39_000,
        '<a href="?page=3">x</a>' * 30_000,
        "<h1>x</h1>" * 30_000,
        "<h1>x</h1>" + "<i class=author>Ida B" * 900,
        "<div class=x>" * 990,
    ],
)
def test_what_only_costs_something_is_read(body):
    assert SAID in read(body)[0].text


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",'
        + ",".join('"author":"a"' for _ in range(6_000))
        + "}</script>",
        '<script type="application/ld+json">' + '"author":{' * 8_000 + "</script>",
        '<script type="application/ld+json">' + "[" * 300_000 + "</script>",
        '<script type="application/ld+json">{"@type":"Report"}</script>' * 2_000,
        "<title>" + " - x" * 200_000 + "</title>",
        f'<meta name="date" content="{"9" * 5_000}">' * 100,
        '<meta name="date" content="²²²²-²²-²²">',
        '<link rel="canonical" href="http://[broken">',
    ],
)
def test_metadata_that_goes_on_for_ever_or_means_nothing_costs_no_text(head):
    (article,) = read("", head)
    assert SAID in article.text
    assert article.published is None
    assert article.url == URL


def test_dates_of_no_news_are_unknown():
    node = {"@type": "Report", "headline": "x", "dateModified": "0001-01-01T00:00:00+23:59"}
    (article,) = read("", ld(node | {"datePublished": "99999-12-31"}))
    assert (article.published, article.updated) == (None, None)


def test_lone_surrogates_and_controls_go_no_further():
    broken = "Aid\ud800 \x00\u202epledged"
    node = {
        "@type": "NewsArticle",
        "headline": broken,
        "author": {"name": broken},
        "publisher": {"name": broken},
        "inLanguage": broken,
        "articleBody": (SAID + broken) * 40,
    }
    (article,) = read(broken, ld(node))
    assert SAID in article.text
    codec.encode(article)
    assert "\ud800" not in repr(article)


def test_the_entries_of_a_hostile_live_blog_are_bounded_and_clean():
    updates = [
        {
            "url": f"#e{n}\ud800",
            "headline": "x\ud800" * 60,
            "articleBody": SAID + "\ud800",
            "author": ["a\ud800"] * 30,
        }
        for n in range(MOST_ENTRIES + 50)
    ]
    articles = read("", ld({"@type": "LiveBlogPosting", "liveBlogUpdate": updates}))
    assert len(articles) == MOST_ENTRIES
    for article in articles:
        codec.encode(article)


def test_links_of_entries_that_are_no_addresses_of_the_page_are_left_out():
    told = ("javascript:alert(1)", "data:text/html,x", "//other.example/x", "#e1", "#e2")
    updates = [{"url": one, "articleBody": SAID} for one in told]
    articles = read("", ld({"@type": "LiveBlogPosting", "liveBlogUpdate": updates}))
    assert [article.url for article in articles] == [f"{URL}#e1", f"{URL}#e2"]
