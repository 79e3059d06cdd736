"""Lines that an outlet repeats from page to page: learnt by counting, and left out.

A line is furniture when it stood on many pages of its outlet that share little else (a text printed
twice is one page), and on several days, or on most pages that there were. A statement that follows
a story is repeated too, but by fewer pages; when it has been on enough of them for days, it is not
news any more, and its first pages were judged with it. Never left out are lines with quoted speech,
and the lead: the first line of a sentence's length that does not stand on most pages. A line with
another figure is another line.
"""

import re
from dataclasses import replace
from hashlib import blake2b

from monitor.extract.sentences import sentences
from monitor.model.article import Article
from monitor.model.sighting import Sighting, Sightings

LEAST_PAGES = 8
LEAST_DAYS = 4
LEAST_OF_MOST = 10  # pages, where the line stands on most that there were
MOST_SHARE = 0.5
LEAD_WORDS = 8
FIRST, LAST = 10, 30  # lines of a page that may be furniture: it stands at either end
LONGEST = 1_000  # characters

_WORD = re.compile(r"[^\W_]+|[$€£¥%]")
_SPEECH = re.compile(r"[\"“”„«»「」]|(?<!\w)[‘'](?=\w)[^‘’']*[’'](?!\w)")


def candidates(text: str) -> tuple[str, ...]:
    """Return the marks of the lines that may be furniture, each once: 12 hex digits."""
    marks = dict.fromkeys(mark for mark in map(_mark, text.split("\n")) if mark)
    found = tuple(marks)
    return found if len(found) <= FIRST + LAST else found[:FIRST] + found[-LAST:]


def without_repeated(article: Article, seen: Sightings) -> Article:
    """Return the article without the lines that the outlet repeats, and a note that says so.

    `seen` follows the `candidates` of its text. Where nothing would be left, all stays.
    """
    by_mark = dict(zip(candidates(article.text), seen.lines, strict=True))
    kept: list[str] = []
    dropped = 0
    lead = False
    for line in article.text.split("\n"):
        sighting = by_mark.get(_mark(line), Sighting())
        if _on_most(sighting, seen.pages) or (lead and _often(sighting)):
            dropped += 1
            continue
        lead = lead or len(line.split()) >= LEAD_WORDS
        kept.append(line)
    text = "\n".join(kept).strip()
    if not dropped or not text:
        return article
    lines = "1 line was" if dropped == 1 else f"{dropped} lines were"
    return replace(
        article,
        text=text,
        sentences=sentences(text, article.language),
        notes=(*article.notes, f"{lines} left out: repeated on the outlet's pages"),
    )


def _often(sighting: Sighting) -> bool:
    return sighting.pages >= LEAST_PAGES and sighting.days >= LEAST_DAYS


def _on_most(sighting: Sighting, pages: int) -> bool:
    return sighting.pages >= LEAST_OF_MOST and sighting.pages >= MOST_SHARE * pages


def _mark(line: str) -> str:
    """Return a hash of the words of the line; empty for one that is never left out."""
    if len(line) > LONGEST or _SPEECH.search(line):
        return ""
    words = _WORD.findall(line.casefold())
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest() if words else ""
