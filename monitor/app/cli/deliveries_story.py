"""`monitor deliveries show`: all that is known of what became of an alert or bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import rich_click as click

from monitor.alert.render.bundle import bundle_subject
from monitor.alert.render.harmless import line
from monitor.alert.tracking import delivery_record
from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.alerts_printing import message_record
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, counted, examples, print_json
from monitor.app.cli.deliveries_printing import MOST_RECEIVERS, print_deliveries, second, story
from monitor.app.cli.looking import View, look
from monitor.errors import UsageError
from monitor.model.alert import Delivery
from monitor.model.restraint import MOST_MEMBERS, Bundle, Message

_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert or bundle, what became of it, and of the members of a bundle."""

    message: Message
    deliveries: tuple[Delivery, ...]
    members: tuple[Delivery, ...]
    now: datetime


@click.command(
    epilog=examples("monitor deliveries show 3f2a91", "monitor deliveries show 3f2a91 desk --json")
)
@click.argument("alert")
@click.argument("receiver", required=False)
@FOLDER
@AS_JSON
def show(alert: str, receiver: str | None, folder: Path | None, as_json: bool) -> None:
    """Show the whole story of ALERT (or a bundle) at each receiver, or at RECEIVER.

    The first letters of its id suffice where no other begins so.
    """
    told = look(configuration(folder), lambda view: _told(view, alert, receiver))
    if receiver is not None and not told.deliveries:
        raise UsageError(f"{told.message.id} was never owed to {receiver}")
    if as_json:
        print_json([_record(told)])
        return
    for words in _heading(told.message):
        click.echo(line(words, _LONGEST))
    for delivery in told.deliveries:
        click.echo()
        for words in story(delivery, told.now):
            click.echo(words)
    if told.members:
        click.echo()
        print_deliveries(_members_title(told.message, told.members), told.members)


async def _told(view: View, alert: str, receiver: str | None) -> Told:
    message = await message_of(view, alert)
    ledger = view.ledger
    found = await ledger.deliveries(limit=MOST_RECEIVERS, alert=message.id, receiver=receiver)
    members: tuple[Delivery, ...] = ()
    if isinstance(message, Bundle):
        members = await ledger.members(message.id, limit=MOST_MEMBERS)
    return Told(message=message, deliveries=found, members=members, now=view.clock.now())


def _record(told: Told) -> dict[str, object]:
    return {
        **message_record(told.message),
        "deliveries": [delivery_record(delivery) for delivery in told.deliveries],
        "members": [delivery_record(delivery) for delivery in told.members],
    }


def _heading(message: Message) -> tuple[str, str]:
    """Return what it is, in two lines."""
    if isinstance(message, Bundle):
        kind, words = f"bundle ({message.reason})", bundle_subject(message)
    else:
        kind, words = f"alert ({message.kind}, {message.severity})", message.summary
    return f"{message.id}  {kind}  {second(message.at)}", words


def _members_title(message: Message, members: Sequence[Delivery]) -> str:
    more = len(message.alerts) + message.more - len(members) if isinstance(message, Bundle) else 0
    told = counted(len(members), "alert in it", "alerts in it")
    return f"{told}, and {more} more" if more > 0 else told
