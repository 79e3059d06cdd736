"""Sums of money in a text: value, currency, range, equivalents and what is said of them."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.detect.currencies import PREFIX, SUFFIX, by_mark, by_word, stated_dollar
from monitor.detect.numbers import NumberSpan, numbers, plain
from monitor.detect.sums import is_running_total, qualifier
from monitor.model.development import Amount, Equivalent

_DASH = r"\s?[-–—]\s?"
_APPROXIMATELY = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|over|more\s+than|just\s+"
    r"(?:over|under)|up\s+to"
    r"|at\s+least|as\s+much\s+as|an?\s+estimated|another|a|an|the|total|of|[~≈=])\s*)*"
)
_RANGE = re.compile(rf"(?:{_DASH}|\s+(?:to|or|and)\s+){_APPROXIMATELY}$")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_FROM = re.compile(
    rf"(?<!ranging )(?<!range )(?<!ranged )\bfrom\s+{_APPROXIMATELY}$", re.IGNORECASE
)
_TO = re.compile(
    r"\bto\s+(?:the\s+|a\s+|nearly\s+|about\s+|some\s+|more\s+than\s+|around\s+)*$", re.IGNORECASE
)
_TO_BETWEEN = re.compile(rf",?\s+to\s+{_APPROXIMATELY}$", re.IGNORECASE)
_FROM_BETWEEN = re.compile(
    rf"(?:[\s-]+\w+){{0,3}},?\s+(?P<how>(?:up|down)\s+from|from|instead\s+of|rather\s+than)\s+"
    rf"(?:(?:the|an?|its|their|initial|earlier|original|previous|planned|initially"
    rf"|previously)\s+)*{_APPROXIMATELY}$",
    re.IGNORECASE,
)
_EQUIVALENT = re.compile(
    rf"(?:(?:[\s-]+(?!(?:to|for|from|and|in|on|by|with|at)\b)[a-z]+){{0,3}}\s*[(\[]\s*(?:or\s+"
    rf"|equivalent\s+to\s+|equal\s+to\s+|worth\s+)?"
    rf"|,?\s+or\s+|\s*[,–—]\s*(?:or|equivalent\s+to|the\s+equivalent\s+of)\s+"
    rf"|\s+\(?(?:equivalent\s+to|the\s+equivalent\s+of)\s+|\s*=\s*){_APPROXIMATELY}$",
    re.IGNORECASE,
)
_NEXT_EQUIVALENT = re.compile(rf"\s*(?:[;,/]|\bor\b|\band\b)\s*{_APPROXIMATELY}$")
_WEIGHT = re.compile(r"\s+of\b|[\s-]+(?:bombs?|warheads?|weights?|gorillas?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySpan:
    """A sum in a text, with the equivalents that stand beside it inside the span.

    `running_total`: the words say that it sums up what was given so far. `raised_from`: the sum
    that this one replaces ("from 90 to 105 billion euros", "raised to 105 billion from 90").
    """

    start: int
    end: int
    amount: Amount
    running_total: bool = False
    raised_from: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """A number with the currency that touches it, if any; `start` and `end` enclose both."""

    number: NumberSpan
    currency: str | None
    start: int
    end: int
    max: Decimal | None = None
    value: Decimal

    def amount(self) -> Amount:
        return Amount(value=self.value, currency=self.currency or "", max=self.max)


def amounts(text: str, *, home_currency: str | None = None) -> tuple[MoneySpan, ...]:
    """Return the sums that the text states, in reading order, never overlapping.

    `home_currency` (ISO 4217) is what a bare `$` means at this outlet; USD where it is None or no
    dollar.
    """
    sums = _sums(text, stated_dollar(text) or home_currency)
    sums = _with_shared_parts(text, sums)
    spans = _with_equivalents(text, [s for s in sums if s.currency is not None])
    spans = _with_earlier(text, spans)
    return tuple(_described(text, spans))


def _sums(text: str, home: str | None) -> list[_Sum]:
    marks = {m.end(): m for m in PREFIX.finditer(text)}
    return [_sum(text, number, marks.get(number.start), home) for number in numbers(text)]


def _sum(text: str, number: NumberSpan, mark: re.Match[str] | None, home: str | None) -> _Sum:
    start, end, currency = number.start, number.end, None
    if mark is not None:
        start, currency = mark.start(), by_mark(mark["mark"], home=home)
    suffix = SUFFIX.match(text, number.end)
    if suffix is not None and currency is None and not _is_no_money(text, number, suffix):
        end, currency = suffix.end(), _by_suffix(text, suffix, home)
    elif (
        suffix is not None
        and suffix["word"] is not None
        and currency is not None
        and suffix["word"].isupper()
    ):
        end, currency = suffix.end(), suffix["word"]
    return _Sum(number=number, currency=currency, start=start, end=end, value=number.value)


def _by_suffix(text: str, suffix: re.Match[str], home: str | None) -> str:
    if suffix["sign"] is not None:
        return by_mark(suffix["sign"], home=home)
    return by_word(
        suffix["word"], country=suffix["country"], context=text[: suffix.start()], home=home
    )


def _is_no_money(text: str, number: NumberSpan, suffix: re.Match[str]) -> bool:
    """Return whether the word after the number is a weight ("500-pound bomb") or a verb ("12 won
    the race").
    """
    word = (suffix["word"] or "").lower()
    if word == "won":
        return number.scale == 1 and "," not in text[number.start : number.end]
    if word in {"pound", "pounds"} and number.scale == 1:
        return word == "pound" or _WEIGHT.match(text, suffix.end()) is not None
    return False


def _with_shared_parts(text: str, sums: list[_Sum]) -> list[_Sum]:
    """Return the sums with ranges joined, and with "90" of "from 90 to 105 billion euros" given
    scale and currency.
    """
    found: list[_Sum] = []
    for current in sums:
        before = found[-1] if found else None
        if before is not None and _is_range(text, before, current):
            found[-1] = _range(before, current)
        elif before is not None and _is_change(text, before, current):
            found[-1:] = [_sharing(before, current), _sharing(current, before)]
        else:
            found.append(current)
    return found


def _is_range(text: str, low: _Sum, high: _Sum) -> bool:
    between = text[low.end : high.start]
    match = _RANGE.fullmatch(between)
    if match is None or low.max is not None or not _belong_together(low, high):
        return False
    before, words = text[: low.start], between.split()
    if "and" in words:
        return _BETWEEN.search(before) is not None
    if "to" in words and (_BY.search(before) or _FROM.search(before)):
        return False
    named = high.currency is not None or high.number.scale > 1 or not {"to", "or"} & set(words)
    return named and _shared_value(low, high) < high.value


def _belong_together(first: _Sum, second: _Sum) -> bool:
    """Return whether two neighbouring numbers can share a currency: one has it, the other has it
    too or stands bare.
    """
    if first.currency is not None and second.currency is not None:
        return first.currency == second.currency
    if second.currency is not None:
        return first.end == first.number.end
    return first.currency is not None and (second.number.scale > 1 or first.number.scale == 1)


def _is_change(text: str, first: _Sum, second: _Sum) -> bool:
    if not _belong_together(first, second):
        return False
    between = text[first.end : second.start]
    if _TO_BETWEEN.fullmatch(between):
        return _FROM.search(text[: first.start]) is not None
    return _is_from_after(text, first.start, between)


def _is_from_after(text: str, start: int, between: str) -> bool:
    match = _FROM_BETWEEN.fullmatch(between)
    if match is None:
        return False
    return match["how"].lower() != "from" or _TO.search(text[:start]) is not None


def _range(low: _Sum, high: _Sum) -> _Sum:
    value = _shared_value(low, high)
    return replace(
        low, value=value, max=high.value, currency=high.currency or low.currency, end=high.end
    )


def _sharing(one: _Sum, other: _Sum) -> _Sum:
    return replace(one, value=_shared_value(one, other), currency=one.currency or other.currency)


def _shared_value(one: _Sum, other: _Sum) -> Decimal:
    """Return the value of one with the scale of the other where it has none of its own ("2.5" of
    "2.5-3 billion").
    """
    bare = one.number.scale == 1 and other.number.scale > 1 and one.number.value < 1000
    return plain(one.value * other.number.scale) if bare else one.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A sum on the way to a span: `head` is the stated sum itself, `start` and `end` enclose all
    that belongs to it.
    """

    head: _Sum
    start: int
    end: int
    equivalents: tuple[Equivalent, ...] = ()
    raised_from: Amount | None = None


def _with_equivalents(text: str, sums: list[_Sum]) -> list[_Found]:
    found: list[_Found] = []
    for current in sums:
        before = found[-1] if found else None
        if before is not None and _is_equivalent(text, before, current):
            equal = Equivalent(value=current.value, currency=current.currency or "")
            closed = current.end + (text[current.end : current.end + 1] in {")", "]"})
            found[-1] = replace(before, end=closed, equivalents=(*before.equivalents, equal))
        else:
            found.append(_Found(head=current, start=current.start, end=current.end))
    return found


def _is_equivalent(text: str, before: _Found, current: _Sum) -> bool:
    currencies = {before.head.currency, *(e.currency for e in before.equivalents)}
    if current.currency in currencies:
        return False
    pattern = _NEXT_EQUIVALENT if before.equivalents else _EQUIVALENT
    return pattern.fullmatch(text[before.end : current.start]) is not None


def _with_earlier(text: str, spans: list[_Found]) -> list[_Found]:
    found: list[_Found] = []
    for current in spans:
        before = found[-1] if found else None
        if before is None:
            found.append(current)
            continue
        between = text[before.end : current.start]
        if _TO_BETWEEN.fullmatch(between) and _FROM.search(text[: before.start]):
            found[-1] = replace(current, start=before.start, raised_from=before.head.amount())
        elif _is_from_after(text, before.start, between):
            found[-1] = replace(before, end=current.end, raised_from=current.head.amount())
        else:
            found.append(current)
    return found


def _described(text: str, spans: list[_Found]) -> list[MoneySpan]:
    ends = [0, *(s.end for s in spans)]
    starts = [*(s.start for s in spans[1:]), len(text)]
    return [
        MoneySpan(
            start=span.start,
            end=span.end,
            amount=replace(
                span.head.amount(),
                equivalents=span.equivalents,
                qualifier=qualifier(text[left : span.start], text[span.head.end : right]),
            ),
            running_total=is_running_total(text[left : span.start], text[span.head.end : right]),
            raised_from=span.raised_from,
        )
        for span, left, right in zip(spans, ends, starts, strict=False)
    ]
