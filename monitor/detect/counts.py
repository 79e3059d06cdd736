"""Counts of goods and people in a text, and the dead and injured that it tells of."""

from dataclasses import dataclass

from monitor.model.development import Casualties, Count


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSpan:
    """A number of goods or people in a text; `count.of` is a class word in the plural ("trucks" for lorries)."""

    start: int
    end: int
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtySpan:
    """The dead and injured that a text tells of; `start` and `end` enclose the words that say so."""

    start: int
    end: int
    casualties: Casualties


def counts(text: str) -> tuple[CountSpan, ...]:
    """Return the counts of goods and people that the text states, in reading order, never overlapping."""
    del text
    return ()


def casualties(text: str) -> CasualtySpan | None:
    """Return the killed and injured that the text states, or None; the highest toll where it states several."""
    del text
    return None
