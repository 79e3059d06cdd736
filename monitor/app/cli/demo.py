"""`monitor demo`: a small newsroom, a story, and what the daemon tells of it."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import rich_click as click
from rich.console import Console

from monitor.adapters.clock import SystemClock
from monitor.app.cli.base import AS_JSON, complain
from monitor.app.demo.running import Demo, Tempo
from monitor.app.demo.screen import Lines, Screen, Terminal
from monitor.app.demo.settings import Places
from monitor.app.demo.summing import Summary
from monitor.app.telemetry.logs import configure
from monitor.errors import UsageError


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where webhooks, mails, configuration and log are kept. Default: a new temporary folder.",
)
@click.option(
    "--pace",
    type=click.FloatRange(min=0, max=3),
    default=2.8,
    show_default=True,
    help="Seconds between two editions of the newsroom; each waits until the last one was read.",
)
@AS_JSON
def demo(out: Path | None, pace: float, as_json: bool) -> None:
    """Run the daemon on a small invented newsroom, for about a minute.

    Nine outlets on this machine publish, copy, rewrite and correct a story. Alerts are shown as
    they reach a webhook receiver and a mail server, also on this machine. Exit code 1 if any was
    lost.
    """
    places = _places(out)
    complain(f"The demo keeps its files in {places.out}")
    screen: Screen = Lines(sys.stdout) if as_json else Terminal(Console())
    with _logging_to(places.log):
        summary = anyio.run(_run, places, screen, Tempo(between=pace))
    sys.exit(summary.exit_code)


def _places(out: Path | None) -> Places:
    """Return a folder that no demo used before."""
    places = Places(out=(out or Path(tempfile.mkdtemp(prefix="monitor-demo-"))).resolve())
    if places.used():
        raise UsageError(f"{places.out} holds an earlier demo: give another folder with --out")
    try:
        places.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{places.out} cannot be made ({error.strerror})") from error
    return places


@contextmanager
def _logging_to(path: Path) -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:]
    with path.open("a", encoding="utf-8") as log:
        configure(log)
        try:
            yield
        finally:
            root.handlers[:] = before


async def _run(places: Places, screen: Screen, tempo: Tempo) -> Summary:
    return await Demo(places=places, screen=screen, tempo=tempo, now=SystemClock().now()).run()
