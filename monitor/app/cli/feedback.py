"""`monitor feedback`: what people say of alerts and of developments; it is kept, and obeyed."""

from pathlib import Path

import rich_click as click

from monitor.app.cli.base import AS_JSON, FOLDER, examples
from monitor.app.cli.feedback_alerts import right, wrong
from monitor.app.cli.feedback_pairs import different, mute, same, undo
from monitor.app.cli.feedback_shown import export, listed


@click.group(
    epilog=examples(
        "monitor feedback wrong 3f2a91 --comment 'it was an exercise'",
        "monitor feedback same 3f2a91 77c0d2",
        "monitor feedback mute 3f2a91",
        "monitor feedback export > labels.jsonl",
    )
)
@FOLDER
@AS_JSON
@click.pass_context
def feedback(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """Say what you think of an alert or a development: it is kept, and obeyed at once."""
    asked = {"folder": folder, "as_json": as_json}
    context.default_map = dict.fromkeys(feedback.commands, asked)


for command in (wrong, right, same, different, mute, undo, listed, export):
    feedback.add_command(command)
