"""WARC files: what is a page in them, and what is broken in them."""

import gzip
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.adapters.replay.shelf import read_on
from monitor.adapters.replay.warc import LONGEST_HEADER, LONGEST_RECORD
from monitor.model.page import HTML_BYTES
from monitor.model.source import SourceKind
from tests.fakes.warcs import HTML, PAGE, packed, record, response

URL = "https://courier.example/"


def read(folder, content, *, name="a.warc", growing=False):
    (folder / name).write_bytes(content)
    if not growing:
        (folder / "z.jsonl").write_text("")
    return read_on(str(folder), None)


def urls(batch):
    return [candidate.url.removeprefix(URL) for candidate in batch.candidates]


def test_a_page_is_listed_undated_with_its_markup(tmp_path):
    (found,) = read(tmp_path, response(f"{URL}1", PAGE)).candidates
    assert (found.url, found.kind) == (f"{URL}1", SourceKind.ARCHIVE)
    assert (found.published, found.updated, found.title) == (None, None, None)
    assert found.enclosed.html
    assert found.enclosed.text == PAGE.decode()


def chunked(body):
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (HTML + b"Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        (HTML + b"Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
        (b"content-type: APPLICATION/XHTML+XML\r\n", PAGE),
        (b"Content-Type: text/html; charset=utf-16\r\n", PAGE.decode().encode("utf-16")),
    ],
)
def test_pages_are_unpacked_and_decoded(tmp_path, headers, body):
    (found,) = read(tmp_path, response(f"{URL}1", body, headers=headers)).candidates
    assert found.enclosed.text == PAGE.decode()


def test_pages_and_texts_that_were_kept_without_their_answer_are_read_too(tmp_path):
    page = record("resource", f"{URL}1", PAGE, b"text/html")
    text = record("conversion", f"{URL}2", b"The council met.", b"text/plain")
    first, second = read(tmp_path, page + text).candidates
    assert (first.enclosed.html, second.enclosed.html) == (True, False)
    assert second.enclosed.text == "The council met."


@pytest.mark.parametrize(
    "other",
    [
        response(f"{URL}0", headers=b"Content-Type: image/png\r\n"),
        response(f"{URL}0", headers=b"Content-Type: text/plain\r\n"),
        response(f"{URL}0", headers=b""),
        response(f"{URL}0", status=b"404 Not Found"),
        response("dns:courier.example"),
        response("javascript:alert(1)"),
        record("request", f"{URL}0", b"GET / HTTP/1.1\r\n\r\n", b"application/http"),
        record("metadata", f"{URL}0", PAGE, b"text/html"),
        record("resource", f"{URL}0", PAGE, b"image/png"),
    ],
)
def test_what_is_no_page_is_passed_over_in_silence(tmp_path, other):
    batch = read(tmp_path, response(f"{URL}1") + other + response(f"{URL}2"))
    assert (urls(batch), batch.passed) == (["1", "2"], [])


BAD = b"\x8b\x00\x80abc\x03"


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (response(f"{URL}0", BAD, headers=HTML + b"Content-Encoding: gzip\r\n"), "cannot be read"),
        (response(f"{URL}0", BAD, headers=HTML + b"Content-Encoding: br\r\n"), "cannot be read"),
        (response(f"{URL}0", b"x" * (HTML_BYTES + 1)), f"over {HTML_BYTES} bytes"),
        (
            response(
                f"{URL}0",
                gzip.compress(bytes(50_000_000)),
                headers=HTML + b"Content-Encoding: gzip\r\n",
            ),
            f"over {HTML_BYTES} bytes",
        ),
        (response(f"{URL}0", bytes(LONGEST_RECORD)), f"over {LONGEST_RECORD} bytes"),
        (response(f"{URL}0", headers=HTML + b"X: " + b"x" * LONGEST_HEADER), "cannot be read"),
    ],
)
@pytest.mark.parametrize("pack", [b"".join, lambda parts: packed(*parts)])
def test_a_page_that_cannot_be_read_costs_itself_alone(tmp_path, broken, why, pack):
    batch = read(tmp_path, pack([response(f"{URL}1"), broken, response(f"{URL}2")]))
    assert urls(batch) == ["1", "2"]
    ((place, reason),) = batch.passed
    assert why in reason
    assert place.startswith("a.warc:")


