"""Words and phrases in texts of any script: whole words in any case, and quick to rule out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from monitor.model.condition import Word

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Myanmar, Khmer, Hiragana, Katakana and Han: written without spaces between words."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bd7\u0c00-\u0c04"
    "\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0dca-\u0ddf"
)
"""Vowel signs and accents of scripts with spaces: a word goes on with them."""
_LETTER = rf"[^\W{_UNSPACED}]"
KEYWORDS = 10_000
"""How many keywords are kept compiled."""
TEXTS = 8
"""How many texts are kept ready for the keywords of one watchlist after the other."""
START = 3
"""How many letters the start of a word has by which its forms are ruled out together."""
ANY = "*"
_WORD = re.compile(f"[{_UNSPACED}]|(?:{_LETTER}|[{_MARKS}])+")
_UNSPACED_SIGN = re.compile(f"[{_UNSPACED}]")


@lru_cache(maxsize=KEYWORDS)
def keyword_pattern(keyword: str) -> re.Pattern[str]:
    """Return the pattern of a keyword in composed text: whole words in any script and case, white
    space free; `*` ends a word. Scripts that write no spaces have no word ends.
    """
    keyword = composed(keyword).strip()
    stem = keyword.rstrip("*")
    words = r"\s+".join(re.escape(word) for word in stem.split())
    before = "" if _UNSPACED_SIGN.match(stem) else rf"(?<!{_LETTER})(?<![{_MARKS}])"
    after = "" if _UNSPACED_SIGN.match(stem[-1:]) else rf"(?!{_LETTER}|[{_MARKS}])"
    ending = rf"[\w{_MARKS}]*" if keyword.endswith("*") and after else ""
    return re.compile(f"{before}{words}{ending}{after}", re.IGNORECASE)


def composed(text: str) -> str:
    """Return the text with each letter and its accents as one sign where there is one (NFC)."""
    return normalize("NFC", text)


def caseless(text: str) -> str:
    """Return the text in a form that is the same for all that a keyword's pattern takes for it: a
    place where the pattern holds has the words of the keyword in this form too.
    """
    return text.casefold().upper().replace("\u0307", "")


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that keywords are looked for in; words that it has nowhere cost no pattern."""

    text: str
    plain: str

    def found(self, word: Word, language: str | None) -> str | None:
        """Return how the word is first written in the text of that language (None: it may be any);
        None if it is not in it.
        """
        if not word.spellings:
            return word.text if next(self._matches(word.text), None) else None
        found = next(self._spelt(word, language), None)
        return None if found is None else found[0]

    def spans(self, word: Word, language: str | None) -> frozenset[tuple[int, int]]:
        """Return where the word stands in the text, as spans of its signs."""
        matches = self._spelt(word, language) if word.spellings else self._matches(word.text)
        return frozenset(match.span() for match in matches)

    def _spelt(self, word: Word, language: str | None) -> Iterator[re.Match[str]]:
        spelt = _spelt(word, language)
        if any(start in self.plain for start in spelt.starts):
            for text in spelt.texts:
                yield from self._matches(text)

    def _matches(self, keyword: str) -> Iterator[re.Match[str]]:
        """Yield each place of the keyword; words that the text has nowhere cost no pattern."""
        if all(word in self.plain for word in _stems(keyword)):
            yield from keyword_pattern(keyword).finditer(self.text)


@lru_cache(maxsize=TEXTS)
def searched(text: str) -> Searched:
    """Return the text, made ready for being searched."""
    text = composed(text)
    return Searched(text, caseless(text))


@lru_cache(maxsize=KEYWORDS)
def _stems(keyword: str) -> tuple[str, ...]:
    """Return the words of a keyword in caseless form."""
    return tuple(caseless(word) for word in composed(keyword).strip().rstrip("*").split())


class _Spelt(NamedTuple):
    """All written forms of a word in one language, and how they start: each starts as one of
    these.
    """

    texts: tuple[str, ...]
    starts: frozenset[str]


@lru_cache(maxsize=KEYWORDS)
def _spelt(word: Word, language: str | None) -> _Spelt:
    fitting = (
        s.text for s in word.spellings if None in {language, s.language} or s.language == language
    )
    texts = tuple(dict.fromkeys((word.text, *fitting)))
    return _Spelt(texts, frozenset("".join(_stems(text)[:1])[:START] for text in texts))


@lru_cache(maxsize=TEXTS)
def word_starts(text: str) -> list[int]:
    """Return where the words of a composed text start; in scripts without spaces each sign is
    one.
    """
    return [match.start() for match in _WORD.finditer(text)]


def fits(pattern: str, text: str) -> bool:
    """Return whether the text is as the pattern says, in any case of letters; `*` stands for any
    text, of any length.
    """
    first, *rest = pattern.casefold().split(ANY)
    left = text.casefold()
    if not rest:
        return left == first
    *middle, last = rest
    if not left.startswith(first):
        return False
    at = len(first)
    for part in middle:
        found = left.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(left) - at >= len(last) and left.endswith(last)
