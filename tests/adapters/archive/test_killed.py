"""Processes that write to one archive, killed at any moment."""

import signal
import sqlite3
import sys
from contextlib import contextmanager
from subprocess import PIPE, Popen

import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.archive.retention import Limits, step
from monitor.adapters.archive.shape import inflated
from monitor.adapters.archive.writing import Writer
from tests.fakes.daemon import without_colours

KEEPING = """
import sys
from pathlib import Path
import anyio
from monitor.adapters.archive.keeping import Patience, opened_archive
from monitor.adapters.archive.retention import Limits
from tests.fakes.archive import archived
from tests.fakes.journal import RecordingJournal


async def main(path, begin, trimmed):
    journal = RecordingJournal()
    async with opened_archive(path, journal, Patience(keep=60)) as archive:
        for number in range(begin, begin + 100_000):
            await archive.keep(archived(number))
            assert not journal.told, journal.told
            print(number, flush=True)
            if trimmed and number % 10 == 9:
                await archive.tidy(Limits(oldest=0, most=200_000))


anyio.run(main, Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "trimmed")
"""


@contextmanager
def keeping(path, begin: int, *, trimmed: bool = False):
    """Run a process that keeps one article after another, and tells the number of each."""
    process = Popen(
        [sys.executable, "-c", KEEPING, str(path), str(begin), "trimmed" if trimmed else "all"],
        stdout=PIPE,
        text=True,
        env=without_colours() | {"PYTHONPATH": ":".join(sys.path)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def told(process, number: int) -> list[int]:
    """Return what the process told when so many were kept; then it is killed, and all of it."""
    numbers = [int(next(process.stdout)) for _ in range(number)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    return numbers + [int(line) for line in process.stdout if line.endswith("\n")]


def sound(path) -> bool:
    """Return whether file and index are whole, and agree."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.create_function("inflate", 1, inflated, deterministic=True)
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    (word,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return word == "ok"


def numbers(path) -> set[int]:
    with reading(path) as reader:
        return {int(one.article.id[1:]) for one in reader.articles(Sought())}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.sqlite"


def test_whatever_was_kept_is_there_after_a_kill_and_the_file_is_whole(path):
    kept: set[int] = set()
    for killed, number in enumerate((1, 7, 23, 40, 66)):
        with keeping(path, killed * 1000) as process:
            kept.update(told(process, number))
        assert kept <= numbers(path)
        assert len(numbers(path)) <= len(kept) + killed + 1  # at most the one in hand
        assert sound(path)


def test_a_kill_while_old_articles_are_removed_leaves_the_file_whole(path):
    for killed, number in enumerate((33, 61, 87)):
        with keeping(path, killed * 1000, trimmed=True) as process:
            latest = told(process, number)[-1]
        assert latest in numbers(path)
        assert sound(path)


def test_two_processes_write_to_one_archive_while_it_is_read_and_tidied(path):
    with keeping(path, 0) as one, keeping(path, 5000) as other:
        next(one.stdout), next(other.stdout)
        writer = Writer(path, reserve=0)
        for _ in range(10):
            step(writer, Limits(oldest=0, most=10**12))
            numbers(path)
        writer.close()
        kept = {0, 5000, *told(one, 60), *told(other, 60)}
    assert kept <= numbers(path)
    assert sound(path)
