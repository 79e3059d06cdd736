"""`monitor status`: how the daemon does, on one screen."""

import os
from pathlib import Path

import anyio
import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.app.backtest import Silence
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, examples, print_json
from monitor.app.cli.status_printing import print_never_ran, print_status
from monitor.app.cli.status_record import never_ran_record, no_store_record, status_record
from monitor.app.config.loading import find_folder, salvage
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.state import has_store, opened_store
from monitor.app.watching.needs import needs_of, without_store
from monitor.app.watching.overview import Onlooker, Overview
from monitor.errors import DependencyUnavailable, TryLater


@click.command(epilog=examples("monitor status", "monitor status --json", "monitor status || page"))
@FOLDER
@AS_JSON
@click.pass_context
def status(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """Show how the daemon does: nodes, configuration in force, sources, queue, latest alerts,
    receivers, store.

    Exit 0: all is well. 1: something needs somebody, which stands at the top with what to do about
    it. 69: the store cannot be had; with --json that is a record with its `needs`, too. Times are
    UTC.
    """
    settings, faults = usable_configuration(folder)
    if not has_store(settings):
        if as_json:
            print_json([never_ran_record(settings, SystemClock().now())])
        else:
            print_never_ran(settings)
        context.exit(1)
    try:
        seen = _seen(settings, faults)
    except DependencyUnavailable as fault:
        if as_json:
            print_json([no_store_record(without_store(fault), SystemClock().now())])
        raise
    needs = needs_of(seen)
    if as_json:
        print_json([status_record(seen, needs)])
    else:
        print_status(seen, needs)
    context.exit(1 if needs else 0)


def usable_configuration(folder: Path | None) -> tuple[Configuration, tuple[Problem, ...]]:
    """Return the configuration and nothing, or what can be used of a broken one, and its faults.

    Raises `ConfigErrors` where not even the store can be found by it.
    """
    try:
        return configuration(folder), ()
    except ConfigErrors as errors:
        environment = dict(os.environ)  # noqa: TID251 - as where it enters otherwise
        found = find_folder(folder, environment, Path.cwd())
        salvaged = salvage(found, environment=environment)
        if salvaged is None:
            raise
        return salvaged, errors.problems


def _seen(settings: Configuration, faults: tuple[Problem, ...]) -> Overview:
    async def run() -> Overview:
        async with opened_store(settings, Silence()) as store:
            return await Onlooker(store, settings, faults).look()

    try:
        return anyio.run(run)
    except TryLater as fault:
        raise DependencyUnavailable(f"{fault}; try again, or look at the server") from fault
