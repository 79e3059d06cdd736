"""What this machine has read, on the command line."""

import csv
import gzip
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.adapters.archive.shape import open_to_write
from monitor.adapters.archive.writing import Writer
from monitor.adapters.clock import SystemClock
from monitor.model.article import ArticleId, Revision
from monitor.model.moment import Stamp
from tests.fakes.archive import NOON, archived
from tests.fakes.calling import call
from tests.fakes.daemon import Settings

REVISION = Revision(of=ArticleId("a0"), origin="h", changed=(0,), same_page=True)


@pytest.fixture
def config(tmp_path) -> str:
    return str(Settings(feeds={"harbour": "http://127.0.0.1:9/feed"}).write(tmp_path))


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "state" / "archive" / "articles.sqlite"


@pytest.fixture
def kept(config, file):
    """Keep articles in the archive of the configuration."""

    def keep(*articles):
        writer = Writer(file, reserve=0)
        writer.write(articles)
        writer.close()

    keep(archived(0), archived(1), archived(0, text="The ferry sank.", likeness=REVISION))
    return keep


def archive(config, *arguments, **more):
    return call("archive", *arguments, "--config", config, **more)


def test_a_search_gives_records_with_the_words_in_their_surroundings(config, kept):
    (found,) = archive(config, "search", '"marrow bay"', "captain").records
    assert found["id"] == "a1"
    assert found["title"] == "Ferry 1 reaches Marrow Bay"
    assert "text" not in found
    assert "Its captain, Renée Dubois" in found["snippet"]
    assert (found["source"], found["likeness"], found["read"]) == (
        "harbour",
        "original",
        "2025-12-20T12:01:00Z",
    )


def test_a_search_is_filtered_and_limited(config, kept):
    kept(archived(5, outlet="Gazette", language="uk", published=Stamp(at=NOON), source="g"))

    def ids(*arguments):
        return [found["id"] for found in archive(config, "search", *arguments).records]

    assert ids() == ["a5", "a1", "a0", "a0"]
    assert ids("ferry", "--limit", "2") == ["a5", "a0"]
    assert ids("--outlet", "GAZETTE") == ids("--language", "uk") == ids("--source", "g") == ["a5"]
    assert ids("ferry", "--since", "2025-12-20T14:00+02:00") == ["a5"]
    assert ids("--until", "2025-12-19") == []
    assert set(ids("--until", "2025-12-20", "--best")) == {"a0", "a1", "a5"}
    assert ids("--since", "1h") == []


def test_a_terminal_gets_a_table(config, kept):
    shown = archive(config, "search", "captain", terminal=True)
    assert "1 article" in shown.out.splitlines()[0] or "2 articles" in shown.out
    assert "Ferry 1 reaches Marrow Bay" in " ".join(shown.out.split())
    assert "Harbour" in shown.out


def test_what_strangers_wrote_does_nothing_to_the_terminal(config, kept):
    hostile = "Ferry \x1b]0;owned\x07 \x1b[31mred\u202e [bold]b[/bold]"
    kept(archived(7, title=hostile, text=hostile, outlet="[red]Gazette", url=None))
    for arguments in (("search", "owned"), ("show", "a7")):
        shown = archive(config, *arguments, terminal=True).out
        assert "\x07" not in shown
        assert "\x1b]0" not in shown
        assert "\u202e" not in shown
        assert "[bold]b[/bold]" in "".join(shown.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["search", '"peace'], "a quotation mark is not closed"),
        (["search", "a", "OR"], "a word is missing after OR"),
        (["search", "--since", "yesterday"], "write 36h, 7d, 2025-12-20 or"),
        (["search", "--until", "2025-13-01"], "is no moment"),
        (["search", "--since", "999999d"], "is no moment"),
        (["export", "NOT", "x"], "write talks NOT football"),
        (["show", "nothing"], "the archive holds no article nothing"),
    ],
)
def test_what_cannot_be_done_says_what_to_write(config, kept, arguments, told):
    called = archive(config, *arguments)
    assert called.code == 2
    assert told in " ".join(called.err.replace("│", " ").split())


def test_without_an_archive_it_is_said_who_makes_it(config):
    for command in ("search", "export", "status", "trim"):
        called = archive(config, command)
        assert called.code == 69
        assert "`monitor run` and `monitor once` make it" in called.err


