"""What all commands share: the options that find the configuration, and the ways to print."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.alert.render.harmless import line
from monitor.app.checking import examined
from monitor.app.config.loading import find_folder, load
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.reader import Reader
from monitor.app.config.settings import Configuration
from monitor.app.rules import known_types

Command = TypeVar("Command", bound=Callable[..., object])
_LONGEST_CELL = 4000
_ESCAPED = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
"""Controls that JSON may hold as they are, and that a terminal may obey."""

FOLDER = click.option(
    "--config",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The configuration folder. Default: ./config, else the user's, the system's, the shipped.",
)
WATCHLISTS = click.option(
    "--watchlist",
    "watchlists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
    help="Use this watchlist file instead of those of the folder (may be repeated).",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many, newest first.",
)


def configured(command: Command) -> Command:
    """Give the command the options `--config` and `--watchlist`."""
    return FOLDER(WATCHLISTS(command))


def configuration(folder: Path | None, watchlists: Sequence[Path] = ()) -> Configuration:
    """Return the configuration in force.

    Raises `ConfigErrors` with every fault at its line and column.
    """
    return _in_force(folder, watchlists, _loaded)


def checked_configuration(folder: Path | None, watchlists: Sequence[Path] = ()) -> Configuration:
    """Return the configuration in force after a whole look at it, its lexicon too.

    Raises `ConfigErrors` with every fault at its line and column.
    """
    return _in_force(folder, watchlists, examined)


def _in_force(
    folder: Path | None, watchlists: Sequence[Path], read: Callable[..., Configuration]
) -> Configuration:
    environment = dict(os.environ)  # noqa: TID251 - the one place where it enters
    found = find_folder(folder, environment, Path.cwd())
    with located(found):
        settings = read(found, watchlist_files=tuple(watchlists), environment=environment)
    return replace(settings, warnings=tuple(_located(w, found) for w in settings.warnings))


def _loaded(
    folder: Path,
    *,
    watchlist_files: tuple[Path, ...],
    environment: Mapping[str, str],
    named: set[Path] | None = None,
) -> Configuration:
    return load(
        folder,
        types=known_types(folder),
        watchlist_files=watchlist_files,
        environment=environment,
        named=named,
    )


def reader(folder: Path | None, watchlists: Sequence[Path] = ()) -> Reader:
    """Return what reads the configuration, and reads it again: from the folder found now."""
    environment = dict(os.environ)  # noqa: TID251 - as above
    found = find_folder(folder, environment, Path.cwd())

    def read(named: set[Path]) -> Configuration:
        return _in_force(found, watchlists, partial(_loaded, named=named))

    return Reader(found, read)


@contextmanager
def located(folder: Path) -> Iterator[None]:
    """Name files of the folder in `ConfigErrors` by a path that can be opened from here."""
    try:
        yield
    except ConfigErrors as errors:
        raise ConfigErrors(_located(problem, folder) for problem in errors.problems) from errors


def _located(problem: Problem, folder: Path) -> Problem:
    path = folder / problem.file
    if not path.is_file():
        return problem
    here = Path.cwd()
    return replace(problem, file=str(path.relative_to(here) if path.is_relative_to(here) else path))


def examples(*lines: str) -> str:
    """Return the end of a command's help that shows how it is called, a line each."""
    return "\n\n".join(("Examples:", *(f"$ {shown}" for shown in lines)))


def for_programs(*, as_json: bool) -> bool:
    """Return whether records are to be written: asked for, or nobody watches."""
    return as_json or not sys.stdout.isatty()


def print_json(records: Iterable[object]) -> None:
    """Print each record as one line of JSON, at once; no word of it moves a terminal."""
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False).translate(_ESCAPED) + "\n")
    sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows for a reader, as they are written: square brackets in them mean nothing, and
    controls are left out. A terminal gets a table, a pipe the same without colours.
    """
    table = Table(title=Text(title), title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(line(cell, _LONGEST_CELL)) for cell in row))
    Console().print(table)


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its noun."""
    return f"{number} {one if number == 1 else many}"


def complain(text: str) -> None:
    """Print one line on stderr."""
    sys.stderr.write(f"{text}\n")
