"""`monitor feedback`: what people say of alerts and of developments; it is kept, and obeyed."""

import rich_click as click

from monitor.app.cli.base import examples
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
def feedback() -> None:
    """Say what you think of an alert or a development: it is kept, and obeyed at once."""


for command in (wrong, right, same, different, mute, undo, listed, export):
    feedback.add_command(command)
