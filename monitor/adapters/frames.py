"""A file of packed pieces that counts only when it is whole: it gets its name when it ends."""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from monitor.errors import Unreadable

MARK = b"monitor pieces 1\n"
PART = ".part"
A_DAY = 86_400.0
_LENGTH = 4  # bytes before each piece; a piece of none ends the file
_QUICK = 1
_LONGEST = 1 << 30


class Frames:
    """Writes pieces to a file beside the path, which takes its name at the end of the block.

    If the block ends with an error, nothing is left; nor if the disk takes no more: `fault` then
    says why, and the work goes on.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.{os.getpid()}{PART}")
        self._file: IO[bytes] | None = None
        self.fault: str | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self._part.open("wb")
        except OSError as error:
            self._fail(error)
        self._write(MARK)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write(bytes(_LENGTH))
        if self._file is None:
            return
        try:
            self._file.close()
            if kind is None:
                self._part.replace(self._path)
            else:
                self._part.unlink()
        except OSError as fault:  # somebody took it away
            self._fail(fault)

    def put(self, piece: bytes) -> None:
        """Write one piece."""
        packed = zlib.compress(piece, _QUICK)
        self._write(len(packed).to_bytes(_LENGTH, "big") + packed)

    def _write(self, written: bytes) -> None:
        if self._file is None:
            return
        try:
            self._file.write(written)
            self._file.flush()
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        """Keep nothing from now on."""
        self.fault = f"{self._path.parent}: {error.strerror or error}"
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
        self._file = None
        with suppress(OSError):
            self._part.unlink()


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the pieces of a file; raises `Unreadable` if there is none or it is not whole."""
    try:
        with path.open("rb") as file:
            if file.read(len(MARK)) != MARK:
                raise Unreadable(f"{path}: it was not written by this program")
            while length := _length(file, path):
                yield zlib.decompress(file.read(length))
    except (OSError, zlib.error) as error:
        raise Unreadable(f"{path}: {error}") from error


def _length(file: IO[bytes], path: Path) -> int:
    told = file.read(_LENGTH)
    length = int.from_bytes(told, "big")
    if len(told) < _LENGTH or length > _LONGEST:
        raise Unreadable(f"{path}: it is torn")
    return length


def touch(path: Path) -> None:
    """Note that the file was used now."""
    with suppress(OSError):
        os.utime(path)


def prune(folder: Path, *, most: int, keep: Path) -> None:
    """Remove the files of one ending that were used longest ago until they have at most so many
    bytes; one is kept whatever its size. What a process that died left half written goes after a
    day. Other files in the folder are left alone.
    """
    found: list[tuple[float, int, Path]] = []
    for pattern in (f"*{keep.suffix}", f"*{keep.suffix}.*{PART}"):
        for path in folder.glob(pattern):
            with suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
    size = sum(one for _, one, path in found)
    latest = max((used for used, _, _ in found), default=0.0)
    for used, bytes_, path in sorted(found):
        left = path.suffix == PART and used < latest - A_DAY
        if path != keep and (left or size > most):
            with suppress(OSError):
                path.unlink()
            size -= bytes_
