"""`monitor sources import` and `export`: lists of feeds, as feed readers exchange them."""

import re
import sys
from pathlib import Path

import rich_click as click

from monitor.app.adding import proposed_id
from monitor.app.cli.base import AS_JSON, FOLDER, complain, configuration, counted, print_json
from monitor.app.config.entries import Entry, add, line
from monitor.app.telemetry.redaction import redacted
from monitor.dedupe.url import canonical
from monitor.discover.opml import Outline, opml, outlines
from monitor.errors import UsageError
from monitor.fetch.pace import host_key
from monitor.model.source import Source, SourceKind

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""Readers write other things there too, such as "unknown" or "English"."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--disabled", is_flag=True, help="Write them with `enabled: false`.")
@click.option("--dry-run", is_flag=True, help="Show the entries and write nothing.")
@FOLDER
@AS_JSON
def import_opml(
    file: Path, disabled: bool, dry_run: bool, folder: Path | None, as_json: bool
) -> None:
    """Add the feeds of an OPML FILE to sources.yaml; those that are there already are left out.

    `monitor check --online` asks each of them once.
    """
    settings = configuration(folder)
    known = {canonical(source.url) for source in settings.sources}
    taken = {str(source.id) for source in settings.sources}
    listed = outlines(file.read_bytes())
    fresh = [outline for outline in listed if canonical(outline.feed) not in known]
    entries = [_entry(outline, taken, disabled=disabled) for outline in fresh]
    written = str(add(settings.folder, entries)) if entries and not dry_run else None
    if as_json:
        print_json([{"entry": dict(entry), "written": written} for entry in entries])
        return
    for entry in entries:
        click.echo(f"  {line(entry)}")
    told = f"{counted(len(entries), 'feed', 'feeds')} of {len(listed)}"
    there = (
        f"; {len(listed) - len(entries)} were there already" if len(entries) < len(listed) else ""
    )
    if written is None:
        click.echo(f"{told} would be added{there}")
    else:
        click.echo(f"{told} added to {written}{there}; restart the daemon to use them")


def _entry(outline: Outline, taken: set[str], *, disabled: bool) -> Entry:
    """Return the entry of a feed, under a name that is taken from now on."""
    name = proposed_id(outline.site or outline.feed, frozenset(taken))
    taken.add(name)
    entry: dict[str, str | bool] = {
        "id": name,
        "feed": outline.feed,
        "outlet": outline.title or host_key(outline.feed),
    }
    if _LANGUAGE.fullmatch(outline.language or ""):
        entry["language"] = str(outline.language)
    if disabled:
        entry["enabled"] = False
    return entry


@click.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@FOLDER
def export_opml(out: Path | None, folder: Path | None) -> None:
    """Write the feeds of sources.yaml as OPML 2.0, for a feed reader.

    Other kinds of source, and feeds whose address holds a secret, cannot be told that way; they are
    named on stderr.
    """
    settings = configuration(folder)
    told = [source for source in settings.sources if _tellable(source)]
    for source in settings.sources:
        if source not in told:
            complain(f"left out: {source.id} ({_obstacle(source)})")
    content = opml(
        (
            Outline(feed=source.url, title=source.outlet, language=source.language)
            for source in told
        ),
        heading="Sources of monitor",
    )
    if out is None:
        sys.stdout.write(content.decode("utf-8"))
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror}") from error
    click.echo(f"{counted(len(told), 'feed', 'feeds')} written to {out}")


def _tellable(source: Source) -> bool:
    return source.kind is SourceKind.FEED and redacted(source.url) == source.url


def _obstacle(source: Source) -> str:
    return "its address holds a secret" if source.kind is SourceKind.FEED else str(source.kind)
