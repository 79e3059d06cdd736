"""`monitor receivers`: how each does, a try of one, and the end of a pause."""

from pathlib import Path
from shlex import quote

import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    counted,
    examples,
    print_json,
    print_table,
)
from monitor.app.cli.looking import View, look
from monitor.app.cli.receivers_naming import receiver_of
from monitor.app.cli.receivers_printing import COLUMNS, Stand, stand_record, stand_row
from monitor.app.cli.receivers_testing import try_receiver
from monitor.model.restraint import Restraint

_LATER = {Restraint.PAUSED, Restraint.BREAKER}


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "monitor receivers",
        "monitor receivers test desk      sends a marked sample, says what came back",
        "monitor receivers enable desk    after a pause: sends what waited",
    ),
)
@FOLDER
@AS_JSON
@click.pass_context
def receivers(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """Show how each receiver does, or try one, or end its pause.

    State: well, its breaker open (after five faults in a row it is left alone for a while), or
    paused (it said that it is gone for good). Waiting: what is queued, to be tried again, or held,
    and why. Times are UTC.
    """
    if context.invoked_subcommand is not None:
        asked = {"folder": folder, "as_json": as_json}
        context.default_map = dict.fromkeys(receivers.commands, asked)
        return
    settings = configuration(folder)

    async def all_stands(view: View) -> tuple[list[Stand], dict[str, int]]:
        stands = [
            Stand(
                receiver=receiver,
                reception=await view.ledger.reception(receiver.name),
                now=view.clock.now(),
            )
            for receiver in settings.receivers
        ]
        return stands, await view.strangers()

    found, strangers = look(settings, all_stands)
    for name, owed in strangers.items():
        waiting = counted(owed, "delivery waits", "deliveries wait")
        complain(
            f"warning: {waiting} for {name}, which the configuration names no more; "
            f"`monitor deliveries drop --receiver {quote(name)}` ends that"
        )
    if as_json:
        print_json(map(stand_record, found))
        return
    print_table(counted(len(found), "receiver", "receivers"), COLUMNS, map(stand_row, found))


@receivers.command()
@click.argument("name")
@FOLDER
@AS_JSON
def enable(name: str, folder: Path | None, as_json: bool) -> None:
    """End the pause of the receiver NAME, close its breaker, and send what waited for these."""
    settings = configuration(folder)
    receiver = receiver_of(settings, name)
    was_on, waited = look(settings, lambda view: _enabled(view, receiver.name))
    if as_json:
        print_json([{"receiver": name, "enabled": was_on, "queued": waited}])
    elif was_on:
        click.echo(f"{name} is enabled; {counted(waited, 'delivery', 'deliveries')} queued")
    else:
        click.echo(f"{name} was neither paused nor its breaker open")


async def _enabled(view: View, name: str) -> tuple[bool, int]:
    """Return whether the receiver was off, and how many deliveries waited for it."""
    before = await view.ledger.reception(name)
    was_on = await view.ledger.enable(name)
    return was_on, sum(number for reason, number in before.held if reason in _LATER)


receivers.add_command(try_receiver)
