"""Conditions on words: that they stand in an article, or near one another in it."""

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush

from monitor.alert.reading import Reading
from monitor.alert.words import Searched, searched, word_starts
from monitor.model.condition import Answer, Joint, Near, Order, Says, Word

Span = tuple[int, int]
"""The number of the first word of a phrase in its text, and of the first one after it."""


def says(leaf: Says, reading: Reading) -> Answer:
    """Return whether so many of the words stand there, and which one decided it."""
    texts = [searched(text) for text in reading.within(leaf.within)]
    where = f"in the {leaf.within}"
    every = leaf.joint is Joint.ALL
    missing: Word | None = None
    for word in leaf.words:
        found = _first(texts, word, reading.language)
        if found is None:
            missing = missing or word
            continue
        if not every:
            why = f"{_shown(word, found)} is {where}"
            held = leaf.joint is Joint.ANY
            return Answer(path=leaf.path, held=held, why=why, telling=held)
    if every and missing is not None:
        why = f"“{missing.text}” is not {where}"
        return Answer(path=leaf.path, held=False, why=why)
    why = f"all are {where}" if every else f"none of them is {where}"
    return Answer(path=leaf.path, held=leaf.joint is not Joint.ANY, why=why)


def _first(texts: list[Searched], word: Word, language: str | None) -> str | None:
    """Return how the word is written in the first of the texts that has it."""
    for text in texts:
        found = text.found(word, language)
        if found is not None:
            return found
    return None


def _shown(word: Word, found: str) -> str:
    """Return the word, and the form that was found where that is another."""
    same = not word.spellings or found.casefold() == word.text.casefold()
    return f"“{word.text}”" if same else f"“{word.text}” (as “{found}”)"


def near(leaf: Near, reading: Reading) -> Answer:
    """Return whether all the words stand together in one of the texts."""
    words = " and ".join(f"“{word.text}”" for word in leaf.words)
    words += " in this order" if leaf.order is Order.GIVEN else ""
    where = f"with at most {leaf.gap} words between them in the {leaf.within}"
    for text in reading.within(leaf.within):
        if _stand_together(leaf, searched(text), reading.language):
            return Answer(path=leaf.path, held=True, why=f"{words} stand {where}", telling=True)
    return Answer(path=leaf.path, held=False, why=f"{words} do not stand {where}")


def _stand_together(leaf: Near, text: Searched, language: str | None) -> bool:
    if any(text.found(word, language) is None for word in leaf.words):
        return False
    starts = word_starts(text.text)
    spans: list[list[Span]] = []
    for word in leaf.words:
        found = sorted(text.spans(word, language))
        spans.append([(bisect_right(starts, a) - 1, bisect_left(starts, b)) for a, b in found])
    return _together(spans, leaf.gap, leaf.order)


def _together(spans: list[list[Span]], gap: int, order: Order) -> bool:
    """Return whether one place of each phrase can be chosen, none over another, so that at most
    `gap` other words stand between them.

    The places are gone through once, by where they start; of each choice of some of the phrases
    (`chosen`: a bit each) only the tightest that ended there is gone on with.
    """
    ended: dict[int, int] = {}
    going: list[tuple[int, int, int]] = []
    for start, end, number in sorted((a, b, n) for n, one in enumerate(spans) for a, b in one):
        while going and going[0][0] <= start:
            last, chosen, between = heappop(going)
            ended[chosen] = min(between - last, ended.get(chosen, between - last))
        own = 1 << number
        for chosen, least in ((0, -start), *ended.items()):
            follows = chosen == own - 1 if order is Order.GIVEN else not chosen & own
            if follows and least + start <= gap:
                heappush(going, (end, chosen | own, least + start))
    every = (1 << len(spans)) - 1
    return every in ended or any(chosen == every for _, chosen, _ in going)
