"""What is given, agreed or forbidden, as class words, and the numbers that tell packages apart."""

from collections.abc import Sequence

from monitor.detect.lexicon.entries import EventType, Part
from monitor.detect.lexicon.language import Language
from monitor.detect.sight import Hit, Sight


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
    if found and (number := package_number(seen.text, seen.language)) is not None:
        found.append(f"package-{number}")
    return tuple(dict.fromkeys(found))


def package_number(text: str, language: Language) -> int | None:
    """Return the number of the package that a sentence names ("19th package"), or None."""
    if language.shapes.package.search(text) is None:
        return None
    for match in language.shapes.package_number.finditer(text):
        if match["figure"]:
            return int(match["figure"])
        word = match["word"].lower()
        if word in language.ordinals:
            return language.ordinals.index(word) + 1
    return None