def test_the_archive_of_a_newer_version_is_refused(config, file):
    connection = open_to_write(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    called = archive(config, "status")
    assert called.code == 69
    assert "newer version of monitor" in called.err


def test_an_export_is_what_backtest_and_detect_read(config, kept, tmp_path):
    pledge = "Germany pledged 90 million euros in aid to Ukraine on Saturday, it said."
    kept(archived(3, title="Help", text=pledge, authors=("A. B.", "C"), family="post"))
    out = tmp_path / "all.jsonl.gz"
    assert archive(config, "export", "--out", str(out)).code == 0

    exported = [json.loads(line) for line in gzip.decompress(out.read_bytes()).splitlines()]
    assert [record["id"] for record in exported] == ["a0", "a0", "a1", "a3"]
    assert exported[-1] == {
        "id": "a3",
        "url": "https://harbour.example.org/news/3",
        "outlet": "Harbour Post",
        "family": "post",
        "authors": ["A. B.", "C"],
        "published": "2025-12-20T11:03:00Z",
        "title": "Help",
        "language": "en",
        "text": pledge,
        "source": "harbour",
        "read": "2025-12-20T12:03:00Z",
        "likeness": "original",
        "version": exported[-1]["version"],
    }
    mentions = call("detect", str(out), "--config", config)
    assert (mentions.code, [m["article"] for m in mentions.records]) == (0, ["a3"])
    decided = call("backtest", str(out), "--decisions", "--config", config)
    assert (decided.code, [d["verdict"] for d in decided.records]) == (0, ["new"])


def test_an_export_goes_to_standard_output_and_takes_filters(config, kept):
    assert len(archive(config, "export").records) == 3
    assert [r["text"] for r in archive(config, "export", "sank").records] == ["The ferry sank."]
    assert archive(config, "export", "--outlet", "nobody").out == ""


def test_a_table_has_a_header_and_nothing_that_a_spreadsheet_runs(config, kept, tmp_path):
    formula = '=HYPERLINK("https://evil.example/")'
    kept(
        archived(
            4,
            title=formula,
            text='-1 "quoted", and\nanother line',
            outlet="@outlet",
            credit="+credit",
            authors=("=a", "b"),
            url=None,
        )
    )
    out = tmp_path / "all.csv"
    assert archive(config, "export", "--format", "csv", "--out", str(out)).code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"), newline="")))
    assert [row["id"] for row in rows] == ["a0", "a0", "a1", "a4"]
    last = rows[-1]
    assert last["title"] == f"'{formula}"
    assert last["text"] == '\'-1 "quoted", and\nanother line'
    assert (last["outlet"], last["credit"], last["authors"]) == ("'@outlet", "'+credit", "'=a; b")
    assert last["url"] == ""


def test_a_file_that_cannot_be_written_is_named_and_none_is_left_half(config, kept, tmp_path):
    called = archive(config, "export", "--out", str(tmp_path / "nowhere" / "all.jsonl"))
    assert called.code == 2
    assert "No such file or directory" in called.err


def test_progress_is_shown_where_somebody_watches(config, kept):
    shown = archive(config, "export", watched=True)
    assert "exporting" in shown.err
    assert len(shown.records) == 3


def test_an_article_is_shown_by_id_and_by_url_with_its_versions(config, kept):
    by_id = archive(config, "show", "a0", terminal=True).out
    by_url = archive(config, "show", "https://harbour.example.org/news/0?utm_source=x").records
    assert "The ferry sank." in by_id
    assert "captain" not in by_id
    assert "revision of a0" in by_id
    assert "2 versions" in by_id
    assert [record["likeness"] for record in by_url] == ["original", "revision"]
    every = archive(config, "show", "a0", "--all", terminal=True).out
    assert "captain" in every
    single = archive(config, "show", "a1", terminal=True).out
    assert "versions" not in single
    assert "published 2025-12-20T11:01:00Z" in single


def test_the_status_says_how_full_the_archive_is(config, kept, file):
    kept(archived(8, source=None, published=None))
    (record,) = archive(config, "status").records
    assert record["file"] == str(file)
    assert (record["articles"], record["versions"], record["days"]) == (3, 4, 400)
    assert record["bytes"] > 0
    assert record["most_bytes"] == 10**10
    assert record["free"] > 0
    assert (record["oldest"], record["newest"]) == ("2025-12-20T12:00:00Z", "2025-12-20T12:08:00Z")
    assert {one["source"]: one["versions"] for one in record["sources"]} == {None: 1, "harbour": 3}
    shown = archive(config, "status", terminal=True).out
    assert "3 articles in 4 versions" in shown
    assert "at most 10.0 GB" in shown
    assert "by source" in shown


def test_an_empty_archive_has_a_status_too(config, file):
    open_to_write(file).close()
    assert archive(config, "status").records[0]["oldest"] is None
    assert "0 articles in 0 versions" in archive(config, "status", terminal=True).out


def test_another_archive_can_be_read(config, kept, file, tmp_path):
    copy = tmp_path / "articles.damaged-1.sqlite"
    file.rename(copy)
    assert len(archive(config, "export", "--file", str(copy)).records) == 3
    assert archive(config, "status", "--file", str(copy)).records[0]["versions"] == 3


def settled(config, retention: str) -> None:
    path = Path(config) / "monitor.yaml"
    path.write_text(path.read_text() + f"retention: {retention}\n")


def test_trimming_removes_what_is_too_old(config, kept, tmp_path):
    settled(config, "{archive: 10d}")
    now = SystemClock().now()
    kept(archived(20, read_at=now - timedelta(days=9)), archived(21, read_at=now))
    told = archive(config, "trim")
    assert told.records == [{"removed": 3, "kept": 2, "freed": told.records[0]["freed"]}]
    assert [r["id"] for r in archive(config, "export").records] == ["a20", "a21"]
    assert "0 articles removed" in archive(config, "trim", terminal=True).out


def test_an_archive_that_is_off_is_neither_trimmed_nor_deleted(config, kept, file):
    settled(config, "{archive: 0d}")
    told = archive(config, "trim")
    assert told.code == 2
    assert f"To be rid of what was, delete {file}" in told.err
    assert "nothing more is archived" in archive(config, "status", terminal=True).out
    assert file.exists()


def test_a_round_of_the_daemon_archives_what_it_reads(reading, news):
    assert call("once", "--config", str(reading)).code == 0
    found = call("archive", "search", "--config", str(reading)).records
    assert len(found) == 2
    assert {one["source"] for one in found} == {"harbour"}
    assert all(datetime.fromisoformat(one["read"]).tzinfo == UTC for one in found)
