"""The floors of the evaluation: what was reached and may not fall, and what the design asks for.

`floors.json` holds the figures of the design, the floors in force, and every change that made them,
with its reason. The tests beside this file hold that no floor stands without its change, and that
no change that was once written disappears: so none is lowered silently.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "floors.json"
Floors = dict[str, dict[str, float]]
MARGIN = 0.02
"""How far a floor is set below what was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the design asks of a figure: at least, or at most, so much."""

    least: bool
    first: float
    goal: float

    def holds(self, value: float | None, limit: float) -> bool:
        """Return whether the value is on the right side of the limit; an unmeasured one is not."""
        if value is None:
            return False
        return value >= limit if self.least else value <= limit

    def reached(self, value: float | None) -> str:
        """Return which of the design's figures the value reaches."""
        if self.holds(value, self.goal):
            return "goal"
        return "first floor" if self.holds(value, self.first) else "neither"

    @property
    def sign(self) -> str:
        """Return the sign of the bound."""
        return "≥" if self.least else "≤"


def read(file: Path = FILE) -> dict[str, Any]:
    """Return the file of floors."""
    return json.loads(file.read_text(encoding="utf-8"))


def aims(document: dict[str, Any]) -> dict[str, Aim]:
    """Return the design's figures by their names."""
    return {
        name: Aim(least=bound == "least", first=first, goal=goal)
        for name, (bound, first, goal) in document["design"].items()
    }


def replayed(changes: list[dict[str, Any]]) -> Floors:
    """Return the floors that all changes make, in their order."""
    floors: Floors = {}
    for change in changes:
        for group, figures in change["sets"].items():
            floors.setdefault(group, {}).update(figures)
    return floors


def weakened(before: Floors, after: Floors, known: dict[str, Aim]) -> list[str]:
    """Return the names of the floors that are lower afterwards, or gone."""
    return [
        f"{group}: {name}"
        for group, figures in before.items()
        for name, limit in figures.items()
        if not known[name].holds(after.get(group, {}).get(name), limit)
    ]


def missed(scores: dict[str, dict[str, float | None]], document: dict[str, Any]) -> list[str]:
    """Return a line for each floor in force that a score of the checking part does not hold."""
    known = aims(document)
    return [
        f"{group}: {name} is {scores[group].get(name)}, the floor in force is "
        f"{known[name].sign} {limit}"
        for group, figures in document["floors"].items()
        if group in scores
        for name, limit in figures.items()
        if not known[name].holds(scores[group].get(name), limit)
    ]


def raised(
    scores: dict[str, dict[str, float | None]], document: dict[str, Any], reason: str
) -> dict[str, Any]:
    """Return the document with every floor raised to what was reached, less a small margin.

    `reason` is written as `version: why`. No floor falls here: that takes an entry by hand.
    """
    known = aims(document)
    sets: Floors = {}
    for group, figures in scores.items():
        for name, value in figures.items():
            if value is None:
                continue
            limit = _with_margin(value, known[name])
            before = document["floors"].get(group, {}).get(name)
            if before is None or (limit != before and known[name].holds(limit, before)):
                sets.setdefault(group, {})[name] = limit
    version, _, why = reason.partition(": ")
    changes = [*document["changes"], {"version": version, "reason": why, "sets": sets}]
    return document | {"floors": replayed(changes), "changes": changes}


def _with_margin(value: float, aim: Aim) -> float:
    """Return the value less what another machine or another order of equals may cost."""
    return round(value - MARGIN, 2) if aim.least else round(value + MARGIN * max(1.0, value), 2)


def written(document: dict[str, Any]) -> str:
    """Return the document as the file holds it: one figure a line."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return re.sub(r"\[\s+(\"\w+\"),\s+([\d.]+),\s+([\d.]+)\s+\]", r"[\1, \2, \3]", text) + "\n"
