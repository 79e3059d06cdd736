import sqlite3
import stat

import pytest

from monitor.adapters.archive.shape import MIGRATIONS, inflated, open_to_read, open_to_write, packed
from monitor.errors import DependencyUnavailable

MORE = ("ALTER TABLE articles ADD COLUMN mood TEXT", "CREATE INDEX by_mood ON articles (mood)")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive" / "articles.sqlite"


def asked(connection, what):
    return connection.execute(f"PRAGMA {what}").fetchone()[0]


def test_a_new_file_is_for_its_owner_alone_and_syncs_every_commit(path):
    connection = open_to_write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert asked(connection, "journal_mode") == "wal"
    assert asked(connection, "synchronous") == 2
    assert asked(connection, "auto_vacuum") == 2
    assert asked(connection, "user_version") == len(MIGRATIONS)
    connection.close()


def test_an_older_file_is_migrated_with_what_it_holds(path):
    connection = open_to_write(path)
    connection.execute("INSERT INTO facts VALUES ('gone', 7)")
    connection.close()
    later = (*MIGRATIONS, MORE)
    for _ in range(2):
        connection = open_to_write(path, later)
        assert asked(connection, "user_version") == len(later)
        assert connection.execute("SELECT value FROM facts").fetchall() == [(7,)]
        connection.execute("SELECT mood FROM articles")
        connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path):
    open_to_write(path).close()
    with pytest.raises(sqlite3.OperationalError):
        open_to_write(path, (*MIGRATIONS, (MORE[0], "CREATE nonsense")))
    connection = open_to_write(path)
    assert asked(connection, "user_version") == len(MIGRATIONS)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(articles)")]
    assert "mood" not in columns
    connection.close()


def test_the_file_of_a_newer_version_is_refused_and_left_as_it_is(path):
    open_to_write(path, (*MIGRATIONS, MORE)).close()
    for opened in (open_to_write, open_to_read):
        with pytest.raises(DependencyUnavailable, match="newer version of monitor"):
            opened(path)
    open_to_write(path, (*MIGRATIONS, MORE)).close()


def test_an_empty_file_is_not_read(path):
    path.parent.mkdir()
    path.touch()
    with pytest.raises(DependencyUnavailable, match="empty, or of an older version"):
        open_to_read(path)


def test_who_reads_cannot_write(path):
    open_to_write(path).close()
    connection = open_to_read(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM articles")
    connection.close()


def test_texts_come_back_as_they_were():
    assert inflated(packed("Київ – 90 млрд €\n")) == "Київ – 90 млрд €\n"
    assert len(packed("ferry " * 1000)) < 100
