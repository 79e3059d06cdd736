"""`monitor once`: one round of the daemon's work."""

from collections.abc import Sequence
from pathlib import Path

import anyio
import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    complain,
    configuration,
    configured,
    counted,
    print_json,
)
from monitor.app.daemon.round import Round, one_round
from monitor.app.daemon.service import Surroundings
from monitor.app.telemetry.figures import Figures
from monitor.app.telemetry.journal import StructlogJournal
from monitor.app.telemetry.logs import configure


@click.command()
@configured
@AS_JSON
def once(folder: Path | None, watchlists: Sequence[Path], as_json: bool) -> None:
    """Poll every source once, judge what is new, deliver what is due, and stop.

    Holds and retries stay owed. A source that fails is a warning; exit 69 without a store.
    """
    settings = configuration(folder, watchlists)
    configure()
    figures = Figures()
    surroundings = Surroundings(
        configuration=settings, figures=figures, journal=StructlogJournal(figures)
    )
    done: Round = anyio.run(one_round, surroundings)
    for source, problem in done.failed:
        complain(f"warning: {source}: {problem}")
    if as_json:
        print_json([{"polled": done.polled, "failed": len(done.failed), "owed": done.owed}])
    else:
        click.echo(
            f"{counted(done.polled, 'source', 'sources')} polled, {len(done.failed)} failed; "
            f"{counted(done.owed, 'delivery', 'deliveries')} owed"
        )
