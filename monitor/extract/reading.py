"""From a page to an article: its text, what it says of itself, and its sentences."""

from urllib.parse import urljoin, urlsplit

from monitor.errors import Unreadable
from monitor.extract.boilerplate import text_of
from monitor.extract.clean import clean_line, clean_text, without_unseen
from monitor.extract.credit import credit_of
from monitor.extract.furniture import without_furniture
from monitor.extract.headline import LONGEST_TITLE
from monitor.extract.language import language_of
from monitor.extract.metadata import Metadata, metadata_of
from monitor.extract.parsing import parsed
from monitor.extract.sentences import sentences
from monitor.model.article import Article
from monitor.model.identifiers import article_id
from monitor.model.page import Page
from monitor.model.source import Candidate, Source

SHORTEST_BODY = 400  # characters of a JSON-LD body that may stand for the text
SHORT_SHARE = 0.5  # of the JSON-LD body; a shorter text lost its half
LONGEST_TEXT = 500_000


def article(
    page: Page, *, canonical_url: str | None, hints: Candidate | None, source: Source | None
) -> Article:
    """Return the article of the page; `hints` of its listing speak where the page is silent.

    Raises `Unreadable` for a page without text, or one that would cost too much to read.
    """
    elements = parsed(page)
    told = metadata_of(elements.tree, url=page.url, seen_at=page.fetched_at)
    title = told.title or (clean_line(hints.title or "", LONGEST_TITLE) if hints else None) or None
    whole, notes = _text(text_of(elements.tree, body=told.body), told, title)
    text = whole[:LONGEST_TEXT]
    if not text:
        raise Unreadable("no text: the page has no paragraphs, or a wall before them")
    language = language_of(text, (*told.languages, source.language if source else None))
    return Article(
        id=article_id(canonical_url, text),
        text=text,
        sentences=sentences(text, language),
        url=_address(page.url, told.link),
        outlet=source.outlet if source else told.outlet,
        family=source.family if source else None,
        credit=credit_of(text, told.authors),
        authors=told.authors,
        published=told.published or (hints.published if hints else None),
        updated=told.updated or (hints.updated if hints else None),
        title=title,
        language=language,
        notes=(
            *elements.notes,
            *notes,
            *(("the text was cut",) if len(whole) > LONGEST_TEXT else ()),
        ),
    )


def _text(found: str, told: Metadata, title: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text, cleaned, and notes on where it is from."""
    notes: tuple[str, ...] = ()
    body = told.body or ""
    if len(body) >= SHORTEST_BODY and len(found) < SHORT_SHARE * len(body):
        found, notes = body, ("the text is the page's JSON-LD body",)
    text = without_furniture(without_unseen(clean_text(found)), title)
    return text.strip(), notes


def _address(url: str, link: str | None) -> str:
    """Return the page's canonical link if it names the same page of the same site, else the URL."""
    if link is None:
        return url
    try:
        link = urljoin(url, link)
        asked, canonical = urlsplit(url), urlsplit(link)
    except ValueError:
        return url
    same_site = _site(asked.hostname) == _site(canonical.hostname)
    last = canonical.path.rstrip("/").rpartition("/")[2]
    return link if same_site and last and last in asked.path else url


def _site(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])
