"""Dates by the calendar: "Dec. 19, 2025", "19-20 December", "in early November", "since 2014"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from monitor.detect.dates_meaning import (
    Meaning,
    coarse,
    day_of,
    known_day,
    month_without_year,
    side,
    without_year,
)
from monitor.detect.lexicon.grammar import DateShape
from monitor.detect.lexicon.language import Language
from monitor.model.moment import When

Reader = Callable[[re.Match[str], date, Language], Meaning | None]
"""What a match means on a base day."""

_YEARS_ON = {"past": -1, "this": 0, "next": 1}


def _month(written: str, language: Language) -> int:
    return language.dates.months[written.lower().rstrip(".")]


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _iso(match: re.Match[str], base: date, _language: Language) -> Meaning | None:
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return known_day(day, base) if day is not None else None


def _slashed(match: re.Match[str], base: date, _language: Language) -> Meaning | None:
    """Read 19/12/2025 or 12/19/2025; what could be both is no date."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    day = day_of(year, two, one) or day_of(year, one, two)
    if day is None or (day_of(year, two, one) and day_of(year, one, two) and one != two):
        return None
    return known_day(day, base)


def _day(match: re.Match[str], base: date, language: Language) -> Meaning | None:
    groups = match.groupdict()
    month = _month(groups.get("month1") or groups["month"], language)
    last_month = _month(groups.get("month2") or groups["month"], language)
    found = _one_day(month, _number(match["day"]), groups["year"], base)
    if found is None or found.when is None or groups["day2"] is None:
        return found
    year = found.when.year + (last_month < month)
    last = day_of(year, last_month, _number(groups["day2"]))
    if last is None:
        return None
    past = side(found.when.first, last, base) if groups["year"] else None
    return replace(found, last=When.of_day(last), past=past)


def _one_day(month: int, day: int, year: str | None, base: date) -> Meaning | None:
    if year is None:
        return without_year(month, day, base)
    known = day_of(int(year), month, day)
    return known_day(known, base) if known is not None else None


def _month_and_year(match: re.Match[str], base: date, language: Language) -> Meaning:
    when = When(year=int(match["year"]), month=_month(match["month"], language))
    return coarse(when, base, vague=match["part"] is not None)


def _month_only(match: re.Match[str], base: date, language: Language) -> Meaning:
    groups, turns = match.groupdict(), language.dates.turns
    month = _month(match["month"], language)
    turn = turns.get((groups.get("how") or "").lower())
    when = month_without_year(month, base)
    if groups.get("turn"):
        year = base.year + _YEARS_ON[turns[groups["turn"].lower()]]
        when = When(year=year, month=month)
    elif turn == "past" or (turn == "since" and month > base.month):
        when = When(year=base.year - (month >= base.month), month=month)
    elif turn == "next":
        when = When(year=base.year + (month <= base.month), month=month)
    elif turn == "this":
        when = When(year=base.year, month=month)
    return coarse(when, base, vague=match["part"] is not None)


def _year_only(match: re.Match[str], base: date, _language: Language) -> Meaning:
    return coarse(When(year=int(match["year"])), base, vague=match["part"] is not None)


def _day_only(match: re.Match[str], base: date, _language: Language) -> Meaning | None:
    """Read "on the 19th" as the nearest such day in this month or the ones beside it."""
    months = [(base.year * 12 + base.month - 1 + step) for step in (-2, -1, 0, 1, 2)]
    near = [day_of(m // 12, m % 12 + 1, int(match["day"])) for m in months if m >= 12]
    days = [d for d in near if d is not None]
    behind = max((d for d in days if d <= base), default=None)
    ahead = min((d for d in days if d >= base), default=None)
    if behind is None or ahead is None:
        return None
    likelier = min(behind, ahead, key=lambda d: abs((d - base).days))
    return Meaning(when=When.of_day(likelier), past_day=behind, future_day=ahead)


READERS: Mapping[DateShape, Reader] = {
    DateShape.ISO: _iso,
    DateShape.SLASHED: _slashed,
    DateShape.MONTH_FIRST: _day,
    DateShape.DAY_FIRST: _day,
    DateShape.MONTH_YEAR: _month_and_year,
    DateShape.MONTH_ONLY: _month_only,
    DateShape.PART_OF_MONTH: _month_only,
    DateShape.YEAR_ONLY: _year_only,
    DateShape.DAY_ONLY: _day_only,
}
"""How dates by the calendar are read."""
