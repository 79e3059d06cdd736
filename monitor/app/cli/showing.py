"""How sources do, as records and in words: `monitor sources`, and `monitor sources show`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    configuration,
    counted,
    print_json,
    print_table,
)
from monitor.app.cli.looking import View, look
from monitor.app.telemetry.redaction import redacted
from monitor.errors import UsageError
from monitor.model.health import Sample, Standing, span_words
from monitor.model.moment import rfc3339
from monitor.model.source import PollState, Source
from monitor.schedule.rhythm import bears, interval

COLUMNS = ("id", "state", "since", "last new", "why")
WIDEST_ID = 20
"""Characters; in a narrow terminal a longer id goes on below."""
LEAST_WHY = 40
"""Characters in which why is told, if all columns are to be shown."""
_SHORT_DATE = 11
_FRAME = 3
"""Characters between two columns."""
STATES = (*(str(state) for state in Standing), "waiting", "disabled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A source, what is remembered of polling it, and when it is due again."""

    source: Source
    state: PollState
    due: datetime | None


async def shown(view: View, source: Source) -> Shown:
    """Return what the store knows of the source."""
    state, due = await view.polls.state(source.id), await view.polls.due(source.id)
    return Shown(source=source, state=state, due=due)


def source_record(one: Shown) -> dict[str, object]:
    """Return the source and how it does as a record, without the secrets of its addresses."""
    source, state = one.source, one.state
    health = state.health if source.enabled else None
    return {
        "id": source.id,
        "kind": str(source.kind),
        "url": redacted(source.url),
        "outlet": source.outlet,
        "state": state_word(source, state),
        "since": _told(health.since) if health is not None else None,
        "why": redacted(health.why) if health is not None else None,
        "last_new": _sample(state.habit.sample),
        "polls": state.polls,
        "last_poll": _told(state.last_poll),
        "last_good": _told(state.last_good),
        "next_poll": _told(one.due),
        "entries": state.entries,
        "failures": state.failures,
        "problem": redacted(state.problem) if state.problem is not None else None,
    }


def state_word(source: Source, state: PollState) -> str:
    """Return the state of the source in a word."""
    if not source.enabled:
        return "disabled"
    return str(state.health.state) if state.health is not None else "waiting"


def whole_record(one: Shown, now: datetime) -> dict[str, object]:
    """Return all that is known of how the source does; spans are seconds."""
    state = one.state
    habit = state.habit
    every = interval(one.source, habit, now=now)
    return {
        **source_record(one),
        "usual_entries": round(habit.entries, 1) if habit.entries is not None else None,
        "usual_gap": round(habit.pace) if habit.pace is not None else None,
        "bears": round(bears(habit, now).total_seconds()),
        "interval": round(every.total_seconds()),
        "validators_lied": _told(state.distrusted),
        "moved_to": redacted(state.moved_to) if state.moved_to is not None else None,
        "told": str(state.announced.state) if state.announced is not None else None,
    }


def table_row(one: Shown) -> tuple[str, ...]:
    """Return id, state, since when, the last new item's time, and why."""
    state = one.state
    health = state.health if one.source.enabled else None
    sample = state.habit.sample
    why = health.why if health is not None else ""
    if state.problem and state.problem not in why:
        why = f"{why}; the last poll failed: {state.problem}" if why else state.problem
    if state.distrusted is not None:
        why = f"{why}; its validators lied"
    return (
        one.source.id,
        state_word(one.source, state),
        _minute(health.since) if health is not None else "",
        _minute(sample.at) if sample is not None else "",
        redacted(why),
    )


def print_sources(found: Sequence[Shown]) -> None:
    """Print how the sources do; where all of it would not fit, the last new items are left out, the
    dates lack their year, and a terminal shows why in one line.
    """
    console, rows = Console(), [table_row(one) for one in found]
    title = counted(len(rows), "source", "sources")
    widths = [max(map(len, column), default=0) for column in zip(COLUMNS, *rows, strict=True)]
    if _left(console, widths[:-1]) >= min(widths[-1], LEAST_WHY):
        print_table(title, COLUMNS, rows)
        return
    short = [(row[0], row[1], row[2][5:].replace("T", " "), _line(row[4])) for row in rows]
    kept = [min(widths[0], WIDEST_ID), widths[1], _SHORT_DATE]
    table = Table(title=Text(title), title_justify="left", header_style="bold")
    table.add_column("id", width=kept[0], overflow="fold")
    table.add_column("state", width=kept[1])
    table.add_column("since", width=kept[2])
    table.add_column(
        "why",
        width=max(1, _left(console, kept)),
        no_wrap=console.is_terminal,
        overflow="ellipsis" if console.is_terminal else "fold",
    )
    for row in short:
        table.add_row(*map(Text, row))
    console.print(table)


def _line(text: str) -> str:
    return " ".join(text.split())


def _left(console: Console, widths: Sequence[int]) -> int:
    """Return the columns of the terminal that are left for a last column beside others."""
    return console.width - sum(widths) - _FRAME * (len(widths) + 1) - 1


@click.command("show")
@click.argument("source")
@FOLDER
@AS_JSON
def show_source(source: str, folder: Path | None, as_json: bool) -> None:
    """Show all that is known of how SOURCE (its id) does."""
    settings = configuration(folder)
    chosen = next((s for s in settings.sources if s.id == source), None)
    if chosen is None:
        raise UsageError(f"there is no source {source}; `monitor sources` lists those there are")

    async def one(view: View) -> dict[str, object]:
        return whole_record(await shown(view, chosen), view.clock.now())

    record = look(settings, one)
    if as_json:
        print_json([record])
        return
    for name, value in record.items():
        if value is not None:
            click.echo(f"{name.replace('_', ' '):16} {_words(name, value)}")


def _words(name: str, value: object) -> str:
    if isinstance(value, dict):
        return f"{value['at']}  {value['title'] or ''}  {value['url'] or ''}".rstrip()
    if name in {"usual_gap", "bears", "interval"} and isinstance(value, int):
        return span_words(timedelta(seconds=value))
    return str(value)


def _sample(sample: Sample | None) -> dict[str, object] | None:
    if sample is None:
        return None
    url = redacted(sample.url) if sample.url is not None else None
    return {"title": sample.title, "url": url, "at": rfc3339(sample.at)}


def _told(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment is not None else None


def _minute(moment: datetime) -> str:
    return rfc3339(moment)[:16]
