"""`monitor archive`: what this machine has read."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import rich_click as click

from monitor.adapters.archive.asking import question
from monitor.adapters.archive.looking import Reader, Sought, reading, size_of
from monitor.adapters.archive.retention import checkpoint, step
from monitor.adapters.archive.rows import Kept
from monitor.adapters.archive.writing import Writer
from monitor.adapters.clock import SystemClock
from monitor.app.archiving import archive_file, archive_limits, archives
from monitor.app.cli.archive_options import FILE, Filters, filtered, placed
from monitor.app.cli.archive_printing import (
    kept_record,
    match_record,
    print_matches,
    print_status,
    print_version,
    print_versions,
    status_record,
    write_csv,
    write_jsonl,
    written,
)
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    configuration,
    counted,
    for_programs,
    print_json,
)
from monitor.app.cli.progress import watched
from monitor.dedupe.url import canonical
from monitor.errors import UsageError

WRITERS: dict[str, Callable[[Iterable[Kept], Path | None], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
}


def _sought(words: Sequence[str], filters: Filters) -> Sought:
    asked = " ".join(words)
    return Sought(
        question=question(asked) if words else None,
        since=filters.since,
        until=filters.until,
        outlet=filters.outlet,
        source=filters.source,
        language=filters.language,
    )


@click.group()
def archive() -> None:
    """Search, export and look after the articles that this machine has read.

    All of it works while the daemon runs. Each machine archives what it read itself; `retention` in
    monitor.yaml says how long, and how much.
    """


@archive.command()
@click.argument("words", nargs=-1)
@filtered
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most."
)
@click.option("--best", is_flag=True, help="Those that fit best first, not those read last.")
@placed
@AS_JSON
def search(
    words: Sequence[str],
    filters: Filters,
    limit: int,
    best: bool,
    path: Path,
    as_json: bool,
) -> None:
    """Find articles by the WORDS of title and text; without any, those read last.

    All words must be there: peace talks. In this order: '"peace talks"'. Beginnings: 'sanction*'.
    Operators, written large: 'grain OR wheat', 'aid NOT loan', '(grain OR wheat) AND export'.
    In the title alone: title:ceasefire. Case and accents do not matter. Scripts that put no blanks
    between words (Chinese, Japanese, Thai) are found by the beginnings of whole passages alone.
    """
    sought = _sought(words, filters)
    with reading(path) as reader:
        found = reader.search(sought, limit=limit, best=best)
    if for_programs(as_json=as_json):
        print_json(map(match_record, found))
    else:
        print_matches(found)


@archive.command()
@click.argument("words", nargs=-1)
@filtered
@click.option(
    "--format",
    "format_",
    type=click.Choice(tuple(WRITERS)),
    default="jsonl",
    show_default=True,
    help="Article records, one a line, as backtest and detect read them; or a table.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, packed if it ends in .gz. Default: standard output.",
)
@placed
def export(
    words: Sequence[str],
    filters: Filters,
    format_: str,
    out: Path | None,
    path: Path,
) -> None:
    """Write all versions of the articles, or of those that WORDS and filters find, oldest first.

    In CSV a cell that begins as a formula would (= + - @) has a ' before it.
    """
    sought = _sought(words, filters)
    with reading(path) as reader:
        total = reader.count() if sought == Sought() else None
        WRITERS[format_](watched(reader.articles(sought), total=total, what="exporting"), out)


@archive.command()
@click.argument("target", metavar="ID|URL")
@click.option("--all", "every", is_flag=True, help="Show the text of every version.")
@placed
@AS_JSON
def show(target: str, every: bool, path: Path, as_json: bool) -> None:
    """Show an article: its text as it was read last, and its versions."""
    with reading(path) as reader:
        versions = _versions(reader, target)
    if for_programs(as_json=as_json):
        print_json(map(kept_record, versions))
        return
    for version in versions if every else versions[-1:]:
        print_version(version)
    if len(versions) > 1:
        print_versions(versions)


def _versions(reader: Reader, target: str) -> tuple[Kept, ...]:
    found = reader.versions(id_=target, page=canonical(target))
    if not found:
        raise UsageError(f"the archive holds no article {target}: give an id, or the URL of a page")
    return found


@archive.command()
@FOLDER
@FILE
@AS_JSON
def status(folder: Path | None, file: Path | None, as_json: bool) -> None:
    """Show how many articles there are, what they take, how old they are, and by source."""
    settings = configuration(folder)
    path = file or archive_file(settings)
    with reading(path) as reader:
        found = reader.status()
    if for_programs(as_json=as_json):
        print_json([status_record(path, found, settings.retention)])
    else:
        print_status(path, found, settings.retention)


@archive.command()
@FOLDER
@AS_JSON
def trim(folder: Path | None, as_json: bool) -> None:
    """Remove now what `retention.archive` and `retention.archive_size` do not keep.

    The daemon does so by itself, every minute; this is for when it does not run, or disk is short.
    """
    settings = configuration(folder)
    path = archive_file(settings)
    if not archives(settings):
        raise UsageError(
            f"retention.archive is 0d: nothing is archived. To be rid of what was, delete {path}"
        )
    with reading(path) as reader:
        total = reader.count()
    before = size_of(path)
    writer = Writer(path)
    removed = 0
    try:
        limits = archive_limits(settings, SystemClock().now())
        while (done := step(writer, limits)).more:
            removed += done.removed
        checkpoint(writer, wholly=True)
    finally:
        writer.close()
    freed = max(0, before - size_of(path))
    if for_programs(as_json=as_json):
        print_json([{"removed": removed, "kept": total - removed, "freed": freed}])
        return
    click.echo(f"{counted(removed, 'article', 'articles')} removed, {written(freed)} freed")
