"""Bodies that are small enough for every receiver: what may be cut, and by how much."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_BYTES = 20_000
"""A body is under this: receivers of Standard Webhooks may refuse more."""

_UNCUT = 10**9
_SURROGATES = re.compile("[\ud800-\udfff]")
_WHOLE = frozenset(
    {"id", "ids", "article", "development", "kind", "severity", "type", "plover", "status", "field"}
)
_LONGEST_REASON = 160
_LONGEST_VALUE = 60
_LONGEST_URL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much may stand: reasons, evidence and items of other lists by number, sentences and other
    texts in characters.
    """

    why: int = _UNCUT
    evidence: int = _UNCUT
    items: int = _UNCUT
    sentence: int = _UNCUT
    text: int = _UNCUT

    def most_items(self, name: str) -> int:
        """Return how many items the list of this name may have."""
        return {"why": self.why, "evidence": self.evidence, "changes": _UNCUT}.get(name, self.items)

    def length(self, name: str) -> int:
        """Return how long a text of this name may be."""
        if name in _WHOLE:
            return _UNCUT
        if name in {"before", "after"}:
            return max(self.text, _LONGEST_VALUE)
        reason = _LONGEST_REASON if self.why < _UNCUT else _UNCUT
        return {"why": reason, "sentence": self.sentence}.get(name, self.text)


MEASURES = (
    Measure(),
    Measure(why=8),
    Measure(why=8, evidence=2),
    Measure(why=4, evidence=2, items=20, sentence=1000, text=200),
)
"""From all there is to the least that reads well."""
LEAST = Measure(why=0, evidence=2, items=4, sentence=100, text=40)
"""With this every alert fits."""


def json_text(value: object) -> str:
    """Return the value as JSON; halves of characters become replacement marks."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATES.sub("\ufffd", words)


def fits(text: str) -> bool:
    """Return whether every receiver takes a body of this size."""
    return len(text.encode()) < MOST_BYTES


def shortened(value: object, measure: Measure, name: str = "") -> object:
    """Return the value that stands under the name, no larger than the measure allows."""
    match value:
        case dict():
            return {key: shortened(part, measure, key) for key, part in value.items()}
        case list():
            return [shortened(part, measure, name) for part in value[: measure.most_items(name)]]
        case str() if name == "url":
            return value if len(value) <= _LONGEST_URL or measure.text == _UNCUT else None
        case str() if len(value) > measure.length(name):
            return value[: measure.length(name) - 1].rstrip() + "…"
        case _:
            return value


def most(count: int, so: Callable[[int], bool]) -> int:
    """Return the largest number up to `count` for which it is so; 0 is taken to be. What is so for
    a number must be so for all below it.
    """
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        if so(middle):
            low = middle
        else:
            high = middle - 1
    return low
