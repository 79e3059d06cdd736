"""WARC: pages as crawlers keep them. The one door to fastwarc.

Its headers are bounded, and it passes over what is not asked for without building it. Each page is
read by itself, so that a broken one costs itself alone.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from os import SEEK_END
from pathlib import Path
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from monitor.adapters.replay.batch import Batch
from monitor.discover.enclosing import enclosed
from monitor.discover.titles import link
from monitor.errors import Unreadable
from monitor.extract.parsing import decoded
from monitor.fetch.charset import charset
from monitor.model.page import HTML_BYTES, Page
from monitor.model.source import Candidate, SourceKind

LONGEST_HEADER = 65_536
LONGEST_RECORD = 10_000_000
"""Bytes as they were received; what they unpack to is cut at the size of a page."""
_OK = 200
_PIECE = 1 << 20
_SMALL_PIECE = 1 << 14
"""Of what is packed: it may become a thousand times as long."""
_GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
_STARTS = (b"WARC/", _GZIP)
_HEAD_END = b"\r\n\r\n"
_LONGEST_START = max(map(len, _STARTS))
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_PAGES = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that may be a page: where it starts (bytes), and what its header says."""

    start: int
    length: int | None
    kind: WarcRecordType
    url: str | None


def read_warc(path: Path, batch: Batch, *, growing: bool) -> bool:
    """Read the file on from the batch's offset; return whether to its end.

    Where the end of the file breaks off in a record, it is left for when there is more of it; of a
    file that is not `growing`, that is told.
    """
    size = path.stat().st_size
    with path.open("rb") as scanned, path.open("rb") as read:
        while batch.offset < size:
            if _read_on(scanned, read, batch, growing=growing):
                return True
            if batch.full:
                return False
    return True


def _read_on(scanned: IO[bytes], read: IO[bytes], batch: Batch, *, growing: bool) -> bool:
    """Read records until the batch is full, the file ends (then True), or something is broken;
    then go to where the next one starts.
    """
    last: Found | None = None
    scanned.seek(batch.offset)
    try:
        for record in ArchiveIterator(scanned, parse_http=False, max_header_len=LONGEST_HEADER):
            found = _found(record)
            batch.advance(found.start)
            if last is not None:
                _take(read, last, batch)
                if batch.full:
                    return False
            last = found
    except OSError as error:
        if last is not None:
            _take(read, last, batch)
            batch.advance(_end(read, last) or last.start)
        return _passed_on(read, batch, error, growing=growing)
    return last is None or _finished(read, last, batch, growing=growing)


def _finished(file: IO[bytes], last: Found, batch: Batch, *, growing: bool) -> bool:
    """Take the last record of the file, if it is there to its end; the file was read then."""
    end = _end(file, last)
    if end is not None:
        _take(file, last, batch)
        batch.advance(end)
    elif not growing:
        batch.pass_over("the record breaks off")
    return True


def _passed_on(file: IO[bytes], batch: Batch, error: OSError, *, growing: bool) -> bool:
    """Go to where the next record may start; return whether the file ends without one."""
    start = _next_start(file, batch.offset + 1)
    ended = start == file.seek(0, SEEK_END)
    if not (ended and growing):
        batch.pass_over(f"no record: {error}")
    if not ended:
        batch.advance(start)
    return ended


def _found(record: WarcRecord) -> Found:
    said = record.headers.get("WARC-Target-URI") or ""
    return Found(
        start=record.stream_pos,
        length=record.content_length if "Content-Length" in record.headers else None,
        kind=record.record_type,
        url=link(said.strip("<>"), ""),
    )


def _next_start(file: IO[bytes], after: int) -> int:
    """Return where the next record may start, at or after the offset; the file's end if nowhere."""
    file.seek(after)
    kept = b""
    at = after
    while piece := file.read(_PIECE):
        window = kept + piece
        places = [place for start in _STARTS if (place := window.find(start)) >= 0]
        if places:
            return at + min(places)
        kept = window[-_LONGEST_START:]
        at += len(window) - len(kept)
    return file.tell()


def _end(file: IO[bytes], found: Found) -> int | None:
    """Return where the record ends; None if it breaks off."""
    file.seek(found.start)
    head = file.read(LONGEST_HEADER)
    if head.startswith(_GZIP):
        return _end_of_member(file, found.start)
    parted = head.find(_HEAD_END)
    if parted < 0 or found.length is None:
        return None
    end = found.start + parted + len(_HEAD_END) + found.length
    size = file.seek(0, SEEK_END)
    return min(end + len(_HEAD_END), size) if end <= size else None


def _end_of_member(file: IO[bytes], start: int) -> int | None:
    member = zlib.decompressobj(_GZIP_WINDOW)
    file.seek(start)
    try:
        while not member.eof and (piece := file.read(_SMALL_PIECE)):
            member.decompress(piece)
    except zlib.error:
        return None
    return file.tell() - len(member.unused_data) if member.eof else None


def _take(file: IO[bytes], found: Found, batch: Batch) -> None:
    """Add the page of the record, if it is one; one that cannot be read is told and passed over."""
    if found.kind not in _PAGES or found.url is None:
        return
    if found.length is None or found.length > LONGEST_RECORD:
        batch.pass_over(
            f"a record without a length, or of over {LONGEST_RECORD} bytes", found.start
        )
        return
    try:
        candidate = _candidate(file, found, found.url)
    except (OSError, ValueError, StopIteration, Unreadable) as error:
        batch.pass_over(f"the page cannot be read: {error}", found.start)
        return
    if candidate is not None:
        batch.take(candidate)


def _candidate(file: IO[bytes], found: Found, url: str) -> Candidate | None:
    """Return the page of the record, undated: when it was crawled says nothing of its news."""
    file.seek(found.start)
    if not file.read(_LONGEST_START).startswith(_STARTS):
        raise Unreadable("the file must be packed record by record, not as a whole")
    file.seek(found.start)
    records = ArchiveIterator(
        file,
        parse_http=found.kind is WarcRecordType.response,
        auto_decode="all",
        max_header_len=LONGEST_HEADER,
    )
    record = next(iter(records))
    content_type = _content_type(record)
    media = content_type.partition(";")[0].strip().lower()
    if media not in _MARKUP and (media != "text/plain" or record.is_http):
        return None
    body = record.reader.read(HTML_BYTES + 1)
    if len(body) > HTML_BYTES:
        raise Unreadable(f"the page has over {HTML_BYTES} bytes")
    page = Page(
        url=url,
        asked=url,
        body=body,
        charset=charset(content_type),
        fetched_at=_UNDATED,
    )
    return Candidate(
        url=url,
        kind=SourceKind.ARCHIVE,
        enclosed=enclosed(decoded(page), html=media in _MARKUP),
    )


def _content_type(record: WarcRecord) -> str:
    """Return what the record holds, of an answer of the web only if it is a page."""
    if not record.is_http:
        return record.headers.get("Content-Type") or ""
    answer = record.http_headers
    return (answer.get("Content-Type") or "") if answer.status_code == _OK else ""
