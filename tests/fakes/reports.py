"""Reports of our own as articles, and what is remembered of them: for tests of likeness."""

from datetime import UTC, datetime

from monitor.dedupe.fingerprint import fingerprint
from monitor.model.article import Article, ArticleId, Fingerprint, Remembered, Sentence
from monitor.model.moment import Stamp

REPORT = (
    "The Northern Council pledged 90 billion crowns to Portavia on Friday.",
    "Its president, Aurel Vance, said so after a night of talks in Lindholm.",
    "The money is to be paid over two years, half of it as a grant and half as a loan.",
    "Portavia's mayor thanked the council and said that work on the quay would begin in January.",
    "She had asked for more, but called the sum a beginning that nobody had expected.",
    "The harbour handled most of the region's grain before the storm of last October.",
)
OTHER = (
    "Farmers of Sudmark drove their tractors to the capital on Monday to protest against tolls.",
    "The minister of transport said that he would listen, and left by the back door.",
    "A second march is planned for the week after, unless the tolls are lowered.",
)


def article(sentences: tuple[str, ...] | list[str], name: str = "mine") -> Article:
    """Return the sentences as an article."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Sentence(start=at, end=at + len(sentence)))
        at += len(sentence) + 1
    return Article(id=ArticleId(name), text=" ".join(sentences), sentences=tuple(spans))


def printed(*sentences: str) -> Fingerprint:
    """Return the fingerprint of the sentences."""
    return fingerprint(article(sentences))


def seen(
    *sentences: str,
    name: str = "first",
    url: str | None = None,
    day: int | None = 18,
    outlet: str | None = "Courier",
) -> Remembered:
    """Return what is remembered of an article of these sentences."""
    return Remembered(
        article=ArticleId(name),
        url=url,
        outlet=outlet,
        origin=f"origin of {name}",
        published=Stamp(at=datetime(2025, 12, day, tzinfo=UTC)) if day else None,
        fingerprint=printed(*sentences),
    )
