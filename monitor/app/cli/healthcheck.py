"""`monitor healthcheck`: is a daemon alive on this store?"""

from pathlib import Path

import rich_click as click

from monitor.adapters.heartbeat import Heartbeat
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, print_json
from monitor.app.cli.looking import View, look
from monitor.app.state import has_server
from monitor.model.moment import rfc3339

FRESH_SECONDS = 30.0


@click.command()
@FOLDER
@AS_JSON
@click.pass_context
def healthcheck(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """Read the heartbeats of the daemons on this store: exit 0 if one is fresh, else 1.

    No server is started for it.
    """

    async def beats(view: View) -> list[tuple[Heartbeat, float]]:
        now = view.clock.now()
        return [(beat, (now - beat.at).total_seconds()) for beat in await view.heartbeat.read()]

    settings = configuration(folder)
    found = look(settings, beats) if has_server(settings) else []
    alive = [beat for beat, age in found if age < FRESH_SECONDS]
    if as_json:
        print_json(
            {"node": b.name, "at": rfc3339(b.at), "age_seconds": round(age, 1)} for b, age in found
        )
    elif alive:
        click.echo(f"alive: {', '.join(beat.name for beat in alive)}")
    else:
        click.echo("no daemon has given a sign of life within 30 seconds", err=True)
    context.exit(0 if alive else 1)
