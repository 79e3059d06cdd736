"""Articles of the archive as records, tables and pages for a reader."""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.adapters.archive.looking import CLOSES, OPENS, Match, Status
from monitor.adapters.archive.rows import Kept
from monitor.app.cli.base import counted, print_table
from monitor.app.config.settings import Retention
from monitor.errors import UsageError
from monitor.extract.clean import clean_line, clean_text, without_unseen
from monitor.extract.record import to_record
from monitor.model.moment import rfc3339

Record = dict[str, object]

COLUMNS = (
    "id",
    "url",
    "outlet",
    "family",
    "credit",
    "authors",
    "published",
    "updated",
    "title",
    "language",
    "source",
    "read",
    "likeness",
    "of",
    "version",
    "notes",
    "text",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_LINE = 300
_UNITS = (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3))
_PART = ".part"


def kept_record(kept: Kept) -> Record:
    """Return the article's record, with where, when and as what it was read."""
    more = {
        "source": kept.source,
        "read": rfc3339(kept.read_at),
        "likeness": kept.likeness,
        "of": kept.of,
        "version": kept.version,
    }
    known = {name: value for name, value in more.items() if value is not None}
    return {**to_record(kept.article), **known}


def match_record(match: Match) -> Record:
    """Return what was found: the record without its text, and the words found within it."""
    record = kept_record(match.kept)
    del record["text"]
    return {**record, "snippet": match.snippet.replace(OPENS, "").replace(CLOSES, "")}


def status_record(path: Path, status: Status, kept: Retention) -> Record:
    """Return how full the archive is, as a record."""
    return {
        "file": str(path),
        "articles": status.articles,
        "versions": status.versions,
        "bytes": status.bytes,
        "most_bytes": kept.archive_size,
        "days": kept.archive.total_seconds() / 86_400,
        "free": status.free,
        "oldest": _at(status.oldest),
        "newest": _at(status.newest),
        "sources": [
            {
                "source": one.source,
                "versions": one.versions,
                "oldest": rfc3339(one.oldest),
                "newest": rfc3339(one.newest),
            }
            for one in status.sources
        ],
    }


def print_status(path: Path, status: Status, kept: Retention) -> None:
    """Print how full the archive is, for a reader."""
    click.echo(f"{path}")
    click.echo(
        f"{counted(status.articles, 'article', 'articles')} in "
        f"{counted(status.versions, 'version', 'versions')}, {written(status.bytes)} of at most "
        f"{written(kept.archive_size)}; {written(status.free)} of the disk are free"
    )
    if not kept.archive:
        click.echo("retention.archive is 0d: nothing more is archived")
    rows = [
        (one.source or "–", str(one.versions), _minute(one.oldest), _minute(one.newest))
        for one in sorted(status.sources, key=lambda one: -one.versions)
    ]
    print_table("by source", ("source", "versions", "first read", "last read"), rows)


def written(size: int) -> str:
    """Return so many bytes in words."""
    for unit, bytes_ in _UNITS:
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{size} bytes"


def print_matches(found: tuple[Match, ...]) -> None:
    """Print what was found as a table, the words marked."""
    table = Table(
        title=counted(len(found), "article", "articles"),
        title_justify="left",
        header_style="bold",
        show_lines=True,
    )
    for column in ("published", "outlet", "article", "id"):
        table.add_column(column, overflow="fold")
    for match in found:
        article = match.kept.article
        about = Text()
        about.append(_line(article.title or article.url or "") + "\n", style="bold")
        about.append_text(_marked(match.snippet))
        told = str(article.published) if article.published else ""
        table.add_row(Text(told[:16]), Text(_line(article.outlet or "")), about, Text(article.id))
    Console().print(table)


def print_version(kept: Kept) -> None:
    """Print one version of an article whole."""
    article = kept.article
    click.secho(_line(article.title or article.url or article.id), bold=True)
    facts = (article.outlet, ", ".join(article.authors), article.credit, article.language)
    dates = (
        ("published", str(article.published) if article.published else None),
        ("updated", str(article.updated) if article.updated else None),
        ("read", rfc3339(kept.read_at)),
    )
    said = [*facts, *(f"{name} {at}" for name, at in dates if at)]
    click.echo(_line(" · ".join(fact for fact in said if fact)))
    beside = f"{kept.likeness} of {kept.of}" if kept.of else kept.likeness
    click.echo(_line(" · ".join(fact for fact in (article.id, beside, article.url) if fact)))
    click.echo(f"\n{without_unseen(clean_text(article.text))}\n")


def print_versions(versions: tuple[Kept, ...]) -> None:
    """Print which versions there are."""
    rows = [
        (
            rfc3339(one.read_at.replace(microsecond=0)),
            one.article.id,
            one.likeness,
            str(len(one.article.text)),
            _line(one.article.title or ""),
        )
        for one in versions
    ]
    title = counted(len(versions), "version", "versions")
    print_table(title, ("read", "id", "likeness", "characters", "title"), rows)


def _line(text: str) -> str:
    return clean_line(text, _LONGEST_LINE)


def _at(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment is not None else None


def _minute(moment: datetime) -> str:
    return rfc3339(moment)[:16]


def _marked(snippet: str) -> Text:
    """Return the words around what was found, harmless for a terminal, with marks on it."""
    marked = Text()
    for number, part in enumerate(snippet.split(OPENS)):
        found, _, after = part.partition(CLOSES) if number else ("", "", part)
        marked.append(_words(found), style="bold yellow")
        marked.append(_words(after))
    return marked


def _words(text: str) -> str:
    return without_unseen(clean_text(text)).replace("\n", " ")


def write_jsonl(articles: Iterable[Kept], out: Path | None) -> None:
    """Write article records, one a line."""
    with _opened(out) as stream:
        for kept in articles:
            stream.write(json.dumps(kept_record(kept), ensure_ascii=False) + "\n")


def write_csv(articles: Iterable[Kept], out: Path | None) -> None:
    """Write a table with a header, lists joined by semicolons, and nothing that a spreadsheet
    would run.
    """
    with _opened(out) as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for kept in articles:
            record = kept_record(kept)
            rows.writerow([_cell(record.get(column)) for column in COLUMNS])


def _cell(value: object) -> str:
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return f"'{words}" if words.startswith(_FORMULA) else words


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    """Give where to write; a file appears under its name when it is whole."""
    if out is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    part = out.with_name(out.name + _PART)
    try:
        with (
            gzip.open(part, "wb") if out.name.endswith(".gz") else part.open("wb") as raw,
            io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream,
        ):
            yield stream
        part.replace(out)
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
