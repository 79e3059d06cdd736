"""What is given, agreed or forbidden, as class words, and the numbers that tell packages apart."""

import re
from collections.abc import Sequence

from monitor.detect.lexicon.entries import EventType, Part
from monitor.detect.sight import Hit, Sight

_PACKAGE = re.compile(r"(?i:package|round|tranche)")
_NUMBERED = re.compile(
    r"\b(?P<figure>\d{1,3})(?:st|nd|rd|th)\s+(?:\w+\s+){0,2}?(?:package|round|tranche)\b"
    r"|\b(?P<word>[a-z]+(?:-[a-z]+)?)\s+(?:sanctions?\s+)?(?:package|tranche)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
        ],
        1,
    )
}


def objects(seen: Sight, event: EventType, head: int, nouns: Sequence[Hit]) -> tuple[str, ...]:
    """Return the class words of an act: of its nouns first, then of the things named in its
    clause.
    """
    hits = list(nouns)
    hits += [
        h
        for h in seen.of(event.id, Part.OBJECT, Part.NOUN)
        if seen.clauses[h.at] == seen.clauses[head]
    ]
    found = [h.entry.group.object for h in hits if h.entry.group.object is not None]
    number = package_number(seen.text)
    if number is not None and found:
        found.append(f"package-{number}")
    return tuple(dict.fromkeys(found))


def package_number(text: str) -> int | None:
    """Return the number of the package that a sentence names ("19th package"), or None."""
    if _PACKAGE.search(text) is None:
        return None
    for match in _NUMBERED.finditer(text):
        if match["figure"]:
            return int(match["figure"])
        number = _ORDINALS.get(match["word"].lower())
        if number is not None:
            return number
    return None
