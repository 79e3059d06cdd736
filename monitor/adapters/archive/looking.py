"""What commands read of the archive; the daemon may write to it all the while."""

import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from monitor.adapters.archive.rows import Kept, Value, from_row, milliseconds, moment
from monitor.adapters.archive.shape import open_to_read
from monitor.adapters.archive.writing import LOG_FILES
from monitor.errors import DependencyUnavailable

PAGE = 200
"""Articles that one look takes: so long a reader keeps the log from being brought in."""
SHOWN_WORDS = 24
OPENS, CLOSES = "\x02", "\x03"
"""What stands around the words that were found, in a snippet."""
_BEGINNING = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which articles: `question` as `asking` makes it, None for all; `since` the moment they were
    published (read, where that is unknown), and before `until`; an outlet whatever its case; a
    language with its regions.
    """

    question: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    outlet: str | None = None
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article that was found, with the words around what was sought, which `OPENS`, `CLOSES`."""

    kept: Kept
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSource:
    """What the archive holds of one source; None: of articles without one."""

    source: str | None
    versions: int
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How full the archive is: articles, their versions, bytes on disk and bytes free there."""

    articles: int
    versions: int
    bytes: int
    free: int
    sources: tuple[OfSource, ...] = ()

    @property
    def oldest(self) -> datetime | None:
        """When the first of them was read."""
        return min((one.oldest for one in self.sources), default=None)

    @property
    def newest(self) -> datetime | None:
        """When the last of them was read."""
        return max((one.newest for one in self.sources), default=None)


@dataclass(slots=True)
class _Conditions:
    """Conditions of a statement, and their values."""

    tests: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, test: str, *values: Value) -> None:
        """Ask for this too."""
        self.tests.append(test)
        self.values += values

    def __str__(self) -> str:
        """Return the clause."""
        return f"WHERE {' AND '.join(self.tests)}" if self.tests else ""


class Reader:
    """Reads one file; made by `reading`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        connection.create_function("folded", 1, _folded, deterministic=True)

    def search(self, sought: Sought, *, limit: int, best: bool = False) -> tuple[Match, ...]:
        """Return up to `limit` articles, those read last first, or `best`: by how well they fit."""
        asked = _conditions(sought)
        if sought.question is None:
            statement = f"""
                SELECT a.*, NULL AS snippet FROM articles a {asked}
                ORDER BY a.read DESC, a.number DESC LIMIT ?"""  # noqa: S608
        else:
            order = "words.rank" if best else "words.rowid DESC"
            statement = f"""
                SELECT a.*, snippet(words, -1, '{OPENS}', '{CLOSES}', '…', {SHOWN_WORDS}) AS snippet
                FROM words CROSS JOIN articles a ON a.number = words.rowid {asked}
                ORDER BY {order} LIMIT ?"""  # noqa: S608
        rows = self._connection.execute(statement, (*asked.values, limit))
        return tuple(_match(row) for row in rows)

    def articles(self, sought: Sought) -> Iterator[Kept]:
        """Yield all versions of the articles, those read first first, a page at a time."""
        words = sought.question is not None
        place = "words.rowid" if words else "(a.read, a.number)"
        table = "words CROSS JOIN articles a ON a.number = words.rowid" if words else "articles a"
        order = "words.rowid" if words else "a.read, a.number"
        last: tuple[int, ...] | None = None
        while True:
            asked = _conditions(sought)
            if last is not None:
                asked.add(f"{place} > {'?' if words else '(?, ?)'}", *last)
            statement = f"SELECT a.* FROM {table} {asked} ORDER BY {order} LIMIT {PAGE}"  # noqa: S608
            rows = self._connection.execute(statement, asked.values).fetchall()
            yield from map(from_row, rows)
            if len(rows) < PAGE:
                return
            last = (rows[-1]["number"],) if words else (rows[-1]["read"], rows[-1]["number"])

    def versions(self, *, id_: str, page: str) -> tuple[Kept, ...]:
        """Return all versions of the article with this id, and of those of this page, by their
        time of reading.
        """
        statement = "SELECT * FROM articles WHERE id = ? OR page = ? ORDER BY read, number"
        return tuple(map(from_row, self._connection.execute(statement, (id_, page))))

    def count(self) -> int:
        """Return how many versions of articles there are."""
        (number,) = self._connection.execute("SELECT count(*) FROM articles").fetchone()
        return int(number)

    def status(self) -> Status:
        """Return how full the archive is."""
        counted = "SELECT count(DISTINCT id), count(*) FROM articles"
        articles, versions = self._connection.execute(counted).fetchone()
        sources = self._connection.execute(
            "SELECT source, count(*), min(read), max(read) FROM articles GROUP BY source"
        )
        return Status(
            articles=articles,
            versions=versions,
            bytes=size_of(self._path),
            free=shutil.disk_usage(self._path.parent).free,
            sources=tuple(
                OfSource(source=one, versions=many, oldest=moment(first), newest=moment(last))
                for one, many, first, last in sources
            ),
        )


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Give a reader of the file.

    Raises `DependencyUnavailable`, saying what to do, if there is none or it cannot be read.
    """
    if not path.exists():
        raise DependencyUnavailable(
            f"there is no archive at {path}: `monitor run` and `monitor once` make it, "
            "unless `retention.archive` is 0d. Is this the configuration that they run with?"
        )
    try:
        connection = open_to_read(path)
        try:
            yield Reader(connection, path)
        finally:
            connection.close()
    except (sqlite3.Error, zlib.error) as error:
        raise DependencyUnavailable(f"{path}: cannot be read: {error}") from error


def size_of(path: Path) -> int:
    """Return the bytes that the archive takes on disk, its log included; 0 if there is none."""
    size = 0
    for ending in LOG_FILES:
        with suppress(FileNotFoundError, NotADirectoryError):  # a log may go at any moment
            size += Path(f"{path}{ending}").stat().st_size
    return size


def _conditions(sought: Sought) -> _Conditions:
    asked = _Conditions()
    if sought.question is not None:
        asked.add("words MATCH ?", sought.question)
    if sought.since is not None:
        since = milliseconds(sought.since)
        asked.add("a.read >= ? AND a.told >= ?", since, since)  # nothing is told after it is read
    if sought.until is not None:
        asked.add("a.told < ?", milliseconds(sought.until))
    if sought.outlet is not None:
        asked.add("folded(a.outlet) = ?", sought.outlet.casefold())
    if sought.source is not None:
        asked.add("a.source = ?", sought.source)
    if sought.language is not None:
        asked.add("(a.language = ? OR a.language LIKE ? || '-%')", *(sought.language,) * 2)
    return asked


def _folded(text: str | None) -> str | None:
    return text.casefold() if text is not None else None


def _match(row: sqlite3.Row) -> Match:
    kept = from_row(row)
    snippet = row["snippet"]
    return Match(kept=kept, snippet=kept.article.text[:_BEGINNING] if snippet is None else snippet)
