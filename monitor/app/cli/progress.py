"""Progress of long work, on stderr where somebody watches."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from monitor.app.backtesting.running import Progress as Told

T = TypeVar("T")


def watched(items: Iterable[T], *, total: int | None, what: str) -> Iterator[T]:
    """Yield the items; a terminal on stderr shows how far it is."""
    if not sys.stderr.isatty():
        yield from items
        return
    with _bar() as bar:
        yield from bar.track(items, description=what, total=total)


@contextmanager
def counting(what: str, *, total: int) -> Iterator[Callable[[], None]]:
    """Give what is to be called after each of `total` steps; a terminal on stderr shows how far it
    is.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


class Rate(ProgressColumn):
    """How many articles a second."""

    def render(self, task: Task) -> Text:
        """Return the rate of the last half minute."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def replaying(what: str) -> Iterator[Told]:
    """Give what a replay tells of its progress; a terminal on stderr shows it, with the rate and
    the time that is left.
    """
    if not sys.stderr.isatty():
        yield Told()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with _bar(*columns) as bar:
        task = bar.add_task(what, total=None)
        yield Told(
            articles=lambda total: bar.update(task, total=total),
            step=lambda: bar.advance(task),
        )


def _bar(*columns: ProgressColumn) -> Progress:
    return Progress(
        *(columns or Progress.get_default_columns()),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # records for a pipe must not end up beside the bar
    )
