"""Numbers as news writes them: figures, words and scales, read as exact decimals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
    if value
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "t": 10**12,
}
_FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "quarters": Decimal("0.75"),
}

_GAP = r"[\s\u00a0-]{1,2}"
_WORD_SCALE = r"(?:hundred|thousand|million|billion|trillion|crore|lakh)"
_SHORT_SCALE = r"(?:mln|mn|bln|bn|tn)"
_UNITS = "|".join(list(_SMALL)[:9])
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{_UNITS}))?|{'|'.join(reversed(_SMALL))})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?)\s+hundred(?:\s+(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
_AND_A_HALF = rf"(?P<more>{_GAP}and{_GAP}a{_GAP}(?:half|quarter))?"

_FIGURE = re.compile(
    r"""(?:(?<!\w)|(?<=EUR)|(?<=USD)|(?<=GBP)|(?<=NOK)|(?<=SEK)|(?<=DKK)|(?<=CHF)|(?<=JPY)|(?<=CAD)
        |(?<=AUD)|(?<=PLN)|(?<=INR)|(?<=Rs))
        (?:(?<![A-Za-z]-)|(?<=[0-9]bn-)|(?<=[0-9]m-)|(?<=[0-9]k-))(?<![0-9][.,:/])
        (?P<figure>[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3}){1,5}(?:\.[0-9]{1,6})?
        |[0-9]{1,3}(?:[ ]000){1,4}
        |[0-9]{1,3},[0-9]{1,2}(?=\s?(?:thousand|million|billion|trillion|mln|mn|bln|bn)\b)
        |[0-9]{1,15}(?:\.[0-9]{1,6})?)
        (?![.,:/]?[0-9])"""
    rf"""{_AND_A_HALF}
        (?P<scales>(?:{_GAP}{_WORD_SCALE}){{1,3}}|[\s\u00a0]?{_SHORT_SCALE}|[mMkKbBT])?(?!\w)""",
    re.VERBOSE,
)
_SPELT = re.compile(
    rf"""(?<![\w-])(?:
        (?:(?P<fraction>half|(?:a\s+)?quarter\s+of|three[\s-]quarters\s+of){_GAP}an?{_GAP}|(?P<bare>half){_GAP})
        (?P<of>dozen|{_WORD_SCALE})
        |(?P<whole>{_BELOW_100}|an?){_GAP}(?P<dozen>dozen)
        |(?P<words>(?:{_BELOW_1000}|an?(?={_GAP}{_WORD_SCALE})){_AND_A_HALF}
        (?:{_GAP}{_WORD_SCALE}(?:\s+(?:and\s+)?{_BELOW_1000}(?!\w))?){{0,3}})
        )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)

_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_STARTS = frozenset({*_SMALL, *_TENS, "a", "an", "half", "quarter"})


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


def numbers(text: str) -> tuple[NumberSpan, ...]:
    """Return the numbers that the text states, in reading order, never overlapping; vague ones are
    none.
    """
    found = sorted([*_figures(text), *_spelt(text)], key=lambda n: (n.start, -n.end))
    kept: list[NumberSpan] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def _figures(text: str) -> Iterator[NumberSpan]:
    for match in _matches(_FIGURE, text, (run.start() for run in _DIGITS.finditer(text))):
        scale = _product(match["scales"])
        value = _figure(match["figure"]) + _more(match["more"])
        yield NumberSpan(
            start=match.start(), end=match.end(), value=plain(value * scale), scale=scale
        )


def _spelt(text: str) -> Iterator[NumberSpan]:
    starts = (word.start() for word in _LETTERS.finditer(text) if word[0].lower() in _STARTS)
    for match in _matches(_SPELT, text, starts):
        value, scale = _spelt_value(match)
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


def _figure(written: str) -> Decimal:
    bare = re.sub(r"[,\u00a0\u202f ](?=[0-9]{3}(?![0-9]))", "", written)
    return Decimal(bare.replace(",", "."))


def _more(written: str | None) -> Decimal:
    return _FRACTIONS[_words(written)[-1]] if written else Decimal(0)


def _product(written: str | None) -> Decimal:
    product = Decimal(1)
    for word in _words(written or ""):
        product *= _SCALES[word]
    return product


def _words(written: str) -> list[str]:
    return re.findall(r"[a-z]+", written.lower())


def _spelt_value(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    fraction = match["fraction"] or match["bare"]
    if fraction:
        share = _FRACTIONS[_words(fraction.removesuffix("of"))[-1]]
        if match["of"].lower() == "dozen":
            return share * 12, Decimal(1)
        scale = _product(match["of"])
        return share * scale, scale
    if match["dozen"]:
        return _sum(_words(match["whole"]))[0] * 12, Decimal(1)
    return _sum(_words(match["words"]))


def _sum(words: list[str]) -> tuple[Decimal, Decimal]:
    """Return value and largest scale of number words: parts below a scale add up, and the scale
    multiplies them.
    """
    total, part, largest = Decimal(0), Decimal(words[0] in {"a", "an"}), Decimal(1)
    for word in words:
        if word == "hundred" and part < 100:
            part *= 100
        elif word in _SCALES:
            scale = Decimal(_SCALES[word])
            total, part = total + part * scale, Decimal(0)
            largest = max(largest, scale)
        elif word in _FRACTIONS:
            part += _FRACTIONS[word]
        else:
            part += _SMALL.get(word, _TENS.get(word, 0))
    return total + part, largest
