"""`monitor sources`: how each source does, and the commands that add and exchange them."""

from pathlib import Path

import rich_click as click

from monitor.app.cli.adding import add_source
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, counted, print_json, print_table
from monitor.app.cli.exchanging import export_opml, import_opml
from monitor.app.cli.looking import View, look
from monitor.model.moment import rfc3339
from monitor.model.source import PollState, Source


@click.group(invoke_without_command=True)
@FOLDER
@AS_JSON
@click.pass_context
def sources(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """Show each source with its last poll and its problem; or add and exchange them."""
    if context.invoked_subcommand is not None:
        context.default_map = {name: {"folder": folder} for name in sources.commands}
        return
    settings = configuration(folder)

    async def states(view: View) -> list[tuple[Source, PollState]]:
        return [(source, await view.polls.state(source.id)) for source in settings.sources]

    records = [source_record(*pair) for pair in look(settings, states)]
    if as_json:
        print_json(records)
        return
    columns = ("id", "state", "last_good", "entries", "failures", "problem")
    rows = [[str(r[c]) if r[c] is not None else "" for c in columns] for r in records]
    print_table(counted(len(records), "source", "sources"), columns, rows)


for command in (add_source, import_opml, export_opml):
    sources.add_command(command)


def source_record(source: Source, state: PollState) -> dict[str, object]:
    """Return the source and how it does as a record."""
    return {
        "id": source.id,
        "kind": str(source.kind),
        "url": source.url,
        "outlet": source.outlet,
        "state": state_word(source, state),
        "polls": state.polls,
        "last_poll": rfc3339(state.last_poll) if state.last_poll else None,
        "last_good": rfc3339(state.last_good) if state.last_good else None,
        "entries": state.entries,
        "failures": state.failures,
        "problem": state.problem,
    }


def state_word(source: Source, state: PollState) -> str:
    """Return the state of the source in a word."""
    if not source.enabled:
        return "disabled"
    if state.last_poll is None:
        return "waiting"
    if state.failures:
        return "failing"
    return "fresh" if state.entries else "empty"
