"""Archives on disk: files in the order of their names, read on as they grow."""

import gzip
import json
import os
from datetime import UTC, datetime

import pytest

from monitor.adapters.offload import ProcessOffload
from monitor.adapters.replay.batch import Bounds
from monitor.adapters.replay.shelf import MOST_FILES, Archives, is_archive, read_on
from monitor.errors import Unreadable
from monitor.model.moment import Stamp
from monitor.model.page import Reason, Unavailable
from monitor.model.source import PollState, Source, SourceId, SourceKind
from tests.fakes.journal import RecordingJournal
from tests.fakes.offload import InlineOffload
from tests.fakes.warcs import packed, response

URL = "https://courier.example/"


def line(number, **more):
    record = {"url": f"{URL}{number}", "text": f"The council met {number} times.", **more}
    return json.dumps(record) + "\n"


def archive(path):
    return Source(id=SourceId("old"), kind=SourceKind.ARCHIVE, url=str(path), outlet="Old news")


@pytest.fixture
def journal():
    return RecordingJournal()


@pytest.fixture
def archives(journal):
    return Archives(offload=InlineOffload(), journal=journal)


async def everything(archives, path, position=None):
    """Return the URLs that all looks give until there are no more, and the last position."""
    state, found = PollState(position=position), []
    while True:
        listed = await archives.take(archive(path), state)
        assert not isinstance(listed, Unavailable), listed
        if not listed.candidates and listed.position == state.position:
            return found, listed.position
        found += [int(candidate.url.removeprefix(URL)) for candidate in listed.candidates]
        state = PollState(last_good=datetime.now(UTC), position=listed.position)  # noqa: TID251


async def test_a_folder_is_read_in_the_order_of_its_files(archives, tmp_path):
    (tmp_path / "b.jsonl").write_text(line(3) + line(4))
    (tmp_path / "a.warc.gz").write_bytes(packed(response(f"{URL}1"), response(f"{URL}2")))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.JSONL.gz").write_bytes(gzip.compress(line(5).encode()))
    (tmp_path / "d.warc").write_bytes(response(f"{URL}6"))
    (tmp_path / "notes.txt").write_text("no archive")
    assert (await everything(archives, tmp_path))[0] == [1, 2, 3, 4, 5, 6]


async def test_a_file_that_comes_later_is_read_whatever_its_name(archives, tmp_path):
    (tmp_path / "m.jsonl").write_text(line(1))
    _, position = await everything(archives, tmp_path)
    (tmp_path / "a.jsonl").write_text(line(2))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.warc").write_bytes(response(f"{URL}3"))
    (tmp_path / "z.jsonl").write_text(line(4))
    found, position = await everything(archives, tmp_path, position)
    assert found == [2, 3, 4]
    assert (await everything(archives, tmp_path, position))[0] == []


