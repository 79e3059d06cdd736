from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.archive.retention import Limits
from monitor.adapters.archive.rows import milliseconds
from monitor.app.archiving import archive_bytes, archive_file, archive_limits, archive_of
from monitor.app.config.settings import Configuration, Retention
from tests.fakes.archive import NOON, archived
from tests.fakes.journal import RecordingJournal


@pytest.fixture
def configuration(tmp_path):
    kept = Retention(archive=timedelta(days=2), archive_size=5_000_000)
    return Configuration(folder=tmp_path, state_dir=tmp_path / "state", retention=kept)


def test_the_archive_keeps_what_retention_says(configuration):
    limits = archive_limits(configuration, NOON)
    assert limits == Limits(oldest=milliseconds(NOON - timedelta(days=2)), most=5_000_000)


async def test_the_archive_lies_in_the_state_folder(configuration, tmp_path):
    async with archive_of(configuration, RecordingJournal()) as archive:
        await archive.keep(archived())
    assert archive_file(configuration) == tmp_path / "state" / "archive" / "articles.sqlite"
    with reading(archive_file(configuration)) as reader:
        assert len(list(reader.articles(Sought()))) == 1


async def test_what_the_archive_takes_is_that_of_its_files(configuration):
    assert archive_bytes(configuration) == 0
    async with archive_of(configuration, RecordingJournal()) as archive:
        await archive.keep(archived())
        files = list(archive_file(configuration).parent.glob("articles.sqlite*"))
        assert len(files) > 1, "the file, and its log"
        assert archive_bytes(configuration) == sum(file.stat().st_size for file in files)


def test_nothing_is_taken_where_the_folder_is_none(configuration):
    archive_file(configuration).parent.parent.mkdir()
    archive_file(configuration).parent.touch()
    assert archive_bytes(configuration) == 0


async def test_no_archive_is_made_where_none_is_wanted(configuration):
    without = replace(configuration, retention=Retention(archive=timedelta(0)))
    async with archive_of(without, RecordingJournal()) as archive:
        assert archive is None
    assert not archive_file(configuration).parent.exists()
