"""Dates in a text, resolved against the day of its article; spans of time are told apart from
dates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from monitor.detect.dates_calendar import READERS as CALENDAR
from monitor.detect.dates_meaning import Meaning, days_before, side
from monitor.detect.dates_relative import READERS as RELATIVE
from monitor.detect.lexicon.grammar import DateWords
from monitor.detect.lexicon.language import Language
from monitor.model.moment import When

_READERS = {**CALENDAR, **RELATIVE}
_WORDS = re.compile(r"[a-z\u00df-\u052f]+|[0-9]")
_NEAR = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A mention of time in a text.

    `when` is the date (None for a span of time), `last` the last of several days. `past_day` and
    `future_day` are what it means if the act lies behind or ahead, where tense decides (a bare
    weekday, a day and month without a year); `when` is then the likelier one: the past one, unless
    words before it look ahead. Of what is vague, `past_day` is the latest day that it may be.
    `past` says which side of the base day it surely lies on (None: unsure or today). `vague`: not a
    day of its own ("earlier this month", "in recent weeks"). `span`: a duration ("over the next two
    years", "for two days"), which dates nothing. `since`: the day from which something goes on
    ("since 2014"). `left`: the words before it say that another takes its place ("not on Friday",
    "from Friday"), `taken`: that it takes another's ("to Sunday", "but on Sunday").
    """

    start: int
    end: int
    text: str
    when: When | None = None
    last: When | None = None
    past_day: date | None = None
    future_day: date | None = None
    past: bool | None = None
    vague: bool = False
    span: bool = False
    since: bool = False
    left: bool = False
    taken: bool = False


def dates(
    text: str, language: Language, *, base: date, told: date | None = None
) -> tuple[DateSpan, ...]:
    """Return the dates and spans of time in the text, in reading order, never overlapping.

    `told` is the last day that the text before told: "the day before" counts from it, else from
    `base`, and is vague then.
    """
    kept: list[DateSpan] = []
    for found, shift in sorted(_found(text, base, language), key=lambda s: (s[0].start, -s[0].end)):
        if kept and found.start < kept[-1].end:
            continue
        span = found
        if shift is not None:
            day = days_before(told or base, -shift)
            past = side(day, day, base)
            span = replace(found, when=When.of_day(day), past=past, vague=told is None)
        elif found.when is not None and not found.vague:
            told = found.when.exact
        kept.append(span)
    return tuple(kept)


def _found(text: str, base: date, language: Language) -> Iterator[tuple[DateSpan, int | None]]:
    words = set(_WORDS.findall(text.lower()))
    for shape, look in language.dates.shapes.items():
        if look.needs.isdisjoint(words):
            continue
        for match in look.pattern.finditer(text):
            meaning = _READERS[shape](match, base, language)
            if meaning is not None:
                yield _span(text, match, meaning, language.dates), meaning.shift


def _looks_ahead(before: str, words: DateWords) -> bool:
    """Return whether the words before a date look ahead and no told act stands between."""
    cue = words.looking_ahead.match(before)
    return cue is not None and words.told.search(before, cue.end()) is None


def _span(text: str, match: re.Match[str], meaning: Meaning, words: DateWords) -> DateSpan:
    before = words.clause_end.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
    looks_ahead = meaning.future_day is not None and _looks_ahead(before, words)
    when, last = _ahead(meaning) if looks_ahead else (meaning.when, meaning.last)
    end = match.start("other") if match.groupdict().get("other") else match.end()
    return DateSpan(
        start=match.start(),
        end=end,
        text=text[match.start() : end],
        when=when,
        last=last,
        past_day=meaning.past_day,
        future_day=meaning.future_day,
        past=meaning.past,
        vague=meaning.vague,
        span=meaning.span,
        since=words.turns.get((match.groupdict().get("how") or "").lower()) == "since"
        or words.since.search(before) is not None,
        left=words.left.search(before) is not None,
        taken=words.taken.search(before) is not None,
    )


def _ahead(meaning: Meaning) -> tuple[When | None, When | None]:
    """Return first and last day of what lies ahead: the likelier days, moved to the next ones."""
    if meaning.future_day is None or meaning.when is None or meaning.last is None:
        return (
            When.of_day(meaning.future_day) if meaning.future_day else meaning.when
        ), meaning.last
    days = meaning.last.first - meaning.when.first
    return When.of_day(meaning.future_day), When.of_day(meaning.future_day + days)
