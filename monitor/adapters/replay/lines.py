"""JSONL: one article record a line (ARCHITECTURE §7), packed or not."""

import gzip
import json
import zlib
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

from monitor.adapters.replay.batch import Batch
from monitor.dedupe.url import canonical
from monitor.discover.enclosing import enclosed
from monitor.errors import BadRecord
from monitor.extract.record import from_record
from monitor.model.article import Article
from monitor.model.source import Candidate, SourceKind

LONGEST_LINE = 5_000_000
_PIECE = 1 << 20
_PACKING_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)


def read_lines(path: Path, batch: Batch, *, growing: bool) -> bool:
    """Read the file on from the batch's offset (of the unpacked bytes); return whether to its end.

    Where the end of the file breaks off in a line, it is left for when there is more of it; of a
    file that is not `growing`, that is told.
    """
    with _opened(path) as file:
        try:
            file.seek(batch.offset)
            return _read(file, batch, growing=growing)
        except _PACKING_BROKEN as error:
            if not (growing and isinstance(error, EOFError)):
                batch.pass_over(f"the rest of the file cannot be unpacked: {error}")
            return True


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _read(file: IO[bytes], batch: Batch, *, growing: bool) -> bool:
    while line := file.readline(LONGEST_LINE + 1):
        whole = line.endswith(b"\n")
        if len(line) > LONGEST_LINE:
            batch.pass_over(f"a line of over {LONGEST_LINE} bytes")
            whole = whole or _skip_line(file)
        elif line.strip():
            try:
                batch.take(candidate_of(line))
            except BadRecord as error:
                if whole or not growing:
                    batch.pass_over(str(error))
                if not whole:
                    return True
        batch.advance(file.tell(), lines=int(whole))
        if batch.full:
            return False
    return True


def _skip_line(file: IO[bytes]) -> bool:
    """Go to the end of the line; return whether it has one."""
    while piece := file.readline(_PIECE):
        if piece.endswith(b"\n"):
            return True
    return False


def candidate_of(line: bytes) -> Candidate:
    """Return the article of the line as it is listed; raises `BadRecord`."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise BadRecord("not a JSON object")
    return of_article(from_record(record, canonical=canonical))


def of_article(article: Article) -> Candidate:
    """Return the article as it is listed; one without an address gets one that names its text."""
    nameless = f"urn:sha256:{sha256(article.text.encode('utf-8', 'replace')).hexdigest()}"
    return Candidate(
        url=article.url or nameless,
        title=article.title,
        published=article.published,
        updated=article.updated,
        kind=SourceKind.ARCHIVE,
        enclosed=enclosed(
            article.text,
            outlet=article.outlet,
            family=article.family,
            credit=article.credit,
            authors=article.authors,
            language=article.language,
        ),
    )
