import pytest

from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.place import PlaceIndex
from tests.fakes.english import ENGLISH


@pytest.fixture(scope="module")
def index():
    return PlaceIndex.build(load_gazetteer())


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("in Miami, Florida", "Miami", "United States"),
        ("in Birmingham, England", "Birmingham", "United Kingdom"),
        ("at Geneva", "Geneva", "Switzerland"),
        ("in Istanbul, Turkey", "Istanbul", "Turkey"),
        ("near Kiev", "Kyiv", "Ukraine"),
        ("in Zaporizhzhia", "Zaporizhzhia", "Ukraine"),
        ("in Davos", "Davos", "Switzerland"),
        ("in New York", "New York", "United States"),
        ("from Washington", "Washington", "United States"),
        ("in the UK", "United Kingdom", "United Kingdom"),
        ("в Києві or Київ", "Kyiv", "Ukraine"),
        ("in The Hague", "The Hague", "Netherlands"),
    ],
)
def test_well_known_places_are_known(index, text, name, country):
    assert (name, country) in {(s.name, s.country) for s in index.places(text, ENGLISH)}


def test_small_towns_are_left_out():
    assert all(p.inhabitants >= 50_000 or p.rank == "capital" for p in load_gazetteer())


def test_the_white_house_is_no_city():
    assert not any("White House" in (place.name, *place.aliases) for place in load_gazetteer())
