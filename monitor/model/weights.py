"""Logistic regressions as stages weigh by them: plain numbers by the names of what holds, values
among them as the band that they lie in.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from monitor.errors import ConfigError

FARTHEST = 30.0


class WeightsError(ConfigError):
    """A document of weights cannot be used; the text names the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression: the log odds that each feature adds to the bias; those of "TYPE:…"
    are kept by type too, so that no such name need be put together to look it up, and the others
    by themselves (`shared`), which are looked up in half the room.
    """

    bias: float = 0.0
    odds: Mapping[str, float] = field(default_factory=dict)
    typed: dict[str, dict[str, float]] = field(init=False, repr=False, default_factory=dict)
    shared: dict[str, float] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the odds by type."""
        for name, value in self.odds.items():
            kind, colon, rest = name.partition(":")
            if colon:
                self.typed.setdefault(kind, {})[rest] = value
            else:
                self.shared[name] = value

    def probability(self, names: Sequence[str], kind: str | None = None) -> float:
        """Return the probability (0 to 1) of what the weights tell, given the features that hold;
        of a `kind`, each counts as one of that type too.
        """
        return 1 / (1 + exp(-self.total(names, kind)))

    def total(self, names: Sequence[str], kind: str | None = None) -> float:
        """Return the log odds, at most `FARTHEST` from even."""
        odds = self.odds if kind is None else self.shared
        total = self.bias + sum(filter(None, map(odds.get, names)))
        if kind is not None and (own := self.typed.get(kind)):
            total += sum(filter(None, map(own.get, names)))
        return max(-FARTHEST, min(FARTHEST, total))


def band(value: float, bounds: Sequence[float]) -> int:
    """Return how many of the bounds, which rise, the value exceeds."""
    return bisect_left(bounds, value)


def weights_of(fields: Mapping[str, object], name: str) -> Weights:
    """Return the regression of a document's field, its odds of all types and, where it has them,
    those of single types; raises `WeightsError`.
    """
    place = f"weights: {name}"
    mine = mapping(fields.get(name), place)
    found = dict(mapping(mine.get("odds"), f"{place}: odds"))
    for kind, own in mapping(mine.get("typed", {}), f"{place}: typed").items():
        of_kind = f"{place}: typed: {kind}"
        for feature, value in mapping(own, of_kind).items():
            found[f"{kind}:{feature}"] = number(value, of_kind)
    return Weights(
        bias=number(mine.get("bias"), f"{place}: bias"),
        odds={feature: number(value, f"{place}: odds") for feature, value in found.items()},
    )


def mapping(value: object, place: str) -> Mapping[str, object]:
    """Return the value, which must be a mapping; raises `WeightsError`."""
    if not isinstance(value, dict):
        raise WeightsError(f"{place}: a mapping is wanted")
    return value


def number(value: object, place: str) -> float:
    """Return the value, which must be a number; raises `WeightsError`."""
    if not isinstance(value, int | float):
        raise WeightsError(f"{place}: a number is wanted")
    return float(value)
