"""`monitor watch`: alerts, sources, queue and receivers, live in the terminal."""

import sys
from pathlib import Path

import rich_click as click

from monitor.app.cli.base import FOLDER, examples
from monitor.app.cli.status import usable_configuration
from monitor.app.cli.watchlists_naming import known_watchlist
from monitor.errors import UsageError
from monitor.model.watchlist import Severity


@click.command(
    epilog=examples("monitor watch", "monitor watch --watchlist ukraine --severity high")
)
@FOLDER
@click.option("--watchlist", metavar="NAME", help="At first only alerts for this watchlist.")
@click.option(
    "--severity",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.LOW),
    help="At first only alerts of at least this severity.",
)
def watch(folder: Path | None, watchlist: str | None, severity: str) -> None:
    """Show alerts as they come, with their evidence, and how sources, queue and receivers do.

    Keys stand at the foot of the screen; `?` explains them. A store that goes away is waited for.
    Times are UTC.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "`monitor watch` needs a terminal; `monitor alerts` and `monitor status` do not"
        )
    settings, faults = usable_configuration(folder)
    if not faults:  # of a broken configuration no watchlists are known
        known_watchlist(watchlist, settings)
    from monitor.app.cli.watch_app import Watch
    from monitor.app.watching.sieve import Sieve

    sieve = Sieve(watchlist=watchlist, severity=Severity[severity.upper()])
    Watch(settings, faults=faults, sieve=sieve).run()
