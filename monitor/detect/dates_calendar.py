"""Dates by the calendar: "Dec. 19, 2025", "19-20 December", "in early November", "since 2014"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
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
from monitor.model.moment import When


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means on a base day; it is tried where the text has one of the
    words `needs`.

    The words are in lower case; single digits are words too.
    """

    needs: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], Meaning | None]


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = rf"(?:{_LONG}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = (
    r"(?:(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?"
    r"|Sun(?:day)?)"
    r"\b\.?,?\s+(?:the\s+)?)?"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_WITH_YEAR = rf"(?:,?\s+(?P<year>{_YEAR})(?![\w-]))?"
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|through|until)\s+)"
_JOIN = r"(?:\s?[-–—]\s?|\s+(?:and|to|through|until)\s+)"
_PART = r"(?P<part>early|mid|late|the\s+(?:end|beginning|start|middle)\s+of)"

_ISO = re.compile(r"(?<![\w-])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])")
_SLASHED = re.compile(
    rf"(?<![\w/])(?P<one>[0-9]{{1,2}})[/.](?P<two>[0-9]{{1,2}})[/.](?P<year>{_YEAR})(?![\w/])"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WEEKDAY}(?P<month>{MONTH})\s+(?P<day>{_DAY})(?:(?:{_TO}(?P<month2>{MONTH})\s+"
    rf"|{_JOIN})(?P<day2>{_DAY})(?!\w))?(?!\w){_WITH_YEAR}"
)
_DAY_FIRST = re.compile(
    rf"(?<!\w){_WEEKDAY}(?P<day>{_DAY})(?:\s+(?P<month1>{MONTH}))?(?:{_JOIN}"
    rf"(?P<day2>{_DAY}))?\s+(?:of\s+)?(?P<month>{MONTH})(?!\w){_WITH_YEAR}"
)
_MONTH_YEAR = re.compile(
    rf"(?<!\w)(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?:\s+of)?,?\s+(?P<year>{_YEAR})(?!\w)"
)
_MONTH_ONLY = re.compile(
    rf"(?<!\w)(?P<how>(?i:in|since|by|until|till|during|of|from|before|after|last|next|this|past"
    rf"|for))\s+"
    rf"(?:{_PART}[\s-]+)?(?P<month>{MONTH})(?!\w)(?!\.?\s+[0-9])"
    rf"(?:,?\s+(?:of\s+)?(?P<turn>last|this|next)\s+year(?!\w))?"
)
_PART_OF_MONTH = re.compile(
    rf"(?<!\w){_PART}[\s-]+(?P<month>{MONTH})(?!\w)(?!\.?\s+[0-9])", re.IGNORECASE
)
_YEAR_ONLY = re.compile(
    rf"(?<!\w)(?:{_PART}[\s-]+|(?P<how>[Ii]n|[Ss]ince|by|until|of|from|during|[Bb]efore|[Aa]fter"
    rf"|for|to|the|fiscal\s+year|between|and)\s+)"
    rf"(?P<year>{_YEAR})(?![\w%])(?!,[0-9])(?!\s+(?:million|billion|people|troops|soldiers|tanks))"
)
_DAY_ONLY = re.compile(
    r"(?<!\w)on\s+the\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)]|$)|\s+(?:of\s+"
    r"(?:this|the)\s+month))"
)


_TURNS = {"last": -1, "this": 0, "next": 1}


def _month(written: str) -> int:
    return _MONTHS.index(written[:3].lower()) + 1


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _iso(match: re.Match[str], base: date) -> Meaning | None:
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return known_day(day, base) if day is not None else None


def _slashed(match: re.Match[str], base: date) -> Meaning | None:
    """Read 19/12/2025 or 12/19/2025; what could be both is no date."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    day = day_of(year, two, one) or day_of(year, one, two)
    if day is None or (day_of(year, two, one) and day_of(year, one, two) and one != two):
        return None
    return known_day(day, base)


def _day(match: re.Match[str], base: date) -> Meaning | None:
    groups = match.groupdict()
    month = _month(groups.get("month1") or groups["month"])
    last_month = _month(groups.get("month2") or groups["month"])
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


def _month_and_year(match: re.Match[str], base: date) -> Meaning:
    when = When(year=int(match["year"]), month=_month(match["month"]))
    return coarse(when, base, vague=match["part"] is not None)


def _month_only(match: re.Match[str], base: date) -> Meaning:
    groups = match.groupdict()
    month, how = _month(match["month"]), (groups.get("how") or "").lower()
    when = month_without_year(month, base)
    if groups.get("turn"):
        when = When(year=base.year + _TURNS[groups["turn"]], month=month)
    elif how in {"last", "past"} or (how == "since" and month > base.month):
        when = When(year=base.year - (month >= base.month), month=month)
    elif how == "next":
        when = When(year=base.year + (month <= base.month), month=month)
    elif how == "this":
        when = When(year=base.year, month=month)
    return coarse(when, base, vague=match["part"] is not None)


def _year_only(match: re.Match[str], base: date) -> Meaning:
    return coarse(When(year=int(match["year"])), base, vague=match["part"] is not None)


def _day_only(match: re.Match[str], base: date) -> Meaning | None:
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


_DIGITS = frozenset("0123456789")
_MONTH_WORDS = frozenset(_LONG.lower().split("|")) | frozenset(_MONTHS) | {"sept"}

CALENDAR_RULES: tuple[Rule, ...] = (
    Rule(_DIGITS, _ISO, _iso),
    Rule(_DIGITS, _SLASHED, _slashed),
    Rule(_MONTH_WORDS, _MONTH_FIRST, _day),
    Rule(_MONTH_WORDS, _DAY_FIRST, _day),
    Rule(_MONTH_WORDS, _MONTH_YEAR, _month_and_year),
    Rule(_MONTH_WORDS, _MONTH_ONLY, _month_only),
    Rule(_MONTH_WORDS, _PART_OF_MONTH, _month_only),
    Rule(_DIGITS, _YEAR_ONLY, _year_only),
    Rule(_DIGITS, _DAY_ONLY, _day_only),
)
"""What dates by the calendar look like; the longest match that starts first wins."""
