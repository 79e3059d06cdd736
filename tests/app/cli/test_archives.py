"""Archives as the commands read them."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from tests.fakes.calling import call
from tests.fakes.newsroom import page
from tests.fakes.stories import pledge
from tests.fakes.warcs import packed, response

NOON = datetime(2025, 12, 19, 12, tzinfo=UTC)
URL = "https://courier.example/"


@pytest.fixture
def shelf(tmp_path):
    """An archive with a broken line, a page without a text, and three articles."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    told = pledge(0, NOON)
    record = {"url": f"{URL}0", "published": "2025-12-19T12:00:00Z", "title": told.title}
    text = "\n".join(told.paragraphs)
    lines = f"{json.dumps({**record, 'text': text})}\nbroken\n"
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    pages = [response(f"{URL}{n}", page(pledge(n, NOON), "Courier").encode()) for n in (1, 2)]
    (folder / "b.warc.gz").write_bytes(packed(*pages, response(f"{URL}3", b"<html></html>")))
    return folder


def test_discover_shows_what_a_folder_holds(shelf):
    called = call("discover", str(shelf))
    assert called.code == 0
    assert [one["url"] for one in called.records] == [f"{URL}{n}" for n in range(4)]
    assert {one["kind"] for one in called.records} == {"archive"}
    assert called.records[0]["title"] == pledge(0, NOON).title
    assert "a.jsonl.gz:" in called.err


def test_discover_shows_what_one_file_holds(shelf):
    called = call("discover", str(shelf / "b.warc.gz"))
    assert [one["url"] for one in called.records] == [f"{URL}{n}" for n in range(1, 4)]


def test_an_archive_that_is_not_there_is_wrong_usage(tmp_path):
    called = call("discover", str(tmp_path / "absent.warc"))
    assert (called.code, "No such file" in called.err) == (2, True)


@pytest.mark.parametrize("name", ["", "b.warc.gz"])
def test_detect_reads_pages_of_archives(shelf, name):
    called = call("detect", str(shelf / name))
    assert called.code == 1
    assert f"{URL}3: no text" in called.err
    assert len(called.records) == (2 if name else 3)
    assert {one["type"] for one in called.records} == {"aid_pledge"}


def test_backtest_replays_an_archive(shelf):
    called = call("backtest", str(shelf), "--decisions")
    assert [one["verdict"] for one in called.records] == ["new"] * 3


def test_extract_reads_each_page_of_an_archive(shelf, tmp_path):
    content = (shelf / "b.warc.gz").read_bytes()
    (shelf / "b.warc.gz").write_bytes(content + b"no record" + content[:1])
    page_beside = tmp_path / "beside.html"
    page_beside.write_text(page(pledge(5, NOON), "Courier"))
    called = call("extract", str(shelf / "b.warc.gz"), str(page_beside))
    assert called.code == 1
    assert [one["url"] for one in called.records] == [
        *(f"{URL}{n}" for n in (1, 2, 3)),
        str(page_beside),
    ]
    assert called.records[0]["title"] == pledge(1, NOON).title
    assert called.records[2]["error"] == "unreadable"


def test_a_broken_record_of_an_archive_fails_the_extraction(tmp_path):
    archive = tmp_path / "a.warc"
    archive.write_bytes(b"garbage\r\n" + response(f"{URL}1", page(pledge(1, NOON), "C").encode()))
    called = call("extract", str(archive))
    assert (called.code, [one["url"] for one in called.records]) == (1, [f"{URL}1"])
    assert "a.warc:0: no record" in called.err
