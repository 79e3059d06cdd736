"""Whether a word of a watchlist is found in every text that another is found in."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import prod

from monitor.alert.words import KEYWORDS, caseless, composed, keyword
from monitor.model.condition import Spelling, Word

_LETTER = "x"
_MOST_FORMS = 200
"""So many written forms of two words are held against each other: it takes the square of them."""


def hides(broad: Word, narrow: Word) -> bool:
    """Return whether every text that has the narrow word, in any spelling, has the broad one: as
    they are written, and then in all other spellings. A word that may be written in more ways than
    are counted is never said to be hidden.
    """
    if not _hides(broad.text, narrow.text):
        return False
    if broad.spellings == narrow.spellings and broad.text == narrow.text:
        return True
    if sum(map(_ways, (*broad.spellings, *narrow.spellings))) > _MOST_FORMS:
        return False
    return all(
        any(_hides(by, form) for by in _forms(broad, language))
        for form, language in ((narrow.text, None), *_spelt(narrow))
    )


def _forms(word: Word, language: str | None) -> Iterator[str]:
    """Give how the word is written in every text, and in those of the language."""
    yield word.text
    for form, known in _spelt(word):
        if known in {None, language}:
            yield form


@lru_cache(maxsize=KEYWORDS)
def _forms_of(spelling: Spelling) -> tuple[str, ...]:
    return tuple(" ".join(words) for words in product(*spelling.words))


def _spelt(word: Word) -> Iterator[tuple[str, str | None]]:
    for spelling in word.spellings:
        yield from ((form, spelling.language) for form in _forms_of(spelling))


def _ways(spelling: Spelling) -> int:
    """Return in how many ways it may be written."""
    return prod(map(len, spelling.words))


def _hides(broad: str, narrow: str) -> bool:
    start = _start(broad)
    if not start or start not in _caseless_stem(narrow):
        return False
    found_in = _instances(narrow)
    pattern = keyword(broad).pattern
    return all(pattern.search(each) is not None for each in found_in)


@lru_cache(maxsize=KEYWORDS)
def _instances(word: str) -> tuple[str, ...]:
    """Return what stands for all texts that have the keyword: itself, and where its end is open,
    one that goes on.
    """
    text = composed(word).strip()
    stem = text.rstrip("*")
    return (stem, f"{stem}{_LETTER}") if text.endswith("*") else (stem,)


@lru_cache(maxsize=KEYWORDS)
def _caseless_stem(word: str) -> str:
    return caseless(_instances(word)[0])


@lru_cache(maxsize=KEYWORDS)
def _start(word: str) -> str:
    """Return the first word of a keyword: a text without it has no such keyword."""
    words = composed(word).strip().rstrip("*").split()
    return caseless(words[0]) if words else ""
