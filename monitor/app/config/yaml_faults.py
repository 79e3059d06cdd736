"""What the YAML parser found wrong, in words of our own, at the place that is to be mended."""

import re
from typing import NamedTuple

from monitor.app.config.node import Place

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
LINE_END = 1_000_000
_IN_QUOTES = "put the whole value in quotes"
_COLUMNS = "keys of one mapping, and items of one list, begin in the same column"


class Fault(NamedTuple):
    """What is wrong at a place, and how it is mended; `end` None: as far as its key goes, a line of
    0: one letter.
    """

    place: Place
    message: str
    hint: str | None = None
    end: Place | None = (0, 0)
    consequence: str | None = None


class _Known(NamedTuple):
    """What the parser's words mean; `at_start`: the fault is the line where what it reads began."""

    pattern: re.Pattern[str]
    message: str
    hint: str | None
    at_start: bool = False


def _known(
    pattern: str, message: str, hint: str | None = None, *, at_start: bool = False
) -> _Known:
    return _Known(re.compile(pattern), message, hint, at_start)


_KNOWN = (
    _known(r"character '\\t'", "a tab stands here", "indent by blanks: YAML takes no tabs"),
    _known(
        r"character (['\"].['\"]) that cannot start", r"a value cannot start with \1", _IN_QUOTES
    ),
    _known(
        "could not find expected ':'",
        "this is no key: no colon and blank are behind it",
        "write key: value, with a blank behind the colon",
        at_start=True,
    ),
    _known(r"block end>, but found '([\]}])'", r"nothing opened this \1"),
    _known("block end>, but found '<scalar>'", "more text behind the end of a value", _IN_QUOTES),
    _known("block end>, but found", "this stands in a column of its own", _COLUMNS),
    _known(
        "unexpected end of stream",
        "this quote is never closed",
        "put the same quote behind the value",
        at_start=True,
    ),
    _known(
        "escape",
        "behind a backslash in double quotes a code is expected",
        "put the value in single quotes: a backslash means itself there",
    ),
    _known(
        "expected chomping|expected a comment or a line break",
        "behind | and > nothing else may stand on the line",
        "begin the text on the next line, indented",
    ),
    _known("node content, but found '<stream end>'", "the file ends where a value is missing"),
    _known("node content", "a value is missing here"),
)


def fault_of(words: str, place: Place | None, start: Place | None, text: str) -> Fault:
    """Return what the parser's words mean, at the place that is to be mended: where it stopped, or
    where what it read there starts.
    """
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        told = "a conflict of two versions was left in the file"
        return Fault((line, 1), told, "keep one of the two, and remove the marks of the conflict")
    if place is None:
        return Fault((1, 1), f"no YAML: {words}")
    if re.match(r"expected ',' or '[\]}]'", words) and start is not None:
        return _unclosed(words[len("expected ',' or '")], start, place)
    if words.startswith("mapping values"):
        return _second_colon(place, text)
    for known in _KNOWN:
        match = known.pattern.search(words)
        if match is not None:
            told = match.expand(known.message)
            if known.at_start and start is not None:
                return Fault(start, told, known.hint, end=(start[0], LINE_END))
            return Fault(place, told, known.hint)
    return Fault(place, words)


def _second_colon(place: Place, text: str) -> Fault:
    """Return the fault of a colon where no key can end: in a value, or in a line too far right."""
    before = text.splitlines()[place[0] - 1][: place[1] - 1]
    if re.search(r":\s", before):
        return Fault(place, "a colon within a value", _IN_QUOTES)
    return Fault(place, "this key stands in a column of its own", _COLUMNS)


def _unclosed(closing: str, start: Place, place: Place) -> Fault:
    """Return the fault of a list or mapping in brackets that goes on where it cannot."""
    if place[0] == start[0]:
        return Fault(place, f"a comma or {closing} is missing before this")
    opening = {"]": "[", "}": "{"}[closing]
    told = f"this {opening} is not closed before {place[0]}:{place[1]}"
    return Fault(start, told, f"put {closing} behind its last value")
