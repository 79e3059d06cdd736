"""Names that the registry does not have: capitalised words in a row, without titles and first
words.
"""

import re
from collections.abc import Iterator

from monitor.detect.lexicon.grammar import NameWords
from monitor.detect.lexicon.language import Language
from monitor.detect.names_span import NameSpan, Via

_ONE = re.compile(r"[^ \u00a0]+")
_SEVERAL = re.compile(r"[ \u00a0]")


def unknown_names(
    text: str, language: Language, known: tuple[NameSpan, ...] = ()
) -> tuple[NameSpan, ...]:
    """Return capitalised names of several words outside the known spans: persons and bodies, titles
    left out.

    A body that begins with a known demonym or country ("Qatari Red Crescent") is a name of its own
    and covers it.
    """
    return tuple(
        _span(text, words, language)
        for run in language.names.run.finditer(text)
        if _SEVERAL.search(run[0])
        for words in _names(_words(run), known, language.names)
    )


Word = tuple[int, int, str]


def _words(run: re.Match[str]) -> list[Word]:
    return [(run.start() + w.start(), run.start() + w.end(), w[0]) for w in _ONE.finditer(run[0])]


def _names(words: list[Word], known: tuple[NameSpan, ...], told: NameWords) -> Iterator[list[Word]]:
    """Yield the parts of a run of words that are names of several words."""
    for part in _parts(words, told):
        body = part[-1][2] in told.bodies
        covering = [s for s in known if s.start < part[-1][1] and part[0][0] < s.end]
        if body and _is_body_of(part, covering, told):
            yield part
            continue
        for piece in _outside(part, covering, told):
            if len([w for w in piece if w[2] not in told.links]) > 1 and not _is_no_name(
                piece, told
            ):
                yield piece


def _parts(words: list[Word], told: NameWords) -> Iterator[list[Word]]:
    """Split at first words, words of the calendar, possessives and full stops, and take titles off
    the front.
    """
    part: list[Word] = []
    for word in words:
        start, end, written = word
        ended = written.endswith(".") and not told.abbreviation.fullmatch(written)
        bare = written.rstrip(".")
        if written in told.openers or written in told.calendar or bare in told.calendar:
            yield from _trimmed(part, told)
            part = []
            continue
        own = told.owner.search(written)
        cut = len(own[0]) if own else int(ended)
        part.append((start, end - cut, written[: len(written) - cut]))
        if ended or own:
            yield from _trimmed(part, told)
            part = []
    yield from _trimmed(part, told)


def _trimmed(part: list[Word], told: NameWords) -> Iterator[list[Word]]:
    """Yield the part without titles and linking words before it and linking words after it, if
    anything is left.
    """
    while part and part[-1][2] in told.links:
        part = part[:-1]
    if part and part[-1][2] not in told.bodies:
        part = _untitled(part, told)
    while part and part[0][2] in told.links:
        part = part[1:]
    if part:
        yield part


def _untitled(part: list[Word], told: NameWords) -> list[Word]:
    """Return what follows the last title ("Business Secretary Ann Lee"); "Pope Francis" keeps the
    title of its one name.
    """
    last = max((i for i, word in enumerate(part) if word[2] in told.titles), default=-1)
    rest = part[last + 1 :]
    if len(rest) == 1 and part[last][2] in told.ranks:
        return part[last:]
    return rest


def _is_body_of(part: list[Word], covering: list[NameSpan], told: NameWords) -> bool:
    """Return whether the part is a body's name that only begins with known names of states."""
    first = part[0]
    plain = [w for w in part if w[2] not in told.links]
    return len(plain) > 1 + bool(covering) and all(
        s.start <= first[1]
        and s.via in {Via.DEMONYM, Via.CAPITAL, Via.NAME}
        and s.end < part[-1][1]
        for s in covering
    )


def _outside(part: list[Word], covering: list[NameSpan], told: NameWords) -> Iterator[list[Word]]:
    """Yield what is left of the part between known names, titles taken off again."""
    piece: list[Word] = []
    for word in part:
        if any(s.start < word[1] and word[0] < s.end for s in covering):
            yield from _trimmed(piece, told)
            piece = []
        else:
            piece.append(word)
    yield from _trimmed(piece, told)


def _is_no_name(piece: list[Word], told: NameWords) -> bool:
    """Return whether the words are titles only, or shouted ("TALKS FAIL")."""
    plain = [written for _, _, written in piece if written not in told.links]
    return all(w in told.titles for w in plain) or all(w.isupper() for w in plain)


def _span(text: str, words: list[Word], language: Language) -> NameSpan:
    start, end = words[0][0], words[-1][1]
    return NameSpan(
        start=start,
        end=end,
        text=text[start:end],
        actor=None,
        name=text[start:end],
        via=Via.UNKNOWN,
        compound=text[end : end + 1] == "-" and text[end + 1 : end + 2].islower(),
        possessive=text.startswith(language.endings.possessive, end),
    )
