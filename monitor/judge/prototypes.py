"""Second opinions by likeness: is a sentence nearer to those that tell its type, or to near misses?

The sentences are the labelled ones of the lexicon; the vectors come from a model of sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from monitor.model.opinion import Agrees, NoOpinion, Opinion, Question, Unsure, Vetoes

Vector = Sequence[float]
NEIGHBOURS = 3
"""So many of the nearest sentences of a side are weighed: one alone may be near by chance."""
FEWEST = 3
"""Sentences that a side must have, to be compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prototypes:
    """The vectors of sentences that tell a type, and of sentences that nearly do."""

    told: tuple[Vector, ...]
    missed: tuple[Vector, ...]

    @property
    def enough(self) -> bool:
        """Return whether both sides have sentences enough to be compared with."""
        return min(len(self.told), len(self.missed)) >= FEWEST


def unit(vector: Vector) -> tuple[float, ...]:
    """Return the vector with length 1; one without length stays as it is."""
    length = sqrt(sum(x * x for x in vector))
    return tuple(x / length for x in vector) if length else tuple(vector)


def nearness(vector: Vector, others: Sequence[Vector]) -> float:
    """Return the mean cosine (-1 to 1) with the nearest of the others; all have length 1."""
    found = sorted((sum(map(_product, vector, other)) for other in others), reverse=True)
    nearest = found[:NEIGHBOURS]
    return sum(nearest) / len(nearest)


def _product(one: float, other: float) -> float:
    return one * other


def lean(question: Question, vector: Vector, prototypes: Prototypes, margin: float) -> Opinion:
    """Return what the sentence's vector says: a side must be nearer than the other by the margin.

    The words quoted are the whole sentence, for it was weighed whole.
    """
    if not prototypes.enough:
        return NoOpinion(why=f"too few labelled sentences of {question.type} to compare with")
    mine = unit(vector)
    told, missed = nearness(mine, prototypes.told), nearness(mine, prototypes.missed)
    if missed - told > margin:
        why = f"nearer to sentences that only look like it ({missed:.2f} against {told:.2f})"
        return Vetoes(quote=question.sentence, why=why)
    if told - missed > margin:
        return Agrees(quote=question.sentence)
    return Unsure()
