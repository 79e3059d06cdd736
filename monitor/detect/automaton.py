"""The door to Aho-Corasick: many words found in a text in one pass, case and accents folded,
offsets kept.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import ahocorasick_rs

_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_PLAIN = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}
_MARKS = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\n": " ",
    "\t": " ",
}
_FOLDS = _PLAIN | _MARKS
for _letter in map(chr, _LATIN):
    _base = unicodedata.normalize("NFD", _letter)[0]
    if _base != _letter:
        _FOLDS[_letter] = _PLAIN.get(_base, _base)
"""No letter is folded into one that is itself folded."""

_FOREIGN = re.compile(r"[^\x00-\x7f]")


def folded(text: str) -> str:
    """Return the text in lower case without Latin accents, with plain quotes, hyphens and blanks,
    of the same length.
    """
    for sign in {"\n", "\t", *_FOREIGN.findall(text)}:
        if sign in _FOLDS:
            text = text.replace(sign, _FOLDS[sign])
    return text.lower()


class Automaton:
    """Words to find; what is found is a whole word, in any script, wherever it overlaps with
    others.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._lengths = tuple(len(word) for word in words)
        self._found = ahocorasick_rs.AhoCorasick(
            [folded(word) for word in words],
            matchkind=ahocorasick_rs.MATCHKIND_STANDARD,
            store_patterns=False,
        )

    def matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield number, start and end of each word that the text holds as a whole word."""
        plain = folded(text)
        size = len(plain)
        for number, start, end in self._found.find_matches_as_indexes(plain, overlapping=True):
            if (start == 0 or not plain[start - 1].isalnum()) and (
                end == size or not plain[end].isalnum()
            ):
                yield number, start, end
