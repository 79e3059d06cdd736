"""Places in a text: countries, capitals and large cities, with the preposition that ties them to an
act.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.detect.automaton import Automaton, folded
from monitor.detect.lexicon.grammar import PlaceWords
from monitor.detect.lexicon.language import Language

_COMMA = re.compile(r",\s+")
_REACH = 60
_WELL_KNOWN = 1_000_000
_OTHER_NAME = 5
_ACRONYM = 4


class Rank(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    STATE = "state"
    CAPITAL = "capital"
    CITY = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer: its usual name, its country's usual name, its other names, and its
    inhabitants.
    """

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    inhabitants: int = 0
    rank: Rank = Rank.CITY


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan:
    """A place in a text; `role` is the preposition right before it: in, at, near, from, to, or
    None.

    `country` is the usual name of its country, which for a country equals `name`. "Istanbul,
    Turkey" is one place.
    """

    start: int
    end: int
    text: str
    name: str
    country: str
    role: str | None = None


class PlaceIndex:
    """All places of a gazetteer, found in one pass over a text."""

    def __init__(self, named: dict[str, list[tuple[int, str, Place]]]) -> None:
        self._places = tuple(
            tuple(sorted(places, key=lambda p: -p[0])) for places in named.values()
        )
        self._choices = {
            name: tuple(place for _, _, place in places)
            for name, places in zip(named, self._places, strict=True)
        }
        self._automaton = Automaton(tuple(named))

    @classmethod
    def build(cls, gazetteer: Iterable[Place]) -> "PlaceIndex":
        """Return the index; where two places share a name the larger one wins, other names counting
        a fifth.
        """
        named: dict[str, list[tuple[int, str, Place]]] = {}
        for place in gazetteer:
            named.setdefault(folded(place.name), []).append((place.inhabitants, place.name, place))
            for alias in place.aliases:
                weight = place.inhabitants // _OTHER_NAME
                named.setdefault(folded(alias), []).append((weight, alias, place))
        return cls(named)

    def places(self, text: str, language: Language) -> tuple[PlaceSpan, ...]:
        """Return the places that the text names, in reading order, never overlapping.

        A place that is neither a country, a capital nor a large city counts only after a
        preposition.
        """
        spans: list[PlaceSpan] = []
        for start, end, choices in self._candidates(text):
            last = spans[-1] if spans else None
            wider = last and self._within(text, last, (start, end), choices[0])
            if wider is not None:
                spans[-1] = wider
                continue
            role = _role(text, start, last, language.places)
            fit = [p for p in choices if _is_told(p, role)]
            if fit and not _is_other_name(text, (start, end), role, language):
                spans.append(_span(text, (start, end), fit[0], role))
        return tuple(spans)

    def _candidates(self, text: str) -> list[tuple[int, int, list[Place]]]:
        kept: list[tuple[int, int, list[Place]]] = []
        for number, start, end in sorted(
            self._automaton.matches(text), key=lambda m: (m[1], -m[2])
        ):
            written = text[start:end]
            fit = [p for _, name, p in self._places[number] if _suits(name, written)]
            if fit and (not kept or start >= kept[-1][1]):
                kept.append((start, end, fit))
        return kept

    def _within(
        self, text: str, city: PlaceSpan, at: tuple[int, int], wider: Place
    ) -> PlaceSpan | None:
        """Return the city grown by the country or state after its comma, or None where that is none
        of its.
        """
        if wider.rank not in {Rank.COUNTRY, Rank.STATE} or city.name == city.country:
            return None
        if not _COMMA.fullmatch(text[city.end : at[0]]):
            return None
        for place in self._choices.get(folded(city.text), ()):
            if place.country == wider.country:
                whole = text[city.start : at[1]]
                return replace(city, end=at[1], text=whole, name=place.name, country=place.country)
        return None


def _suits(name: str, written: str) -> bool:
    """Return whether capitals stand where the name has them; short capital words must be written
    just so.
    """
    if name.isupper() and len(name) <= _ACRONYM:
        return written == name
    return written[0].isupper() == name[0].isupper()


def _is_told(place: Place, role: str | None) -> bool:
    """Return whether the place may be meant: a well-known one always, others after a preposition,
    short ones after in, at or near.
    """
    if place.rank is not Rank.CITY or place.inhabitants >= _WELL_KNOWN:
        return True
    return role in {"in", "at", "near"} or (role is not None and len(place.name) > _ACRONYM)


def _role(text: str, start: int, last: PlaceSpan | None, words: PlaceWords) -> str | None:
    """Return the preposition before the place, or that of the place that it is joined to."""
    if last is not None and words.joined.fullmatch(text[last.end : start]):
        return last.role
    match = words.role.search(text[max(0, start - _REACH) : start])
    return words.roles[match["role"].lower()] if match is not None else None


def _is_other_name(text: str, at: tuple[int, int], role: str | None, language: Language) -> bool:
    """Return whether the words around make it part of another name ("Geneva Conventions", "Paris
    Hilton" 's like).
    """
    start, end = at
    if language.places.elsewhere.match(text, end):
        return True
    before = language.places.named.search(text[max(0, start - _REACH) : start])
    return role is None and before is not None and before[1] not in language.names.openers


def _span(text: str, at: tuple[int, int], place: Place, role: str | None) -> PlaceSpan:
    start, end = at
    return PlaceSpan(
        start=start,
        end=end,
        text=text[start:end],
        name=place.name,
        country=place.country,
        role=role,
    )
