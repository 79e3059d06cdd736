"""What was read of an archive at once, and how much that may be."""

import time
from dataclasses import dataclass, field

from monitor.model.source import Candidate

_MOST_PASSED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is read at once: articles, characters of all of them, bytes that are looked through
    (most of a file may be pictures), and seconds.
    """

    items: int = 200
    characters: int = 8_000_000
    bytes: int = 64_000_000
    seconds: float = 4.0


AT_ONCE = Bounds()


@dataclass(slots=True, kw_only=True)
class Batch:
    """Articles in the order of their records, records passed over with the reason, and where the
    reading is: the name of a file below the archive's folder, an offset (bytes) in it, and the
    lines before that (None: unknown, or it has none). `position`: what is to be remembered.
    """

    candidates: list[Candidate] = field(default_factory=list)
    passed: list[tuple[str, str]] = field(default_factory=list)
    file: str = ""
    offset: int = 0
    lines: int | None = None
    position: str | None = None
    bounds: Bounds = AT_ONCE
    _characters: int = 0
    _bytes: int = 0
    _began: float = field(default_factory=time.monotonic)

    @property
    def full(self) -> bool:
        """Whether this is enough for once; never before there was any progress."""
        return bool(self._bytes) and (
            len(self.candidates) >= self.bounds.items
            or self._characters >= self.bounds.characters
            or self._bytes >= self.bounds.bytes
            or time.monotonic() > self._began + self.bounds.seconds
        )

    def enter(self, file: str, offset: int, lines: int | None = None) -> None:
        """Read on in this file."""
        self.file, self.offset, self.lines = file, offset, lines

    def take(self, candidate: Candidate) -> None:
        """Add an article."""
        self.candidates.append(candidate)
        self._characters += len(candidate.enclosed.text) if candidate.enclosed else 0

    def pass_over(self, reason: str, at: int | None = None) -> None:
        """Note a record that is not read; after the first hundred they are only skipped."""
        if len(self.passed) < _MOST_PASSED:
            where = self.offset if at is None else at
            line = "" if self.lines is None else f", line {self.lines + 1}"
            self.passed.append((f"{self.file}:{where}{line}", reason))

    def advance(self, offset: int, *, lines: int = 0) -> None:
        """Note that the file was read up to here, and so many further ends of lines."""
        if self.lines is not None:
            self.lines += lines
        self._bytes += max(0, offset - self.offset)
        self.offset = offset
