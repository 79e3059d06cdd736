import os
import sqlite3

import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.archive.retention import Limits, step
from monitor.adapters.archive.shape import open_to_write
from monitor.adapters.archive.writing import Writer
from monitor.errors import TryLater
from tests.fakes.archive import archived

NOTHING = Limits(oldest=0, most=10**12)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.sqlite"


@pytest.fixture
def writer(path):
    opened = Writer(path, reserve=0)
    yield opened
    opened.close()


def ids(path) -> list[str]:
    with reading(path) as reader:
        return [kept.article.id for kept in reader.articles(Sought())]


def test_what_is_written_is_read_while_the_writer_goes_on(writer, path):
    writer.write([archived(0), archived(1)])
    with reading(path) as reader:
        articles = reader.articles(Sought())
        assert next(articles).article == archived(0).article
        writer.write([archived(2)])
        assert [kept.article for kept in articles] == [archived(1).article]
    assert ids(path) == ["a0", "a1", "a2"]


def test_a_batch_is_written_whole_or_not_at_all(writer, path):
    writer.write([archived(0)])
    with pytest.raises(OverflowError):
        writer.write([archived(1), archived(2, language=2**70)])
    assert ids(path) == ["a0"]
    writer.write([archived(3)])
    assert ids(path) == ["a0", "a3"]


def test_two_processes_may_write_to_one_file(writer, path):
    other = Writer(path, reserve=0)
    for number in range(0, 20, 2):
        writer.write([archived(number)])
        other.write([archived(number + 1), archived(number)])
    other.close()
    assert sorted(ids(path)) == sorted(f"a{number}" for number in range(20))


def test_a_file_that_somebody_locks_is_tried_later(writer, path):
    writer.write([archived(0)])
    holder = open_to_write(path)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(TryLater, match="database is locked"):
        writer.write([archived(1)])
    holder.execute("ROLLBACK")
    holder.close()
    writer.write([archived(1)])
    assert ids(path) == ["a0", "a1"]


def test_a_file_that_is_moved_away_is_made_anew(writer, path, tmp_path):
    writer.write([archived(0)])
    path.rename(tmp_path / "elsewhere.sqlite")
    writer.write([archived(1)])
    assert ids(path) == ["a1"]


def test_the_last_of_the_disk_is_left_to_others(path):
    writer = Writer(path, reserve=2**62)
    with pytest.raises(TryLater, match=r"of the disk are free, and .* are left to others"):
        writer.write([archived(0)])
    assert step(writer, NOTHING).more is False
    writer.close()
    assert ids(path) == []


def test_a_folder_that_cannot_be_made_is_tried_later(tmp_path):
    (tmp_path / "archive").touch()
    with pytest.raises(TryLater, match=r"articles\.sqlite"):
        Writer(tmp_path / "archive" / "articles.sqlite").open()


def spoil(path, *, at: int) -> None:
    """Overwrite pages of the file from there on with what is none."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(max(0, path.stat().st_size - at)))


@pytest.mark.parametrize("at", [0, 100, 4096])
def test_a_damaged_file_is_set_aside_whole_and_a_new_one_is_begun(writer, path, at):
    writer.write([archived(number) for number in range(50)])
    writer.close()
    spoil(path, at=at)
    spoilt = path.read_bytes()

    with pytest.raises(TryLater, match=r"damaged .* set aside as articles\.damaged-1\.sqlite"):
        writer.write([archived(50)])
    writer.write([archived(51)])

    assert path.with_name("articles.damaged-1.sqlite").read_bytes()[at:] == spoilt[at:]
    assert ids(path) == ["a51"]


def test_a_second_damaged_file_gets_a_name_of_its_own(writer, path):
    for number in (1, 2):
        path.write_bytes(b"no database at all, whatever it is named" * 200)
        with pytest.raises(TryLater, match=f"damaged-{number}"):
            writer.open()
        writer.open()
        writer.close()
        path.unlink()


def test_a_damaged_text_sets_the_file_aside_when_it_is_to_be_removed(writer, path):
    writer.write([archived(0)])
    with writer.transaction() as connection:
        connection.execute("UPDATE articles SET text = x'00'")
    with pytest.raises(TryLater, match="damaged"):
        step(writer, Limits(oldest=2**60, most=10**12))
    assert not path.exists()
    assert path.with_name("articles.damaged-1.sqlite").exists()


def test_a_file_that_another_process_set_aside_already_is_left_alone(writer, path):
    writer.write([archived(0)])
    other = Writer(path, reserve=0)
    with pytest.raises(TryLater, match=r"articles\.damaged-\*\.sqlite"), writer.alone():
        raise after(path, other)
    other.close()
    assert ids(path) == ["a1"]


def test_what_cannot_be_set_aside_is_tried_later(writer, path):
    writer.write([archived(0)])
    (path.parent / "lock").mkdir()
    with pytest.raises(TryLater, match="cannot be set aside"), writer.alone():
        raise damage()
    assert path.exists()


def after(path, other) -> sqlite3.DatabaseError:
    """Return the error of a damaged file that the other has set aside and made anew meanwhile."""
    path.rename(path.with_name("articles.damaged-1.sqlite"))
    other.write([archived(1)])
    return damage()


def damage() -> sqlite3.DatabaseError:
    """Return the error of a damaged file."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
