"""`monitor deliveries`: what became of alerts at their receivers."""

from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click

from monitor.alert.tracking import delivery_record
from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    LIMIT,
    configuration,
    counted,
    examples,
    print_json,
)
from monitor.app.cli.deliveries_again import replay, retry
from monitor.app.cli.deliveries_dead import dead
from monitor.app.cli.deliveries_drop import drop
from monitor.app.cli.deliveries_printing import print_deliveries
from monitor.app.cli.deliveries_story import show
from monitor.app.cli.looking import View, look
from monitor.app.cli.moments import SINCE
from monitor.app.cli.receivers_naming import doubt_receiver
from monitor.model.alert import Delivery

STATES = ("queued", "sending", "retry", "held", "delivered", "dead", "withdrawn")

RECEIVER = click.option("--receiver", metavar="NAME", help="Only those to this receiver.")
STATE = click.option("--state", type=click.Choice(STATES), help="Only those in this state.")
ALERT = click.option("--alert", metavar="ID", help="Only those of this alert (its first letters).")


class Asked(TypedDict):
    """Which deliveries are to be shown."""

    limit: int
    receiver: str | None
    state: str | None
    alert: str | None
    since: datetime | None


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "monitor deliveries --state retry",
        "monitor deliveries show 3f2a91",
        "monitor deliveries dead",
        "monitor deliveries replay --receiver desk --all",
    ),
)
@FOLDER
@AS_JSON
@LIMIT
@RECEIVER
@STATE
@ALERT
@SINCE
@click.pass_context
def deliveries(
    context: click.Context, folder: Path | None, as_json: bool, **asked: Unpack[Asked]
) -> None:
    """Show what became of alerts at their receivers, changed last first, or try again.

    `monitor deliveries list --help` tells what the states mean.
    """
    given = {"folder": folder, "as_json": as_json}
    context.default_map = {**dict.fromkeys(deliveries.commands, given), "list": {**given, **asked}}
    if context.invoked_subcommand is None:
        _list(folder, asked, as_json=as_json)


@deliveries.command("list", epilog=examples("monitor deliveries list --receiver desk --since 24h"))
@FOLDER
@AS_JSON
@LIMIT
@RECEIVER
@STATE
@ALERT
@SINCE
def list_deliveries(folder: Path | None, as_json: bool, **asked: Unpack[Asked]) -> None:
    """Show the latest deliveries, as `monitor deliveries` does.

    States: queued, sending, retry (to be tried again when it is due), held (and why: silence,
    digest, quiet hours, paused, breaker, throttle), delivered, dead, withdrawn.
    """
    _list(folder, asked, as_json=as_json)


def _list(folder: Path | None, asked: Asked, *, as_json: bool) -> None:
    async def latest(view: View) -> tuple[Delivery, ...]:
        alert = asked["alert"]
        return await view.ledger.deliveries(
            limit=asked["limit"],
            receiver=asked["receiver"],
            state=asked["state"],
            alert=(await message_of(view, alert)).id if alert is not None else None,
        )

    settings, since = configuration(folder), asked["since"]
    doubt_receiver(settings, asked["receiver"])
    latest_ones = look(settings, latest)
    found = [d for d in latest_ones if since is None or (d.changed and d.changed >= since)]
    if as_json:
        print_json(map(delivery_record, found))
    else:
        print_deliveries(counted(len(found), "delivery", "deliveries"), found)


for command in (show, retry, replay, dead, drop):
    deliveries.add_command(command)
