"""From what a listing encloses to an article: nothing is fetched."""

from dataclasses import replace
from datetime import datetime

from monitor.errors import Unreadable
from monitor.extract.clean import clean_line, clean_text, without_unseen
from monitor.extract.credit import credit_of
from monitor.extract.dates import plausible
from monitor.extract.furniture import without_furniture
from monitor.extract.headline import LONGEST_TITLE
from monitor.extract.language import language_of
from monitor.extract.reading import LONGEST_TEXT
from monitor.extract.reading import article as article_of_page
from monitor.extract.sentences import sentences
from monitor.model.article import Article
from monitor.model.identifiers import article_id
from monitor.model.page import Page
from monitor.model.source import Candidate, Enclosed, Source, SourceKind

CUT = "the text was cut"
_LONGEST_NAME = 200


def article_of_enclosed(
    candidate: Candidate, *, canonical_url: str | None, seen_at: datetime, source: Source | None
) -> Article:
    """Return the article that the candidate encloses; what its listing told of it goes first.

    `seen_at` is when it was listed: later dates are refused. Raises `Unreadable` where there is no
    text, or one that would cost too much to read.
    """
    given = candidate.enclosed
    if given is None:
        raise Unreadable("nothing is enclosed")
    if given.html:
        read = _of_html(candidate, given, canonical_url, seen_at, source)
    else:
        read = _of_text(candidate, given, canonical_url, source)
    cut = (CUT,) if given.cut and CUT not in read.notes else ()
    return replace(
        read,
        title=clean_line(candidate.title or "", LONGEST_TITLE) or read.title,
        outlet=_name(given.outlet) or read.outlet,
        family=_name(given.family) or (None if given.outlet else read.family),
        credit=_name(given.credit) or read.credit,
        authors=tuple(filter(None, map(_name, given.authors))) or read.authors,
        published=plausible(candidate.published, seen_at=seen_at) or read.published,
        updated=plausible(candidate.updated, seen_at=seen_at) or read.updated,
        notes=(*read.notes, *cut),
    )


def _of_html(
    candidate: Candidate,
    given: Enclosed,
    canonical_url: str | None,
    seen_at: datetime,
    source: Source | None,
) -> Article:
    address = candidate.url or ""
    page = Page(
        url=address,
        asked=address,
        body=given.text.encode("utf-8", "replace"),
        charset="utf-8",
        fetched_at=seen_at,
    )
    untimed = replace(candidate, published=None, updated=None)
    if source is None or candidate.kind is not SourceKind.ARCHIVE:
        return article_of_page(page, canonical_url=canonical_url, hints=untimed, source=source)
    # An archive holds pages of many outlets, which name themselves.
    read = article_of_page(page, canonical_url=canonical_url, hints=untimed, source=None)
    return read if read.outlet else replace(read, outlet=source.outlet, family=source.family)


def _of_text(
    candidate: Candidate, given: Enclosed, canonical_url: str | None, source: Source | None
) -> Article:
    whole = without_unseen(clean_text(given.text)).strip()
    if candidate.kind is SourceKind.MAILBOX:
        whole = without_furniture(whole, candidate.title)
    text = whole[:LONGEST_TEXT].strip()
    if not text:
        raise Unreadable("no text: what is enclosed is empty")
    language = language_of(text, (given.language, source.language if source else None))
    return Article(
        id=article_id(canonical_url, text),
        text=text,
        sentences=sentences(text, language),
        url=candidate.url,
        outlet=source.outlet if source else None,
        family=source.family if source else None,
        credit=credit_of(text, given.authors),
        language=language,
        notes=(CUT,) if len(whole) > LONGEST_TEXT else (),
    )


def _name(text: str | None) -> str | None:
    return clean_line(text or "", _LONGEST_NAME) or None
