"""What `monitor backtest` reads: files, standard input, or the archive of this machine."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.adapters.archive.looking import Sought, reading
from monitor.app.archiving import archive_file
from monitor.app.backtesting.digest import files_digest
from monitor.app.backtesting.running import Given
from monitor.app.cli.inputs import Records
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError
from monitor.extract.sentences import sentences
from monitor.model.article import Article

STANDARD = "-"
LASTING = timedelta(hours=1)
"""So long a run over a growing archive is taken again: lists are compared on the same articles."""

Arriving = tuple[datetime | None, Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, as moments, and as it was written."""

    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str | None, str | None] = (None, None)

    def holds(self, article: Article) -> bool:
        """Return whether the article was published in it; without a date it is in every span."""
        if article.published is None:
            return True
        at = article.published.at
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


def given(
    settings: Configuration, files: Sequence[str], span: Span, *, archive: bool, anew: bool = False
) -> Given:
    """Return the articles that the command is to replay; `anew`: up to now.

    Raises `UsageError` if files and the archive are both named.
    """
    if archive and files:
        raise UsageError("give files, or --archive, not both")
    if archive or (not files and sys.stdin.isatty()):
        return _archived(settings, span, anew=anew)
    paths = tuple(files) or (STANDARD,)
    records = Records(paths)
    once = STANDARD in paths
    known = None if once else files_digest(paths)
    return Given(
        articles=((None, article) for article in records if span.holds(article)),
        digest=known and f"files {known} {span.since} {span.until}",
        faults=lambda: records.faults,
    )


def _archived(settings: Configuration, span: Span, *, anew: bool) -> Given:
    path = archive_file(settings)
    sought = Sought(since=span.since, until=span.until)

    def articles() -> Iterator[Arriving]:
        with reading(path) as reader:
            for kept in reader.articles(sought):
                article = kept.article
                cut = sentences(article.text, article.language)
                at = None if article.published is not None else kept.read_at
                yield at, replace(article, sentences=cut)

    return Given(
        articles=articles(),
        digest=f"archive {path} {span.words}",
        lasting=timedelta(0) if anew else LASTING,
        archived=True,
    )
