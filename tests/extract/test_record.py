import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import BadRecord
from monitor.extract.record import from_record, to_record

FULL = {
    "id": "a1",
    "url": "https://courier.example/x",
    "outlet": "Harbour Courier",
    "family": "harbour",
    "credit": "Northwire",
    "authors": ["Ida Brandt"],
    "published": "2025-12-20T09:30:00Z",
    "updated": "2025-12-21",
    "title": "Council pledges aid",
    "text": "The council pledged aid. It is large.",
    "language": "en",
}


def read(**fields):
    return from_record(fields, canonical=str.lower)


def test_a_record_comes_back_as_it_went_in():
    assert to_record(from_record(FULL, canonical=str)) == FULL


def test_only_the_text_is_required():
    article = read(text="One. Two.", colour="red")
    assert [article.said(s) for s in article.sentences] == ["One.", "Two."]
    assert to_record(article) == {"id": article.id, "text": "One. Two."}


def test_without_an_id_the_canonical_address_gives_it():
    assert read(text="a", url="HTTPS://X").id == read(text="b", url="https://x").id
    assert read(text="a").id != read(text="b").id


def test_a_time_without_a_zone_is_utc_and_a_bare_day_stays_a_day():
    assert str(read(text="", published="2025-12-20T09:30:00").published) == "2025-12-20T09:30:00Z"
    assert str(read(text="", published="2025-12-20").published) == "2025-12-20"
    assert read(text="", published="").published is None


def test_an_entry_of_a_page_stays_one():
    assert read(text="", entry=True).entry
    assert not read(text="", entry="yes").entry
    assert to_record(read(text="", entry=True))["entry"] is True


def test_one_author_may_stand_without_a_list():
    assert read(text="", authors="Ida Brandt").authors == ("Ida Brandt",)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "text: is required"),
        ({"text": 5}, "text: must be text, is int"),
        ({"text": "", "url": ["x"]}, "url: must be text, is list"),
        ({"text": "", "authors": 3}, "authors: must be a list of names"),
        ({"text": "", "authors": [3]}, "authors: must be a list of names"),
        ({"text": "", "published": "soon"}, "published: 'soon' is no date"),
    ],
)
def test_a_bad_record_names_its_field(fields, said):
    with pytest.raises(BadRecord, match=said):
        read(**fields)


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_keeps_the_offsets_of_the_text_as_given(text):
    assert len(read(text=text).text) == len(text)
