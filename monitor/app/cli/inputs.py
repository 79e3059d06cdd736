"""Where commands read from: files (packed or not), standard input, and single URLs."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.replay.shelf import WARC
from monitor.adapters.web import HttpWeb
from monitor.app.cli.archives import articles_in
from monitor.app.cli.base import complain
from monitor.app.config.settings import Configuration
from monitor.dedupe.url import canonical
from monitor.errors import BadRecord, Unreadable, UsageError
from monitor.extract.record import from_record
from monitor.model.article import Article
from monitor.model.page import FEED_BYTES, NotModified, Page, Request, Unavailable
from monitor.model.source import Source, SourceId, SourceKind

PACKED = ".gz"


def is_url(target: str) -> bool:
    """Return whether the target is to be fetched rather than opened."""
    return target.lower().startswith(("http://", "https://"))


def read_page(path: str) -> Page:
    """Return a file as a page; `.gz` is unpacked, and left out of its URL.

    Raises `Unreadable` if it cannot be opened or unpacked.
    """
    try:
        body = Path(path).read_bytes()
        if path.endswith(PACKED):
            body = gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"{path}: {detail}") from error
    url = path.removesuffix(PACKED)
    return Page(url=url, asked=url, body=body, fetched_at=SystemClock().now())


async def fetch_page(url: str, configuration: Configuration) -> Page:
    """Return the page at a URL, asked as the daemon would; raises `Unreadable` with the reason."""
    network = configuration.network
    async with guarded_client(
        allow=network.allow, proxy=network.proxy, ca_file=network.ca_file
    ) as client:
        web = HttpWeb(SystemClock(), client, contact=configuration.contact)
        source = Source(id=SourceId("command"), kind=SourceKind.FEED, url=url, outlet=url)
        answer = await web.get(Request(url=url, max_bytes=FEED_BYTES), source)
    match answer:
        case Page():
            return answer
        case NotModified():
            raise Unreadable(f"{url}: not modified, though not asked")
        case Unavailable(reason=reason, detail=detail):
            raise Unreadable(f"{url}: {reason}: {detail}")


class Records:
    """Articles of files, one at a time: records of JSON lines, and pages of WARC files; what is
    broken is told on stderr and counted. A folder stands for the archive in it.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = tuple(paths)
        self.broken = 0
        self.faults: list[str] = []

    def __iter__(self) -> Iterator[Article]:
        """Yield the articles in file order."""
        for path in self._paths:
            if path.lower().endswith(WARC) or Path(path).is_dir():
                yield from articles_in(path, self._tell)
            else:
                yield from self._records(path)

    def _records(self, path: str) -> Iterator[Article]:
        for number, line in enumerate(_lines(path), start=1):
            article = self._article(line, f"{path}:{number}") if line.strip() else None
            if article is not None:
                yield article

    def _article(self, line: bytes, where: str) -> Article | None:
        try:
            return from_record(_object(line), canonical=canonical)
        except BadRecord as error:
            self._tell(where, str(error))
            return None

    def _tell(self, where: str, what: str) -> None:
        self.broken += 1
        self.faults.append(f"{where}: {what}")
        complain(self.faults[-1])


def _object(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise BadRecord("not a JSON object")
    return record


def _lines(path: str) -> Iterator[bytes]:
    """Yield the lines of a file, `.gz` unpacked, `-` for standard input."""
    try:
        if path == "-":
            yield from sys.stdin.buffer
        elif path.endswith(PACKED):
            with gzip.open(path) as packed:
                yield from packed
        else:
            with Path(path).open("rb") as plain:
                yield from plain
    except (OSError, EOFError, zlib.error) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path}: {detail}") from error
