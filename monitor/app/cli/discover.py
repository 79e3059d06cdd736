"""`monitor discover`: what a source of any kind would yield."""

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import anyio
import rich_click as click

from monitor.adapters.replay.shelf import is_archive
from monitor.app.adding import NO_FIELDS
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
from monitor.app.cli.inputs import is_url, read_page
from monitor.app.cli.wishes import Wished, door, given_fields, kind_of, wish, wished
from monitor.app.config.settings import Configuration
from monitor.app.preview import Preview, doubts, preview
from monitor.app.sampling import looking_at
from monitor.app.telemetry.redaction import redacted
from monitor.discover.api_offer import proposed_fields
from monitor.discover.listing import found_selector
from monitor.discover.offers import channel
from monitor.discover.reading import guess_kind, listed
from monitor.errors import Unreadable, UsageError
from monitor.model.page import FEED_BYTES, Page, Request, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source, SourceId, SourceKind
from monitor.pipeline.looking import Look, Looking

_NO_FILES = frozenset({SourceKind.MAILBOX, SourceKind.TELEGRAM})

_NOTHING = {
    SourceKind.FEED: "this feed has no entries now",
    SourceKind.SITEMAP: "this sitemap names no pages now",
    SourceKind.LISTING: "none of its links looks like one to an article: name them by --link CSS",
    SourceKind.PAGE: "it has nothing to watch: name its part by --select CSS",
    SourceKind.API: "its list is empty: if that is the wrong list, name another by --field list=…",
    SourceKind.MAILBOX: "there are no letters that its first poll would take",
    SourceKind.TELEGRAM: "it shows no posts: the channel is empty, or has no public page",
    SourceKind.ARCHIVE: "it holds no articles that can be read",
}
"""Why a place may list nothing, and what to do."""


class Said(Wished):
    """What the user says of the place; None is found out."""

    base: str | None


@click.command()
@click.argument("target", metavar="URL|FILE")
@click.option("--base", help="The URL that links of a file are relative to.")
@wished
@FOLDER
@AS_JSON
def discover(target: str, folder: Path | None, as_json: bool, **said: Unpack[Said]) -> None:
    """Show what a page at a URL or in a FILE lists: a feed, a news sitemap, a listing, an API, a
    Telegram channel, a mailbox (imaps://user@host), or (--kind page) itself, watched for changes.

    One candidate a line, in document order. A URL is asked as the daemon would ask it at its first
    poll, and shown as that poll takes it; what opens its door (--header, --cookies, --basic-user,
    --token-file) comes from files, and only its own origin sees it. Of an archive (a WARC or JSONL
    file, or a folder of such) all articles are shown.
    """
    if said["kind"] in {None, SourceKind.ARCHIVE} and not is_url(target) and is_archive(target):
        found = tuple(candidates_in(target, _tell_passed))
        if not found:
            complain(f"{target}: {_NOTHING[SourceKind.ARCHIVE]}")
        _show(found, SourceKind.ARCHIVE, as_json=as_json)
    elif _is_file(target, said):
        _of_file(target, said, as_json=as_json)
    else:
        if said["base"] is not None:
            raise UsageError("--base is for files: what is at an address says where it is itself")
        settings = configuration(folder)
        kind = kind_of(target, said)
        source, shown = anyio.run(_looked, settings, wish(target, kind, said, settings), kind, said)
        for doubt in doubts(shown):
            complain(redacted(f"{source.url}: {doubt}"))
        if source.kind is SourceKind.LISTING and source.link is None and shown.page is not None:
            _tell_selector(shown.page)
        _tell_nothing(source, shown.candidates)
        _show(shown.candidates, source.kind, as_json=as_json)


def _is_file(target: str, said: Said) -> bool:
    """Return whether the target is a file, be it absent: what is no address of any kind."""
    if is_url(target) or target.lower().startswith(("imap://", "imaps://")):
        return False
    return Path(target).exists() or said["kind"] not in _NO_FILES


async def _looked(
    settings: Configuration, asked: Source, kind: SourceKind | None, said: Said
) -> tuple[Source, Preview]:
    """Return the source with what was found out of it, and what its first poll takes in."""
    async with looking_at(settings) as looking:
        if kind is None or (kind is SourceKind.API and asked.fields is None):
            page = await _page(asked, looking)
            guessed: Source = await looking.offload.run(_source, page, asked.url, said)
            source = replace(asked, kind=guessed.kind, fields=guessed.fields)
            if source.kind is SourceKind.API and source.fields is None:
                raise Unreadable(f"{asked.url}: {NO_FIELDS}")
            look = await looking.look_at(page, source, PollState())
        else:
            source = asked
            look = await looking.look(source, PollState())
        if not isinstance(look.found, Listed):
            raise Unreadable(f"{asked.url}: {_reason(look)}")
        return source, preview(look, asked_at=looking.clock.now())


async def _page(source: Source, looking: Looking) -> Page:
    request = Request(url=source.url, max_bytes=FEED_BYTES)
    answer = await looking.web.get(request, source)
    if not isinstance(answer, Page):
        raise Unreadable(f"{source.url}: {_reason(Look(found=answer))}")
    return answer


def _reason(look: Look) -> str:
    """Return why there is no list."""
    if isinstance(look.found, Unavailable):
        return f"{look.found.reason}: {look.found.detail}"
    return "not modified, though not asked"


def _of_file(target: str, said: Said, *, as_json: bool) -> None:
    if door(said):
        raise UsageError("a file has no door: headers, cookies and logins are for addresses")
    try:
        page = read_page(target)
    except Unreadable as error:
        raise UsageError(str(error)) from error
    source = _source(page, target, said)
    found = listed(replace(page, url=source.url), source)
    _tell_further(source, found)
    if source.kind is SourceKind.LISTING and source.link is None:
        _tell_selector(replace(page, url=source.url))
    if not found.further:
        _tell_nothing(source, found.candidates)
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
    if found.further:
        lists = counted(len(found.further), "further list", "further lists")
        complain(f"{source.url}: it names {lists}: {' '.join(found.further)}")


def _tell_nothing(source: Source, found: tuple[Candidate, ...]) -> None:
    """Say why there is no entry, if there is none."""
    if found:
        return
    why = _NOTHING[source.kind]
    if source.kind is SourceKind.LISTING and source.link is not None:
        why = f"--link {source.link!r} names no link to another page"
    complain(redacted(f"{source.url}: nothing is listed: {why}"))


def _tell_selector(page: Page) -> None:
    selector = found_selector(page)
    if selector is not None:
        complain(f"{page.url}: nearly the same links are named by --link {selector!r}")


def _source(page: Page, target: str, said: Said) -> Source:
    """Return the source that the page is of, as far as it tells."""
    kind = _kind(page, target, said)
    given = given_fields(said["field"])
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
