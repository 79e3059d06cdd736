"""What every archive must do, the one in a file and the one in memory alike."""

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from monitor.adapters.archive.keeping import Patience, opened_archive
from monitor.adapters.archive.looking import Sought, reading
from monitor.model.article import ArticleId, Copy, Original, Revision
from tests.fakes.archive import NOON, FakeArchive, archived
from tests.fakes.journal import RecordingJournal


class InMemory:
    def __init__(self) -> None:
        self.archive = FakeArchive()

    def held(self):
        return [
            (one.article.id, one.article.text, type(one.likeness).__name__.lower())
            for one in self.archive.kept
        ]


class InFile:
    def __init__(self, archive, path) -> None:
        self.archive = archive
        self._path = path

    def held(self):
        with reading(self._path) as reader:
            return [
                (one.article.id, one.article.text, one.likeness)
                for one in reader.articles(Sought())
            ]


@pytest.fixture(params=["file", "memory"])
def opened(request, tmp_path):
    @asynccontextmanager
    async def give():
        if request.param == "memory":
            yield InMemory()
            return
        path = tmp_path / "archive" / "articles.sqlite"
        async with opened_archive(path, RecordingJournal(), Patience(keep=60)) as archive:
            yield InFile(archive, path)

    return give


async def test_what_is_kept_is_there_when_keep_returns(opened):
    async with opened() as bench:
        for number in range(3):
            await bench.archive.keep(archived(number))
        assert [id_ for id_, _, _ in bench.held()] == ["a0", "a1", "a2"]


async def test_the_same_version_is_kept_once_however_often_it_is_read(opened):
    async with opened() as bench:
        await bench.archive.keep(archived())
        later = archived(
            read_at=NOON + timedelta(days=1), likeness=Copy(of=ArticleId("a0"), origin="h")
        )
        await bench.archive.keep(later)
        assert bench.held() == [("a0", archived().article.text, "original")]


async def test_what_it_is_beside_others_is_corrected_within_the_same_reading(opened):
    async with opened() as bench:
        await bench.archive.keep(archived())
        await bench.archive.keep(archived(likeness=Copy(of=ArticleId("other"), origin="h")))
        assert bench.held() == [("a0", archived().article.text, "copy")]


async def test_a_changed_text_or_title_is_a_version_of_its_own(opened):
    async with opened() as bench:
        revision = Revision(of=ArticleId("a0"), origin="h", changed=(0,), same_page=True)
        await bench.archive.keep(archived(likeness=Original()))
        await bench.archive.keep(archived(text="The ferry sank.", likeness=revision))
        await bench.archive.keep(archived(title="Ferry lost", likeness=revision))
        assert [(text, kind) for _, text, kind in bench.held()] == [
            (archived().article.text, "original"),
            ("The ferry sank.", "revision"),
            (archived().article.text, "revision"),
        ]
