"""The words around a draft's head, with names, dates, sums and numbers taken out."""

from collections.abc import Iterator
from itertools import pairwise

from monitor.detect.draft import Draft
from monitor.detect.sight import Sight
from monitor.model.actor import Registry

NEAR = 5
END = "<end>"


def worded(draft: Draft, seen: Sight, registry: Registry) -> Iterator[str]:
    """Yield the words of the sentence (`s`), those near the head (`w`), its pairs (`b`) and
    neighbours.
    """
    tokens = generalised(seen, registry)
    kind, at = draft.event.id, draft.head
    yield f"{kind}:head={tokens[at]}"
    for side, step in (("-", -1), ("+", 1)):
        for distance in (1, 2):
            place = at + step * distance
            word = tokens[place] if 0 <= place < len(tokens) else END
            yield f"{side}{distance}={word}"
            if distance == 1:
                yield f"{kind}:{side}{distance}={word}"
    window = tokens[max(0, at - NEAR) : at + NEAR + 1]
    for word in window:
        yield f"w={word}"
    for one, other in pairwise(window):
        yield f"b={one} {other}"
    for word in tokens:
        yield f"s={word}"
        yield f"{kind}:s={word}"


def generalised(seen: Sight, registry: Registry) -> list[str]:
    """Return the words of a sentence, with placeholders for what belongs to one story alone."""
    tokens = [_general(seen, number, word) for number, word in enumerate(seen.words)]
    for at, end, span in seen.names:
        actor = registry.actors.get(span.actor) if span.actor is not None else None
        tokens[at:end] = [f"<{actor.kind}>" if actor is not None else "<name>"] * (end - at)
    return tokens


def _general(seen: Sight, number: int, word: str) -> str:
    kinds = seen.kinds[number]
    if "calendar" in kinds:
        return "<date>"
    if "money" in kinds:
        return "<money>"
    if not word.isalpha() and any(c.isdigit() for c in word):
        return "<number>"
    capital = seen.text[seen.starts[number]].isupper()
    if capital and (not kinds or "abbreviation" in kinds):
        return "<name>" if number else "<first>"
    return word
