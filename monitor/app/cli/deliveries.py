"""`monitor deliveries`: what became of alerts at their receivers."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    LIMIT,
    configuration,
    counted,
    print_json,
    print_table,
)
from monitor.app.cli.looking import View, look
from monitor.errors import UsageError
from monitor.model.alert import AlertId, Delivery
from monitor.model.moment import rfc3339


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options that stood before the name of the subcommand."""

    folder: Path | None
    as_json: bool


@click.group(invoke_without_command=True)
@FOLDER
@AS_JSON
@LIMIT
@click.pass_context
def deliveries(context: click.Context, folder: Path | None, as_json: bool, limit: int) -> None:
    """Show the latest deliveries, newest first; `replay` queues a dead one again."""
    if context.invoked_subcommand is not None:
        context.obj = Asked(folder=folder, as_json=as_json)
        return

    async def latest(view: View) -> tuple[Delivery, ...]:
        return await view.outbox.deliveries(limit=limit)

    found = look(configuration(folder), latest)
    if as_json:
        print_json(map(delivery_record, found))
        return
    rows = [
        (d.alert, d.receiver, d.state, str(d.attempts), _second(d.due), d.detail or "")
        for d in found
    ]
    columns = ("alert", "receiver", "state", "attempts", "due", "detail")
    print_table(counted(len(found), "delivery", "deliveries"), columns, rows)


@deliveries.command()
@click.argument("alert")
@click.argument("receiver")
@FOLDER
@AS_JSON
@click.pass_obj
def replay(asked: Asked, alert: str, receiver: str, folder: Path | None, as_json: bool) -> None:
    """Queue a dead delivery of ALERT to RECEIVER again, under the same id."""

    async def again(view: View) -> bool:
        return await view.outbox.replay(AlertId(alert), receiver)

    if not look(configuration(folder or asked.folder), again):
        raise UsageError(f"there is no dead delivery of {alert} to {receiver}")
    if as_json or asked.as_json:
        print_json([{"alert": alert, "receiver": receiver, "queued": True}])
    else:
        click.echo(f"{alert} is queued for {receiver} again")


def _second(moment: datetime | None) -> str:
    return rfc3339(moment.replace(microsecond=0)) if moment else ""


def delivery_record(delivery: Delivery) -> dict[str, object]:
    """Return the delivery as a record."""
    return {
        "alert": delivery.alert,
        "receiver": delivery.receiver,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "due": rfc3339(delivery.due) if delivery.due else None,
        "detail": delivery.detail,
        "changed": rfc3339(delivery.changed) if delivery.changed else None,
    }
