"""Progress of long work, on stderr where somebody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def watched(items: Iterable[T], *, total: int | None, what: str) -> Iterator[T]:
    """Yield the items; a terminal on stderr shows how far it is."""
    if not sys.stderr.isatty():
        yield from items
        return
    console = Console(stderr=True)
    yield from track(items, description=what, total=total, console=console, transient=True)
