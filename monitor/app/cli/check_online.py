"""`monitor check --online`: what each source shows at one look."""

from collections.abc import Sequence
from datetime import timedelta

import anyio
import rich_click as click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.alert.render.harmless import line
from monitor.app.cli.base import counted, for_programs, print_json
from monitor.app.cli.progress import counting
from monitor.app.config.settings import Configuration
from monitor.app.sampling import Sample, sample_all
from monitor.app.telemetry.redaction import redacted
from monitor.model.health import span_words

_LONGEST = 300
_OLD = timedelta(days=7)
_COLUMNS = ("source", "kind", "entries", "newest", "robots", "time", "")


def ask_sources(settings: Configuration, *, as_json: bool) -> bool:
    """Show what each enabled source shows: a table for a reader, else each as it comes. Return
    whether all could be read.
    """
    in_table = not for_programs(as_json=as_json)
    samples: list[Sample] = []
    total = sum(source.enabled for source in settings.sources)
    with counting("asking sources", total=total) as advance:

        def told(sample: Sample) -> None:
            samples.append(sample)
            advance()
            if as_json:
                print_json([sample_record(sample)])
            elif not in_table:
                click.echo(sample_line(sample))

        anyio.run(sample_all, settings, told)
    if in_table:
        order = {str(source.id): place for place, source in enumerate(settings.sources)}
        samples.sort(key=lambda sample: order[sample.source])
        Console().print(samples_table(samples))
    return all(sample.problem is None for sample in samples)


def sample_record(sample: Sample) -> dict[str, object]:
    """Return the sample as a record; times are in seconds."""
    age = sample.age
    return {
        "source": sample.source,
        "url": redacted(sample.url),
        "entries": sample.entries,
        "newest": str(sample.newest) if sample.newest else None,
        "problem": redacted(sample.problem) if sample.problem is not None else None,
        "kind": sample.kind,
        "age": round(age.total_seconds()) if age is not None else None,
        "robots": sample.robots,
        "seconds": round(sample.took.total_seconds(), 3),
    }


def sample_line(sample: Sample) -> str:
    """Return the sample in a line."""
    if sample.problem is not None:
        return line(redacted(f"{sample.source}: {sample.problem} ({sample.url})"), _LONGEST)
    newest = f", newest {sample.newest}" if sample.newest else ", no dates"
    robots = f", robots.txt {sample.robots}" if sample.robots else ""
    entries = counted(sample.entries, "entry", "entries")
    return f"{sample.source}: {entries}{newest}, {sample.kind}{robots}, {_took(sample)}"


def samples_table(samples: Sequence[Sample]) -> Table:
    """Return the samples as a table, with what is wrong at the end of its row."""
    bad = sum(sample.problem is not None for sample in samples)
    read = f"{len(samples) - bad} of {counted(len(samples), 'source', 'sources')} can be read"
    table = Table(
        title=Text(read, "bold red" if bad else "bold green"),
        title_justify="left",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    for column in _COLUMNS:
        right = column in {"entries", "newest", "time"}
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for sample in samples:
        table.add_row(*_row(sample))
    return table


def _row(sample: Sample) -> tuple[Text, ...]:
    if sample.problem is not None:
        last = Text(line(redacted(sample.problem), _LONGEST), "red")
    else:
        last = Text("")
    refused = "red" if sample.robots == "refused" else ""
    return (
        Text(line(sample.source, _LONGEST), "red" if sample.problem is not None else "green"),
        Text(str(sample.kind or "")),
        Text(str(sample.entries or "")),
        _age(sample),
        Text(sample.robots or "", refused),
        Text(_took(sample), "dim"),
        last,
    )


def _age(sample: Sample) -> Text:
    """Return how old the newest entry is, yellow from a week on; a bare day has no hours."""
    if sample.newest is None or sample.age is None:
        return Text("no dates" if sample.entries else "", "yellow")
    of_today = sample.newest.whole_day and sample.newest.day == sample.asked_at.date()
    told = "today" if of_today else span_words(sample.age)
    return Text(told, "yellow" if sample.age >= _OLD else "")


def _took(sample: Sample) -> str:
    return f"{sample.took.total_seconds():.1f} s"
