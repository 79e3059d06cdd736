"""Long lists of rules: the few among thousands that may speak of a URL."""

import re
from urllib.parse import unquote, urlsplit

_KEY = 4
"""Signs of a pattern by which its line is put on a shelf, the slash included."""
_PLAIN = r"[A-Za-z0-9_.~=?&/+-]"
"""What stands for itself in a pattern, and is the same sign in a path."""
_LINES = re.compile(
    # Lines that rule nothing, and patterns that no path begins with:
    r"(?:\s*+(?:(?![dDaAcC])\S|[dDaA][A-Za-z]*+[ \t]*+:[ \t]*+(?!http)\w)[^\n]*+\n)*+\s*+"
    rf"(?:(?P<run>(?P<head>[dDaA][A-Za-z]*+[ \t]*+:[ \t]*+(?P<key>/(?:{_PLAIN}{{{_KEY - 1}}}|\*)))"
    r"[^\n]*+\n(?:(?P=head)[^\n]*+\n)*+)"
    r"|(?P<line>[^\n]++)\n|\Z)"
)
"""The next lines that begin alike as far as the key of their pattern, else the next line."""
_FIELD = re.compile(r"[^\s:]*\s*:?\s*")
_SHORT_KEY = re.compile(rf"/{_PLAIN}{{0,{_KEY - 1}}}")
_OPEN, _ANY = "/", "/*"
"""Keys of patterns that may match any path."""
_INDEX = "index.html"
"""A rule that allows it allows the folder too."""
_SPECIAL = re.compile(r"[*$\s\ufffd]|%.{0,2}")
_WITHOUT_ESCAPES = re.compile(rf"(?:{_PLAIN}|\*)*+")
_MOST_SHELVES = 256

Shelf = tuple[tuple[str, str], ...]
"""Lines, each with the longest part of its pattern that stands in every URL that it matches."""


class Sieve:
    """Holds the lines of one group as they are written, and finds those that may match a URL.

    Lines lie on shelves by how their patterns start; neighbours that start alike are put there at
    once. A shelf is gone through line by line when a URL asks for it: nobody needs them all.
    """

    def __init__(self, lines: str) -> None:
        """`lines` end with a line feed each, and hold no other line ends."""
        self._text = lines
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._shelves: dict[str, Shelf] = {}
        self._delays: list[str] = []
        for found in _LINES.finditer(lines):
            if found["run"] is not None:
                self._places.setdefault(found["key"], []).append(found.span("run"))
            elif found["line"] is not None:
                self._put(found["line"], found.span("line"))

    def rules(self, url: str) -> list[str]:
        """Return all lines that match the URL, and some that do not."""
        path = unquote(_path(url))
        start = path if len(path) >= _KEY else path + _INDEX
        keys = (_ANY, *(start[:length] for length in range(1, _KEY + 1)))
        shelves = map(self._shelf, keys)
        return [line for shelf in shelves for part, line in shelf if part in path]

    def delays(self) -> list[str]:
        """Return the lines that may say how often one may ask, in their order."""
        return self._delays

    def _put(self, line: str, place: tuple[int, int]) -> None:
        """Note a line whose pattern, if it is one, starts with few plain signs or none."""
        if line[0] in "cC":
            self._delays.append(line)
            return
        key = _SHORT_KEY.match(_value(line))
        self._places.setdefault(key[0] if key else _OPEN, []).append(place)

    def _shelf(self, key: str) -> Shelf:
        """Return the lines whose patterns start so, each once."""
        shelf = self._shelves.get(key)
        if shelf is None:
            if len(self._shelves) >= _MOST_SHELVES:
                self._shelves.clear()
            places = self._places.get(key, ())
            texts = (self._text[start:end].rstrip("\n") for start, end in places)
            lines = dict.fromkeys(line for text in texts for line in text.split("\n"))
            shelf = tuple((_part(_value(line)), line) for line in lines)
            self._shelves[key] = shelf
        return shelf


def _value(line: str) -> str:
    """Return what follows the line's first word, with a colon between or without."""
    return _FIELD.sub("", line, count=1)


def _path(url: str) -> str:
    """Return path and query, as rules see them: a `?` counts even where nothing follows."""
    url = url.partition("#")[0]
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if "?" in url else "")


def _part(pattern: str) -> str:
    if _WITHOUT_ESCAPES.fullmatch(pattern):
        said = pattern.removesuffix(_INDEX)
        return max(said.split("*"), key=len) if "*" in said else said
    said = pattern.partition("#")[0].rstrip().removesuffix(_INDEX)
    if "%" in said:
        said = unquote(said)
    return max(_SPECIAL.split(said) if _SPECIAL.search(said) else (said,), key=len)
