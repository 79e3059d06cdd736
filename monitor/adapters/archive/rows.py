"""An article as a row of the archive, and back."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import assert_never

from monitor.adapters.archive.shape import inflated, packed
from monitor.model.article import Article, ArticleId, Copy, Likeness, Original, Revision
from monitor.model.moment import Stamp
from monitor.ports import Archived

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

Value = str | int | bytes | None


def milliseconds(moment: datetime) -> int:
    """Return the moment in milliseconds since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


def moment(stored: int) -> datetime:
    """Return the moment that these milliseconds mean."""
    return _EPOCH + stored * _MILLISECOND


def version_of(article: Article) -> str:
    """Return 32 hex digits: a hash of title and text, another one for each version of a page."""
    said = f"{article.title or ''}\n{article.text}"
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def to_row(archived: Archived) -> dict[str, Value]:
    """Return the values of the row by column; `told` is when it was published, else read."""
    article, read = archived.article, milliseconds(archived.read_at)
    kind, of = _likeness(archived.likeness)
    published = milliseconds(article.published.at) if article.published else read
    row: dict[str, Value] = {
        "id": article.id,
        "hash": version_of(article),
        "read": read,
        "told": min(published, read),
        "source": archived.source,
        "outlet": article.outlet,
        "family": article.family,
        "credit": article.credit,
        "language": article.language,
        "published": str(article.published) if article.published else None,
        "updated": str(article.updated) if article.updated else None,
        "likeness": kind,
        "likeness_of": of,
        "page": archived.page,
        "url": article.url,
        "authors": json.dumps(article.authors) if article.authors else None,
        "notes": json.dumps(article.notes) if article.notes else None,
        "title": article.title,
    }
    sound = {name: _sound(value) for name, value in row.items()}
    return {**sound, "text": packed(article.text)}


def _sound(value: Value) -> Value:
    """Return text without lone surrogates, which SQLite does not take."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _likeness(likeness: Likeness) -> tuple[str, str | None]:
    match likeness:
        case Original():
            return "original", None
        case Copy(of=of):
            return "copy", of
        case Revision(of=of):
            return "revision", of
        case _:
            assert_never(likeness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article as the archive gives it back: without its sentences, which its text tells.

    `likeness`: original, copy or revision, `of` whose. `version`: the hash of its title and text.
    """

    article: Article
    version: str
    likeness: str
    of: str | None
    page: str | None
    source: str | None
    read_at: datetime


def from_row(row: sqlite3.Row) -> Kept:
    """Return the article of a whole row."""
    return Kept(
        article=Article(
            id=ArticleId(row["id"]),
            text=inflated(row["text"]),
            url=row["url"],
            outlet=row["outlet"],
            family=row["family"],
            credit=row["credit"],
            authors=tuple(json.loads(row["authors"] or "[]")),
            published=_stamp(row["published"]),
            updated=_stamp(row["updated"]),
            title=row["title"],
            language=row["language"],
            notes=tuple(json.loads(row["notes"] or "[]")),
        ),
        version=row["hash"],
        likeness=row["likeness"],
        of=row["likeness_of"],
        page=row["page"],
        source=row["source"],
        read_at=moment(row["read"]),
    )


def _stamp(stored: str | None) -> Stamp | None:
    if stored is None:
        return None
    at = datetime.fromisoformat(stored)
    return Stamp(at=at) if at.tzinfo else Stamp.of_day(at.date())
