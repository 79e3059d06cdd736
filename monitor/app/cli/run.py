"""`monitor run`: the daemon."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import anyio
import rich_click as click

from monitor.app.cli.base import AS_JSON, configured, reader
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.service import Surroundings, serve
from monitor.app.telemetry.figures import Figures
from monitor.app.telemetry.journal import StructlogJournal
from monitor.app.telemetry.logs import configure
from monitor.errors import MonitorError


@click.command()
@configured
@AS_JSON
def run(folder: Path | None, watchlists: Sequence[Path], as_json: bool) -> None:
    """Run the daemon until it is stopped (Ctrl-C, SIGTERM).

    A change of its configuration is put in force when it is saved, at SIGHUP, and by POST
    /-/reload; one with a fault is not, and the log says why.

    It polls the sources, judges what they tell, and delivers alerts. What is in hand at the stop is
    finished within seconds or stays owed under the same id. It logs to stderr: readable lines on a
    terminal, JSON lines elsewhere and with --json.
    """
    reading = reader(folder, watchlists)
    settings = reading.read()
    configure(as_json=as_json)
    figures = Figures()
    surroundings = Surroundings(
        configuration=settings,
        figures=figures,
        journal=StructlogJournal(figures),
        reader=reading,
    )
    anyio.run(_until_stopped, surroundings)


async def _until_stopped(surroundings: Surroundings) -> None:
    """Serve until a signal; what ends the daemon is raised as it is, not as a group of errors."""
    stop = Stop()
    ended: MonitorError | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(_listen, stop, surroundings)
        try:
            await serve(surroundings, stop)
        except MonitorError as error:
            ended = error
        group.cancel_scope.cancel()
    if ended is not None:
        raise ended


async def _listen(stop: Stop, surroundings: Surroundings) -> None:
    """Ask the daemon to stop at the first signal, but for that which asks it to reload: it is the
    same that tells that the terminal was closed.
    """
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    in_terminal = sys.stderr.isatty()
    with anyio.open_signal_receiver(*asked) as signals:
        async for received in signals:
            if received is signal.SIGHUP and sys.stderr.isatty() == in_terminal:
                surroundings.bell.ring()
                continue
            surroundings.journal.note("daemon.stopping", signal=received.name)
            stop.set()
            return
