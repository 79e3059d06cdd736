"""Long lists of rules: the few among thousands that may speak of a URL."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

_START = 2
_SEPARATORS = ": \t"
_WHOLE_SITE = re.compile(r"[: \t]/[\s#]")
_OPEN_STARTS = ("/*", "/$", "/%", "*", "%")
_INDEX = "/index.html"
"""A rule that allows it allows the folder too."""
_URL = "http"
"""A rule that is a whole URL, by mistake, matches a path with that URL in it."""
_DELAYS = (re.compile(r"rawl[- ][dD]elay"), re.compile(r"RAWL[- ]DELAY"))
_SPECIAL = re.compile(r"[*$\s\ufffd]|%.{0,2}")
_MOST_SHELVES = 256

Shelf = tuple[tuple[str, str], ...]
"""Lines, each with the longest part of its pattern that stands in every URL that it matches."""


class Sieve:
    """Holds the lines of one group as they are written, and finds those that may match a URL.

    Lines lie on shelves by how their patterns start. A shelf is filled when a URL asks for it: no
    list is gone through line by line for rules that nobody needs.
    """

    def __init__(self, lines: str) -> None:
        self._text = lines
        self._shelves: dict[str, Shelf] = {}
        whole = dict.fromkeys(self._line_at(mark.start()) for mark in _WHOLE_SITE.finditer(lines))
        self._open = (
            *(("/", line) for line in whole),
            *(entry for start in _OPEN_STARTS for entry in self._shelf(start)),
        )

    def rules(self, url: str) -> list[str]:
        """Return all lines that match the URL, and some that do not."""
        path = unquote(_path(url))
        start = path[:_START] if len(path) >= _START else _INDEX[:_START]
        shelves = [self._open, self._starting(start)]
        if path.startswith(f"/{_URL}"):
            shelves.append(self._starting(_URL))
        return [line for shelf in shelves for part, line in shelf if part in path]

    def delays(self) -> list[str]:
        """Return the lines that say how often one may ask, in their order."""
        ends = (name.end() for names in _DELAYS for name in names.finditer(self._text))
        return [self._line_at(end) for end in ends]

    def _starting(self, start: str) -> Shelf:
        shelf = self._shelves.get(start)
        if shelf is None:
            if len(self._shelves) >= _MOST_SHELVES:
                self._shelves.clear()
            shelf = self._shelves[start] = self._shelf(start)
        return shelf

    def _shelf(self, start: str) -> Shelf:
        """Return the lines whose patterns start so, each once."""
        lines = {
            line: line[at:] for line, at in self._lines_with(start) if line[at - 1] in _SEPARATORS
        }
        return tuple((_part(pattern), line) for line, pattern in lines.items())

    def _lines_with(self, mark: str) -> Iterator[tuple[str, int]]:
        """Yield each line that holds the mark, and where in the line it first does."""
        text = self._text
        at = text.find(mark) if all(character in text for character in mark) else -1
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at + len(mark) - 1)
            yield text[start:end], at - start
            at = text.find(mark, end)

    def _line_at(self, at: int) -> str:
        return self._text[self._text.rfind("\n", 0, at) + 1 : self._text.find("\n", at)]


def _path(url: str) -> str:
    """Return path and query, as rules see them: a `?` counts even where nothing follows."""
    parts = urlsplit(url.partition("#")[0])
    return (parts.path or "/") + (f"?{parts.query}" if "?" in url else "")


def _part(pattern: str) -> str:
    said = pattern.partition("#")[0].rstrip().removesuffix(_INDEX[1:])
    if "%" in said:
        said = unquote(said)
    return max(_SPECIAL.split(said) if _SPECIAL.search(said) else (said,), key=len)
