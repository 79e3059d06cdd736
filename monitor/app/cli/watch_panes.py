"""The parts of the screen of `monitor watch`: the list of alerts, and how the daemon does."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from monitor.alert.render.harmless import line
from monitor.alert.render.letter import tone
from monitor.app.cli.alerts_printing import COLOURS
from monitor.app.cli.status_printing import (
    config_rows,
    heading,
    moment_words,
    queue_row,
    receivers_rows,
    sources_rows,
    store_row,
)
from monitor.app.watching.needs import Need
from monitor.app.watching.overview import Overview
from monitor.model.alert import Alert, AlertId
from monitor.model.watchlist import Kind, Severity

LONGEST = 500
KIND = max(len(kind) for kind in Kind)
_URGENCY = {Severity.HIGH: "!", Severity.CRITICAL: "!!"}


def alert_row(alert: Alert, now: datetime) -> Text:
    """Return the alert on a line: when, how urgent, its kind, and its summary."""
    return Text.assemble(
        (f"{moment_words(alert.at, now):>5} ", "dim"),
        (f"{_URGENCY.get(alert.severity, ''):2} ", "bold"),
        (f"{alert.kind!s:{KIND}} ", COLOURS[tone(alert)]),
        line(alert.summary, LONGEST),
    )


class Alerts(OptionList):
    """The alerts, newest first. At the top the newest is selected; else the selection stays."""

    def show(self, alerts: Sequence[Alert], now: datetime) -> None:
        """Show these alerts instead of those before."""
        selected = self.selected if self.highlighted else None
        self.set_options(Option(alert_row(alert, now), id=alert.id) for alert in alerts)
        if not alerts:
            return
        ids = [alert.id for alert in alerts]
        self.highlighted = ids.index(selected) if selected in ids else 0

    @property
    def selected(self) -> AlertId | None:
        """Return the id of the alert under the cursor."""
        option = self.highlighted_option
        return AlertId(option.id) if option is not None and option.id is not None else None


class State(Vertical):
    """How the daemon does: what needs somebody, sources, queue and receivers. A wide screen has a
    pane for each, a narrow one all in a few lines.
    """

    def compose(self) -> ComposeResult:
        """Give the panes."""
        needs = Static(id="needs", classes="pane")
        needs.border_title = "Needs somebody"
        yield needs
        for name, title in (("sources", "Sources"), ("queue", "Queue"), ("receivers", "Receivers")):
            pane = Static(id=name, classes="pane")
            pane.border_title = title
            yield pane
        daemon = Static(id="daemon", classes="pane")
        daemon.border_title = "Daemon"
        yield daemon
        brief = Static(id="brief", classes="pane")
        brief.border_title = "Daemon"
        yield brief

    def show(self, seen: Overview, needs: Sequence[Need]) -> None:
        """Show how the daemon does now."""
        self._put("sources", Group(*sources_rows(seen)))
        self._put("queue", queue_row(seen))
        self._put("receivers", Group(*receivers_rows(seen, roomy=False, cut=True)))
        self._put("daemon", Group(*config_rows(seen), store_row(seen)))
        self._put("needs", needs_shown(needs))
        self._put("brief", brief_shown(seen, needs))
        self.set_class(not needs, "-well")

    def _put(self, name: str, told: RenderableType) -> None:
        self.query_one(f"#{name}", Static).update(told)


def needs_shown(needs: Sequence[Need]) -> RenderableType:
    """Return what is wrong and what to do, one below the other."""
    return Text("\n").join(
        Text.assemble(("! ", "bold red"), line(n.what, LONGEST), "\n  → ", (n.do, "bold"))
        for n in needs
    )


def brief_shown(seen: Overview, needs: Sequence[Need]) -> RenderableType:
    """Return how the daemon does in a few lines: first what needs somebody."""
    rows: list[tuple[Text, RenderableType]] = []
    if needs:
        more = f" (and {len(needs) - 1} more)" if len(needs) > 1 else ""
        rows.append((Text("needs", "bold red"), _line(Text(f"{needs[0].what}{more}"))))
    rows += [
        (Text("sources", "bold"), _line(next(sources_rows(seen)))),
        (Text("queue", "bold"), _line(queue_row(seen))),
        (Text("receivers", "bold"), next(receivers_rows(seen, roomy=False, cut=True))),
    ]
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=9)
    grid.add_column()
    for row in rows:
        grid.add_row(*row)
    return grid


def _line(told: Text) -> Text:
    told.no_wrap, told.overflow = True, "ellipsis"
    return told


def heading_shown(seen: Overview | None, needs: Sequence[Need], lost: str | None) -> Text:
    """Return the first line of the screen."""
    if lost is not None:
        return Text.assemble(("store lost", "bold red"), f" {line(lost, LONGEST)}; trying again")
    if seen is None:
        return Text("looking …")
    return heading(seen, needs)
