"""The archive: every article as it was read, for search, back-tests and explanations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.model.article import Article, Likeness
from monitor.model.source import SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An article as it was read: what it was beside those before it, where it was found, and when.

    `page`: its canonical URL. `source` None: it came from no source that is configured.
    """

    article: Article
    likeness: Likeness
    page: str | None
    source: SourceId | None
    read_at: datetime


class Archive(Protocol):
    """Keeps what was read, beside the road: news never waits for it."""

    async def keep(self, archived: Archived) -> None:
        """Keep the article, each version of its title and text once; returns when it is on disk.

        Never raises: while nothing can be written it returns at once, and says why in the journal.
        """
        ...
