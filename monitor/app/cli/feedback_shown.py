"""`monitor feedback list` and `export`: what people said, for readers and for programs."""

from pathlib import Path

import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    LIMIT,
    configuration,
    examples,
    print_json,
    print_table,
)
from monitor.app.cli.looking import View, look
from monitor.app.labels import feedback_record, label_record
from monitor.model.feedback import Feedback, Label
from monitor.model.moment import rfc3339

COLUMNS = ("id", "when", "opinion", "of", "author", "comment")
ALL = 1_000_000
SHORT = 9
"""Letters of an id that a table shows: as many as commands ask for, and some."""

Rows = list[tuple[Label | Feedback, dict[str, object]]]


@click.command("list", epilog=examples("monitor feedback list --limit 50"))
@LIMIT
@FOLDER
@AS_JSON
def listed(limit: int, folder: Path | None, as_json: bool) -> None:
    """List what people said, newest first; what was undone is listed no more."""
    rows = look(configuration(folder), lambda view: _said(view, limit))[:limit]
    if as_json:
        print_json(record for _, record in rows)
        return
    print_table("Feedback", COLUMNS, (_row(said) for said, _ in rows))


@click.command(
    epilog=examples(
        "monitor feedback export > labels.jsonl",
        "monitor backtest --archive --feedback labels.jsonl",
    )
)
@FOLDER
def export(folder: Path | None) -> None:
    """Write all that people said as JSON lines, the oldest first: a replay obeys them, and somebody
    may learn from them.

    Each names its sides: the facts of the development as it stood then, and the sentence that tells
    it.
    """
    rows = look(configuration(folder), lambda view: _said(view, ALL))
    print_json(record for _, record in reversed(rows))


async def _said(view: View, limit: int) -> Rows:
    """Return labels that stand and what was said of alerts, with their records, newest first."""
    found: Rows = [(x, label_record(x)) for x in await view.labels.labels(limit=limit)]
    for said in await view.withdrawals.feedback(limit=limit):
        known = await view.memory.development(said.development)
        found.append((said, feedback_record(said, known)))
    return sorted(found, key=lambda row: row[0].at, reverse=True)


def _row(said: Label | Feedback) -> tuple[str, ...]:
    at = rfc3339(said.at)[:16].replace("T", " ")
    if isinstance(said, Feedback):
        return "", at, str(said.opinion), said.alert[:SHORT], said.author, said.comment
    named = " ".join(side.development[:SHORT] for side in said.sides)
    return said.id, at, str(said.opinion), named, said.author, said.comment
