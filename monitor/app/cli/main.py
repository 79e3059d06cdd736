"""The `monitor` command: its subcommands, and how errors end it."""

import sys
from typing import NoReturn

import rich_click as click

from monitor.app.cli.alerts import alerts
from monitor.app.cli.backtest import backtest
from monitor.app.cli.check import check
from monitor.app.cli.deliveries import deliveries
from monitor.app.cli.demo import demo
from monitor.app.cli.detect import detect
from monitor.app.cli.discover import discover
from monitor.app.cli.extract import extract
from monitor.app.cli.healthcheck import healthcheck
from monitor.app.cli.once import once
from monitor.app.cli.run import run
from monitor.app.cli.schema import schema
from monitor.app.cli.sources import sources
from monitor.app.telemetry.logs import redacted
from monitor.errors import MonitorError

COMMANDS = (
    run,
    once,
    check,
    schema,
    discover,
    extract,
    detect,
    backtest,
    alerts,
    deliveries,
    sources,
    healthcheck,
    demo,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monitor", prog_name="monitor")
def cli() -> None:
    """Watch news sources, and tell each new development once.

    Exit codes: 0 done · 1 ran, and something failed or differs · 2 wrong usage · 69 a server that
    is needed cannot be had · 75 try later · 78 the configuration is wrong.
    """


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors that a user can act on end it with one line and their code."""
    try:
        cli(prog_name="monitor")
    except MonitorError as error:
        _end(error)
    except ExceptionGroup as errors:
        ours, others = errors.split(MonitorError)
        if ours is None or others is not None:
            raise
        _end(_first(ours))


def _first(errors: ExceptionGroup[MonitorError]) -> MonitorError:
    """Return the first error of a group that tasks failed with, however deep it lies."""
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first


def _end(error: MonitorError) -> NoReturn:
    print(redacted(str(error)), file=sys.stderr)  # noqa: T201 - the last word to the user
    sys.exit(error.exit_code)
