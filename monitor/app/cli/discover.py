"""`monitor discover`: what a feed, sitemap or listing page would yield."""

from dataclasses import replace
from pathlib import Path

import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    counted,
    for_programs,
    print_json,
    print_table,
)
from monitor.app.cli.inputs import page_of
from monitor.discover.reading import guess_kind, listed
from monitor.errors import Unreadable, UsageError
from monitor.model.page import Page
from monitor.model.source import Candidate, Source, SourceId, SourceKind


@click.command()
@click.argument("target")
@click.option("--base", help="The URL that links of a file are relative to.")
@click.option("--link", help="The CSS selector of a listing page's links.")
@click.option(
    "--kind",
    type=click.Choice([str(k) for k in SourceKind]),
    help="Read it as this kind instead of finding out.",
)
@FOLDER
@AS_JSON
def discover(
    target: str,
    base: str | None,
    link: str | None,
    kind: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Show what a feed, news sitemap or listing page at a URL or in a FILE lists.

    One candidate a line, in document order; a URL is asked as the daemon would ask it.
    """
    page = page_of(target, lambda: configuration(folder))
    chosen = _kind(page, kind, link)
    source = Source(
        id=SourceId("command"), kind=chosen, url=base or page.url, outlet=target, link=link
    )
    found = listed(replace(page, url=source.url), source)
    if found.further and not found.candidates:
        lists = counted(len(found.further), "further list", "further lists")
        complain(f"{source.url}: it names {lists}: {' '.join(found.further)}")
    if for_programs(as_json=as_json):
        print_json(map(candidate_record, found.candidates))
        return
    rows = [(c.url or "–", c.title or "–", str(c.published or "–")) for c in found.candidates]
    title = f"{counted(len(rows), 'candidate', 'candidates')} ({chosen})"
    print_table(title, ("url", "title", "published"), rows)


def _kind(page: Page, kind: str | None, link: str | None) -> SourceKind:
    if kind is not None:
        return SourceKind(kind)
    if link is not None:
        return SourceKind.LISTING
    guessed = guess_kind(page.body, page.content_type)
    if guessed is None:
        raise Unreadable(f"{page.url}: this is no feed, no sitemap and no listing page")
    if guessed is SourceKind.LISTING:
        raise UsageError(f"{page.url}: for a listing page name its links: --link CSS")
    return guessed


def candidate_record(candidate: Candidate) -> dict[str, object]:
    """Return the candidate as a record."""
    return {
        "url": candidate.url,
        "title": candidate.title,
        "published": str(candidate.published) if candidate.published else None,
        "updated": str(candidate.updated) if candidate.updated else None,
        "kind": str(candidate.kind),
    }
