"""What a page tells: an article, the beginning of one, or the entries of a live blog."""

from dataclasses import dataclass, replace

from monitor.extract.clean import clean_line, clean_text, without_unseen
from monitor.extract.credit import credit_of
from monitor.extract.following import next_page
from monitor.extract.furniture import without_furniture
from monitor.extract.head import head_of
from monitor.extract.headline import LONGEST_TITLE
from monitor.extract.language import language_of
from monitor.extract.live import Entry, live_blog
from monitor.extract.metadata import Metadata, metadata_of
from monitor.extract.parsing import parsed
from monitor.extract.reading import CUT, LONGEST_TEXT, Canonical, article_of
from monitor.extract.sentences import sentences
from monitor.model.article import Article
from monitor.model.identifiers import article_id
from monitor.model.page import Page
from monitor.model.source import Candidate, Source

MOST_PAGES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The articles of a page: one, or the entries of a live blog, oldest first.

    `ongoing`: more entries may come. `further`: the address at which the article goes on.
    """

    articles: tuple[Article, ...]
    ongoing: bool = False
    further: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """The text of a further page of an article, and the address at which it goes on."""

    text: str
    further: str | None = None


def contents(
    page: Page, *, canonical: Canonical, hints: Candidate | None, source: Source | None
) -> Contents:
    """Return what the page tells; `hints` of its listing speak where it is silent.

    Raises `Unreadable` for a page without text, or one that would cost too much to read.
    """
    elements = parsed(page)
    head = head_of(elements.tree)
    told = metadata_of(elements.tree, head, url=page.url, seen_at=page.fetched_at)
    blog = live_blog(elements.tree, head, url=page.url, seen_at=page.fetched_at)
    entries = (_of_entry(one, told, canonical, source) for one in (blog.entries if blog else ()))
    articles = tuple(one for one in entries if one.text)
    if blog is not None and articles:
        return Contents(articles=articles, ongoing=blog.ongoing)
    further = next_page(elements.tree, page.url)
    found = article_of(elements, told, page, hints, source)
    own = canonical(found.url)
    return Contents(articles=(replace(found, id=article_id(own, found.text)),), further=further)


def continued(page: Page, *, first: str, number: int) -> Continued:
    """Return the text of page `number` of the article that begins at `first`.

    Raises `Unreadable` for a page without text, or one that would cost too much to read.
    """
    elements = parsed(page)
    told = metadata_of(elements.tree, head_of(elements.tree), url=page.url, seen_at=page.fetched_at)
    further = next_page(elements.tree, first, number=number) if number < MOST_PAGES else None
    found = article_of(elements, replace(told, body=None), page, None, None)
    return Continued(text=found.text, further=further)


def joined(begun: Article, more: tuple[str, ...], note: str | None = None) -> Article:
    """Return the article with the texts of its further pages; lines that stood before stay out."""
    lines = begun.text.split("\n")
    known = set(lines)
    for text in more:
        fresh = [line for line in text.split("\n") if line not in known]
        known.update(fresh)
        lines += fresh
    whole = "\n".join(lines)
    text = whole[:LONGEST_TEXT]
    cut = len(whole) > LONGEST_TEXT and CUT not in begun.notes
    return replace(
        begun,
        text=text,
        sentences=sentences(text, begun.language),
        notes=(*begun.notes, *((note,) if note else ()), *((CUT,) if cut else ())),
    )


def _of_entry(entry: Entry, told: Metadata, canonical: Canonical, source: Source | None) -> Article:
    title = clean_line(entry.title or "", LONGEST_TITLE) or None
    text = without_furniture(without_unseen(clean_text(entry.text)), title)[:LONGEST_TEXT].strip()
    language = language_of(text, (*told.languages, source.language if source else None))
    authors = entry.authors or told.authors
    return Article(
        id=article_id(canonical(entry.address, entry=True), text),
        text=text,
        sentences=sentences(text, language),
        url=entry.address,
        outlet=source.outlet if source else told.outlet,
        family=source.family if source else None,
        credit=credit_of(text, authors, told.origins),
        authors=authors,
        published=entry.published,
        updated=entry.updated,
        title=title,
        language=language,
        entry=True,
    )
