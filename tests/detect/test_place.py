import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.place import Place, PlaceIndex, Rank
from tests.fakes.english import ENGLISH


def country(name, *aliases):
    return Place(name=name, country=name, aliases=aliases, inhabitants=10**10, rank=Rank.COUNTRY)


INDEX = PlaceIndex.build(
    (
        country("United States", "US"),
        country("Ukraine"),
        country("France"),
        country("Jordan"),
        Place(name="Texas", country="United States", inhabitants=2 * 10**6, rank=Rank.STATE),
        Place(
            name="Kyiv",
            country="Ukraine",
            aliases=("Kiev",),
            inhabitants=3 * 10**6,
            rank=Rank.CAPITAL,
        ),
        Place(name="Odesa", country="Ukraine", aliases=("Odessa",), inhabitants=10**6),
        Place(name="Odessa", country="United States", inhabitants=114_000),
        Place(name="Paris", country="France", inhabitants=2 * 10**6, rank=Rank.CAPITAL),
        Place(name="Paris", country="United States", inhabitants=60_000),
        Place(name="Man", country="Ivory Coast", inhabitants=139_000),
        Place(name="Lviv", country="Ukraine", inhabitants=700_000),
        Place(name="Kherson", country="Ukraine", inhabitants=66_000),
    )
)


def read(text):
    return [(s.text, s.name, s.country, s.role) for s in INDEX.places(text, ENGLISH)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in Kyiv", [("Kyiv", "Kyiv", "Ukraine", "in")]),
        ("near Kiev", [("Kiev", "Kyiv", "Ukraine", "near")]),
        ("Odessa", [("Odessa", "Odesa", "Ukraine", None)]),
        ("in Odessa, Texas", [("Odessa, Texas", "Odessa", "United States", "in")]),
        ("at Paris, France", [("Paris, France", "Paris", "France", "at")]),
        ("from the southern city of Kherson", [("Kherson", "Kherson", "Ukraine", "from")]),
        (
            "in Kyiv and Kherson",
            [("Kyiv", "Kyiv", "Ukraine", "in"), ("Kherson", "Kherson", "Ukraine", "in")],
        ),
        ("to Kyiv, Ukraine, and", [("Kyiv, Ukraine", "Kyiv", "Ukraine", "to")]),
        ("Kyiv, Jordan", [("Kyiv", "Kyiv", "Ukraine", None), ("Jordan", "Jordan", "Jordan", None)]),
        ("Ukraine, Jordan", [("Ukraine",) * 3 + (None,), ("Jordan",) * 3 + (None,)]),
        (
            "Kyiv or Texas",
            [("Kyiv", "Kyiv", "Ukraine", None), ("Texas", "Texas", "United States", None)],
        ),
        ("in Man", [("Man", "Man", "Ivory Coast", "in")]),
        ("told us the US", [("US", "United States", "United States", None)]),
        ("Then Jordan", [("Jordan", "Jordan", "Jordan", None)]),
        ("outside Lviv", [("Lviv", "Lviv", "Ukraine", "near")]),
    ],
)
def test_places_are_found_with_their_preposition(text, places):
    assert read(text) == places


@pytest.mark.parametrize(
    "text", ["Kherson held", "to Man", "Michael Jordan", "the Paris Agreement", "in kyiv", "Kyivan"]
)
def test_what_may_be_another_name_is_left_out(text):
    assert read(text) == []


WORDS = "in Kyiv , Ukraine Paris Texas US and the city of near Odessa Man"


@given(st.lists(st.sampled_from(WORDS.split())))
def test_any_text_gives_ordered_disjoint_spans(words):
    text = " ".join(words).replace(" ,", ",")
    end = 0
    for span in INDEX.places(text, ENGLISH):
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        end = span.end


def test_a_place_that_has_its_state_already_is_not_grown_again():
    told = read("They live in Odessa, Texas, US and elsewhere.")
    assert told[0][:3] == ("Odessa, Texas", "Odessa", "United States")
