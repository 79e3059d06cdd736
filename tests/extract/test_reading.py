from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import Unreadable
from monitor.extract.reading import LONGEST_TEXT, article
from monitor.extract.record import to_record
from monitor.model.identifiers import article_id
from monitor.model.moment import Stamp
from monitor.model.page import Page
from monitor.model.source import Candidate, Source, SourceId, SourceKind

PAGES = Path(__file__).parents[1] / "golden" / "pages"
URL = "https://www.courier.example/world/council-pledges-harbour-aid?from=feed"
PARAGRAPH = "<p>The council pledged forty million euros for the harbour of the town on Friday.</p>"


def read(body, *, url=URL, hints=None, source=None):
    page = Page(url=url, asked=url, body=body, fetched_at=datetime(2025, 12, 21, tzinfo=UTC))
    return article(page, canonical_url=url, hints=hints, source=source)


def golden(name):
    return read((PAGES / f"{name}.html").read_bytes())


def simple(head="", more=""):
    html = f"<html><head>{head}</head><body><article>{PARAGRAPH * 6}{more}</article></body></html>"
    return html.encode()


def test_a_page_becomes_an_article():
    found = golden("harbour-courier")
    record = to_record(found)
    text = record.pop("text")
    assert record == {
        "id": article_id(URL, ""),
        "url": "https://www.courier.example/world/council-pledges-harbour-aid",
        "outlet": "Harbour Courier",
        "authors": ["Ida Brandt", "Sam Oakes"],
        "published": "2025-12-19T09:15:00Z",
        "updated": "2025-12-19T11:40:00Z",
        "title": "Council pledges 40 million euros for Portavia's harbour",
        "language": "en",
    }
    assert text.startswith("The Northern Council on Friday pledged 40 million euros")
    assert text.endswith("at twice the price.")
    assert (
        found.said(found.sentences[1])
        == "“We pay because the ships must sail,” Mr. Vance told reporters."
    )
    for furniture in ("cookies", "Advertisement", "Related", "Most read", "fish quotas", "©"):
        assert furniture not in text


@pytest.mark.parametrize(
    ("name", "language", "credit", "published", "said", "unsaid"),
    [
        (
            "northwire-dispatch",
            "en",
            "Northwire",
            "2025-12-18T21:05:00Z",
            "a month before",
            "bread",
        ),
        ("divna-visti", "uk", "Північна кореспонденція", "2025-12-19", "східний причал", "піску"),
        ("sparse-gazette", "en", None, "None", "eleven firms", "Archive"),
        ("walled-review", "en", None, "2025-12-20", "another night like this one", "Subscribe"),
        ("latin-bulletin", "fr", None, "None", "après une réunion à Lindholm", "�"),
        ("live-ticker", "en", None, "2025-12-18T08:00:00Z", "Good morning", "ASLEEP"),
    ],
)
def test_pages_of_many_makes_are_read(name, language, credit, published, said, unsaid):
    found = golden(name)
    assert (found.language, found.credit, str(found.published)) == (language, credit, published)
    assert said in found.text
    assert unsaid not in found.text


def test_the_listing_speaks_where_the_page_is_silent():
    stamp = Stamp(at=datetime(2025, 12, 18, tzinfo=UTC))
    hints = Candidate(
        url=URL, title=" Aid\npledged ", published=stamp, updated=stamp, kind=SourceKind.FEED
    )
    found = read(simple(), hints=hints)
    assert (found.title, found.published, found.updated) == ("Aid pledged", stamp, stamp)
    told = read(simple('<title>Own</title><meta name="date" content="2025-12-19">'), hints=hints)
    assert (told.title, str(told.published)) == ("Own", "2025-12-19")
    untitled = Candidate(url=URL, kind=SourceKind.FEED)
    assert read(simple(), hints=untitled).title is None


@pytest.mark.parametrize("year", [2099, 1901])
def test_a_date_of_the_listing_that_cannot_be_is_passed_over(year):
    stamp = Stamp(at=datetime(year, 11, 22, tzinfo=UTC))
    hints = Candidate(url=URL, published=stamp, updated=stamp, kind=SourceKind.FEED)
    found = read(simple(), hints=hints)
    assert (found.published, found.updated) == (None, None)
    dated = read(simple('<meta name="date" content="2025-12-19">'), hints=hints)
    assert (str(dated.published), dated.updated) == ("2025-12-19", None)


def test_the_source_names_the_outlet():
    source = Source(
        id=SourceId("c"), kind=SourceKind.FEED, url=URL, outlet="Courier", family="f", language="en"
    )
    found = read(simple('<meta property="og:site_name" content="Other">'), source=source)
    assert (found.outlet, found.family, found.language) == ("Courier", "f", "en")


def test_a_text_cut_by_a_wall_is_taken_from_the_json_ld():
    body = "The council met again in March and paid the second half of the grant. " * 10
    node = f'{{"@type":"Report","headline":"x","articleBody":"{body * 3}"}}'
    found = read(simple(f'<script type="application/ld+json">{node}</script>'))
    assert "in March" in found.text
    assert found.notes == ("the text is the page's JSON-LD body",)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://courier.example/world/council-pledges-harbour-aid", None),
        ("https://other.example.org/world/council-pledges-harbour-aid", URL),
        ("https://courier.example/", URL),
        ("https://courier.example/world/something-else", URL),
        ("http://[broken", URL),
    ],
)
def test_the_canonical_link_counts_only_for_the_same_page(link, url):
    assert read(simple(f'<link rel="canonical" href="{link}">')).url == (url or link)


def test_a_page_without_text_is_unreadable():
    with pytest.raises(Unreadable, match="no text"):
        read(b"<html><body><div id='app'></div><script>x</script></body></html>")


def test_an_endless_text_is_cut_and_that_is_noted():
    words = "<p>" + "The council pledged money again. " * (LONGEST_TEXT // 30) + "</p>"
    found = read(f"<html><body><article>{words}</article></body></html>".encode())
    assert len(found.text) <= LONGEST_TEXT
    assert found.notes == ("the text was cut",)


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=300))
def test_whatever_the_bytes_only_unreadable_is_raised(body):
    try:
        found = read(b"<html><body><p>" + body)
    except Unreadable:
        return
    assert found.text
