"""The words around a draft's head, with names, dates, sums and numbers taken out."""

from itertools import pairwise

from monitor.detect.draft import Draft
from monitor.detect.sight import Sight
from monitor.model.actor import Registry

NEAR = 5
END = "<end>"
OF_ONE_STORY = frozenset({"calendar", "money"})


def worded(draft: Draft, seen: Sight, registry: Registry) -> list[str]:
    """Return the words of the sentence (`s`), those near the head (`w`), its pairs (`b`) and
    neighbours.
    """
    tokens, at = generalised(seen, registry), draft.head
    around = [END, END, *tokens, END, END]
    window = tokens[max(0, at - NEAR) : at + NEAR + 1]
    return [
        f"head={tokens[at]}",
        f"-1={around[at + 1]}",
        f"-2={around[at]}",
        f"+1={around[at + 3]}",
        f"+2={around[at + 4]}",
        *[f"w={word}" for word in window],
        *[f"b={one} {other}" for one, other in pairwise(window)],
        *[f"s={word}" for word in tokens],
    ]


def generalised(seen: Sight, registry: Registry) -> list[str]:
    """Return the words of a sentence, with placeholders for what belongs to one story alone."""
    tokens = [
        word
        if kinds.isdisjoint(OF_ONE_STORY) and word.isalpha() and seen.text[start].islower()
        else _general(seen, number, word)
        for number, (word, kinds, start) in enumerate(
            zip(seen.words, seen.kinds, seen.starts, strict=True)
        )
    ]
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
