"""`monitor discover`: what a feed, sitemap, page, API or Telegram channel would yield."""

from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click

from monitor.adapters.replay.shelf import is_archive
from monitor.app.cli.archives import candidates_in
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
from monitor.app.cli.inputs import is_url, page_of
from monitor.discover.api import wrong_expression
from monitor.discover.api_offer import proposed_fields
from monitor.discover.listing import found_selector
from monitor.discover.offers import channel
from monitor.discover.reading import guess_kind, listed
from monitor.errors import Unreadable, UsageError
from monitor.model.page import Page
from monitor.model.source import Candidate, Fields, Listed, Source, SourceId, SourceKind

KINDS = tuple(k for k in SourceKind if k not in {SourceKind.MAILBOX, SourceKind.ARCHIVE})
"""Those that are pages."""
_NAMES = tuple(field.name for field in fields_of(Fields))


class Said(TypedDict):
    """What the user says of the page; None is found out."""

    base: str | None
    kind: str | None
    link: str | None
    select: str | None
    field: tuple[str, ...]


@click.command()
@click.argument("target")
@click.option("--base", help="The URL that links of a file are relative to.")
@click.option("--link", help="The CSS selector of a listing page's links; else they are found.")
@click.option("--select", help="The CSS selector of the part of a page that is watched.")
@click.option(
    "--field",
    multiple=True,
    metavar="NAME=EXPR",
    help=f"Where an API holds what, in JMESPath; NAME is {', '.join(_NAMES)} (may be repeated).",
)
@click.option(
    "--kind",
    type=click.Choice([str(k) for k in KINDS]),
    help="Read it as this kind instead of finding out.",
)
@FOLDER
@AS_JSON
def discover(target: str, folder: Path | None, as_json: bool, **said: Unpack[Said]) -> None:
    """Show what a page at a URL or in a FILE lists: a feed, a news sitemap, a listing, an API, a
    Telegram channel, or (--kind page) itself, watched for changes.

    One candidate a line, in document order; a URL is asked as the daemon would ask it. Of an
    archive (a WARC or JSONL file, or a folder of such) all articles are shown.
    """
    if said["kind"] is None and not is_url(target) and is_archive(target):
        _show(tuple(candidates_in(target, _tell_passed)), SourceKind.ARCHIVE, as_json=as_json)
        return
    offered = channel(target)
    page = page_of(offered.url if offered else target, lambda: configuration(folder))
    source = _source(page, target, said)
    found = listed(replace(page, url=source.url), source)
    _tell_further(source, found)
    if source.kind is SourceKind.LISTING and source.link is None:
        _tell_selector(replace(page, url=source.url))
    _show(found.candidates, source.kind, as_json=as_json)


def _show(found: tuple[Candidate, ...], kind: SourceKind, *, as_json: bool) -> None:
    if for_programs(as_json=as_json):
        print_json(map(candidate_record, found))
        return
    rows = [(c.url or "–", c.title or "–", str(c.published or "–")) for c in found]
    title = f"{counted(len(rows), 'candidate', 'candidates')} ({kind})"
    print_table(title, ("url", "title", "published"), rows)


def _tell_passed(record: str, why: str) -> None:
    complain(f"{record}: {why}")


def _tell_further(source: Source, found: Listed) -> None:
    if found.further and not found.candidates:
        lists = counted(len(found.further), "further list", "further lists")
        complain(f"{source.url}: it names {lists}: {' '.join(found.further)}")


def _tell_selector(page: Page) -> None:
    selector = found_selector(page)
    if selector is not None:
        complain(f"{page.url}: nearly the same links are named by --link {selector!r}")


def _source(page: Page, target: str, said: Said) -> Source:
    kind = _kind(page, target, said)
    given = _fields(said["field"])
    return Source(
        id=SourceId("command"),
        kind=kind,
        url=said["base"] or page.url,
        outlet=target,
        link=said["link"],
        select=said["select"],
        fields=given or (proposed_fields(page.body) if kind is SourceKind.API else None),
    )


def _kind(page: Page, target: str, said: Said) -> SourceKind:
    told = (
        (said["kind"], said["kind"]),
        (said["link"], SourceKind.LISTING),
        (said["select"], SourceKind.PAGE),
        (said["field"], SourceKind.API),
        (channel(target) or channel(page.url), SourceKind.TELEGRAM),
    )
    kind = next((kind for sign, kind in told if sign and kind), None)
    guessed = kind or guess_kind(page.body, page.content_type)
    if guessed is None and page.body.lstrip()[:1] in {b"{", b"["}:
        return SourceKind.API
    if guessed is None:
        raise Unreadable(f"{page.url}: this is no feed, no sitemap and no listing page")
    return SourceKind(guessed)


def _fields(written: tuple[str, ...]) -> Fields | None:
    """Return the fields of an API; raises `UsageError` for names and expressions that are none."""
    given: dict[str, str] = {}
    for one in written:
        name, sign, expression = one.partition("=")
        if not sign or name not in _NAMES:
            raise UsageError(f"--field {one}: write NAME=EXPR; NAME is {', '.join(_NAMES)}")
        if (wrong := wrong_expression(expression)) is not None:
            raise UsageError(f"--field {one}: {wrong}")
        given[name] = expression
    return Fields(**given) if given else None


def candidate_record(candidate: Candidate) -> dict[str, object]:
    """Return the candidate as a record; `text` is that of an article that its list encloses."""
    record: dict[str, object] = {
        "url": candidate.url,
        "title": candidate.title,
        "published": str(candidate.published) if candidate.published else None,
        "updated": str(candidate.updated) if candidate.updated else None,
        "kind": str(candidate.kind),
    }
    if candidate.enclosed is not None and not candidate.enclosed.html:
        record["text"] = candidate.enclosed.text
    return record
