"""From a page to an article: its text, what it says of itself, and its sentences."""

from collections.abc import Callable
from dataclasses import replace

from monitor.errors import Unreadable
from monitor.extract.address import own_address
from monitor.extract.boilerplate import text_of
from monitor.extract.clean import clean_line, clean_text, without_unseen
from monitor.extract.credit import credit_of
from monitor.extract.dates import plausible
from monitor.extract.furniture import without_furniture
from monitor.extract.head import head_of
from monitor.extract.headline import LONGEST_TITLE
from monitor.extract.language import language_of
from monitor.extract.metadata import Metadata, metadata_of
from monitor.extract.parsing import Parsed, parsed
from monitor.extract.sentences import sentences
from monitor.model.article import Article
from monitor.model.identifiers import article_id
from monitor.model.page import Page
from monitor.model.source import Candidate, Source

SHORTEST_BODY = 400  # characters of a JSON-LD body that may stand for the text
SHORT_SHARE = 0.5  # of the JSON-LD body; a shorter text lost its half
LONGEST_TEXT = 200_000
CUT = "the text was cut"

Canonical = Callable[..., str]
"""The canonical form of an address; with `entry=True`, of that of an entry of a page."""


def article(
    page: Page, *, canonical_url: str | None, hints: Candidate | None, source: Source | None
) -> Article:
    """Return the article of the page; `hints` of its listing speak where the page is silent.

    Raises `Unreadable` for a page without text, or one that would cost too much to read.
    """
    elements = parsed(page)
    told = metadata_of(elements.tree, head_of(elements.tree), url=page.url, seen_at=page.fetched_at)
    found = article_of(elements, told, page, hints, source)
    return replace(found, id=article_id(canonical_url, found.text))


def article_of(
    elements: Parsed,
    told: Metadata,
    page: Page,
    hints: Candidate | None,
    source: Source | None,
) -> Article:
    """Return the article of a parsed page, its `id` that of its text; the elements are used up.

    Dates of the `hints` that cannot be are passed over, as those of the page are. Raises
    `Unreadable` for a page without text.
    """
    seen_at = page.fetched_at
    title = told.title or (clean_line(hints.title or "", LONGEST_TITLE) if hints else None) or None
    found = text_of(elements, body=told.body)
    notes = elements.notes
    body = told.body or ""
    if len(body) >= SHORTEST_BODY and len(found) < SHORT_SHARE * len(body):
        found, notes = body, (*notes, "the text is the page's JSON-LD body")
    whole = without_furniture(without_unseen(clean_text(found)), title).strip()
    if not whole:
        raise Unreadable("no text: the page has no paragraphs, or a wall before them")
    text = whole[:LONGEST_TEXT]
    language = language_of(text, (*told.languages, source.language if source else None))
    return Article(
        id=article_id(None, text),
        text=text,
        sentences=sentences(text, language),
        url=own_address(page.url, told.links, title=title),
        outlet=source.outlet if source else told.outlet,
        family=source.family if source else None,
        credit=credit_of(text, told.authors, told.origins),
        authors=told.authors,
        published=told.published
        or (plausible(hints.published, seen_at=seen_at) if hints else None),
        updated=told.updated or (plausible(hints.updated, seen_at=seen_at) if hints else None),
        title=title,
        language=language,
        notes=(*notes, CUT) if len(whole) > LONGEST_TEXT else notes,
    )
