"""Lines of a road: a sign, what it is about, and what there is to say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.text import Text

from monitor.alert.render.harmless import line
from monitor.app.telemetry.redaction import redacted
from monitor.detect.explaining import Label, Mark

STYLES: dict[Label, str] = {
    Label.TRIGGER: "bold red",
    Label.PARTY: "cyan",
    Label.AMOUNT: "green",
    Label.COUNT: "green",
    Label.CASUALTIES: "green",
    Label.WHEN: "yellow",
    Label.PLACE: "magenta",
    Label.ATTRIBUTION: "blue",
}
_LONGEST = 600


class Sign(StrEnum):
    """How a stage ended: passed, failed, or neither."""

    PASSED = "✓"
    FAILED = "✗"
    NOTED = "·"
    NONE = ""


SIGN_STYLES = {Sign.PASSED: "green", Sign.FAILED: "red", Sign.NOTED: "dim", Sign.NONE: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `depth` steps in, its sign, the stage or name that it is about, and the words.

    `under`: it stands below the words of the line before.
    """

    depth: int = 0
    under: bool = False
    sign: Sign = Sign.NONE
    head: str = ""
    words: Text


def said(words: str, style: str = "") -> Text:
    """Return words of anybody as one line that can do no harm, without secrets."""
    return Text(line(redacted(words), _LONGEST), style=style)


def joined(*words: str | None) -> str:
    """Return those that are known, with dots between them."""
    return " · ".join(word for word in words if word)


def marked(text: str, marks: Sequence[Mark], start: int, end: int, *, coloured: bool) -> Text:
    """Return the words from `start` to `end` of a text with its marks: by colour, else by their
    labels.
    """
    told, at = Text("“"), start
    for mark in (one for one in marks if start <= one.start and one.end <= end):
        told.append(_plain(text[at : mark.start]))
        words = _plain(text[mark.start : mark.end])
        if coloured:
            told.append(words, STYLES[mark.label])
        else:
            told.append(f"[{mark.label}: {words}]")
        at = mark.end
    told.append(_plain(text[at:end]).rstrip())
    told.append("”")
    return told


def _plain(words: str) -> str:
    """Return the words on one line; blanks at their ends stay, for others follow."""
    kept = line(f"|{words}|", len(words) + 2)
    return kept[1:-1]


def several(head: str, words: Sequence[str], depth: int = 1) -> Iterator[Line]:
    """Give a line for each of the words, the first of them with the head."""
    for number, one in enumerate(words):
        if number:
            yield Line(under=True, words=said(one))
        else:
            yield Line(depth=depth, sign=Sign.NOTED, head=head, words=said(one))
