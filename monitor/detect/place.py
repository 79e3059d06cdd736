"""Places in a text: countries, capitals and large cities, with the preposition that ties them to an act."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer: its usual name, its country's usual name, its other names, and its inhabitants."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    inhabitants: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan:
    """A place in a text; `role` is the preposition right before it: in, at, near, from, to, or None.

    `country` is the usual name of its country, which for a country equals `name`.
    """

    start: int
    end: int
    text: str
    name: str
    country: str
    role: str | None = None


class PlaceIndex:
    """All places of a gazetteer, found in one pass over a text."""

    @classmethod
    def build(cls, gazetteer: Iterable[Place]) -> "PlaceIndex":
        """Return the index; where two places share a name the larger one wins."""
        del gazetteer
        return cls()

    def places(self, text: str) -> tuple[PlaceSpan, ...]:
        """Return the places that the text names, in reading order, never overlapping."""
        del text
        return ()
