"""The filters that commands on the archive share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from typing import TypeVar

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.app.archiving import archive_file
from monitor.app.cli.base import FOLDER, configuration

Command = TypeVar("Command", bound=Callable[..., object])

_AGO = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles; None asks nothing. From `since` on, and before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    outlet: str | None = None
    source: str | None = None
    language: str | None = None


def moment(given: str, now: datetime, *, day_ends: bool) -> datetime:
    """Return the moment that a length of time before now, a day or a moment names; a bare day is
    its beginning, or its end. Raises `ValueError` if it is none of these.
    """
    ago = _AGO.fullmatch(given)
    try:
        if ago is not None:
            return now - timedelta(seconds=int(ago[1]) * _SECONDS[ago[2]])
        if _DAY.fullmatch(given):
            begins = datetime.combine(date.fromisoformat(given), time(), tzinfo=UTC)
            return begins + timedelta(days=day_ends)
        at = datetime.fromisoformat(given)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"{given!r} is no moment; write 36h, 7d, 2025-12-20 or 2025-12-20T09:30Z"
        ) from error


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
