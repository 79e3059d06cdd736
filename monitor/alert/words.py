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


Forms = tuple[tuple[str, ...], ...]
"""The words of a phrase, each with the forms in which it may be written."""


class Phrase(NamedTuple):
    """What a phrase is found by: its words, and how they start, in caseless form: one start of each
    word must be in the text before its `pattern` is worth asking.
    """

    words: Forms
    starts: Forms

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of the phrase in composed text; it is made when it is first asked."""
        return _pattern(self.words)


@lru_cache(maxsize=KEYWORDS)
def keyword(text: str) -> Phrase:
    """Return what a keyword is found by in composed text: whole words in any script and case, white
    space free; `*` ends a word. Scripts that write no spaces have no word ends.
    """
    return _phrase(tuple((word,) for word in composed(text).split()))


def _phrase(words: Forms) -> Phrase:
    return Phrase(words, tuple(_starts(forms) for forms in _stems(words)))


def _stems(words: Forms) -> Forms:
    """Return the forms without the `*` that ends the last word; a word that is nothing else is
    none.
    """
    last = tuple(tuple(form.rstrip("*") for form in forms) for forms in words[-1:])
    return tuple(forms for forms in (*words[:-1], *last) if any(forms))


@lru_cache(maxsize=KEYWORDS)
def _pattern(words: Forms) -> re.Pattern[str]:
    told = " ".join(forms[0] for forms in words)
    stem = told.rstrip("*")
    body = r"\s+".join(_either(forms) for forms in _stems(words))
    before = "" if _UNSPACED_SIGN.match(stem) else rf"(?<!{_LETTER})(?<![{_MARKS}])"
    after = "" if _UNSPACED_SIGN.match(stem[-1:]) else rf"(?!{_LETTER}|[{_MARKS}])"
    ending = rf"[\w{_MARKS}]*" if told.endswith("*") and after else ""
    return re.compile(f"{before}{body}{ending}{after}", re.IGNORECASE)


def _starts(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the word in caseless form; of several forms what those have in common that begin
    alike.
    """
    alike: dict[str, list[str]] = {}
    for form in map(caseless, forms):
        alike.setdefault(form[:START], []).append(form)
    return tuple(_common(some) for some in alike.values())


def _common(forms: list[str]) -> str:
    """Return the start that all of the forms have in common."""
    first, last = min(forms), max(forms)
    pairs = zip(first, last, strict=False)
    length = next((n for n, (a, b) in enumerate(pairs) if a != b), len(first))
    return first[:length]


def _either(forms: tuple[str, ...]) -> str:
    written = [re.escape(form) for form in forms]
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"


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
            phrase = keyword(word.text)
            there = self._may_have(phrase) and phrase.pattern.search(self.text)
            return word.text if there else None
        found = next(self._spelt(word, language), None)
        return None if found is None else found[0]

    def spans(self, word: Word, language: str | None) -> frozenset[tuple[int, int]]:
        """Return where the word stands in the text, as spans of its signs."""
        return frozenset(match.span() for match in self._spelt(word, language))

    def _spelt(self, word: Word, language: str | None) -> Iterator[re.Match[str]]:
        """Yield each place of the word, in all its spellings."""
        for phrase in _phrases(word, language):
            if self._may_have(phrase):
                yield from phrase.pattern.finditer(self.text)

    def _may_have(self, phrase: Phrase) -> bool:
        """Return whether some start of each word is in the text: else it costs no pattern."""
        plain = self.plain
        for starts in phrase.starts:
            for start in starts:
                if start in plain:
                    break
            else:
                return False
        return True


@lru_cache(maxsize=TEXTS)
def searched(text: str) -> Searched:
    """Return the text, made ready for being searched."""
    text = composed(text)
    return Searched(text, caseless(text))


@lru_cache(maxsize=KEYWORDS)
def _phrases(word: Word, language: str | None) -> tuple[Phrase, ...]:
    """Return what the word is found by in the language: as it is asked for, and otherwise."""
    others = (
        _phrase(tuple(tuple(map(composed, forms)) for forms in spelling.words))
        for spelling in word.spellings
        if language is None or spelling.language in {None, language}
    )
    return (keyword(word.text), *others)


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
