"""`monitor sources add`: find out what a source at an address is, show it, and write its entry."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import anyio
import rich_click as click

from monitor.app.adding import Adding, Finding, Trial, is_opened, proposed_id
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    counted,
    print_json,
    print_table,
)
from monitor.app.cli.discover import candidate_record
from monitor.app.cli.wishes import Wished, door, expressions, kind_of, wish, wished
from monitor.app.config.entries import Entry, add, line
from monitor.app.config.settings import Configuration
from monitor.app.preview import doubts
from monitor.app.sampling import looking_at
from monitor.app.telemetry.redaction import redacted
from monitor.dedupe.url import canonical
from monitor.errors import UsageError
from monitor.fetch.pace import host_key
from monitor.model.source import Candidate, Source, SourceKind

SHOWN = 10
_OF_MANY = frozenset({SourceKind.MAILBOX, SourceKind.ARCHIVE})
"""Kinds that hold articles of many outlets: one of them does not name the source."""
_OF_THE_PAGE = "--kind listing takes the links of the page itself, --kind page watches its text"

_LEFT_OUT = "what opens the door of URL is not sent there, and left out of the entry"


class Said(Wished):
    """What the user says of the source; None is found out."""

    name: str | None
    outlet: str | None
    family: str | None
    language: str | None
    every: str | None


@click.command("add")
@click.argument("url")
@click.option("--id", "name", help="How the source is to be known. Default: after its host.")
@click.option("--outlet", help="The outlet's name. Default: as its pages call it.")
@click.option("--family", help="The publisher, where several outlets have the same.")
@click.option("--language", help="Language of its articles. Default: that of one of them.")
@click.option("--every", help="How often to ask it, such as 5m. Default: that of monitor.yaml.")
@wished
@click.option("--yes", is_flag=True, help="Write the entry without asking.")
@FOLDER
@AS_JSON
def add_source(
    url: str, yes: bool, folder: Path | None, as_json: bool, **said: Unpack[Said]
) -> None:
    """Find out what is at URL, show what it would take in, and write it to sources.yaml.

    URL is a site's page, a feed, a news sitemap, a section page, an API or a Telegram channel; it
    may be a mailbox (imaps://user@host) or an archive (a file or folder of WARC or JSONL) too.
    What opens its door (--header, --cookies, --basic-user, --token-file) comes from files, found
    from the configuration folder: the entry names them, and only the origin of URL sees what they
    hold. Nothing is written before you agree, on a terminal or by --yes.
    """
    settings = configuration(folder)
    kind = kind_of(url, said)
    asked_for = _wish(url, kind, settings, said)
    finding = anyio.run(_found, settings, asked_for, kind, _progress())
    _refuse_known(finding.chosen.source, settings, asked=url)
    entry = _entry(finding, said, settings)
    written = yes and str(add(settings.folder, [entry]))
    if as_json:
        print_json([_record(finding, entry, _doubts(finding, said), written or None)])
        return
    _show(finding, url)
    for doubt in _doubts(finding, said):
        complain(f"note: {doubt}")
    click.echo(f"\n  {line(entry)}\n")
    if not yes and sys.stdin.isatty() and click.confirm("Add it?", default=True):
        written = str(add(settings.folder, [entry]))
    if written:
        click.echo(f"added to {written}; restart the daemon to use it")
    else:
        click.echo("nothing was written: say --yes")


def _wish(url: str, kind: SourceKind | None, settings: Configuration, said: Said) -> Source:
    """Return the source as it was asked for; raises `UsageError` for what cannot be one."""
    if said["name"] in {str(known.id) for known in settings.sources}:
        raise UsageError(f"--id {said['name']}: there is a source of this id already")
    source = wish(url, kind, said, settings)
    _refuse_known(source, settings)
    return source


def _refuse_known(source: Source, settings: Configuration, asked: str | None = None) -> None:
    known = next((s for s in settings.sources if canonical(s.url) == canonical(source.url)), None)
    if known is not None:
        told = f"{source.url} is a source already: {known.id}"
        elsewhere = asked is not None and _leads_elsewhere(asked, source)
        raise UsageError(f"{told}; {_OF_THE_PAGE}" if elsewhere else told)


def _leads_elsewhere(asked: str, source: Source) -> bool:
    """Return whether what was found for a page is not the page itself."""
    elsewhere = canonical(asked) != canonical(source.url)
    return elsewhere and source.kind in {SourceKind.FEED, SourceKind.SITEMAP}


async def _found(
    settings: Configuration, wish: Source, kind: SourceKind | None, told: Callable[[Trial], None]
) -> Finding:
    async with looking_at(settings) as looking:
        return await Adding(looking=looking, told=told).find_out(wish, kind=kind)


def _progress() -> Callable[[Trial], None]:
    def tell(trial: Trial) -> None:
        if sys.stderr.isatty():
            told = trial.problem or counted(len(trial.candidates), "entry", "entries")
            complain(f"  {trial.source.kind} {redacted(trial.source.url)} ({trial.why}): {told}")

    return tell


def _entry(finding: Finding, said: Said, settings: Configuration) -> Entry:
    source = finding.chosen.source
    article = finding.article if source.kind not in _OF_MANY else None
    taken = frozenset(str(s.id) for s in settings.sources)
    told = article.outlet if article is not None else None
    parts: dict[str, str | dict[str, str] | None] = {
        "id": said["name"] or proposed_id(source.url, taken),
        str(source.kind): source.url,
        **(door(said) if is_opened(source) else {}),
        "link": source.link,
        "select": source.select,
        "fields": expressions(source.fields),
        "outlet": said["outlet"] or told or finding.chosen.title or host_key(source.url),
        "family": said["family"],
        "language": said["language"] or (article.language if article is not None else None),
        "every": said["every"],
    }
    return {key: value for key, value in parts.items() if value is not None}


def _show(finding: Finding, asked: str) -> None:
    chosen, article = finding.chosen, finding.article
    count = counted(len(chosen.candidates), "entry", "entries")
    rows = [_row(c) for c in chosen.candidates[:SHOWN]]
    title = f"{chosen.source.kind} {redacted(chosen.source.url)} ({chosen.why}): {count}"
    print_table(title, ("title", "published", "url"), rows)
    if chosen.selector is not None:
        click.echo(f"nearly the same links are named by --link {chosen.selector!r}")
    if article is not None:
        click.echo(f"one of them: {article.title or '–'}")
        click.echo(f"  {article.url or 'no address'}")
        told = f"{article.outlet or 'no outlet named'}, {article.language or 'language unknown'}"
        click.echo(f"  {article.published or 'no date'}, {told}, {len(article.text)} characters")
        click.echo(f"  {article.text[:200]}…")
    elif finding.article_problem is not None:
        complain(f"warning: no article of it could be read: {finding.article_problem}")
    if _leads_elsewhere(asked, chosen.source):
        click.echo(_OF_THE_PAGE)


def _doubts(finding: Finding, said: Said) -> list[str]:
    """Return what is to be known before it is added."""
    chosen = finding.chosen
    told = list(doubts(chosen.preview))
    if finding.instead is not None:
        whole = redacted(finding.instead)
        told.append(f"this is the section alone; the whole site: monitor sources add {whole}")
    if door(said) and not is_opened(chosen.source):
        told.append(f"{redacted(chosen.source.url)} is of another origin: {_LEFT_OUT}")
    if not chosen.dated:
        told.append("it dates nothing: what it lists at first is taken as known")
    return told


def _row(candidate: Candidate) -> tuple[str, str, str]:
    told = str(candidate.published or candidate.updated or "–")
    return candidate.title or "–", told, candidate.url or "–"


def _record(
    finding: Finding, entry: Entry, told: list[str], written: str | None
) -> dict[str, object]:
    return {
        "entry": dict(entry),
        "written": written,
        "candidates": [candidate_record(c) for c in finding.chosen.candidates],
        "doubts": told,
        "tried": [
            {
                "kind": str(trial.source.kind),
                "url": trial.source.url,
                "entries": len(trial.candidates),
                "problem": trial.problem,
            }
            for trial in finding.trials
        ],
        "selector": finding.chosen.selector,
        "article": finding.article.url if finding.article is not None else None,
        "article_problem": finding.article_problem,
    }
