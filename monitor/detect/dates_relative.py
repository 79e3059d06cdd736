"""Dates by the day of the article: "on Saturday", "two days ago", "last week", "over the next two
years".
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from monitor.detect.dates_calendar import Reader
from monitor.detect.dates_meaning import (
    Meaning,
    coarse,
    days_before,
    known_day,
    months_before,
    weekday,
)
from monitor.detect.lexicon.grammar import DateShape, DateWords
from monitor.detect.lexicon.language import Language
from monitor.model.moment import When

_DAYS_OF = {"minute": 0, "hour": 0, "day": 1, "week": 7}
_WEEKS_ON = {"past": -7, "this": 0, "next": 7}
_SOON = 2


def _weekday(match: re.Match[str], base: date, language: Language) -> Meaning:
    days = language.dates.weekdays
    found = _turned(weekday(days[match["day"].lower()], base), match, base, language.dates)
    if match["last"] is None or found.when is None:
        return found
    first = found.when.first
    further = (days[match["last"].lower()] - first.weekday()) % 7
    return replace(found, last=When.of_day(first + timedelta(days=further)))


def _turned(found: Meaning, match: re.Match[str], base: date, words: DateWords) -> Meaning:
    """Return the weekday that "last", "next", "this" or a named week points to."""
    turn = words.turns.get(match["how"].split()[-1].lower()) if match["how"] else None
    number = words.weekdays[match["day"].lower()]
    in_week = base - timedelta(days=base.weekday() - number)
    if match["week"] is not None:
        on = _WEEKS_ON[words.turns[match["week"].lower()]]
        return known_day(in_week + timedelta(days=on), base)
    ahead = (number - base.weekday()) % 7 or 7
    if turn == "past":
        return known_day(base - timedelta(days=7 - ahead % 7), base)
    if turn == "next":
        return known_day(base + timedelta(days=ahead + 7 * (ahead <= _SOON)), base)
    if turn == "coming":
        return known_day(base + timedelta(days=ahead), base)
    return replace(found, when=When.of_day(in_week)) if turn == "this" else found


def _named(match: re.Match[str], base: date, language: Language) -> Meaning:
    offsets, told = language.dates.offsets, " ".join(match["word"].lower().split())
    day = days_before(base, offsets.get(told, 0))
    return known_day(day, base)


def _ago(match: re.Match[str], base: date, language: Language) -> Meaning:
    count, unit = match["count"], language.dates.units[match["unit"].lower()]
    if count is None and unit not in {"minute", "hour"}:
        return Meaning(vague=True, past=True)
    number = _counted(count, language)
    if unit in _DAYS_OF:
        day = days_before(base, number * _DAYS_OF[unit])
        return replace(known_day(day, base), vague=unit == "week", past_day=day)
    if unit == "month":
        return coarse(months_before(base, number), base, vague=True)
    years = number * (10 if unit == "decade" else 1)
    return coarse(When(year=max(base.year - years, 1)), base, vague=True)


def _counted(written: str | None, language: Language) -> int:
    """Return the number that a count in figures or words tells; none tells one."""
    if written is None:
        return 1
    if written.isascii() and written.isdigit():
        return int(written)
    word = " ".join(written.lower().split())
    for table in (language.dates.counts, language.numbers.small):
        if word in table:
            return table[word]
    return language.numbers.tens[word]


def _anaphoric(match: re.Match[str], _base: date, language: Language) -> Meaning:
    """Return the days from the date told before; what stands after "a day after" lies on the other
    side of it.
    """
    words = language.dates
    if match["next"] is not None:
        *_, how, unit = match["next"].lower().split()
        return Meaning(vague=True, shift=words.steps[how] if words.units[unit] == "day" else None)
    if match["unit"] is not None and words.units[match["unit"].lower()] != "day":
        return Meaning(vague=True)
    how = (match["side"] or match["beside"]).lower()
    days = _counted(match["count"], language) * words.sides[how]
    return Meaning(vague=True, shift=-days if how in words.turning and match["other"] else days)


def _period(match: re.Match[str], base: date, language: Language) -> Meaning:
    words, how = language.dates, match["when"].lower()
    unit, turn = words.units[match["unit"].lower()], words.steps.get(how.split()[-1], 0)
    if unit == "weekend":
        return _weekend_of(turn, base)
    past = None if turn == 0 else turn < 0
    if how.startswith(words.behind):
        past = True
    elif how.startswith(words.ahead):
        past = False
    return replace(_period_of(turn, unit, base), past=past, vague=True)


def _period_of(turn: int, unit: str, base: date) -> Meaning:
    if unit == "month":
        return coarse(months_before(base, -turn), base)
    if unit == "year":
        return coarse(When(year=base.year + turn), base)
    if unit == "week" and turn < 0:
        return Meaning(past_day=base - timedelta(days=base.weekday() + 1))
    return Meaning()


def _weekend_of(turn: int, base: date) -> Meaning:
    """Return Saturday and Sunday of the weekend: for "this", the one of the base day's week."""
    saturday = base + timedelta(days=5 - base.weekday() + 7 * turn)
    return replace(known_day(saturday, base, last=saturday + timedelta(days=1)), vague=True)


def _weekend(_match: re.Match[str], base: date, _language: Language) -> Meaning:
    """Return the weekend that began last, today's included, with the next one as `future_day`."""
    found = weekday(5, base)
    saturday = found.past_day or base
    return replace(found, last=When.of_day(saturday + timedelta(days=1)), vague=True)


def _recent(match: re.Match[str], _base: date, _language: Language) -> Meaning:
    return Meaning(vague=True, past=match["ahead"] is None)


def _duration(_match: re.Match[str], _base: date, _language: Language) -> Meaning:
    return Meaning(span=True)


READERS: Mapping[DateShape, Reader] = {
    DateShape.WEEKDAY: _weekday,
    DateShape.NAMED: _named,
    DateShape.AGO: _ago,
    DateShape.ANAPHORIC: _anaphoric,
    DateShape.PERIOD: _period,
    DateShape.WEEKEND: _weekend,
    DateShape.RECENT: _recent,
    DateShape.DURATION: _duration,
}
"""How dates by the day of the article are read."""
