from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import Unreadable
from monitor.extract.enclosed import CUT, article_of_enclosed
from monitor.extract.reading import LONGEST_TEXT
from monitor.model.identifiers import article_id
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Enclosed, Source, SourceId, SourceKind

URL = "mid:letter-1@harbour.example"
SEEN = datetime(2025, 12, 21, 9, tzinfo=UTC)
SENTENCE = "The council pledged forty million euros for the harbour of the town on Friday."
TEXT = f"PORTAVIA (Northwire) - {SENTENCE}\nNobody voted against it, and two members were away."
SOURCE = Source(
    id=SourceId("letters"),
    kind=SourceKind.MAILBOX,
    url="imaps://desk@mail.example",
    outlet="Harbour Letter",
    family="harbour",
)


def read(enclosed, *, source=SOURCE, kind=SourceKind.MAILBOX, **told):
    candidate = Candidate(url=URL, kind=kind, enclosed=enclosed, **told)
    return article_of_enclosed(candidate, canonical_url=URL, seen_at=SEEN, source=source)


def page(head=""):
    return Enclosed(
        text=f"<html><head>{head}</head><body><article>{f'<p>{SENTENCE}</p>' * 6}</article>",
        html=True,
    )


def test_a_plain_text_becomes_an_article():
    at = Stamp(at=SEEN - timedelta(hours=1))
    found = read(Enclosed(text=TEXT), title="Harbour\x00 aid", published=at)
    assert found.id == article_id(URL, "")
    assert (found.url, found.text, found.title) == (URL, TEXT, "Harbour aid")
    assert (found.outlet, found.family, found.credit) == ("Harbour Letter", "harbour", "Northwire")
    assert (found.published, found.language, found.notes) == (at, "en", ())
    assert found.said(found.sentences[-1]) == "Nobody voted against it, and two members were away."


@pytest.mark.parametrize(
    ("kind", "kept"), [(SourceKind.MAILBOX, False), (SourceKind.ARCHIVE, True)]
)
def test_calls_to_sign_up_are_left_out_of_letters(kind, kept):
    found = read(Enclosed(text=f"{TEXT}\nSubscribe to our newsletter"), kind=kind)
    assert found.text.startswith(TEXT)
    assert ("Subscribe" in found.text) is kept


def test_without_a_source_its_outlet_is_unknown():
    found = read(Enclosed(text=TEXT), source=None)
    assert (found.outlet, found.family) == (None, None)


def test_markup_is_read_as_a_page_is():
    found = read(page("<title>A page</title>"))
    assert found.text.startswith(SENTENCE)
    assert (found.url, found.title, found.outlet) == (URL, "A page", "Harbour Letter")


def test_what_the_listing_tells_goes_before_what_the_page_tells():
    head = '<title>A page</title><meta property="article:published_time" content="2025-12-01">'
    at = Stamp(at=SEEN - timedelta(hours=1))
    told = read(page(head), title="The subject", published=at, updated=at)
    untold = read(page(head))
    assert (told.title, told.published, told.updated) == ("The subject", at, at)
    assert (untold.title, str(untold.published), untold.updated) == ("A page", "2025-12-01", None)


def test_what_it_says_of_itself_goes_before_the_source():
    given = Enclosed(
        text=TEXT, outlet="Gazette", credit="Wire", authors=("Ida Brandt", " "), language="de"
    )
    found = read(given)
    assert (found.outlet, found.family, found.credit) == ("Gazette", None, "Wire")
    assert (found.authors, found.language) == (("Ida Brandt",), "de")
    assert read(replace(given, family="press")).family == "press"


def test_pages_of_an_archive_name_their_outlets_themselves():
    archive = replace(SOURCE, kind=SourceKind.ARCHIVE, outlet="Old news")
    named = read(
        page('<meta property="og:site_name" content="Gazette">'),
        source=archive,
        kind=SourceKind.ARCHIVE,
    )
    unnamed = read(page(), source=archive, kind=SourceKind.ARCHIVE)
    assert (named.outlet, named.family) == ("Gazette", None)
    assert (unnamed.outlet, unnamed.family) == ("Old news", "harbour")


def test_a_date_after_it_was_listed_is_refused():
    later = Stamp(at=SEEN + timedelta(days=3))
    found = read(Enclosed(text=TEXT), published=later, updated=later)
    assert (found.published, found.updated) == (None, None)


@pytest.mark.parametrize(
    ("enclosed", "notes"),
    [
        (Enclosed(text=TEXT, cut=True), (CUT,)),
        (Enclosed(text="word " * LONGEST_TEXT), (CUT,)),
        (Enclosed(text="word " * LONGEST_TEXT, cut=True), (CUT,)),
        (replace(page(), cut=True), (CUT,)),
    ],
)
def test_what_was_cut_says_so_once(enclosed, notes):
    assert read(enclosed).notes == notes


@pytest.mark.parametrize(
    "enclosed", [None, Enclosed(text=" \u200b\x00"), Enclosed(text="<div></div>", html=True)]
)
def test_what_has_no_text_is_unreadable(enclosed):
    with pytest.raises(Unreadable):
        read(enclosed)
