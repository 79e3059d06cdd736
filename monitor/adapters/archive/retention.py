"""What leaves the archive and when: by age and by size, the oldest first, a little at a time.

Every step is one short transaction, so that the road never waits long for its turn. Words of
removed articles stay in the index, marked as gone, until it is merged; pages that became free are
given back to the disk.
"""

import sqlite3
from dataclasses import dataclass

from monitor.adapters.archive.shape import inflated
from monitor.adapters.archive.writing import Writer

AT_ONCE = 50
"""Articles that one step removes."""
MERGED_AT_ONCE = 100
"""Pages of the index that one step merges."""
FREED_AT_ONCE = 256
"""Pages that one step gives back to the disk."""
SPARE_PAGES = 256
SPARE_SHARE = 0.05
"""Of the file, that stays free for what comes next."""
GONE_SHARE = 0.2
"""Of the articles: when so many are gone, the index is merged."""
GONE_WEIGHT = 0.6
"""What a removed article still takes in the index, beside one that is kept (measured)."""
DOWN_TO = 0.95
"""Of the most bytes: so far the archive is emptied when it has grown too big."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is kept: articles read since `oldest` (milliseconds since 1970), and `most` bytes."""

    oldest: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What one step did: articles removed, and whether another step has something to do."""

    removed: int = 0
    more: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How full the archive is: bytes in use, articles, and those removed since the last merge."""

    used: int
    articles: int
    gone: int
    merging: bool

    @property
    def alive(self) -> float:
        """Return the bytes that would be in use after a merge, about."""
        return self.used * self.articles / max(1.0, self.articles + GONE_WEIGHT * self.gone)


def step(writer: Writer, limits: Limits) -> Progress:
    """Do the next small piece of what is to be done; raises as the writer does."""
    with writer.transaction() as connection:
        standing = _standing(connection)
        if standing.merging or _merge_is_due(standing, limits):
            _merge_some(connection, merging=standing.merging)
            return Progress()
        removed = _remove_some(connection, standing, limits)
        if removed:
            return Progress(removed=removed)
    return Progress(more=_shrink_some(writer))


def checkpoint(writer: Writer, *, wholly: bool = False) -> None:
    """Bring the write-ahead log into the file, as far as no reader hinders; `wholly`: wait for
    readers, and leave an empty log.
    """
    with writer.alone() as connection:
        connection.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if wholly else 'PASSIVE'})")


def _standing(connection: sqlite3.Connection) -> _Standing:
    (first,) = connection.execute("SELECT min(number) FROM articles").fetchone()
    (last,) = connection.execute("SELECT max(number) FROM articles").fetchone()
    facts = dict(connection.execute("SELECT name, value FROM facts").fetchall())
    pages, free, size = _pages(connection)
    return _Standing(
        used=(pages - free) * size,
        articles=0 if first is None else last - first + 1,
        gone=facts.get("gone", 0),
        merging=bool(facts.get("merging", 0)),
    )


def _pages(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return the pages of the file, those that are free, and the bytes of one."""
    asked = ("page_count", "freelist_count", "page_size")
    pages, free, size = (connection.execute(f"PRAGMA {one}").fetchone()[0] for one in asked)
    return pages, free, size


def _merge_is_due(standing: _Standing, limits: Limits) -> bool:
    if standing.used > limits.most and standing.alive <= DOWN_TO * limits.most:
        return standing.gone > 0
    return standing.gone > GONE_SHARE * max(1, standing.articles)


def _merge_some(connection: sqlite3.Connection, *, merging: bool) -> None:
    """Merge some more of the index, or begin to; remember whether that was the last of it."""
    before = connection.total_changes
    pages = MERGED_AT_ONCE if merging else -MERGED_AT_ONCE  # negative: all of it is to be one
    connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
    if connection.total_changes - before > 1:
        _set(connection, merging=1)
    else:
        _set(connection, merging=0, gone=0)


def _remove_some(connection: sqlite3.Connection, standing: _Standing, limits: Limits) -> int:
    oldest = "SELECT number, title, text FROM articles WHERE read < ? ORDER BY read LIMIT ?"
    rows = connection.execute(oldest, (limits.oldest, AT_ONCE)).fetchall()
    if not rows and standing.used > limits.most:
        whatever = 2**62
        rows = connection.execute(oldest, (whatever, AT_ONCE)).fetchall()
    for number, title, text in rows:
        connection.execute(
            "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (number, title, inflated(text)),
        )
        connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    if rows:
        _set(connection, gone=standing.gone + len(rows))
    return len(rows)


def _shrink_some(writer: Writer) -> bool:
    """Give some free pages back to the disk; return whether there were too many."""
    with writer.alone() as connection:
        pages, free, _ = _pages(connection)
        if free <= max(SPARE_PAGES, SPARE_SHARE * pages):
            return False
        connection.executescript(f"PRAGMA incremental_vacuum({FREED_AT_ONCE})")
    return True


def _set(connection: sqlite3.Connection, **facts: int) -> None:
    connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())
