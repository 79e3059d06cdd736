"""Words and links of strangers, made fit for a header, a mail and a page."""

import re
import unicodedata
from urllib.parse import urlsplit

_NEVER_SHOWN = {"Cf", "Cs", "Co"}
_JOINERS = "\u200c\u200d"  # they shape words of Persian and of Indian scripts
_BEFORE_LIMIT = 4  # a text is cut before it is cleaned: a huge one must not cost
_LONGEST_LINK = 2000
_BREAKS_OUT = re.compile(r"[\s<>\"\\^`{|}]")
_SCHEMES = frozenset({"http", "https"})


def line(text: str, limit: int) -> str:
    """Return one line of at most `limit` characters, without controls, surrogates and marks that
    show nothing or turn the direction of what follows.
    """
    shown = (_shown(char) for char in text[: limit * _BEFORE_LIMIT])
    words = " ".join("".join(shown).split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    return "" if category in _NEVER_SHOWN and char not in _JOINERS else char


def header(text: str, limit: int) -> str:
    """Return a line that a mail header can carry: no part of it can be read as an encoded word."""
    return line(line(text, limit).replace("=?", "= ?"), limit)


def link(url: str | None) -> str | None:
    """Return the URL if it leads to a web page and to nothing else; None if it is not to be
    followed.
    """
    if url is None or len(url) > _LONGEST_LINK or not url.isprintable() or _BREAKS_OUT.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    followed = parts.scheme in _SCHEMES and bool(parts.hostname) and "@" not in parts.netloc
    return url if followed else None
