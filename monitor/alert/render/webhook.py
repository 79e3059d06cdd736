"""The body of a webhook: the alert as a record, kept small enough for every receiver."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from monitor.alert.record import alert_record
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339

MOST_BYTES = 20_000
"""A body is under this: receivers of Standard Webhooks may refuse more."""

_UNCUT = 10**9
_SURROGATES = re.compile("[\ud800-\udfff]")
_WHOLE = frozenset({"id", "article", "kind", "severity", "type", "plover", "status", "field"})
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


_MEASURES = (
    Measure(),
    Measure(why=8),
    Measure(why=8, evidence=2),
    Measure(why=4, evidence=2, items=20, sentence=1000, text=200),
)
_LEAST = Measure(why=0, evidence=2, items=4, sentence=100, text=40)


def webhook_body(alert: Alert, *, at: datetime) -> str:
    """Return the JSON text of the alert, under 20 kB of UTF-8; `at` is its `timestamp`.

    Where it would be longer, `why` is shortened first, then evidence behind the second sentence
    left out, then sentences and other texts cut, ending in …; ids and changes always stay.
    """
    kind = "source.health" if alert.development is None else f"development.{alert.kind}"
    envelope = {"type": kind, "timestamp": rfc3339(at), "data": alert_record(alert)}
    for measure in _MEASURES:
        body = _text(_shortened(envelope, "", measure))
        if len(body.encode()) < MOST_BYTES:
            return body
    return _text(_shortened(envelope, "", _LEAST))


def _text(envelope: object) -> str:
    words = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATES.sub("\ufffd", words)


def _shortened(value: object, name: str, measure: Measure) -> object:
    """Return the value that stands under the name, no larger than the measure allows."""
    match value:
        case dict():
            return {key: _shortened(part, key, measure) for key, part in value.items()}
        case list():
            return [_shortened(part, name, measure) for part in value[: measure.most_items(name)]]
        case str() if name == "url":
            return value if len(value) <= _LONGEST_URL or measure.text == _UNCUT else None
        case str() if len(value) > measure.length(name):
            return value[: measure.length(name) - 1].rstrip() + "…"
        case _:
            return value