@pytest.mark.parametrize(
    "garbage",
    [
        b"garbage\r\n" * 5,
        b"WARC/1.0\r\nX: " + b"x" * (LONGEST_HEADER + 1) + b"\r\n\r\n",
        b"\x1f\x8b\x08 no gzip",
        b"x" * 3_000_000,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: nine\r\n\r\n",
    ],
)
@pytest.mark.parametrize("pack", [b"".join, lambda parts: packed(*parts)])
def test_after_garbage_the_next_record_is_found(tmp_path, garbage, pack):
    content = pack([response(f"{URL}1")]) + garbage + pack([response(f"{URL}2")])
    batch = read(tmp_path, content)
    assert urls(batch)[-1] == "2"
    assert urls(batch)[0] == "1"


def test_a_file_of_garbage_is_told_once_and_read_to_its_end(tmp_path):
    batch = read(tmp_path, b"\x00\xff" * 100_000)
    assert (len(batch.passed), batch.file) == (1, "z.jsonl")


@pytest.mark.parametrize("tail", [0, 5, 9, 12, 40, 120, -90])
@pytest.mark.parametrize("pack", [b"".join, lambda parts: packed(*parts)])
def test_the_end_of_a_growing_file_is_waited_for(tmp_path, pack, tail):
    first, second = pack([response(f"{URL}0")]), pack([response(f"{URL}1")])
    half = read(tmp_path, first + second[:tail], growing=True)
    (tmp_path / "a.warc").write_bytes(first + second)
    whole = read_on(str(tmp_path), half.position)
    assert (urls(half), half.passed) == (["0"], [])
    assert (urls(whole)[-1], whole.passed) == ("1", [])
    assert whole.offset == len(first + second)


def test_garbage_at_the_end_of_a_growing_file_is_waited_for_without_reading_twice(tmp_path):
    first = response(f"{URL}0")
    batch = read(tmp_path, first + b"garbage", growing=True)
    again = read_on(str(tmp_path), batch.position)
    assert (urls(batch), batch.offset) == (["0"], len(first))
    assert (urls(again), again.position) == ([], batch.position)


@pytest.mark.parametrize("records", [2, 40])
def test_a_file_that_was_packed_as_a_whole_is_told(tmp_path, records):
    pages = (response(f"{URL}{n}", b"<p>%d</p>" % n * 3_000) for n in range(records))
    batch = read(tmp_path, gzip.compress(b"".join(pages)), name="a.warc.gz")
    assert urls(batch) == ["0"]
    assert batch.file == "z.jsonl"
    assert any("record by record" in why or "breaks off" in why for _, why in batch.passed)


def test_a_page_that_holds_a_record_is_no_archive(tmp_path):
    planted = response(f"{URL}planted")
    content = response(f"{URL}0", PAGE + planted) + b"garbage\r\n" + response(f"{URL}1")
    assert urls(read(tmp_path, content)) == ["0", "1"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, 400),
    put=st.binary(max_size=20),
    at=st.integers(0, 700),
    pack=st.sampled_from([b"".join, lambda parts: packed(*parts)]),
)
def test_whatever_the_bytes_it_ends_at_the_end(tmp_path, cut, put, at, pack):
    whole = pack([response(f"{URL}{n}") for n in range(2)])
    batch = read(tmp_path, whole[:at] + put + whole[at + cut :])
    assert batch.file == "z.jsonl"


def test_a_file_of_blank_lines_has_nothing(tmp_path):
    batch = read(tmp_path, b"\r\n\r\n")
    assert (urls(batch), batch.passed, batch.file) == ([], [], "z.jsonl")


def test_a_last_record_whose_packing_is_broken_is_told(tmp_path):
    broken = bytearray(packed(response(f"{URL}2", PAGE * 50_000)))
    broken[len(broken) // 2 :][:0] = b"xxxx"
    broken[-2_000:] = b"x" * 2_000
    batch = read(tmp_path, packed(response(f"{URL}1")) + bytes(broken))
    assert (urls(batch), [why for _, why in batch.passed]) == (["1"], ["the record breaks off"])


def test_a_last_record_with_another_checksum_is_told(tmp_path):
    good = packed(response(f"{URL}2"))
    batch = read(tmp_path, packed(response(f"{URL}1")) + good[:-8] + bytes(8), name="a.warc.gz")
    assert urls(batch)[0] == "1"
    assert len(batch.passed) == 1


def test_what_is_queued_is_bounded(tmp_path):
    long = response(f"{URL}1", b"<p>" + b"word " * 200_000)
    (found,) = read(tmp_path, long).candidates
    assert found.enclosed.cut
    assert replace(found.enclosed, text="").html