async def test_files_that_grew_are_read_on_from_where_they_ended(archives, journal, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_text(line(1) + line(2)[:20])
    _, position = await everything(archives, tmp_path)
    assert [one["record"] for one in journal.facts("record.passed_over")] == [
        f"{name}.jsonl:{len(line(1))}, line 2" for name in "ab"
    ], "only the last was taken to be growing"
    for name, number in (("a", 3), ("c", 4)):
        half = (tmp_path / f"{name}.jsonl").read_text()
        (tmp_path / f"{name}.jsonl").write_text(half + line(2)[20:] + line(number) + "{")
    assert (await everything(archives, tmp_path, position))[0] == [2, 3, 2, 4]
    assert len(journal.facts("record.passed_over")) == 2, "both are growing now"


async def test_what_is_gone_is_forgotten_and_the_rest_is_not_read_again(archives, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_text(line(1))
    _, position = await everything(archives, tmp_path)
    (tmp_path / "b.jsonl").unlink()
    found, after = await everything(archives, tmp_path, position)
    assert found == []
    assert len(after) < len(position)


async def test_a_folder_that_is_empty_for_a_while_is_not_read_again(archives, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(line(1))
    _, position = await everything(archives, tmp_path)
    path.unlink()
    _, gone = await everything(archives, tmp_path, position)
    path.write_text(line(1))
    assert (await everything(archives, tmp_path, gone))[0] == []


async def test_ten_thousand_files_are_read_once_each(archives, tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.jsonl").write_text(line(number) if number % 100 == 0 else "")
    found, position = await everything(archives, tmp_path)
    assert found == list(range(0, 10_000, 100))
    assert len(position) < 200_000
    (tmp_path / "00000-late.jsonl").write_text(line(7))
    assert (await everything(archives, tmp_path, position))[0] == [7]


async def test_a_single_file_is_an_archive_too(archives, tmp_path):
    path = tmp_path / "day.jsonl"
    path.write_text(line(1))
    assert (await everything(archives, path))[0] == [1]


@pytest.mark.parametrize(
    "bounds", [Bounds(items=1), Bounds(characters=1), Bounds(bytes=1), Bounds(seconds=0)]
)
async def test_a_look_takes_no_more_than_its_bounds_and_loses_nothing(tmp_path, journal, bounds):
    archives = Archives(offload=InlineOffload(), journal=journal, bounds=bounds)
    (tmp_path / "a.jsonl").write_text("".join(map(line, range(4))))
    (tmp_path / "b.warc").write_bytes(b"".join(response(f"{URL}{n}") for n in range(4, 8)))
    (tmp_path / "c.warc.gz").write_bytes(packed(*(response(f"{URL}{n}") for n in range(8, 12))))
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress("".join(map(line, range(12, 16))).encode()))
    first = await archives.take(archive(tmp_path), PollState())
    assert len(first.candidates) == 1
    assert (await everything(archives, tmp_path))[0] == list(range(16))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.warc", "a.warc.gz"])
async def test_what_is_added_later_is_read_from_there_on(archives, tmp_path, name):
    path = tmp_path / name
    pack = gzip.compress if name.endswith(".gz") else bytes
    made = (lambda n: line(n).encode()) if "jsonl" in name else (lambda n: response(f"{URL}{n}"))
    first, second = pack(made(1)), pack(made(2))

    path.write_bytes(first)
    found = await archives.take(archive(tmp_path), PollState())
    path.write_bytes(first + second[:-30])  # it is just being written
    half = await archives.take(archive(tmp_path), PollState(position=found.position))
    path.write_bytes(first + second)
    whole = await archives.take(archive(tmp_path), PollState(position=half.position))
    (tmp_path / f"b-{name}").write_bytes(pack(made(3)))
    later = await archives.take(archive(tmp_path), PollState(position=whole.position))

    listed = [[c.url for c in look.candidates] for look in (found, half, whole, later)]
    assert listed == [[f"{URL}1"], [], [f"{URL}2"], [f"{URL}3"]]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.warc", "a.warc.gz"])
async def test_what_breaks_off_before_another_file_is_told_and_passed_over(
    archives, journal, tmp_path, name
):
    pack = gzip.compress if name.endswith(".gz") else bytes
    made = (lambda n: line(n).encode()) if "jsonl" in name else (lambda n: response(f"{URL}{n}"))
    (tmp_path / name).write_bytes(pack(made(1)) + pack(made(2))[:-30])
    (tmp_path / "z.jsonl").write_text(line(3))
    assert (await everything(archives, tmp_path))[0] == [1, 3]
    (told,) = journal.facts("record.passed_over")
    assert str(told["record"]).startswith(f"{name}:")


async def test_a_file_that_became_shorter_is_read_anew(archives, tmp_path):
    path = tmp_path / "day.jsonl"
    path.write_text(line(1) + line(2))
    _, position = await everything(archives, path)
    path.write_text(line(3))
    listed = await archives.take(archive(path), PollState(position=position))
    assert [c.url for c in listed.candidates] == [f"{URL}3"]


async def test_a_position_of_old_is_gone_on_from(archives, tmp_path):
    (tmp_path / "a.jsonl").write_text(line(1))
    (tmp_path / "b.jsonl").write_text(line(2) + line(3) + "{\n")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(line(4).encode()))
    old = f"{len(line(2))}:b.jsonl"
    found, position = await everything(archives, tmp_path, old)
    assert found == [3, 4]
    (tmp_path / "0.jsonl").write_text(line(5))
    assert (await everything(archives, tmp_path, position))[0] == [5]
    assert (await everything(archives, tmp_path, f"{len(line(4))}:c.jsonl.gz"))[0] == []
    assert (await everything(archives, tmp_path, "9999:b.jsonl"))[0] == [2, 3, 4], "it is another"


async def test_a_record_behind_a_position_of_old_is_named_by_its_offset(
    archives, journal, tmp_path
):
    (tmp_path / "a.jsonl").write_text(line(1) + "{\n")
    await everything(archives, tmp_path, f"{len(line(1))}:a.jsonl")
    assert journal.facts("record.passed_over")[0]["record"] == f"a.jsonl:{len(line(1))}"


@pytest.mark.parametrize("position", ["x:a.jsonl", "", "b.jsonl", "-1:a.jsonl"])
async def test_a_position_that_cannot_be_read_starts_anew(archives, tmp_path, position):
    (tmp_path / "a.jsonl").write_text(line(1))
    listed = await archives.take(archive(tmp_path), PollState(position=position))
    assert len(listed.candidates) == 1


async def test_an_empty_folder_has_nothing_yet(archives, tmp_path):
    listed = await archives.take(archive(tmp_path), PollState())
    assert (listed.candidates, listed.position) == ((), None)


async def test_a_name_of_other_bytes_is_read_too(archives, tmp_path):
    (tmp_path / os.fsdecode(b"\xff.jsonl")).write_text(line(1))
    assert (await everything(archives, tmp_path))[0] == [1]


async def test_records_keep_what_they_say_of_themselves(archives, tmp_path):
    told = {"outlet": "Gazette", "family": "press", "credit": "Wire", "authors": ["Ida"]}
    dated = {"published": "2025-12-19T09:00:00Z", "updated": "2025-12-20", "title": "Ships"}
    (tmp_path / "a.jsonl").write_text(line(1, **told, **dated, language="en"))
    ((found),) = (await archives.take(archive(tmp_path), PollState())).candidates
    given = found.enclosed
    assert (given.outlet, given.family, given.credit) == ("Gazette", "press", "Wire")
    assert (given.authors, given.language) == (("Ida",), "en")
    assert found.published == Stamp(at=datetime(2025, 12, 19, 9, tzinfo=UTC))
    assert (str(found.updated), found.title) == ("2025-12-20", "Ships")


async def test_records_without_an_address_get_one_of_their_text(archives, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n{"text": "One."}\n')
    one, two, again = (await archives.take(archive(tmp_path), PollState())).candidates
    assert one.url.startswith("urn:sha256:")
    assert one.url == again.url != two.url


BROKEN = [
    "no json",
    "[1, 2]",
    '{"url": "https://courier.example/1"}',
    '{"text": 5}',
    '{"text": "x", "published": "yesterday"}',
    "[" * 100_000,
    '{"text": "' + "x" * 7_000_000 + '"}',
]


async def test_broken_lines_are_told_and_passed_over(archives, journal, tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join([*BROKEN, "", line(1)]))
    assert (await everything(archives, tmp_path))[0] == [1]
    told = journal.facts("record.passed_over")
    assert len(told) == len(BROKEN)
    assert told[0] == {
        "source": "old",
        "record": "a.jsonl:0, line 1",
        "reason": "not JSON: Expecting value: line 1 column 1 (char 0)",
    }


async def test_a_broken_line_is_named_by_its_number(journal, tmp_path):
    archives = Archives(offload=InlineOffload(), journal=journal, bounds=Bounds(items=1))
    path = tmp_path / "a.jsonl"
    path.write_text(line(1) + "\n" + '"' + "x" * 7_000_000 + '"\n' + line(2) + "{\n" + line(3)[:-1])
    found, position = await everything(archives, path)
    path.write_text(path.read_text() + "\n" + line(4) + "{\n")
    assert found + (await everything(archives, path, position))[0] == [1, 2, 3, 4]
    told = [str(one["record"]) for one in journal.facts("record.passed_over")]
    assert [one.rpartition(" ")[2] for one in told] == ["3", "5", "8"]


async def test_of_endless_broken_lines_the_first_are_told(archives, journal, tmp_path):
    (tmp_path / "a.jsonl").write_text("{\n" * 500 + line(1))
    assert (await everything(archives, tmp_path))[0] == [1]
    assert len(journal.facts("record.passed_over")) == 100


async def test_a_packed_file_that_is_broken_is_told(archives, journal, tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(b"no gzip")
    (tmp_path / "b.jsonl").write_text(line(1))
    assert (await everything(archives, tmp_path))[0] == [1]
    assert "cannot be unpacked" in str(journal.facts("record.passed_over")[0]["reason"])


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere", Reason.UNREADABLE), ("nowhere.jsonl", Reason.NOT_FOUND)],
)
async def test_what_is_not_there_is_said(archives, tmp_path, name, reason):
    answer = await archives.take(archive(tmp_path / name), PollState())
    assert (answer.reason, answer.lasting) == (reason, False)


async def test_what_cannot_be_opened_is_said(archives, tmp_path):
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    answer = await archives.take(archive(tmp_path / "loop.jsonl"), PollState())
    assert (answer.reason, answer.detail) == (
        Reason.UNREADABLE,
        "Too many levels of symbolic links",
    )


def test_a_folder_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("monitor.adapters.replay.shelf.MOST_FILES", 2)
    for number in range(3):
        (tmp_path / f"{number}.jsonl").write_text(line(number))
    with pytest.raises(Unreadable, match="over 2 files"):
        read_on(str(tmp_path), None)
    assert MOST_FILES > 2


@pytest.mark.parametrize(
    ("name", "so"),
    [("", True), ("a.warc.gz", True), ("A.JSONL", True), ("a.json", False), ("a.html.gz", False)],
)
def test_archives_are_known_by_their_names(tmp_path, name, so):
    assert is_archive(str(tmp_path / name)) is so


async def test_archives_are_read_in_children(journal, tmp_path):
    (tmp_path / "a.warc").write_bytes(response(f"{URL}1"))
    archives = Archives(offload=ProcessOffload(workers=1), journal=journal)
    assert (await everything(archives, tmp_path))[0] == [1]
