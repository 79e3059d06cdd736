"""All names of one article: later surnames stand for the persons that were named in full before."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from monitor.detect.lexicon.language import Language
from monitor.detect.names_span import NameSpan, Via
from monitor.detect.names_unknown import unknown_names
from monitor.model.article import Sentence

_LONGEST_NAME = 4
_SURNAME = 3


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
    unknown: list[NameSpan] = []
    for sentence in sentences or (Sentence(start=0, end=len(text)),):
        unknown += _unknown_in(text, sentence, known, index.language)
    full = _merged(known, unknown)
    return _with_surnames(text, full, index.language)


def _unknown_in(
    text: str, sentence: Sentence, known: tuple[NameSpan, ...], language: Language
) -> Iterable[NameSpan]:
    at = sentence.start
    inside = tuple(
        replace(s, start=s.start - at, end=s.end - at)
        for s in known
        if at <= s.start and s.end <= sentence.end
    )
    for span in unknown_names(text[at : sentence.end], language, inside):
        yield replace(span, start=span.start + at, end=span.end + at)


def _merged(known: tuple[NameSpan, ...], unknown: list[NameSpan]) -> list[NameSpan]:
    """Return both in reading order; an unknown body covers the demonym that it begins with."""
    covered = [s for s in known if not any(u.start < s.end and s.start < u.end for u in unknown)]
    return sorted([*covered, *unknown], key=lambda s: s.start)


def _with_surnames(text: str, full: list[NameSpan], language: Language) -> tuple[NameSpan, ...]:
    bearers = _bearers(full, language)
    if not bearers:
        return tuple(full)
    pattern = re.compile(
        rf"(?<![\w@#-])(?:{'|'.join(sorted(map(re.escape, bearers), key=len, reverse=True))})"
        rf"(?!\w)(?!-[a-z])"
    )
    later: list[NameSpan] = []
    for match in pattern.finditer(text):
        bearer = _bearer(bearers[match[0]], match.start())
        if bearer is not None and not _is_taken(match, full):
            later.append(_surname(text, match, bearer, language))
    starts = {s.start for s in later}
    return tuple(
        sorted([*(s for s in full if s.start not in starts), *later], key=lambda s: s.start)
    )


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


def _is_taken(match: re.Match[str], full: list[NameSpan]) -> bool:
    return any(
        s.start < match.end() and match.start() < s.end and s.via is not Via.SURNAME for s in full
    )


def _surname(text: str, match: re.Match[str], bearer: NameSpan, language: Language) -> NameSpan:
    return NameSpan(
        start=match.start(),
        end=match.end(),
        text=match[0],
        actor=bearer.actor,
        name=bearer.name,
        via=Via.SURNAME if bearer.actor is not None else Via.UNKNOWN,
        possessive=text.startswith(language.endings.possessive, match.end()),
    )
