import json
from datetime import UTC, datetime

import pytest

from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.contents import MOST_PAGES, contents, continued, joined
from monitor.extract.reading import CUT, LONGEST_TEXT
from monitor.model.identifiers import article_id
from monitor.model.page import Page
from monitor.model.source import Source, SourceId, SourceKind

URL = "https://www.courier.example/world/harbour-talks?utm_source=feed"
PARAGRAPHS = [
    f"The council pledged {n} million euros for the harbour of the town." for n in range(40, 46)
]
SOURCE = Source(id=SourceId("c"), kind=SourceKind.FEED, url=URL, outlet="Courier", family="f")


def page(body, head="", url=URL):
    html = f"<html lang='en'><head>{head}</head><body>{body}</body></html>".encode()
    return Page(url=url, asked=url, body=html, fetched_at=datetime(2025, 12, 19, 12, tzinfo=UTC))


def told(body, head="", source=SOURCE):
    return contents(page(body, head), canonical=canonical, hints=None, source=source)


def text(paragraphs=PARAGRAPHS):
    return "<article>" + "".join(f"<p>{one}</p>" for one in paragraphs) + "</article>"


def live(*bodies):
    updates = [
        {"url": f"#e{n}", "articleBody": body, "datePublished": f"2025-12-19T{n + 6:02d}:00:00Z"}
        for n, body in enumerate(bodies)
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Talks live", "liveBlogUpdate": updates}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_a_usual_page_tells_one_article_under_its_own_address():
    found = told(text(), '<link rel="canonical" href="/world/harbour-talks">')
    (article,) = found.articles
    assert article.url == "https://www.courier.example/world/harbour-talks"
    assert article.id == article_id(canonical(article.url), "")
    assert (found.ongoing, found.further, article.entry) == (False, None, False)


def test_an_article_may_go_on_elsewhere():
    assert told(text() + '<a href="?page=2">2</a>').further is None
    assert told(text() + f'<a href="{URL}&page=2">2</a>').further == f"{URL}&page=2"


def test_each_entry_of_a_live_blog_is_an_article():
    found = told(text(), live(PARAGRAPHS[0], f"(Northwire) - {PARAGRAPHS[1]}"))
    first, second = found.articles
    assert found.ongoing
    assert first.url == f"{URL}#e0"
    assert first.entry
    assert first.id == article_id(canonical(first.url, entry=True), "") != second.id
    assert (first.text, str(first.published)) == (PARAGRAPHS[0], "2025-12-19T06:00:00Z")
    assert (first.title, first.outlet, first.family, first.language) == (None, "Courier", "f", "en")
    assert (first.credit, second.credit) == (None, "Northwire")
    assert first.said(first.sentences[0]) == PARAGRAPHS[0]


def test_entries_of_furniture_alone_leave_the_page_one_article():
    furniture = "Sign up for our newsletter and get all of it by email each day."
    found = told(text(), live(furniture, furniture + " Really."))
    assert [article.entry for article in found.articles] == [False]


def test_without_a_source_the_page_names_its_outlet():
    head = '<meta property="og:site_name" content="Tide">' + live(*PARAGRAPHS[:2])
    assert {article.outlet for article in told(text(), head, None).articles} == {"Tide"}


def test_a_further_page_tells_its_text_and_whether_it_goes_on():
    first = "https://courier.example/world/harbour-talks"
    second = page(text() + '<a href="?page=3">3</a>', url=f"{first}?page=2")
    found = continued(second, first=first, number=2)
    assert found.text.split("\n") == PARAGRAPHS
    assert found.further == f"{first}?page=3"
    last = page(
        text() + f'<a href="?page={MOST_PAGES + 1}">x</a>', url=f"{first}?page={MOST_PAGES}"
    )
    assert continued(last, first=first, number=MOST_PAGES).further is None
    with pytest.raises(Unreadable):
        continued(page("<div></div>"), first=first, number=2)


def test_texts_are_joined_and_lines_that_stood_before_stay_out():
    (begun,) = told(text(PARAGRAPHS[:3])).articles
    whole = joined(begun, ("\n".join(PARAGRAPHS[2:5]), "\n".join(PARAGRAPHS[4:])))
    assert whole.text.split("\n") == PARAGRAPHS
    assert whole.said(whole.sentences[-1]) == PARAGRAPHS[-1]
    assert whole.notes == ()
    assert joined(begun, (), "page 2 is missing").notes == ("page 2 is missing",)


def test_a_joined_text_is_cut_at_the_same_length():
    (begun,) = told(text()).articles
    cut = joined(begun, ("x" * LONGEST_TEXT,))
    assert (len(cut.text), cut.notes) == (LONGEST_TEXT, (CUT,))
    assert joined(cut, ("y",)).notes == (CUT,)
