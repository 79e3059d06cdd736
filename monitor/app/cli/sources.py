"""`monitor sources`: how each source does, and the commands that add and exchange them."""

from pathlib import Path

import rich_click as click

from monitor.app.cli.adding import add_source
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, print_json
from monitor.app.cli.exchanging import export_opml, import_opml
from monitor.app.cli.looking import View, look
from monitor.app.cli.showing import (
    STATES,
    Shown,
    print_sources,
    show_source,
    shown,
    source_record,
    state_word,
)


@click.group(invoke_without_command=True)
@FOLDER
@AS_JSON
@click.option(
    "--state",
    type=click.Choice(STATES),
    multiple=True,
    help="Only those in this state (repeatable).",
)
@click.pass_context
def sources(
    context: click.Context, folder: Path | None, as_json: bool, state: tuple[str, ...]
) -> None:
    """Show how each source does, since when and why; or add and exchange them.

    A narrow terminal gets fewer columns; `monitor sources show ID` tells all of one.
    """
    if context.invoked_subcommand is not None:
        context.default_map = {name: {"folder": folder} for name in sources.commands}
        return
    settings = configuration(folder)

    async def all_shown(view: View) -> list[Shown]:
        return [await shown(view, source) for source in settings.sources]

    found = [
        one
        for one in look(settings, all_shown)
        if not state or state_word(one.source, one.state) in state
    ]
    if as_json:
        print_json(map(source_record, found))
        return
    print_sources(found)


for command in (show_source, add_source, import_opml, export_opml):
    sources.add_command(command)
