"""Numbers as news writes them: figures, words and scales, read as exact decimals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.detect.lexicon.grammar import NumberWords
from monitor.detect.lexicon.language import Language

_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u052f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpan:
    """A number in a text: its offsets, its value, and the scale word it carries (10**9 in "90bn"; 1
    if none).

    `words` tells a number that is spelt out ("forty-five") from one in figures.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    words: bool = False


def plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without idle zeros after the point."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()


def numbers(text: str, language: Language) -> tuple[NumberSpan, ...]:
    """Return the numbers that the text states, in reading order, never overlapping; vague ones are
    none.
    """
    words = language.numbers
    found = sorted([*_figures(text, words), *_spelt(text, words)], key=lambda n: (n.start, -n.end))
    kept: list[NumberSpan] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def _figures(text: str, words: NumberWords) -> Iterator[NumberSpan]:
    for match in _matches(words.figure, text, (run.start() for run in _DIGITS.finditer(text))):
        scale = _product(match["scales"], words)
        value = _figure(match["figure"], words) + _more(match["more"], words)
        yield NumberSpan(
            start=match.start(), end=match.end(), value=plain(value * scale), scale=scale
        )


def _spelt(text: str, words: NumberWords) -> Iterator[NumberSpan]:
    first = (word.start() for word in _LETTERS.finditer(text) if word[0].lower() in words.starts)
    for match in _matches(words.spelt, text, first):
        value, scale = _spelt_value(match, words)
        yield NumberSpan(
            start=match.start(), end=match.end(), value=plain(value), scale=scale, words=True
        )


def _matches(pattern: re.Pattern[str], text: str, starts: Iterator[int]) -> Iterator[re.Match[str]]:
    """Yield matches that do not overlap at the starts given: cheaper than to search."""
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _figure(written: str, words: NumberWords) -> Decimal:
    return Decimal(words.grouping.sub("", written).replace(",", "."))


def _more(written: str | None, words: NumberWords) -> Decimal:
    return words.fractions[_letters(written)[-1]] if written else Decimal(0)


def _product(written: str | None, words: NumberWords) -> Decimal:
    product = Decimal(1)
    for word in _letters(written or ""):
        product *= words.scales[word]
    return product


def _letters(written: str) -> list[str]:
    return _LETTERS.findall(written.lower())


def _spelt_value(match: re.Match[str], words: NumberWords) -> tuple[Decimal, Decimal]:
    fraction = match["fraction"] or match["bare"]
    if fraction:
        told = (word for word in reversed(_letters(fraction)) if word in words.fractions)
        share = words.fractions[next(told)]
        if match["of"].lower() in words.dozen:
            return share * 12, Decimal(1)
        scale = _product(match["of"], words)
        return share * scale, scale
    if match["dozen"]:
        return _sum(_letters(match["whole"]), words)[0] * 12, Decimal(1)
    return _sum(_letters(match["words"]), words)


def _sum(told: list[str], words: NumberWords) -> tuple[Decimal, Decimal]:
    """Return value and largest scale of number words: parts below a scale add up, and the scale
    multiplies them.
    """
    total, part, largest = Decimal(0), Decimal(told[0] in words.articles), Decimal(1)
    for word in told:
        if word in words.hundred and part < 100:
            part *= 100
        elif word in words.scales:
            scale = Decimal(words.scales[word])
            total, part = total + part * scale, Decimal(0)
            largest = max(largest, scale)
        elif word in words.fractions:
            part += words.fractions[word]
        else:
            part += words.small.get(word, words.tens.get(word, 0))
    return total + part, largest
