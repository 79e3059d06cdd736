"""The filters that commands on the archive share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TypeVar

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.app.archiving import archive_file
from monitor.app.cli.base import FOLDER, configuration
from monitor.app.cli.moments import moment

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles; None asks nothing. From `since` on, and before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    outlet: str | None = None
    source: str | None = None
    language: str | None = None


def _moment(_: click.Context, parameter: click.Parameter, given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        return moment(given, SystemClock().now(), day_ends=parameter.name == "until")
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_OPTIONS = (
    click.option(
        "--since",
        callback=_moment,
        metavar="WHEN",
        help="Published then or later (read, where that is unknown): 36h, 7d, 2025-12-20.",
    ),
    click.option(
        "--until",
        callback=_moment,
        metavar="WHEN",
        help="Published before then; a bare day is meant whole.",
    ),
    click.option("--outlet", help="Of this outlet, in whatever case."),
    click.option("--source", help="Found by this source of sources.yaml."),
    click.option("--language", help="In this language: uk takes in uk-UA."),
)


FILE = click.option(
    "--file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Read this archive instead of the configured one: a copy, or one that was set aside.",
)


def placed(command: Command) -> Callable[..., object]:
    """Give the command the options that say which archive; it gets its `path`."""

    @wraps(command)
    def run(*args: object, folder: Path | None, file: Path | None, **more: object) -> object:
        return command(*args, path=file or archive_file(configuration(folder)), **more)

    return FOLDER(FILE(run))


def filtered(command: Command) -> Callable[..., object]:
    """Give the command the options of the filters; it gets them as one argument, `filters`."""

    @wraps(command)
    def run(
        *args: object,
        since: datetime | None,
        until: datetime | None,
        outlet: str | None,
        source: str | None,
        language: str | None,
        **more: object,
    ) -> object:
        filters = Filters(since=since, until=until, outlet=outlet, source=source, language=language)
        return command(*args, filters=filters, **more)

    decorated: Callable[..., object] = run
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
