"""`monitor deliveries drop`: end what is owed to a receiver that is configured no more."""

from pathlib import Path

import rich_click as click

from monitor.adapters.person import login_name
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, counted, examples, print_json
from monitor.app.cli.deliveries_again import ask
from monitor.app.cli.looking import look
from monitor.app.cli.receivers_naming import doubt_receiver
from monitor.errors import UsageError


@click.command(epilog=examples("monitor deliveries drop --receiver old-desk"))
@click.option("--receiver", "name", metavar="NAME", required=True, help="Whose.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@FOLDER
@AS_JSON
def drop(name: str, yes: bool, folder: Path | None, as_json: bool) -> None:
    """End what is owed to a receiver that was taken out of the configuration, or renamed.

    It is withdrawn, and not sent any more; the alerts are kept, and other receivers get theirs. A
    daemon that was started before the receiver was taken out has to be restarted first.
    """
    settings = configuration(folder)
    if any(receiver.name == name for receiver in settings.receivers):
        raise UsageError(
            f"{name} is configured, and is sent what it is owed; take it out of monitor.yaml first"
        )
    owed = look(settings, lambda view: view.strangers()).get(name, 0)
    if not owed:
        doubt_receiver(settings, name)
    elif not yes:
        ask(f"Drop {counted(owed, 'delivery', 'deliveries')} to {name}?")
    detail = f"dropped by {login_name()}: the receiver is configured no more"
    dropped = look(settings, lambda view: view.waive(name, detail)) if owed else 0
    if as_json:
        print_json([{"receiver": name, "dropped": dropped}])
    else:
        click.echo(f"{counted(dropped, 'delivery', 'deliveries')} to {name} dropped")
