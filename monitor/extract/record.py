"""Article records: one JSON object an article, as the command line writes and reads them."""

from collections.abc import Callable, Mapping

from monitor.errors import BadRecord
from monitor.extract.clean import clean_text
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.dates import stamp
from monitor.model.identifiers import article_id
from monitor.model.moment import Stamp


def from_record(record: Mapping[str, object], *, canonical: Callable[[str], str]) -> Article:
    """Return the article of a record; `canonical` gives the canonical form of its URL.

    Offsets into `text` hold for the text as given. Raises `BadRecord` that names the field.
    """
    text = _words(record, "text")
    if text is None:
        raise BadRecord("text: is required")
    url = _words(record, "url") or None
    language = _words(record, "language")
    return Article(
        id=ArticleId(_words(record, "id") or article_id(canonical(url) if url else None, text)),
        text=text,
        sentences=sentences(text, language),
        url=url,
        outlet=_words(record, "outlet"),
        family=_words(record, "family"),
        credit=_words(record, "credit"),
        authors=_authors(record),
        published=_stamp(record, "published"),
        updated=_stamp(record, "updated"),
        title=_words(record, "title"),
        language=language,
        entry=record.get("entry") is True,
    )


def to_record(article: Article) -> dict[str, object]:
    """Return the record of the article; what is unknown is left out."""
    fields: dict[str, object] = {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "family": article.family,
        "credit": article.credit,
        "authors": list(article.authors) or None,
        "published": str(article.published) if article.published else None,
        "updated": str(article.updated) if article.updated else None,
        "title": article.title,
        "language": article.language,
        "entry": article.entry or None,
        "notes": list(article.notes) or None,
        "text": article.text,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _words(record: Mapping[str, object], field: str) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRecord(f"{field}: must be text, is {type(value).__name__}")
    return clean_text(value)


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadRecord("authors: must be a list of names")
    return tuple(clean_text(name) for name in names)


def _stamp(record: Mapping[str, object], field: str) -> Stamp | None:
    written = _words(record, field)
    if not written:
        return None
    found = stamp(written)
    if found is None:
        raise BadRecord(
            f"{field}: {written[:40]!r} is no date; write 2025-12-20 or 2025-12-20T09:30:00Z"
        )
    return found
