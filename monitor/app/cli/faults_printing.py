"""What is wrong in a configuration, for a reader: each with its line and what is meant on it."""

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from monitor.app.config.folder import TEST
from monitor.app.config.problems import Problem
from monitor.app.telemetry.redaction import redacted

Record = dict[str, object]
WIDTH = 100
"""So many columns of a long line are shown where nobody watches."""
_LEAD = 24
_STYLES = {"error": "bold red", "warning": "bold yellow"}
_WORDS = {"help": "bold green", "otherwise": "bold", "then": "bold"}
_ESCAPES = {"\t": "→"}


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems on stderr, coloured where somebody watches."""
    console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    room = console.width if console.is_terminal else WIDTH
    found = tuple(problems)
    for problem in found:
        console.print(told(problem, room), end="\n\n" if problem.source else "\n")
    errors = sum(problem.severity == "error" for problem in found)
    if errors:
        what = f"{errors} error{'s' if errors > 1 else ''}"
        console.print(f"{what}: {_becomes(found)}", style="bold red")


def _becomes(found: Iterable[Problem]) -> str:
    """Return what comes of the errors: rule tests may be wrong where the rest is right."""
    if all(p.file.endswith(TEST) for p in found if p.severity == "error"):
        return "no test was run"
    return "nothing starts with this configuration"


def problem_record(problem: Problem) -> Record:
    """Return the problem as a record."""
    return {
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "severity": problem.severity,
        "end_column": problem.end or None,
        "source": problem.source,
        "hint": problem.hint,
        "consequence": problem.consequence,
    }


def told(problem: Problem, room: int = WIDTH) -> Text:
    """Return the problem in several lines: where and what, its line with what is meant underlined,
    what was probably meant, and what becomes of it.
    """
    style = _STYLES[problem.severity]
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    lines = [
        Text.assemble(
            (_plain(place), "bold"),
            ": ",
            (f"{problem.severity}:", style),
            " ",
            _plain(redacted(problem.message)),
        )
    ]
    if problem.source is not None and problem.source.strip():
        lines += _quoted(problem, problem.source, room, style)
    lines += _advice(problem)
    return Text("\n").join(lines)


def _quoted(problem: Problem, source: str, room: int, style: str) -> Iterator[Text]:
    number = str(problem.line)
    gutter = " " * len(number)
    part = _part(source, problem.column, problem.end, max(room - len(number) - 3, _LEAD))
    yield Text(f"{gutter} |", "blue")
    yield Text.assemble((f"{number} |", "blue"), " ", part.text)
    yield Text.assemble((f"{gutter} |", "blue"), " ", " " * part.before, ("^" * part.under, style))


def _advice(problem: Problem) -> Iterator[Text]:
    margin = " " * (len(str(problem.line)) if problem.line else 1)
    error = problem.severity == "error"
    said = (
        ("help", f'did you mean "{problem.suggestion}"?' if problem.suggestion else None),
        ("help", problem.hint),
        ("otherwise" if error else "then", problem.consequence),
    )
    for word, sentence in said:
        if sentence is not None:
            lead = Text.assemble((f"{margin} = ", "blue"), (f"{word}: ", _WORDS[word]))
            yield lead + Text(_plain(redacted(sentence)))


class _Part(NamedTuple):
    """What is shown of a line, and how many cells lie before what is meant, and under it."""

    text: str
    before: int
    under: int


def _part(source: str, column: int, end: int, room: int) -> _Part:
    """Return the line, or of a long one what lies around the columns, cut to the room."""
    letters = [_letter(letter) for letter in source.rstrip()]
    start = column - 1
    first = 0 if cell_len("".join(letters)) <= room else max(0, start - _LEAD)
    lead = "…" if first else ""
    before = cell_len(lead + "".join(letters[first:start]))
    shown = lead
    for letter in letters[first:]:
        if cell_len(shown) + cell_len(letter) >= room:
            shown += "…"
            break
        shown += letter
    meant = cell_len("".join(letters[start : max(end, column + 1) - 1])) or 1
    return _Part(shown, before, max(1, min(meant, cell_len(shown) - before)))


def _letter(letter: str) -> str:
    """Return the letter as it is shown: what has no form of its own gets one."""
    if letter.isprintable():
        return letter
    return _ESCAPES.get(letter, "␣" if letter.isspace() else "�")


def _plain(text: str) -> str:
    """Return the text with what cannot be printed as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
