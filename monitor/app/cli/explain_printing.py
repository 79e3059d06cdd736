"""Prints the lines of a road: a terminal gets colours and folds long lines under their words."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from monitor.app.cli.explain_words import SIGN_STYLES, Line, Sign

_STEP = 2
_COLUMN = 16
"""Where the words of lines with a head begin, however deep they stand."""
_NARROWEST = 40


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print the lines; where nobody watches each stays one line."""
    for text in laid_out(lines, console):
        console.print(text, soft_wrap=True)


def laid_out(lines: Iterable[Line], console: Console) -> Iterator[Text]:
    """Give the lines as they are printed; on a terminal folded to its width."""
    for one in lines:
        lead = _lead(one)
        room = max(console.width - lead.cell_len, _NARROWEST)
        folded = one.words.wrap(console, room) if console.is_terminal else [one.words]
        for number, words in enumerate(folded or [Text("")]):
            start = lead if number == 0 else Text(" " * lead.cell_len)
            shown = Text.assemble(start, words)
            shown.rstrip()
            yield shown


def _lead(one: Line) -> Text:
    lead = Text(" " * (_COLUMN if one.under else _STEP * one.depth))
    if one.sign is not Sign.NONE:
        lead.append(f"{one.sign} ", SIGN_STYLES[one.sign])
    if one.head:
        room = _COLUMN - 1 - lead.cell_len
        lead.append(f"{one.head:<{room}} ", "dim" if one.depth else "bold cyan")
    return lead
