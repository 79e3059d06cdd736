"""`monitor alerts`: the latest alerts, and the mail of one in the terminal."""

from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click

from monitor.alert.record import alert_record
from monitor.alert.tracking import delivery_record
from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.alerts_printing import message_record, print_alerts, print_message
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    LIMIT,
    complain,
    configuration,
    examples,
    print_json,
)
from monitor.app.cli.deliveries_printing import MOST_RECEIVERS, print_deliveries
from monitor.app.cli.looking import View, look
from monitor.app.cli.moments import SINCE
from monitor.app.config.problems import nearest
from monitor.app.config.settings import Configuration
from monitor.model.alert import Alert, Delivery
from monitor.model.restraint import Message
from monitor.model.watchlist import Kind


class Asked(TypedDict):
    """Which alerts are to be shown."""

    limit: int
    watchlist: str | None
    kind: str | None
    since: datetime | None


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "monitor alerts --watchlist ukraine --since 24h",
        "monitor alerts --kind contested --json",
        "monitor alerts show 3f2a91",
    ),
)
@FOLDER
@AS_JSON
@LIMIT
@click.option("--watchlist", metavar="NAME", help="Only those for this watchlist.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Only this kind.")
@SINCE
@click.pass_context
def alerts(
    context: click.Context, folder: Path | None, as_json: bool, **asked: Unpack[Asked]
) -> None:
    """Show the latest alerts, newest first, or one as its mail tells it.

    Times are UTC. A narrow terminal gets fewer columns; `monitor alerts show ID` tells all of one.
    """
    if context.invoked_subcommand is not None:
        context.default_map = {"show": {"folder": folder, "as_json": as_json}}
        return
    settings = configuration(folder)
    _doubt(asked["watchlist"], settings)

    async def latest(view: View) -> tuple[Alert, ...]:
        kind = Kind(asked["kind"]) if asked["kind"] is not None else None
        return await view.ledger.alerts(
            limit=asked["limit"], watchlist=asked["watchlist"], kind=kind, since=asked["since"]
        )

    found = look(settings, latest)
    if as_json:
        print_json(map(alert_record, found))
    else:
        print_alerts(found)


def _doubt(watchlist: str | None, settings: Configuration) -> None:
    """Warn of a watchlist that is not configured: it may have been."""
    names = [known.name for known in settings.watchlists]
    if watchlist is None or watchlist in names:
        return
    near = nearest(watchlist, names)
    meant = f'; did you mean "{near}"?' if near else ""
    complain(f'warning: there is no watchlist "{watchlist}" in the configuration{meant}')


@alerts.command(epilog=examples("monitor alerts show 3f2a91", "monitor alerts show 3f2a91 --json"))
@click.argument("name", metavar="ID")
@FOLDER
@AS_JSON
def show(name: str, folder: Path | None, as_json: bool) -> None:
    """Show the alert (or bundle) ID as its mail tells it, and what became of it at each receiver.

    The first letters of ID suffice where no other begins so.
    """

    async def one(view: View) -> tuple[Message, tuple[Delivery, ...]]:
        message = await message_of(view, name)
        return message, await view.ledger.deliveries(limit=MOST_RECEIVERS, alert=message.id)

    message, deliveries = look(configuration(folder), one)
    if as_json:
        told = [delivery_record(delivery) for delivery in deliveries]
        print_json([{**message_record(message), "deliveries": told}])
        return
    print_message(message)
    click.echo()
    if deliveries:
        print_deliveries("What became of it", deliveries, whose=False)
    else:
        click.echo("It was owed to nobody.")
