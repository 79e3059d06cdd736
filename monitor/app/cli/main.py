"""The `monitor` command: its subcommands, and how errors end it."""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import rich_click as click

from monitor.app.telemetry.redaction import redacted
from monitor.errors import MonitorError

COMMANDS = (
    "run",
    "once",
    "check",
    "test",
    "schema",
    "discover",
    "extract",
    "detect",
    "backtest",
    "explain",
    "archive",
    "alerts",
    "deliveries",
    "receivers",
    "silence",
    "feedback",
    "sources",
    "status",
    "watch",
    "healthcheck",
    "demo",
)


class Lazily(click.RichGroup):
    """A group whose commands are imported when asked for: a probe need not load a parser."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of a newcomer's need."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command: each is an object of its name in a module of its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"monitor.app.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=Lazily, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monitor", prog_name="monitor")
def cli() -> None:
    """Watch news sources, and tell each new development once.

    Exit codes: 0 done · 1 ran, and something failed or differs · 2 wrong usage · 69 a server that
    is needed cannot be had · 75 try later · 78 the configuration is wrong.
    """


def main() -> None:
    """Run the command line; errors that a user can act on end it with one line and their code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # news comes in every script, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
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
    problems = getattr(error, "problems", None)
    if problems is not None:
        # Only now: what has nothing to say of a configuration need not load what shows it.
        import_module("monitor.app.cli.faults_printing").print_problems(problems)
    else:
        print(redacted(str(error)), file=sys.stderr)  # noqa: T201 - the last word to the user
    sys.exit(error.exit_code)
