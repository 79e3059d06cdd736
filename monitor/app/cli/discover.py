"""`monitor discover`: what a feed, sitemap or listing page would yield."""

import sys
from pathlib import Path

import rich_click as click

from monitor.app.cli.base import FOLDER, configuration, print_json, print_table
from monitor.app.cli.inputs import page_of
from monitor.discover.reading import candidates, guess_kind
from monitor.errors import UsageError
from monitor.model.source import Candidate, SourceKind


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
def discover(
    target: str, base: str | None, link: str | None, kind: str | None, folder: Path | None
) -> None:
    """Show what a feed, news sitemap or listing page at a URL or in a FILE lists.

    One candidate a line, in document order; a URL is asked as the daemon would ask it.
    """
    page = page_of(target, lambda: configuration(folder))
    chosen = _kind(page.body, page.content_type, kind, link)
    found = candidates(chosen, page.body, base=base or page.url, link=link, charset=page.charset)
    if sys.stdout.isatty():
        rows = [(c.url or "–", c.title or "–", str(c.published or "–")) for c in found]
        print_table(f"{len(found)} candidates ({chosen})", ("url", "title", "published"), rows)
    else:
        print_json(map(candidate_record, found))


def _kind(body: bytes, content_type: str | None, kind: str | None, link: str | None) -> SourceKind:
    if kind is not None:
        return SourceKind(kind)
    if link is not None:
        return SourceKind.LISTING
    guessed = guess_kind(body, content_type)
    if guessed is None or guessed is SourceKind.LISTING:
        raise UsageError(
            "this is no feed and no sitemap; for a listing page name its links: --link CSS"
        )
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
