"""The archive beside the road: what the road notices of a disk that is slow, full or locked."""

import sqlite3
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from shutil import which
from subprocess import run
from threading import Event

import anyio
import pytest

from monitor.adapters.archive.keeping import FileArchive, Patience, opened_archive
from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.archive.retention import Limits
from monitor.adapters.archive.rows import milliseconds
from monitor.adapters.archive.shape import MIGRATIONS, open_to_write
from monitor.adapters.archive.writing import Writer
from monitor.errors import DependencyUnavailable, TryLater
from tests.fakes.archive import NOON, archived
from tests.fakes.daemon import without_colours
from tests.fakes.journal import RecordingJournal

QUICK = Patience(keep=0.5, close=0.5, shortest_pause=0.01, longest_pause=0.02, waiting=5, reserve=0)
PLENTY = Limits(oldest=0, most=10**12)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive" / "articles.sqlite"


@pytest.fixture
def journal():
    return RecordingJournal()


def ids(path) -> list[str]:
    with reading(path) as reader:
        return [kept.article.id for kept in reader.articles(Sought())]


async def all_at_once(archive, number: int, then) -> None:
    """Keep so many articles, each in a task of its own; when all wait, do what comes then."""
    async with anyio.create_task_group() as readers:
        for at in range(number):
            readers.start_soon(archive.keep, archived(at))
        await until(lambda: len(archive._waiting) == number)
        then(readers)


async def until(so) -> None:
    with anyio.fail_after(30):
        while not so():
            await anyio.lowlevel.checkpoint()


@dataclass
class Moody:
    """A writer that writes nothing down, and fails as it is told."""

    path: str = "articles.sqlite"
    faults: list[Exception] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    free: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.free.set()

    def open(self) -> None:
        pass

    def write(self, batch) -> None:
        self.free.wait(20)
        self.batches.append(len(batch))
        if self.faults:
            raise self.faults.pop(0)
        self.written += [one.article.id for one in batch]

    def close(self) -> None:
        pass


@asynccontextmanager
async def running(writer, journal, patience=QUICK):
    archive = FileArchive(writer, journal, patience)
    async with anyio.create_task_group() as group:
        group.start_soon(archive.run)
        yield archive
        group.cancel_scope.cancel()


async def test_what_waits_together_is_written_together(journal):
    writer = Moody()
    writer.free.clear()
    async with running(writer, journal, Patience(keep=20)) as archive:
        await all_at_once(archive, 8, lambda _: writer.free.set())
    assert sorted(writer.written) == [f"a{number}" for number in range(8)]
    assert len(writer.batches) <= 2
    assert journal.told == []


async def test_a_fault_is_said_once_nobody_waits_and_it_resumes_by_itself(journal):
    writer = Moody(faults=[TryLater("the disk is full")] * 5)
    async with running(writer, journal, Patience(keep=20, shortest_pause=0.01)) as archive:
        with anyio.fail_after(30):
            for number in range(3):
                await archive.keep(archived(number))
        await until(lambda: "archive.resumed" in journal.events)
    assert [facts["detail"] for facts in journal.facts("fault.archive")] == ["the disk is full"]
    assert journal.facts("archive.resumed") == [{"missed": 0}]
    assert sorted(writer.written) == ["a0", "a1", "a2"]


async def test_another_fault_is_said_too(journal):
    writer = Moody(faults=[TryLater("full"), TryLater("locked"), TryLater("locked")])
    async with running(writer, journal) as archive:
        await archive.keep(archived())
        await until(lambda: writer.written)
    assert [facts["detail"] for facts in journal.facts("fault.archive")] == ["full", "locked"]


async def test_what_does_not_fit_into_memory_meanwhile_is_counted(journal):
    writer = Moody(faults=[TryLater("full")] * 3)
    writer.free.clear()
    async with running(writer, journal) as archive:
        async with anyio.create_task_group() as readers:
            for number in range(9):
                readers.start_soon(archive.keep, archived(number))
        writer.free.set()
        await until(lambda: "archive.resumed" in journal.events)
    assert len(writer.written) == QUICK.waiting
    assert sum(facts["missed"] for facts in journal.facts("archive.resumed")) == 4


async def test_the_texts_that_wait_are_bounded_however_long_each_is(journal):
    writer = Moody()
    writer.free.clear()
    patience = Patience(keep=0.1, characters=1000)
    async with running(writer, journal, patience) as archive:
        for number in range(6):
            await archive.keep(archived(number, text="ferry " * 100))
        writer.free.set()
        await until(lambda: "archive.resumed" in journal.events)
        await archive.keep(archived(9))
        await until(lambda: "a9" in writer.written)
    assert writer.written == ["a0", "a1", "a9"]
    assert journal.facts("archive.resumed")[0]["missed"] == 4


async def test_a_disk_that_hangs_holds_the_road_up_once_and_not_for_long(journal):
    writer = Moody()
    writer.free.clear()
    async with running(writer, journal) as archive:
        began = anyio.current_time()
        for number in range(5):
            await archive.keep(archived(number))
        assert anyio.current_time() - began < 4 * QUICK.keep
        writer.free.set()
        await until(lambda: len(writer.written) == 5)
    (fault,) = journal.facts("fault.archive")
    assert "the disk is too slow" in fault["detail"]


async def test_an_article_that_meets_a_bug_costs_no_other_its_place(journal):
    bug = ValueError("odd article")
    writer = Moody(faults=[bug, bug])
    writer.free.clear()
    async with running(writer, journal, Patience(keep=20)) as archive:
        await all_at_once(archive, 3, lambda _: writer.free.set())
    assert len(writer.written) == 2
    (fault,) = journal.facts("fault.archive")
    assert fault["exc_info"] is bug


