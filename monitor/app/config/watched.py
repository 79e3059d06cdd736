"""The files that a configuration is read from: whether one of them changed, and their digest."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

DEEPEST = 2
"""Folders below the configuration's: `lexicon/<language>/*.yaml` lies in the deepest."""
TESTS = "tests"
"""A folder of rule tests: the daemon reads none of them."""
DIGITS = 12


class Stamp(NamedTuple):
    """What of a file changes when it is written or replaced; all 0 where there is none."""

    written: int = 0
    changed: int = 0
    size: int = 0
    number: int = 0


Signature = frozenset[tuple[Path, Stamp]]


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of the folder that are read, by path: those of editors are not."""
    return tuple(sorted(_below(folder, DEEPEST)))


def signature(files: Iterable[Path]) -> Signature:
    """Return what is there of the files: another one if any was written, replaced or removed.

    Times of writing are looked at, for a network's file systems tell of no change by themselves.
    """
    return frozenset((file, _stamp(file)) for file in files)


def digest(folder: Path, files: Iterable[Path]) -> str:
    """Return a short digest of the names and contents; the same wherever the folder lies."""
    said = sha256()
    for file in files:
        content = _content(file)
        said.update(f"{shown(folder, file)}\0{len(content)}\0".encode())
        said.update(content)
    return said.hexdigest()[:DIGITS]


def shown(folder: Path, file: Path) -> str:
    """Return the name of a file as it is told: from the folder, where it lies in it."""
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.suffix == ".yaml":
            yield entry
        elif depth and entry.name != TESTS and entry.is_dir():
            yield from _below(entry, depth - 1)


def _stamp(file: Path) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return Stamp()
    if not S_ISREG(found.st_mode):
        return Stamp()
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
