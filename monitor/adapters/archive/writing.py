"""The one connection of a process that writes to the archive, and what the disk may do to it."""

import fcntl
import shutil
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from monitor.adapters.archive.rows import Value, to_row
from monitor.adapters.archive.shape import open_to_write
from monitor.errors import TryLater
from monitor.ports import Archived

RESERVE = 128_000_000
"""Bytes of the disk that are left to others: a full one would stop the store too, and alerts."""
LOG_FILES = ("", "-wal", "-shm")
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_INSERT = """
INSERT INTO articles (
    id, hash, read, told, source, outlet, family, credit, language, published, updated,
    likeness, likeness_of, page, url, authors, notes, title, text
) VALUES (
    :id, :hash, :read, :told, :source, :outlet, :family, :credit, :language, :published, :updated,
    :likeness, :likeness_of, :page, :url, :authors, :notes, :title, :text
) ON CONFLICT (id, hash) DO NOTHING
"""
_INDEX = "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)"
# Judged again in the same reading, an article may turn out to be a copy; read again later, it is
# a copy of itself, which tells nothing.
_CORRECT = """
UPDATE articles SET likeness = :likeness, likeness_of = :likeness_of
WHERE id = :id AND hash = :hash AND read = :read
"""


class Writer:
    """Writes to one file, from one thread at a time. A file that was moved away meanwhile is made
    anew; one that is damaged is set aside.

    All methods raise `TryLater` when the disk or another process hinders, having changed nothing,
    and `DependencyUnavailable` for the file of a newer version.
    """

    def __init__(self, path: Path, *, reserve: int = RESERVE) -> None:
        """`reserve`: bytes of the disk that are left free."""
        self.path = path
        self._reserve = reserve
        self._connection: sqlite3.Connection | None = None
        self._file = 0

    def open(self) -> None:
        """Open the file, and make or migrate it where that is needed."""
        with self._translated():
            self._opened()

    def write(self, batch: Sequence[Archived]) -> None:
        """Write the articles in one transaction; those that are there in this version stay."""
        rows = [(to_row(one), one.article.text) for one in batch]
        with self.transaction() as connection:
            free = shutil.disk_usage(self.path.parent).free
            if free < self._reserve:
                raise TryLater(
                    f"{self.path.parent}: only {free // 1_000_000} MB of the disk are free, and "
                    f"{self._reserve // 1_000_000} MB are left to others: nothing is archived"
                )
            for row, text in rows:
                _insert(connection, row, text.encode("utf-8", "replace").decode())

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within a transaction that is rolled back if anything fails."""
        with self._translated():
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for statements that are transactions of their own."""
        with self._translated():
            yield self._opened()

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or _file_at(self.path) != self._file:
            self.close()
            self._connection = open_to_write(self.path)
            self._file = _file_at(self.path)
        return self._connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, OSError) as error:
            mine = self._file if self._connection is not None else _file_at(self.path)
            self.close()
            if not _is_damage(error):
                raise TryLater(f"{self.path}: {error}") from error
            try:
                aside = _set_aside(self.path, mine)
            except OSError as hindrance:
                raise TryLater(
                    f"{self.path}: is damaged ({error}), and cannot be set aside: {hindrance}"
                ) from error
            raise TryLater(
                f"{self.path}: is damaged ({error}); it was set aside as {aside.name}, and a new "
                f"archive is begun. `monitor archive export --file {aside} > rescued.jsonl` writes "
                "what can be read of it"
            ) from error


def _insert(connection: sqlite3.Connection, row: dict[str, Value], text: str) -> None:
    inserted = connection.execute(_INSERT, row)
    if inserted.rowcount:
        connection.execute(_INDEX, (inserted.lastrowid, row["title"], text))
    else:
        connection.execute(_CORRECT, row)


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, zlib.error) or (code is not None and code & 0xFF in _DAMAGED)


def _file_at(path: Path) -> int:
    """Return which file lies at the path, 0 for none that can be reached."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _set_aside(path: Path, file: int) -> Path:
    """Give the file, with its log, a name of its own beside it, and return that; another process
    that was first did so already.
    """
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        names = (
            path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1)
        )
        aside = next(name for name in names if not name.exists())
        if _file_at(path) != file:
            return aside.with_name(f"{path.stem}.damaged-*{path.suffix}")
        for ending in reversed(LOG_FILES):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    return aside
