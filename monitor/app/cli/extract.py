"""`monitor extract`: from pages to article records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import anyio
import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.replay.shelf import WARC
from monitor.app.cli.archives import Tell, candidates_in
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    for_programs,
    print_json,
)
from monitor.app.cli.inputs import fetch_page, is_url, read_page
from monitor.app.cli.progress import watched
from monitor.app.config.settings import Configuration
from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.contents import contents
from monitor.extract.enclosed import article_of_enclosed
from monitor.extract.record import to_record
from monitor.model.article import Article
from monitor.model.identifiers import article_id
from monitor.model.source import Candidate

AT_ONCE = 2

Record = dict[str, object]
Target = str | Candidate
"""A URL, a file, or a page of an archive."""


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="URL|FILE...")
@FOLDER
@AS_JSON
@click.pass_context
def extract(
    context: click.Context, targets: Sequence[str], folder: Path | None, as_json: bool
) -> None:
    """Read pages (files, `.gz` too, or URLs) and write one article record a line, in that order.

    Of a WARC file each page is read; of a live blog each entry gives a line, oldest first, as the
    daemon judges each by itself. A page that cannot be read gives a line with `error` and `detail`,
    and exit code 1 at the end.
    """
    settings = configuration(folder) if any(map(is_url, targets)) else None
    show = _print_record if for_programs(as_json=as_json) else _print_text
    broken = anyio.run(_extract_all, targets, settings, show)
    context.exit(1 if broken else 0)


async def _extract_all(
    targets: Sequence[str], settings: Configuration | None, show: Callable[[Record], None]
) -> int:
    """Show the records of the targets in order; return how many could not be read."""
    offload = ProcessOffload(workers=AT_ONCE)
    passed: list[str] = []

    def tell(record: str, why: str) -> None:
        passed.append(record)
        complain(f"{record}: {why}")

    broken = 0
    packed = any(map(_is_packed, targets))
    total = None if packed else len(targets)
    pages = watched(_pages(targets, tell), total=total, what="reading pages")
    while some := tuple(islice(pages, AT_ONCE)):
        records: dict[int, list[Record]] = {}

        async def read(number: int, page: Target, into: dict[int, list[Record]]) -> None:
            into[number] = await _records(page, offload, settings)

        async with anyio.create_task_group() as group:
            for number, page in enumerate(some):
                group.start_soon(read, number, page, records)
        for number in sorted(records):
            broken += "error" in records[number][0]
            for record in records[number]:
                show(record)
    return broken + len(passed)


def _pages(targets: Sequence[str], tell: Tell) -> Iterator[Target]:
    """Yield the targets, and instead of a WARC file the pages in it."""
    for target in targets:
        if _is_packed(target):
            yield from candidates_in(target, tell)
        else:
            yield target


def _is_packed(target: str) -> bool:
    return not is_url(target) and target.lower().endswith(WARC)


async def _records(
    target: Target, offload: ProcessOffload, settings: Configuration | None
) -> list[Record]:
    """Return the article records of a target, or the record of why it cannot be read."""
    url = (target.url or "") if isinstance(target, Candidate) else target.removesuffix(".gz")
    try:
        if isinstance(target, Candidate):
            return [to_record(await _of_archive(target, offload))]
        fetched = is_url(target)
        page = await fetch_page(target, settings) if fetched and settings else read_page(target)
        told = await offload.run(contents, page, canonical=canonical, hints=None, source=None)
    except Unreadable as error:
        return [{"url": url, "error": "unreadable", "detail": str(error)}]
    except Exception as error:  # noqa: BLE001 - a bug that one page meets must not cost the others
        return [{"url": url, "error": "failed", "detail": repr(error)}]
    if told.articles[0].entry:
        return [to_record(entry) for entry in told.articles]
    (read,) = told.articles
    own = article_id(canonical(page.url) if fetched else None, read.text)
    return [{**to_record(replace(read, id=own)), "url": page.url}]


async def _of_archive(candidate: Candidate, offload: ProcessOffload) -> Article:
    return await offload.run(
        article_of_enclosed,
        candidate,
        canonical_url=canonical(candidate.url or ""),
        seen_at=SystemClock().now(),
        source=None,
    )


def _print_record(record: Record) -> None:
    print_json([record])


def _print_text(record: Record) -> None:
    if "error" in record:
        url, detail = str(record["url"]), str(record["detail"])
        click.secho(detail if detail.startswith(url) else f"{url}: {detail}", fg="red")
        return
    about = [record.get(field) for field in ("outlet", "published", "language")]
    click.secho(str(record.get("title") or record["url"]), bold=True)
    click.echo(" · ".join(str(fact) for fact in about if fact))
    click.echo(f"\n{record['text']}\n")
