"""`monitor alerts`: the latest alerts."""

from pathlib import Path

import rich_click as click

from monitor.alert.record import alert_record
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
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339


@click.command()
@FOLDER
@AS_JSON
@LIMIT
def alerts(folder: Path | None, as_json: bool, limit: int) -> None:
    """Show the latest alerts, newest first."""

    async def latest(view: View) -> tuple[Alert, ...]:
        return await view.outbox.alerts(limit=limit)

    found = look(configuration(folder), latest)
    if as_json:
        print_json(map(alert_record, found))
        return
    rows = [
        (rfc3339(a.at)[:16], str(a.kind), str(a.severity), ", ".join(a.watchlists), a.summary)
        for a in found
    ]
    columns = ("at", "kind", "severity", "watchlists", "summary")
    print_table(counted(len(found), "alert", "alerts"), columns, rows)
