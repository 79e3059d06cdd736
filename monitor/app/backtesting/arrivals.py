"""The articles of a replay in the order in which they arrive, however many there are."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from monitor.adapters.spool import Spool
from monitor.model.article import Article

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""When articles without any date before them arrive."""


class Arrivals:
    """Articles with their arrivals, oldest first, ties in the given order. Where none is given, an
    article arrives when it was published; one without a date with the one before it. They lie in
    the spool.
    """

    def __init__(self, articles: Iterable[tuple[datetime | None, Article]], spool: Spool) -> None:
        self._spool = spool
        self._places = sorted(self._put(articles), key=lambda place: place[0])

    def _put(
        self, articles: Iterable[tuple[datetime | None, Article]]
    ) -> Iterator[tuple[datetime, int]]:
        before = BEGINNING
        for at, article in articles:
            if at is not None:
                before = at
            elif article.published is not None:
                before = article.published.at
            yield before, self._spool.put(article)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[tuple[datetime, Article]]:
        """Yield each with its arrival."""
        for at, place in self._places:
            yield at, self._spool.at(place)
