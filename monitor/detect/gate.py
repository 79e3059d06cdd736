"""The first, cheap look at an article: which sentences hold words that may tell an act, and of
which types.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.detect.bounds import is_readable
from monitor.detect.lexicon.entries import Entry, Group, Lexicon, Part
from monitor.model.article import Article
from monitor.model.development import TypeId

ACTING = frozenset({Part.ACT, Part.CARRIER})
THINGS = frozenset({Part.NOUN, Part.OBJECT})
NOTHING: frozenset[TypeId] = frozenset()

PLAIN = tuple(zip("\u2010\u2011\u00a0\u2007\u2009\u202f", "--    ", strict=True))
"""Hyphens and spaces that only forbid a line to break, as plain ones; each is one sign."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a word is: its type and part, whether it only hints at an act, and whether it is an act
    only beside one of the things that it takes.
    """

    kind: TypeId
    part: Part
    hint: bool = False
    wanting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The types of which a sentence holds words, and those `hinted` at only by words of many
    meanings, which are worth reading where somebody known is named.
    """

    told: frozenset[TypeId]
    hinted: frozenset[TypeId]

    def kinds(self, *, named: bool) -> frozenset[TypeId]:
        """Return the types to look for in the sentence."""
        return self.told | self.hinted if named else self.told


class Gate:
    """All words of a lexicon that acts hang on, found in one pass over a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        paid = {kind for kind, event in lexicon.types.items() if "amount" in event.slots}
        wanting = {group.type for group in _groups(lexicon) if "wanting" in group.flags}
        patterns: dict[str, set[Mark]] = {}
        for entries in lexicon.entries.values():
            for entry in entries:
                kind, part = entry.group.type, entry.group.part
                part = Part.ACT if "deed" in entry.group.flags else part
                if (
                    part in (Part.ACT, Part.NOUN)
                    or (part is Part.CARRIER and kind in paid)
                    or (part is Part.OBJECT and kind in wanting)
                ):
                    flags, rarer = entry.group.flags, _rarer(entry)
                    mark = Mark(kind, part, "hint" in flags, "wanting" in flags)
                    for phrase in {" ".join(rarer), "-".join(rarer)}:
                        patterns.setdefault(phrase, set()).add(mark)
        for word, kinds in lexicon.words.items():
            if "money" in kinds:
                patterns.setdefault(word, set()).update(Mark(kind, Part.NOUN) for kind in paid)
        self._paid = frozenset(paid)
        self._marks = [frozenset(marks) for marks in patterns.values()]
        self._automaton = AhoCorasick(
            list(patterns), matchkind=MatchKind.Standard, store_patterns=False
        )

    def candidates(self, article: Article) -> dict[int, Worth]:
        """Return the numbers of the sentences worth reading, with the types whose words they
        hold.
        """
        text = lowered(article.text)
        starts = [sentence.start for sentence in article.sentences]
        found: dict[int, set[Mark]] = {}
        size = len(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalpha()) or (end < size and text[end].isalpha()):
                continue
            number = bisect_right(starts, start) - 1
            if number >= 0 and start < article.sentences[number].end:
                found.setdefault(number, set()).update(self._marks[pattern])
        return {
            number: worth
            for number, marks in sorted(found.items())
            if is_readable(article.sentences[number]) and (worth := self._worth(marks)) is not None
        }

    def _worth(self, marks: set[Mark]) -> Worth | None:
        """Return what is worth reading in a sentence with these marks; None if nothing is."""
        things = {mark.kind for mark in marks if mark.part in THINGS}
        mine = [mark for mark in marks if not mark.wanting or mark.kind in things]
        plain = [mark for mark in mine if not mark.hint]
        told = self._passed(plain)
        hinted = self._passed(mine) - told if len(plain) < len(mine) else NOTHING
        return Worth(told=told, hinted=hinted) if told or hinted else None

    def _passed(self, marks: Collection[Mark]) -> frozenset[TypeId]:
        """Return the types of which the sentence holds enough: a type with sums needs a verb
        beside its nouns.
        """
        acting = {mark.kind for mark in marks if mark.part in ACTING}
        named = {mark.kind for mark in marks if mark.part in (Part.ACT, Part.NOUN)}
        return frozenset((named - self._paid) | (named & acting))


def _groups(lexicon: Lexicon) -> Iterator[Group]:
    return (group for event in lexicon.types.values() for group in event.groups)


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


def plain(text: str) -> str:
    """Return the text with plain hyphens and spaces, so that offsets stay."""
    for sign, usual in PLAIN:
        text = text.replace(sign, usual)
    return text
