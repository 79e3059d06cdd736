"""Progress of long work, on stderr where somebody watches."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

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


def _bar() -> Progress:
    return Progress(
        *Progress.get_default_columns(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # records for a pipe must not end up beside the bar
    )
