"""All names of one article: later surnames stand for the persons that were named in full before."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Protocol

from monitor.detect.bounds import is_readable
from monitor.detect.lexicon.language import Language
from monitor.detect.names_span import NameSpan, Via
from monitor.detect.names_unknown import unknown_names
from monitor.model.article import Sentence

_LONGEST_NAME = 4
_SURNAME = 3
_OPEN_BEFORE = re.compile(r"(?<![\w@#-])")
_OPEN_AFTER = re.compile(r"(?!\w)(?!-[a-z])")


class Finder(Protocol):
    """What finds the registry's names in a text of its language."""

    language: Language

    def find(self, text: str) -> tuple[NameSpan, ...]:
        """Return the registry's names in the text, in reading order."""
        ...


def article_names(
    text: str, sentences: tuple[Sentence, ...], index: Finder
) -> tuple[NameSpan, ...]:
    """Return all names of an article, known and unknown, in reading order, later surnames resolved
    to earlier persons.
    """
    known = index.find(text)
    starts = [span.start for span in known]
    unknown: list[NameSpan] = []
    for sentence in filter(is_readable, sentences or (Sentence(start=0, end=len(text)),)):
        at, end = sentence.start, sentence.end
        some = known[bisect_left(starts, at) : bisect_left(starts, end)]
        inside = tuple([span for span in some if span.end <= end])
        unknown += unknown_names(text[at:end], index.language, inside, at)
    full = _merged(known, unknown)
    return _with_surnames(text, full, index.language)


def _merged(known: tuple[NameSpan, ...], unknown: list[NameSpan]) -> list[NameSpan]:
    """Return both in reading order; an unknown body covers the demonym that it begins with."""
    if not unknown:
        return list(known)
    starts = [span.start for span in unknown]
    free = [s for s in known if not _overlapping(s.start, s.end, unknown, starts)]
    return sorted([*free, *unknown], key=lambda s: s.start)


def _overlapping(start: int, end: int, spans: list[NameSpan], starts: list[int]) -> list[NameSpan]:
    """Return the spans that share a character with that place; none of them overlaps another, and
    `starts` are theirs.
    """
    first = last = bisect_left(starts, end)
    while first and spans[first - 1].end > start:
        first -= 1
    return spans[first:last]


def _with_surnames(text: str, full: list[NameSpan], language: Language) -> tuple[NameSpan, ...]:
    bearers = _bearers(full, language)
    if not bearers:
        return tuple(full)
    places = [span.start for span in full]
    later: list[NameSpan] = []
    for at, surname in _written(text, bearers):
        bearer = _bearer(bearers[surname], at)
        taken = _overlapping(at, at + len(surname), full, places)
        if bearer is not None and all(span.via is Via.SURNAME for span in taken):
            later.append(_surname(text, at, surname, bearer, language))
    starts = {s.start for s in later}
    return tuple(
        sorted([*(s for s in full if s.start not in starts), *later], key=lambda s: s.start)
    )


def _written(text: str, surnames: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where a surname is written as a whole word, the longest of those that start first."""
    found: list[tuple[int, int, str]] = []
    for surname in surnames:
        size, at = len(surname), text.find(surname)
        while at >= 0:
            if _OPEN_BEFORE.match(text, at) and _OPEN_AFTER.match(text, at + size):
                found.append((at, -size, surname))
            at = text.find(surname, at + 1)
    done = 0
    for at, _, surname in sorted(found):
        if at >= done:
            yield at, surname
            done = at + len(surname)


def _bearers(full: list[NameSpan], language: Language) -> dict[str, list[NameSpan]]:
    """Return the persons named in full by their last word; a body's name has no surname."""
    found: dict[str, list[NameSpan]] = {}
    for span in full:
        words = span.text.split()
        if not 1 < len(words) <= _LONGEST_NAME or words[-1] in language.names.bodies:
            continue
        if not language.prepositions.owning.isdisjoint(words):
            continue
        if len(words[-1]) >= _SURNAME and span.via in {Via.UNKNOWN, Via.NAME, Via.ALIAS}:
            found.setdefault(words[-1], []).append(span)
    return found


def _bearer(bearers: list[NameSpan], at: int) -> NameSpan | None:
    """Return the last person named in full before that place."""
    before = [b for b in bearers if b.start < at]
    return before[-1] if before else None


def _surname(text: str, at: int, surname: str, bearer: NameSpan, language: Language) -> NameSpan:
    end = at + len(surname)
    return NameSpan(
        start=at,
        end=end,
        text=surname,
        actor=bearer.actor,
        name=bearer.name,
        via=Via.SURNAME if bearer.actor is not None else Via.UNKNOWN,
        possessive=text.startswith(language.endings.possessive, end),
    )
