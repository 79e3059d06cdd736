"""Words and phrases in texts of any script: whole words in any case, and quick to rule out."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

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
TEXTS = 4
"""How many texts are kept ready for the keywords of one watchlist after the other."""
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

    def has(self, keyword: str) -> bool:
        """Return whether the keyword is in the text."""
        if not all(word in self.plain for word in _stems(keyword)):
            return False
        return keyword_pattern(keyword).search(self.text) is not None


@lru_cache(maxsize=TEXTS)
def searched(text: str) -> Searched:
    """Return the text, made ready for being searched."""
    text = composed(text)
    return Searched(text, caseless(text))


@lru_cache(maxsize=KEYWORDS)
def _stems(keyword: str) -> tuple[str, ...]:
    """Return the words of a keyword in caseless form."""
    return tuple(caseless(word) for word in composed(keyword).strip().rstrip("*").split())
