"""How often a line was seen on an outlet's pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """On how many other pages of the outlet a line stood, and on how many days; pages that share
    most of their lines count as one.
    """

    pages: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What is known of the lines of one page: of each the sighting, in their order; `pages`: how
    many other pages of the outlet there were at all.
    """

    pages: int = 0
    lines: tuple[Sighting, ...] = ()
