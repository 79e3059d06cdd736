"""`monitor extract`: from pages to article records."""

from collections.abc import Callable, Sequence
from pathlib import Path

import anyio
import rich_click as click

from monitor.adapters.offload import ProcessOffload
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, for_programs, print_json
from monitor.app.cli.inputs import fetch_page, is_url, read_page
from monitor.app.cli.progress import watched
from monitor.app.config.settings import Configuration
from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.extract.record import to_record

AT_ONCE = 2

Record = dict[str, object]


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="URL|FILE...")
@FOLDER
@AS_JSON
@click.pass_context
def extract(
    context: click.Context, targets: Sequence[str], folder: Path | None, as_json: bool
) -> None:
    """Read pages (files, `.gz` too, or URLs) and write one article record a line, in that order.

    A page that cannot be read gives a line with `error` and `detail`, and exit code 1 at the end.
    """
    settings = configuration(folder) if any(map(is_url, targets)) else None
    show = _print_record if for_programs(as_json=as_json) else _print_text
    broken = anyio.run(_extract_all, targets, settings, show)
    context.exit(1 if broken else 0)


async def _extract_all(
    targets: Sequence[str], settings: Configuration | None, show: Callable[[Record], None]
) -> int:
    """Show the record of each target in order; return how many could not be read."""
    offload = ProcessOffload(workers=AT_ONCE)
    broken = 0
    starts = range(0, len(targets), AT_ONCE)
    for start in watched(starts, total=len(starts), what="reading pages"):
        records: dict[int, Record] = {}

        async def read(number: int, into: dict[int, Record]) -> None:
            into[number] = await _record(targets[number], offload, settings)

        async with anyio.create_task_group() as group:
            for number in range(start, min(start + AT_ONCE, len(targets))):
                group.start_soon(read, number, records)
        for number in sorted(records):
            broken += "error" in records[number]
            show(records[number])
    return broken


async def _record(target: str, offload: ProcessOffload, settings: Configuration | None) -> Record:
    """Return the article record of a target, or the record of why it cannot be read."""
    try:
        if settings is not None and is_url(target):
            page = await fetch_page(target, settings)
            address: str | None = canonical(page.url)
        else:
            page, address = read_page(target), None
        read = await offload.run(article, page, canonical_url=address, hints=None, source=None)
    except Unreadable as error:
        return {"url": target.removesuffix(".gz"), "error": "unreadable", "detail": str(error)}
    except Exception as error:  # noqa: BLE001 - a bug that one page meets must not cost the others
        return {"url": target.removesuffix(".gz"), "error": "failed", "detail": repr(error)}
    return {**to_record(read), "url": page.url}


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
