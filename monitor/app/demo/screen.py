"""Where the demo is seen: on a terminal, or as JSON lines."""

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Protocol, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.alert.money_words import sum_words
from monitor.alert.record import Record
from monitor.app.demo.outlets import OUTLETS, outlet
from monitor.app.demo.printing import Printed
from monitor.app.demo.summing import Comparison, Summary

_COLOURS = {"new": "bold green", "update": "bold yellow", "contested": "bold magenta"}


class Screen(Protocol):
    """Shows the demo as it goes on."""

    def printed(self, articles: Sequence[Printed]) -> None:
        """Show what the newsroom prints."""
        ...

    def told(self, alert: Record) -> None:
        """Show an alert as it reaches the desk."""
        ...

    def ended(self, summary: Summary, comparison: Comparison) -> None:
        """Show the sum at the end."""
        ...


class Lines:
    """Alerts, then the summary, as one line of JSON each."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def printed(self, articles: Sequence[Printed]) -> None:
        """Show nothing."""

    def told(self, alert: Record) -> None:
        """Write the alert."""
        self._write(alert)

    def ended(self, summary: Summary, comparison: Comparison) -> None:
        """Write the summary."""
        del comparison
        self._write(summary.record())

    def _write(self, record: Record) -> None:
        self._out.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._out.flush()


class Terminal:
    """The newsroom in grey, each alert with its evidence, and a table at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def printed(self, articles: Sequence[Printed]) -> None:
        """Show each article in a line."""
        for article in articles:
            name = outlet(article.outlet).name
            verb = "corrects" if article.updated else "prints"
            self._console.print(Text(f"  {name} {verb} “{article.title}”", style="dim"))

    def told(self, alert: Record) -> None:
        """Show the alert: what it tells, what changed, and the sentence that says so."""
        kind = str(alert["kind"])
        heading = Text.assemble(
            (f" {kind.upper()} ", f"{_COLOURS.get(kind, 'bold')} reverse"),
            " ",
            (str(alert["summary"]), "bold"),
        )
        self._console.print()
        self._console.print(heading)
        for line in (*_changes(alert), *_evidence(alert)):
            self._console.print(Padding(line, (0, 0, 0, 4)))
        self._console.print()

    def ended(self, summary: Summary, comparison: Comparison) -> None:
        """Show what was seen, left out and told, and whether it was what the story asks for."""
        table = Table(title="The demo in figures", title_justify="left", show_header=False)
        table.add_row("seen", f"{summary.articles} articles of {len(OUTLETS)} outlets")
        table.add_row("left out as copies", f"{summary.copies} articles")
        table.add_row("left out as background", f"{summary.background} mentions")
        table.add_row("left out as told before", f"{summary.known} mentions")
        table.add_row("told", f"{summary.alerts} alerts")
        table.add_row("delivered", f"{summary.delivered}, by signed webhook and by mail")
        table.add_row("lost", str(summary.lost) if summary.lost else "none")
        self._console.print(table)
        for expected, came in comparison.expected:
            mark = ("✓", "green") if came else ("✗", "bold red")
            self._console.print(Text.assemble(mark, f" {expected.kind}: {expected.about}"))
        for alert in comparison.surplus:
            self._console.print(Text(f"? not foreseen: {alert['summary']}", style="red"))


def _changes(alert: Record) -> list[Text]:
    changes = alert["changes"]
    if not isinstance(changes, list):
        return []
    return [
        Text.assemble(
            (f"{c['field']}: ", "dim"),
            (_readable(c["before"]), "red"),
            " → ",
            (_readable(c["after"]), "green"),
        )
        for c in changes
    ]


def _readable(value: str) -> str:
    """Return `90000000000 EUR` as `€90bn`; other values as they are."""
    number, _, unit = value.partition(" ")
    try:
        return sum_words(Decimal(number), unit) if len(unit) == 3 else value
    except InvalidOperation:
        return value


def _evidence(alert: Record) -> list[Text]:
    evidence = alert["evidence"]
    if not isinstance(evidence, list):
        return []
    lines: list[Text] = []
    for said, label in zip(evidence, ("", "before: "), strict=False):
        lines.append(Text.assemble((label, "dim"), (f"“{said['sentence']}”", "italic")))
        lines.append(Text(f"{said['outlet']}, {said['url']}", style="cyan"))
    return lines
