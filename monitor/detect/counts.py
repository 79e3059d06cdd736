"""Counts of goods and people in a text, and the dead and injured that it tells of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.detect.currencies import SUFFIX
from monitor.detect.lexicon.grammar import CountWords
from monitor.detect.lexicon.language import Language
from monitor.detect.numbers import NumberSpan, numbers
from monitor.model.development import Casualties, Count

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SIGNS = "$€£¥₴₽₹₪#§"
_MOST = 60
_FAR = 80
_HALF = re.compile(r"[;:!?]|\.\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSpan:
    """A number of goods or people in a text; `count.of` is a class word in the plural ("trucks" for
    lorries). `left`: the text puts another number in its place.
    """

    start: int
    end: int
    count: Count
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtySpan:
    """The dead and injured of a text; `start` and `end` enclose the words that tell of them."""

    start: int
    end: int
    casualties: Casualties


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toll:
    """One figure of dead or injured, with the words that make it one."""

    value: int
    start: int
    end: int


def counts(text: str, language: Language) -> tuple[CountSpan, ...]:
    """Return the counts of goods and people that the text states, in reading order, never
    overlapping.
    """
    words = language.counts
    found: list[CountSpan] = []
    bare: list[NumberSpan] = []
    for number in _whole_numbers(text, language):
        match = words.thing.match(text, number.end)
        if match is not None and (not found or number.start >= found[-1].end):
            noun = words.classes[match["noun"].lower()]
            count = Count(value=int(number.value), of=noun)
            found.append(CountSpan(start=number.start, end=match.end(), count=count))
        elif words.alone.match(text, number.end):
            bare.append(number)
    return tuple(_with_bare(text, found, bare, words))


def _with_bare(
    text: str, found: list[CountSpan], bare: list[NumberSpan], words: CountWords
) -> list[CountSpan]:
    """Return the counts with the numbers beside them that leave out what they count ("from 400
    officers to 800", "28 trucks, not 45"), and with those marked that others take the place of.
    """
    for number in bare:
        before = text[max(0, number.start - _MOST) : number.start]
        near = [n for n, one in enumerate(found) if _one_clause(text, one, number)]
        if not near:
            continue
        at = min(near, key=lambda n: abs(found[n].start - number.start))
        one = found[at]
        given_up = words.left.search(before) is not None
        instead = number.end <= one.start or words.taken.search(before)
        instead = instead and words.left.search(text[: one.start])
        if not given_up and not instead:
            continue
        count = Count(value=int(number.value), of=one.count.of)
        span = CountSpan(start=number.start, end=number.end, count=count, left=given_up)
        found[at] = replace(one, left=not given_up)
        found.append(span)
    return sorted(found, key=lambda one: one.start)


def _one_clause(text: str, one: CountSpan, number: NumberSpan) -> bool:
    """Return whether no sentence, or half of one, ends between a count and a number."""
    between = text[min(one.end, number.end) : max(one.start, number.start)]
    return not _HALF.search(between) and len(between) <= _FAR


def casualties(text: str, language: Language) -> CasualtySpan | None:
    """Return the killed and injured that the text states, or None; the highest toll where it states
    several.
    """
    killed: list[_Toll] = []
    injured: list[_Toll] = []
    for number in _whole_numbers(text, language):
        dead = _dead(text, number, language.counts)
        hurt = None if dead is not None else _hurt(text, number, language.counts)
        killed += [dead] if dead is not None else []
        injured += [hurt] if hurt is not None else []
    most = [max(tolls, key=lambda t: t.value) for tolls in (killed, injured) if tolls]
    if not most:
        return None
    return CasualtySpan(
        start=min(t.start for t in most),
        end=max(t.end for t in most),
        casualties=Casualties(
            killed=max((t.value for t in killed), default=None),
            injured=max((t.value for t in injured), default=None),
        ),
    )


def _whole_numbers(text: str, language: Language) -> Iterator[NumberSpan]:
    """Yield the numbers that can count something: whole, no money, no percentage, no date, no age
    and no part of a name ("GBU28").
    """
    for number in numbers(text, language):
        if number.value != number.value.to_integral_value() or number.value == 0:
            continue
        sign = text[: number.start].rstrip(" \u00a0")[-1:] in _SIGNS and number.start > 0
        if (
            sign
            or text[: number.start][-1:].isalpha()
            or text[number.end : number.end + 1] == "%"
            or language.counts.age.match(text, number.end)
        ):
            continue
        if SUFFIX.match(text, number.end) or language.money.suffix.match(text, number.end):
            continue
        if _is_date(text, number, language):
            continue
        yield number


def _is_date(text: str, number: NumberSpan, language: Language) -> bool:
    before = text[max(0, number.start - _MOST) : number.start]
    calendar = language.counts.calendar.search(before)
    if calendar is None:
        return False
    year = _YEAR.fullmatch(text[number.start : number.end]) is not None
    return year or calendar[0].strip() in language.names.calendar


def _dead(text: str, number: NumberSpan, words: CountWords) -> _Toll | None:
    before = text[max(0, number.start - 2 * _MOST) : number.start]
    ahead = words.dead_before.search(before)
    took = words.took.search(before)
    lives = words.lives.match(text, number.end)
    if took is not None and lives is not None:
        return _toll(number, number.start - len(took[0]), lives.end())
    if ahead is not None:
        return _toll(number, number.start - len(ahead[0]), number.end)
    return _behind(text, number, words.dead_after, words)


def _hurt(text: str, number: NumberSpan, words: CountWords) -> _Toll | None:
    before = words.hurt_before.search(text[max(0, number.start - _MOST) : number.start])
    if before is not None:
        return _toll(number, number.start - len(before[0]), number.end)
    return _behind(text, number, words.hurt_after, words)


def _behind(
    text: str, number: NumberSpan, pattern: re.Pattern[str], words: CountWords
) -> _Toll | None:
    """Return the toll that the words after the number make of it, unless it is who killed ("two men
    killed five").
    """
    match = pattern.match(text, number.end)
    if match is None or (match["passive"] is None and words.object.match(text, match.end())):
        return None
    return _toll(number, number.start, match.end())


def _toll(number: NumberSpan, start: int, end: int) -> _Toll:
    return _Toll(value=int(number.value), start=start, end=end)
