"""Archives of articles (WARC, JSONL) as commands read them: whole, whatever their size."""

from collections.abc import Callable, Iterator

from monitor.adapters.clock import SystemClock
from monitor.adapters.replay.shelf import read_on
from monitor.dedupe.url import canonical
from monitor.errors import Unreadable, UsageError
from monitor.extract.enclosed import article_of_enclosed
from monitor.model.article import Article
from monitor.model.source import Candidate

Tell = Callable[[str, str], None]
"""Takes the place of a record that cannot be read, and why."""


def candidates_in(path: str, tell: Tell) -> Iterator[Candidate]:
    """Yield what the archive holds, in its order; raises `UsageError` if it cannot be opened."""
    position: str | None = None
    while True:
        try:
            batch = read_on(path, position)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or 'it cannot be read'}") from error
        for record, why in batch.passed:
            tell(record, why)
        yield from batch.candidates
        if batch.position == position:
            return
        position = batch.position


def articles_in(path: str, tell: Tell) -> Iterator[Article]:
    """Yield the articles of the archive; those without a text are told."""
    now = SystemClock().now()
    for candidate in candidates_in(path, tell):
        address = canonical(candidate.url) if candidate.url else None
        try:
            yield article_of_enclosed(candidate, canonical_url=address, seen_at=now, source=None)
        except Unreadable as error:
            tell(candidate.url or path, str(error))
