"""The first, cheap look at an article: which sentences hold words that may tell an act, and of
which types.
"""

from bisect import bisect_right
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.detect.lexicon.entries import Entry, Lexicon, Part
from monitor.model.article import Article
from monitor.model.development import TypeId

ACTING = frozenset({Part.ACT, Part.CARRIER})


class Gate:
    """All words of a lexicon that acts hang on, found in one pass over a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        paid = {kind for kind, event in lexicon.types.items() if "amount" in event.slots}
        patterns: dict[str, set[tuple[TypeId, Part]]] = {}
        for entries in lexicon.entries.values():
            for entry in entries:
                kind, part = entry.group.type, entry.group.part
                part = Part.ACT if "deed" in entry.group.flags else part
                if part in (Part.ACT, Part.NOUN) or (part is Part.CARRIER and kind in paid):
                    rarer = _rarer(entry)
                    for phrase in {" ".join(rarer), "-".join(rarer)}:
                        patterns.setdefault(phrase, set()).add((kind, part))
        for word, kinds in lexicon.words.items():
            if "money" in kinds:
                patterns.setdefault(word, set()).update((kind, Part.NOUN) for kind in paid)
        self._paid = frozenset(paid)
        self._marks = [frozenset(marks) for marks in patterns.values()]
        self._automaton = AhoCorasick(
            list(patterns), matchkind=MatchKind.Standard, store_patterns=False
        )

    def candidates(self, article: Article) -> dict[int, frozenset[TypeId]]:
        """Return the numbers of the sentences worth reading, with the types whose words they
        hold.
        """
        text = lowered(article.text)
        starts = [sentence.start for sentence in article.sentences]
        found: dict[int, set[tuple[TypeId, Part]]] = {}
        size = len(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalpha()) or (end < size and text[end].isalpha()):
                continue
            number = bisect_right(starts, start) - 1
            if number >= 0 and start < article.sentences[number].end:
                found.setdefault(number, set()).update(self._marks[pattern])
        passed = {number: self._passed(marks) for number, marks in sorted(found.items())}
        return {number: kinds for number, kinds in passed.items() if kinds}

    def _passed(self, marks: set[tuple[TypeId, Part]]) -> frozenset[TypeId]:
        """Return the types of which the sentence holds enough: a type with sums needs a verb
        beside its nouns.
        """
        acting = {kind for kind, part in marks if part in ACTING}
        named = {kind for kind, part in marks if part is not Part.CARRIER}
        return frozenset((named - self._paid) | (named & acting))


def _rarer(entry: Entry) -> Sequence[str]:
    """Return the words of an entry; of a verb that comes apart those of its longer part."""
    rest = (entry.particle or "").split(" ")
    return max(entry.words, rest, key=lambda words: len(" ".join(words)))


def lowered(text: str) -> str:
    """Return the text in lower case at the same length, so that offsets stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)