async def test_what_is_not_written_at_the_stop_is_told(path, journal):
    path.parent.mkdir(parents=True)
    path.mkdir()
    async with opened_archive(path, journal, QUICK) as archive:
        await archive.keep(archived())
    assert journal.facts("fault.archive")[-1]["missed"] == 1


async def test_all_that_waits_is_written_before_the_end(path, journal):
    async with opened_archive(path, journal, QUICK) as archive:
        await all_at_once(archive, 3, lambda readers: readers.cancel_scope.cancel())
    assert journal.told == []
    assert not path.with_name("articles.sqlite-wal").exists()
    assert ids(path) == ["a0", "a1", "a2"]


async def test_what_fails_within_is_raised_as_it_is(path, journal):
    with pytest.raises(DependencyUnavailable, match="no store"):
        async with opened_archive(path, journal, QUICK):
            raise DependencyUnavailable("no store")


async def test_a_locked_archive_takes_all_when_it_is_free_again(path, journal):
    open_to_write(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    async with opened_archive(path, journal, QUICK) as archive:
        holder.execute("BEGIN EXCLUSIVE")
        await archive.keep(archived(0))
        await archive.keep(archived(1))
        holder.execute("ROLLBACK")
        await until(lambda: "archive.resumed" in journal.events)
        await archive.keep(archived(2))
    holder.close()
    assert ids(path) == ["a0", "a1", "a2"]


async def test_a_damaged_archive_is_set_aside_and_archiving_goes_on(path, journal):
    path.parent.mkdir()
    path.write_bytes(b"no archive" * 1000)
    async with opened_archive(path, journal, QUICK) as archive:
        await archive.keep(archived(0))
        await until(lambda: "archive.resumed" in journal.events)
    assert "set aside as articles.damaged-1.sqlite" in journal.facts("fault.archive")[0]["detail"]
    assert ids(path) == ["a0"]
    assert path.with_name("articles.damaged-1.sqlite").read_bytes() == b"no archive" * 1000


async def test_the_archive_of_a_newer_version_is_refused_and_news_goes_on(path, journal):
    open_to_write(path, (*MIGRATIONS, ("CREATE TABLE later (x)",))).close()
    async with opened_archive(path, journal, QUICK) as archive:
        await archive.keep(archived(0))
    assert "newer version of monitor" in journal.facts("fault.archive")[0]["detail"]


async def test_what_is_too_old_is_removed_between_writes(path, journal):
    async with opened_archive(path, journal, QUICK) as archive:
        for number in range(3):
            await archive.keep(archived(number))
        await archive.tidy(PLENTY)
        assert journal.told == []
        await archive.tidy(Limits(oldest=milliseconds(NOON + timedelta(minutes=2)), most=10**12))
    assert journal.told == [("archive.trimmed", {"removed": 2})]
    assert ids(path) == ["a2"]


async def test_tidying_an_archive_that_cannot_be_had_is_told(path, journal):
    path.parent.mkdir(parents=True)
    path.mkdir()
    async with opened_archive(path, journal, QUICK) as archive:
        await archive.tidy(PLENTY)
    assert len(journal.facts("fault.archive")) == 1


async def test_a_tidying_that_is_cancelled_does_not_meet_the_closing(path, journal):
    async with opened_archive(path, journal, QUICK) as archive:
        for number in range(5):
            await archive.keep(archived(number))
        with anyio.move_on_after(0.001):
            await archive.tidy(Limits(oldest=2**60, most=1))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


FULL = """
import resource, sys
from pathlib import Path
import anyio
from monitor.adapters.archive.keeping import Patience, opened_archive
from tests.fakes.archive import archived
from tests.fakes.journal import RecordingJournal

LONG = " ".join(f"{number * 7919:x}" for number in range(2000))


async def main(path):
    journal = RecordingJournal()
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    patience = Patience(shortest_pause=0.01, longest_pause=0.02, reserve=0)
    async with opened_archive(path, journal, patience) as archive:
        await archive.keep(archived(0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, most))
        for number in range(1, 60):
            await archive.keep(archived(number, text=f"{number} {LONG}"))
        assert journal.events == ["fault.archive"], journal.told
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        with anyio.fail_after(30):
            while "archive.resumed" not in journal.events:
                await anyio.lowlevel.checkpoint()
        await archive.keep(archived(60))
    print(journal.told)


anyio.run(main, Path(sys.argv[1]))
"""


def test_a_real_disk_that_takes_no_more_is_said_once_and_all_is_written_later(path):
    """A limit on the size of files stands for the disk: the kernel refuses the same writes."""
    child = run(
        [sys.executable, "-c", FULL, str(path)],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env=without_colours() | {"PYTHONPATH": ":".join(sys.path)},
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.count("fault.archive") == 1
    assert ids(path) == [f"a{number}" for number in range(61)]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MB, where one may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if which("mount") is None or run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a file system")
    yield disk
    run(["umount", str(disk)], check=True)


async def test_a_full_file_system_is_said_once_and_written_to_when_there_is_room(
    small_disk, journal
):
    path = small_disk / "articles.sqlite"
    ballast = small_disk / "ballast"
    patience = Patience(shortest_pause=0.01, longest_pause=0.02, reserve=0)
    async with opened_archive(path, journal, patience) as archive:
        await archive.keep(archived(0))
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(bytes(2_000_000))
        for number in range(1, 40):
            await archive.keep(archived(number, text=f"{number} " + "ferry harbour " * 500))
        assert journal.events == ["fault.archive"]
        ballast.unlink()
        await until(lambda: "archive.resumed" in journal.events)
    assert ids(path) == [f"a{number}" for number in range(40)]


def test_the_writer_of_the_archive_leaves_room_for_others_by_default(path):
    assert Writer(path)._reserve == Patience().reserve > 10**8
