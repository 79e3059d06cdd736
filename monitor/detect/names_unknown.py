"""Names that the registry does not have: capitalised words in a row, without titles and first
words.
"""

import re
from collections.abc import Iterator

from monitor.detect.lexicon.grammar import NameWords
from monitor.detect.lexicon.language import Language
from monitor.detect.names_span import NameSpan, Via

_ONE = re.compile(r"[^ \u00a0]+")


def unknown_names(
    text: str, language: Language, known: tuple[NameSpan, ...] = (), offset: int = 0
) -> tuple[NameSpan, ...]:
    """Return capitalised names of several words outside the known spans: persons and bodies, titles
    left out. The offsets of all spans are those of an article in which the text starts at `offset`.

    A body that begins with a known demonym or country ("Qatari Red Crescent") is a name of its own
    and covers it.
    """
    return tuple(
        [
            _span(text, words, language, offset)
            for run in language.names.run.finditer(text)
            for words in _names(_words(run[0], offset + run.start()), known, language.names)
        ]
    )


Word = tuple[int, int, str]


def _words(run: str, at: int) -> list[Word]:
    return [(at + word.start(), at + word.end(), word[0]) for word in _ONE.finditer(run)]


def _names(words: list[Word], known: tuple[NameSpan, ...], told: NameWords) -> Iterator[list[Word]]:
    """Yield the parts of a run of words that are names of several words."""
    for part in _parts(words, told):
        if len(part) == 1:
            continue
        first, last = part[0], part[-1]
        covering = [s for s in known if s.start < last[1] and first[0] < s.end]
        if last[2] in told.bodies and _is_body_of(part, covering, told):
            yield part
            continue
        for piece in _outside(part, covering, told) if covering else (part,):
            if not _is_no_name(piece, told):
                yield piece


def _parts(words: list[Word], told: NameWords) -> list[list[Word]]:
    """Split at first words, words of the calendar, possessives and full stops, and take titles off
    the front.
    """
    parts: list[list[Word]] = [[]]
    for word in words:
        start, end, written = word
        ended = written.endswith(".") and not told.abbreviation.fullmatch(written)
        bare = written.rstrip(".")
        if written in told.openers or written in told.calendar or bare in told.calendar:
            parts.append([])
            continue
        own = told.owner.search(written)
        cut = len(own[0]) if own else int(ended)
        parts[-1].append((start, end - cut, written[: len(written) - cut]) if cut else word)
        if ended or own:
            parts.append([])
    return [kept for part in parts if (kept := _trimmed(part, told))]


def _trimmed(part: list[Word], told: NameWords) -> list[Word]:
    """Return the part without titles and linking words before it and linking words after it."""
    while part and part[-1][2] in told.links:
        part = part[:-1]
    if part and part[-1][2] not in told.bodies:
        part = _untitled(part, told)
    while part and part[0][2] in told.links:
        part = part[1:]
    return part


def _untitled(part: list[Word], told: NameWords) -> list[Word]:
    """Return what follows the last title ("Business Secretary Ann Lee"); "Pope Francis" keeps the
    title of its one name.
    """
    last = len(part) - 1
    while last >= 0 and part[last][2] not in told.titles:
        last -= 1
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


def _outside(part: list[Word], covering: list[NameSpan], told: NameWords) -> list[list[Word]]:
    """Return what is left of the part between known names, titles taken off again."""
    pieces: list[list[Word]] = [[]]
    for word in part:
        if any(s.start < word[1] and word[0] < s.end for s in covering):
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [kept for piece in pieces if (kept := _trimmed(piece, told))]


def _is_no_name(piece: list[Word], told: NameWords) -> bool:
    """Return whether the words are less than two, titles only, or shouted ("TALKS FAIL")."""
    plain = [written for _, _, written in piece if written not in told.links]
    return len(plain) <= 1 or told.titles.issuperset(plain) or all(w.isupper() for w in plain)


def _span(text: str, words: list[Word], language: Language, offset: int) -> NameSpan:
    start, end = words[0][0], words[-1][1]
    name, after = text[start - offset : end - offset], text[end - offset : end - offset + 2]
    return NameSpan(
        start=start,
        end=end,
        text=name,
        actor=None,
        name=name,
        via=Via.UNKNOWN,
        compound=after[:1] == "-" and after[1:].islower(),
        possessive=text.startswith(language.endings.possessive, end - offset),
    )
