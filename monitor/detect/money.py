"""Sums of money in a text: value, currency, range, equivalents and what is said of them."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.detect.currencies import LETTERS, PREFIX, SUFFIX, by_mark, by_word, stated_dollar
from monitor.detect.lexicon.grammar import MoneyWords, SumWords
from monitor.detect.lexicon.language import Language
from monitor.detect.numbers import NumberSpan, numbers, plain
from monitor.detect.sums import is_part, is_running_total, qualifier
from monitor.model.development import Amount, Equivalent

YEARS = 1000
"""From here on a bare number before a scaled one is a year, not a low end ("since 2021 to 2bn")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySpan:
    """A sum in a text, with the equivalents that stand beside it inside the span.

    `running_total`: the words say that it sums up what was given so far. `part`: that it is part of
    another sum; `larger`: that the sum before is part of it. `raised_from`: the sum that this one
    replaces ("from 90 to 105 billion euros", "raised to 105 billion from 90").
    """

    start: int
    end: int
    amount: Amount
    running_total: bool = False
    part: bool = False
    larger: bool = False
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


def amounts(
    text: str, language: Language, *, home_currency: str | None = None
) -> tuple[MoneySpan, ...]:
    """Return the sums that the text states, in reading order, never overlapping.

    `home_currency` (ISO 4217) is what a name or sign that several countries share means to the
    giver or at this outlet; a bare `$` is USD where it is None or no dollar.
    """
    words = language.money
    sums = _sums(text, language, stated_dollar(text, words) or home_currency)
    sums = _with_shared_parts(text, sums, words)
    spans = _with_equivalents(text, [s for s in sums if s.currency is not None], words)
    spans = _with_earlier(text, spans, words)
    return tuple(_described(text, spans, language.sums))


def _sums(text: str, language: Language, home: str | None) -> list[_Sum]:
    marks = {m.end(): m for m in PREFIX.finditer(text)}
    words = language.money
    return [
        _sum(text, number, words, mark=marks.get(number.start), home=home)
        for number in numbers(text, language)
    ]


def _sum(
    text: str,
    number: NumberSpan,
    words: MoneyWords,
    *,
    mark: re.Match[str] | None,
    home: str | None,
) -> _Sum:
    start, end, currency = number.start, number.end, None
    if mark is not None and not (mark["mark"] in LETTERS and number.scale == 1):
        start, currency = mark.start(), by_mark(mark["mark"], home=home)
    after = SUFFIX.match(text, number.end)
    if after is not None and currency is None:
        end, currency = after.end(), after["code"] or by_mark(after["sign"], home=home)
    elif after is not None and after["code"] is not None:
        end, currency = after.end(), after["code"]
    elif currency is None:
        name = words.suffix.match(text, number.end)
        if name is not None and not _is_no_money(text, number, name, words):
            end, currency = name.end(), by_word(name, words=words, home=home)
    return _Sum(number=number, currency=currency, start=start, end=end, value=number.value)


def _is_no_money(text: str, number: NumberSpan, name: re.Match[str], words: MoneyWords) -> bool:
    """Return whether the word after the number is a weight ("500-pound bomb") or a verb ("12 won
    the race").
    """
    word = name["word"].lower()
    if word in words.verbs:
        return number.scale == 1 and "," not in text[number.start : number.end]
    if word in words.weights and number.scale == 1:
        return word in words.one_weight or words.weight.match(text, name.end()) is not None
    return False


def _with_shared_parts(text: str, sums: list[_Sum], words: MoneyWords) -> list[_Sum]:
    """Return the sums with ranges joined, and with "90" of "from 90 to 105 billion euros" given
    scale and currency.
    """
    found: list[_Sum] = []
    for current in sums:
        before = found[-1] if found else None
        if before is not None and _is_range(text, before, current, words):
            found[-1] = _range(before, current)
        elif before is not None and _is_change(text, before, current, words):
            found[-1:] = [_sharing(before, current), _sharing(current, before)]
        else:
            found.append(current)
    return found


