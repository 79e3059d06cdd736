"""Alerts for a reader: the mail of one in the terminal, and many as a table."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.alert.record import alert_record, bundle_record
from monitor.alert.render.bundle import bundle_letter
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Entry, Letter, Quote, Tone
from monitor.alert.render.plain import WIDTH, plain_text
from monitor.app.cli.base import counted, print_table
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339
from monitor.model.restraint import Bundle, Message

SHORT_ID = 10
"""So much of an id stands in a table: any command takes it for the whole."""
ROOMY = 120
"""Columns from which on a table tells all."""
COLOURS = {
    Tone.NEWS: "bold green",
    Tone.CHANGE: "bold yellow",
    Tone.ASSURANCE: "bold cyan",
    Tone.DOUBT: "bold magenta",
    Tone.ALARM: "bold red",
    Tone.CALM: "bold blue",
}
_FAINT = "dim"


def print_alerts(found: Sequence[Alert]) -> None:
    """Print the alerts as a table; a narrow one leaves out severities and watchlists."""
    title, roomy = counted(len(found), "alert", "alerts"), Console().width >= ROOMY
    columns = ["id", "at", "kind", "summary"]
    if roomy:
        columns[-1:-1] = ["severity", "watchlists"]
    print_table(title, columns, [_row(alert, roomy=roomy) for alert in found])


def _row(alert: Alert, *, roomy: bool) -> tuple[str, ...]:
    more = (str(alert.severity), ", ".join(alert.watchlists)) if roomy else ()
    at = rfc3339(alert.at)[:16].replace("T", " ")
    kind = str(alert.kind) if alert.muted is None else f"{alert.kind} (muted)"
    return (alert.id[:SHORT_ID], at, kind, *more, alert.summary)


def message_record(message: Message) -> dict[str, object]:
    """Return the alert or bundle as its webhook carries it."""
    return bundle_record(message) if isinstance(message, Bundle) else alert_record(message)


def print_message(message: Message) -> None:
    """Print the mail of the alert or bundle: set for a terminal, as plain text for a pipe."""
    told = bundle_letter(message) if isinstance(message, Bundle) else letter(message)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.file.write(plain_text(told))
        return
    console.print(Padding(letter_shown(told), (1, 1)), width=min(console.width, WIDTH + 12))


def letter_shown(told: Letter) -> RenderableType:
    """Return the mail of an alert or bundle, set for a terminal."""
    return Group(*_parts(told, _differences))


def letter_in_short(told: Letter) -> RenderableType:
    """Return the mail of an alert or bundle in few lines: each change on one of its own."""
    return Group(*_parts(told, _changes))


def _parts(told: Letter, changes: Callable[[Letter], RenderableType]) -> Iterator[RenderableType]:
    """Give the parts of the letter, in reading order, with an empty line between any two."""
    yield Text.assemble((f" {told.word} ", f"{COLOURS[told.tone]} reverse"), "  ", told.byline)
    yield Text(told.heading, style="bold")
    if told.lead:
        yield Text(f"\n{told.lead}")
    if told.differences:
        yield Padding(changes(told), (1, 0, 0, 0))
    for quote in told.quotes:
        yield Text(f"\n{quote.label}", style=COLOURS[told.tone])
        yield _said(quote)
    for group in told.groups:
        yield Text(f"\n{group.heading}", style="bold underline")
        for entry in group.entries:
            yield from _entry(entry)
    if told.facts:
        yield Padding(_grid(told.facts), (1, 0, 0, 0))
    if told.reasons:
        yield Text(f"\n{told.ground}", style="bold")
        yield _grid(tuple(("·", reason) for reason in told.reasons))
    yield Text(f"\n{told.closing}", style=_FAINT)


def _differences(told: Letter) -> Table:
    table = Table(header_style="bold", title_justify="left")
    for column in told.columns:
        table.add_column(column, overflow="fold")
    for one in told.differences:
        cells = (Text(one.field), Text(one.before, style="strike dim"), Text(one.after, "bold"))
        table.add_row(*cells)
    return table


def _changes(told: Letter) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for one in told.differences:
        change = Text.assemble((one.before, "strike dim"), " → ", (one.after, "bold"))
        grid.add_row(Text(one.field, _FAINT), change)
    return grid


def _entry(entry: Entry) -> Iterator[RenderableType]:
    kind = Text(entry.word, style=COLOURS[entry.tone])
    yield Text.assemble("\n", kind, f" · {entry.byline}")
    yield Padding(Text(entry.heading, style="bold"), (0, 0, 0, 2))
    if entry.quote is not None:
        yield _said(entry.quote)
    for told in entry.earlier:
        yield Padding(Text(f"before: {told}", style=_FAINT), (0, 0, 0, 2))


def _said(quote: Quote) -> RenderableType:
    lines = Text.assemble(quote.said, "\n", (f"— {quote.source}", _FAINT))
    if quote.link is not None:
        lines.append(f"\n{quote.link}", style="underline")
    return Padding(lines, (0, 0, 0, 2))


def _grid(pairs: tuple[tuple[str, str], ...]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=_FAINT, no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        grid.add_row(Text(name), Text(value))
    return grid
