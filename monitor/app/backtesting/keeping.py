"""Steps of replays in files of their own: what was judged once is not judged again because a
watchlist changed.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from monitor.adapters import codec
from monitor.adapters.frames import Frames, pieces, prune, touch
from monitor.app.backtesting.packing import TOGETHER, packed, unpacked
from monitor.app.backtesting.steps import Step
from monitor.errors import MonitorError, Unreadable
from monitor.model.actor import Registry
from monitor.model.nature import Natures

FOLDER = "backtests"
MOST = 4 * 10**9
"""Bytes of all that is kept; what was used longest ago goes first. 8,000 articles take 15 MB."""
ENDING = ".steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told of a run beside its steps: how many articles it read, which records were broken,
    and when it was made.
    """

    articles: int
    faults: tuple[str, ...] = ()
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The folder of kept runs."""

    folder: Path
    most: int = MOST

    def path(self, digest: str) -> Path:
        """Return where the run of that name lies, if it is kept."""
        return self.folder / f"{digest}{ENDING}"

    def kept(self, digest: str, *, since: datetime | None = None) -> "Kept | None":
        """Return the run of that name, made at `since` or later; None if there is none.

        Raises `Unreadable` if it is damaged, wherever that is: its steps must not end half way.
        """
        path = self.path(digest)
        if not path.is_file():
            return None
        read = pieces(path)
        try:
            about: About = codec.unpack(About, next(read, b""))
        except MonitorError as error:
            raise Unreadable(f"{path}: {error}") from error
        if since is not None and about.made < since:
            return None
        deque(read, maxlen=0)
        touch(path)
        return Kept(path=path, about=about)

    def writing(self, digest: str, about: About) -> "Writing":
        """Return what keeps a run while it is made."""
        return Writing(shelf=self, path=self.path(digest), about=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run that was kept."""

    path: Path
    about: About

    def steps(self, registry: Registry, natures: Natures) -> Iterator[Step]:
        """Yield its steps."""
        for piece in islice(pieces(self.path), 1, None):
            yield from unpacked(piece, registry, natures)


@dataclass(slots=True, kw_only=True)
class Writing:
    """A run that is being kept; `fault` says why it could not be, once its steps were taken."""

    shelf: Shelf
    path: Path
    about: About
    fault: str | None = None
    _waiting: list[Step] = field(default_factory=list)

    def keep(self, steps: Iterable[Step]) -> Iterator[Step]:
        """Yield the steps, and keep them if all were taken."""
        with Frames(self.path) as frames:
            frames.put(codec.pack(self.about))
            for step in steps:
                self._waiting.append(step)
                if len(self._waiting) == TOGETHER:
                    frames.put(packed(self._waiting))
                    self._waiting.clear()
                yield step
            frames.put(packed(self._waiting))
        self.fault = frames.fault
        prune(self.shelf.folder, most=self.shelf.most, keep=self.path)