def _is_range(text: str, low: _Sum, high: _Sum, words: MoneyWords) -> bool:
    between = text[low.end : high.start]
    match = words.range.fullmatch(between)
    if match is None or low.max is not None or not _belong_together(low, high):
        return False
    if low.currency is None and low.number.scale == 1 < high.number.scale and low.value >= YEARS:
        return False
    before, told = text[: low.start], set(between.split())
    if told & words.ands:
        return words.between.search(before) is not None
    if told & words.tos and (words.by.search(before) or words.since.search(before)):
        return False
    named = high.currency is not None or high.number.scale > 1 or not told & words.loose
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


def _is_change(text: str, first: _Sum, second: _Sum, words: MoneyWords) -> bool:
    if not _belong_together(first, second):
        return False
    between = text[first.end : second.start]
    if words.rise.fullmatch(between):
        return words.since.search(text[: first.start]) is not None
    return _is_from_after(text[: first.start], between, words)


def _is_from_after(before: str, between: str, words: MoneyWords) -> bool:
    match = words.fall.fullmatch(between)
    if match is None:
        return False
    return match["how"].lower() not in words.plain or words.until.search(before) is not None


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


def _with_equivalents(text: str, sums: list[_Sum], words: MoneyWords) -> list[_Found]:
    found: list[_Found] = []
    for current in sums:
        before = found[-1] if found else None
        if before is not None and _is_equivalent(text, before, current, words):
            equal = Equivalent(value=current.value, currency=current.currency or "")
            closed = current.end + (text[current.end : current.end + 1] in {")", "]"})
            found[-1] = replace(before, end=closed, equivalents=(*before.equivalents, equal))
        else:
            found.append(_Found(head=current, start=current.start, end=current.end))
    return found


def _is_equivalent(text: str, before: _Found, current: _Sum, words: MoneyWords) -> bool:
    currencies = {before.head.currency, *(e.currency for e in before.equivalents)}
    if current.currency in currencies:
        return False
    pattern = words.equal_too if before.equivalents else words.equal
    return pattern.fullmatch(text[before.end : current.start]) is not None


def _with_earlier(text: str, spans: list[_Found], words: MoneyWords) -> list[_Found]:
    found: list[_Found] = []
    for current in spans:
        before = found[-1] if found else None
        if before is None:
            found.append(current)
            continue
        between = text[before.end : current.start]
        if words.rise.fullmatch(between) and words.since.search(text[: before.start]):
            found[-1] = replace(current, start=before.start, raised_from=before.head.amount())
        elif _is_from_after(text[: before.start], between, words):
            found[-1] = replace(before, end=current.end, raised_from=current.head.amount())
        else:
            found.append(current)
    return found


def _described(text: str, spans: list[_Found], words: SumWords) -> list[MoneySpan]:
    ends = [0, *(s.end for s in spans)]
    starts = [*(s.start for s in spans[1:]), len(text)]
    parts = _parts(text, spans, words)
    return [
        MoneySpan(
            start=span.start,
            end=span.end,
            amount=replace(
                span.head.amount(),
                equivalents=span.equivalents,
                qualifier=qualifier(text[left : span.start], text[span.head.end : right], words),
            ),
            running_total=is_running_total(
                text[left : span.start], text[span.head.end : right], words
            ),
            part=part,
            larger=left > 0 and words.larger.search(text[left : span.start]) is not None,
            raised_from=span.raised_from,
        )
        for span, left, right, part in zip(spans, ends, starts, parts, strict=False)
    ]


def _parts(text: str, spans: list[_Found], words: SumWords) -> list[bool]:
    """Return for each sum whether it is part of another: by the words before it, by a part that it
    stands beside, or by the whole before it ("Of the $5bn, $2bn is new").
    """
    parts: list[bool] = []
    for number, span in enumerate(spans):
        before = spans[number - 1] if number else None
        between = text[before.end if before else 0 : span.start]
        part = is_part(between, words)
        if before is not None and "." not in between:
            beside = parts[-1] and words.along.search(between) is not None
            part = part or beside or words.whole.search(text[: before.start]) is not None
        parts.append(part)
    return parts
