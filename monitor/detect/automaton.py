"""The door to Aho-Corasick: many words found in a text in one pass, case and accents folded,
offsets kept.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import ahocorasick_rs

_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_PLAIN = {0x00F8: "o", 0x00D8: "O", 0x0142: "l", 0x0141: "L", 0x0111: "d", 0x0110: "D", 0x0131: "i"}
_MARKS = {
    0x2019: "'",
    0x2018: "'",
    0x02BC: "'",
    0x2010: "-",
    0x2011: "-",
    0x2013: "-",
    0x00A0: " ",
    0x202F: " ",
    0x000A: " ",
    0x0009: " ",
}
_FOLDS = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in _LATIN
    if unicodedata.normalize("NFD", chr(code))[0] != chr(code)
}
_FOLDS |= _PLAIN | _MARKS


_FOLDABLE = re.compile(r"[^\x00-\x08\x0b-\x7f]+")


def folded(text: str) -> str:
    """Return the text in lower case without Latin accents, with plain quotes, hyphens and blanks,
    of the same length.
    """
    return _FOLDABLE.sub(lambda run: run[0].translate(_FOLDS), text).lower()


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
