"""What speaks for and against two tellings being one act: points that add up, and vetoes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from monitor.model.moment import When

SPANS = 4_096
"""So many dates are kept as days."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that they have in common (or against them, if the weight is below zero)."""

    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class Veto:
    """One thing that tells them apart whatever else they have in common. No weights outweigh a
    `binding` one.
    """

    why: str
    binding: bool = False


Finding = Point | Veto


def vetoed(findings: Iterable[Finding]) -> Veto | None:
    """Return the first veto among the findings, or None."""
    return next((f for f in findings if isinstance(f, Veto)), None)


@lru_cache(maxsize=SPANS)
def span(when: When) -> tuple[date, date]:
    """Return the first and the last day that it may be."""
    return when.first, when.last


def days_apart(one: When | None, other: When | None) -> int | None:
    """Return the days between two dates, 0 where they overlap; None where one is unknown."""
    if one is None or other is None:
        return None
    first, last = span(one)
    begin, end = span(other)
    if first <= end and begin <= last:
        return 0
    return min(abs((first - end).days), abs((begin - last).days))
