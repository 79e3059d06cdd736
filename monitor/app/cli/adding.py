"""`monitor sources add`: find out what a source at an address is, show it, and write its entry."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, Unpack

import anyio
import rich_click as click

from monitor.app.adding import Adding, Finding, Trial, proposed_id
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
from monitor.app.cli.inputs import is_url
from monitor.app.config.entries import Entry, add, line
from monitor.app.config.settings import Configuration
from monitor.app.sampling import looking_at
from monitor.app.telemetry.redaction import redacted
from monitor.dedupe.url import canonical
from monitor.errors import UsageError
from monitor.fetch.pace import host_key
from monitor.model.source import Candidate, Fields, Source, SourceId, SourceKind

SHOWN = 10
_OF_MANY = frozenset({SourceKind.MAILBOX, SourceKind.ARCHIVE})
"""Kinds that hold articles of many outlets: one of them does not name the source."""
_OF_THE_PAGE = "--kind listing takes the links of the page itself, --kind page watches its text"
BY_URL = (
    SourceKind.FEED,
    SourceKind.SITEMAP,
    SourceKind.LISTING,
    SourceKind.PAGE,
    SourceKind.TELEGRAM,
)


class Said(TypedDict):
    """What the user says of the source; None is found out."""

    name: str | None
    outlet: str | None
    family: str | None
    language: str | None
    every: str | None
    kind: str | None
    password_file: str | None
    link: str | None
    select: str | None


@click.command("add")
@click.argument("url")
@click.option("--id", "name", help="How the source is to be known. Default: after its host.")
@click.option("--outlet", help="The outlet's name. Default: as its pages call it.")
@click.option("--family", help="The publisher, where several outlets have the same.")
@click.option("--language", help="Language of its articles. Default: that of one of them.")
@click.option("--every", help="How often to ask it, such as 5m. Default: that of monitor.yaml.")
@click.option(
    "--kind", type=click.Choice([str(k) for k in BY_URL]), help="Do not find out: it is this."
)
@click.option("--password-file", help="File that holds the password of a mailbox.")
@click.option("--link", help="CSS selector of the links of a listing, or of a mailbox's mails.")
@click.option("--select", help="CSS selector of the part of a page that is watched.")
@click.option("--yes", is_flag=True, help="Write the entry without asking.")
@FOLDER
@AS_JSON
def add_source(
    url: str, yes: bool, folder: Path | None, as_json: bool, **said: Unpack[Said]
) -> None:
    """Find out what is at URL, show what it would take in, and write it to sources.yaml.

    URL is a site's page, a feed, a news sitemap, a section page, an API or a Telegram channel; it
    may be a mailbox (imaps://user@host) or an archive (a file or folder of WARC or JSONL) too.
    Nothing is written before you agree, on a terminal or by --yes.
    """
    settings = configuration(folder)
    wish = _wish(url, settings, said)
    finding = anyio.run(_found, settings, wish, _kind(url, said), _progress())
    _refuse_known(finding.chosen.source, settings, asked=url)
    entry = _entry(finding, said, settings)
    written = yes and str(add(settings.folder, [entry]))
    if as_json:
        print_json([_record(finding, entry, written or None)])
        return
    _show(finding, entry, url)
    if not yes and sys.stdin.isatty() and click.confirm("Add it?", default=True):
        written = str(add(settings.folder, [entry]))
    if written:
        click.echo(f"added to {written}; restart the daemon to use it")
    else:
        click.echo("nothing was written: say --yes")


def _wish(url: str, settings: Configuration, said: Said) -> Source:
    """Return the source as it was asked for; raises `UsageError` for what cannot be one."""
    kind = _kind(url, said)
    if said["link"] is not None and kind not in {SourceKind.LISTING, SourceKind.MAILBOX}:
        raise UsageError("--link is for listings and mailboxes")
    if said["select"] is not None and kind is not SourceKind.PAGE:
        raise UsageError("--select is for --kind page")
    if (said["password_file"] is not None) != (kind is SourceKind.MAILBOX):
        raise UsageError("a mailbox needs --password-file, and nothing else has one")
    if said["name"] in {str(known.id) for known in settings.sources}:
        raise UsageError(f"--id {said['name']}: there is a source of this id already")
    wish = Source(
        id=SourceId("add"),
        kind=kind or SourceKind.LISTING,
        url=str(Path(url).resolve()) if kind is SourceKind.ARCHIVE else url,
        outlet=url,
        link=said["link"],
        select=said["select"],
        password=_password(settings.folder, said["password_file"]),
        pace=settings.pace,
    )
    _refuse_known(wish, settings)
    return wish


def _kind(url: str, said: Said) -> SourceKind | None:
    """Return the kind that was said, or that the address shows by its form; None: find out."""
    if url.lower().startswith(("imap://", "imaps://")):
        return SourceKind.MAILBOX
    if not is_url(url):
        if Path(url).exists():
            return SourceKind.ARCHIVE
        raise UsageError(
            f"{url}: give an address that starts with https://, http:// or imaps://, or a file"
        )
    if said["link"] is not None and said["kind"] is None:
        return SourceKind.LISTING
    return SourceKind(said["kind"]) if said["kind"] is not None else None


def _password(folder: Path, file: str | None) -> str | None:
    """Return what the file holds, found from the configuration's folder as the daemon finds it."""
    if file is None:
        return None
    try:
        return (folder / file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{folder / file} cannot be read as a password: {error}") from error


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
        "password_file": said["password_file"],
        "link": source.link,
        "select": source.select,
        "fields": _expressions(source.fields),
        "outlet": said["outlet"] or told or finding.chosen.title or host_key(source.url),
        "family": said["family"],
        "language": said["language"] or (article.language if article is not None else None),
        "every": said["every"],
    }
    return {key: value for key, value in parts.items() if value is not None}


def _expressions(fields: Fields | None) -> dict[str, str] | None:
    """Return the expressions of an API's fields that are given."""
    if fields is None:
        return None
    return {key: value for key, value in asdict(fields).items() if value is not None}


def _show(finding: Finding, entry: Entry, asked: str) -> None:
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
    if not chosen.dated:
        complain("warning: it dates nothing: what it lists at first is taken as known")
    if _leads_elsewhere(asked, chosen.source):
        click.echo(_OF_THE_PAGE)
    click.echo(f"\n  {line(entry)}\n")


def _row(candidate: Candidate) -> tuple[str, str, str]:
    told = str(candidate.published or candidate.updated or "–")
    return candidate.title or "–", told, candidate.url or "–"


def _record(finding: Finding, entry: Entry, written: str | None) -> dict[str, object]:
    return {
        "entry": dict(entry),
        "written": written,
        "candidates": [candidate_record(c) for c in finding.chosen.candidates],
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
