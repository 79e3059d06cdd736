"""Dates by the day of the article: "on Saturday", "two days ago", "last week", "over the next two
years".
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from monitor.detect.dates_calendar import Rule
from monitor.detect.dates_meaning import (
    Meaning,
    coarse,
    days_before,
    known_day,
    months_before,
    weekday,
)
from monitor.model.moment import When

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAY_WORD = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_COUNTS = {
    word: number
    for number, word in enumerate(
        [
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
        ],
        start=1,
    )
} | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30}
_COUNT = "(?:[0-9]{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_UNIT = "(?P<unit>minute|hour|day|week|month|year|decade)"
_DAYS_OF = {"minute": 0, "hour": 0, "day": 1, "week": 7}
_SOON = 2

_WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?P<how>last|next|this|past|coming|this\s+coming|this\s+past|the\s+following"
    rf"|the\s+previous)\s+|(?:early|late)\s+(?:on\s+)?)?"
    rf"(?<!Bloody )(?<!Black )(?<!Good )(?<!Palm )(?<!Easter )(?<!News )(?<!Super )"
    rf"(?P<day>{_DAY_WORD})(?!\w)(?!\s(?:Times|Telegraph|Mail|Mirror|Express|Post|Herald))"
    rf"(?:(?:\s?[-–—]\s?|\s+(?:and|to|through|until)\s+)(?P<last>{_DAY_WORD})(?!\w))?"
    rf"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))?(?:\s+(?:of\s+)?"
    rf"(?P<week>last|next|this)\s+week)?"
)
_NAMED = re.compile(
    r"(?<!\w)(?:earlier\s+|later\s+|early\s+|late\s+)?(?P<word>the\s+day\s+before\s+yesterday"
    r"|the\s+day\s+after\s+tomorrow|today|tonight"
    r"|yesterday|tomorrow|last\s+night|overnight|this\s+(?:morning|afternoon|evening))(?!\w)",
    re.IGNORECASE,
)
_OFFSETS = {
    "the day before yesterday": 2,
    "yesterday": 1,
    "last night": 1,
    "tomorrow": -1,
    "the day after tomorrow": -2,
}
_AGO = re.compile(
    rf"(?<!\w)(?:(?P<count>{_COUNT})[\s-]|(?:(?:a\s+few|several|many|some"
    rf"|just)\s+)?){_UNIT}s?\s+ago(?!\w)",
    re.IGNORECASE,
)
_ANAPHORIC = re.compile(
    rf"(?<!\w)(?:(?P<count>{_COUNT})\s+{_UNIT}s?\s+(?P<side>earlier|before|later|after)"
    r"|(?P<next>the\s+(?:next|following|previous|same)\s+(?:day|morning|week|month|year))"
    r"|the\s+day\s+(?P<beside>before|after))(?!\w)"
    r"(?P<other>\s+(?!and\b|but\b|to\b|in\b|at\b|with\b)\w)?",
    re.IGNORECASE,
)
_STEPS = {"next": 1, "following": 1, "previous": -1, "same": 0}
_PERIOD = re.compile(
    r"(?<!\w)(?P<when>earlier\s+this|later\s+this|earlier\s+in\s+the|later\s+in\s+the"
    r"|the\s+end\s+of\s+(?:the|this)|early\s+this|late\s+this"
    r"|early\s+last|late\s+last|early\s+next|late\s+next|last|next|this|the\s+previous"
    r"|this\s+past|this\s+coming|the\s+coming)\s+"
    r"(?P<unit>week|weekend|month|year|summer|spring|autumn|fall|winter|decade|century|quarter)"
    r"(?!\w)",
    re.IGNORECASE,
)
_WEEKEND = re.compile(r"(?<!\w)(?:over|at|during)\s+the\s+weekend(?!\w)", re.IGNORECASE)
_RECENT = re.compile(
    r"(?<!\w)(?:in\s+recent\s+(?:days|weeks|months|years|decades)|recently|(?:in|over|during"
    r"|for)\s+the\s+(?:past|last)\s+(?:few\s+|several\s+)?(?:days?|weeks?|months?|years?|decades?)"
    r"|in\s+the\s+past|(?:in\s+(?:the\s+)?)?(?P<ahead>(?:coming|next\s+few|following)\s+(?:days"
    r"|weeks|months|years)))(?!\w)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<!\w)(?P<over>(?:over|for|within|during|in|throughout)\s+(?:the\s+)?"
    rf"(?:next|past|last|first|coming|following)\s+|for\s+|within\s+|in\s+|over\s+"
    rf"|the\s+(?:next|past|last|first)\s+)?"
    rf"(?:(?:about|around|more\s+than|over|nearly|at\s+least|almost|some)\s+)?"
    rf"{_COUNT}[\s-]{_UNIT}s?(?!\w)(?(over)|(?!\s+(?:ago|earlier|later|before|after)\b))",
    re.IGNORECASE,
)


def _weekday(match: re.Match[str], base: date) -> Meaning:
    found = _turned(weekday(_DAYS.index(match["day"].lower()), base), match, base)
    if match["last"] is None or found.when is None:
        return found
    first = found.when.first
    days = (_DAYS.index(match["last"].lower()) - first.weekday()) % 7
    return replace(found, last=When.of_day(first + timedelta(days=days)))


def _turned(found: Meaning, match: re.Match[str], base: date) -> Meaning:
    """Return the weekday that "last", "next", "this" or a named week points to."""
    how = (match["how"] or "").rsplit(maxsplit=1)[-1].lower() if match["how"] else ""
    number = _DAYS.index(match["day"].lower())
    in_week = base - timedelta(days=base.weekday() - number)
    if match["week"] is not None:
        return known_day(
            in_week + timedelta(days={"last": -7, "next": 7, "this": 0}[match["week"]]), base
        )
    ahead = (number - base.weekday()) % 7 or 7
    if how in {"last", "past", "previous"}:
        return known_day(base - timedelta(days=7 - ahead % 7), base)
    if how == "next":
        return known_day(base + timedelta(days=ahead + 7 * (ahead <= _SOON)), base)
    if how == "coming":
        return known_day(base + timedelta(days=ahead), base)
    return replace(found, when=When.of_day(in_week)) if how == "this" else found


def _named(match: re.Match[str], base: date) -> Meaning:
    day = days_before(base, _OFFSETS.get(" ".join(match["word"].lower().split()), 0))
    return known_day(day, base)


def _ago(match: re.Match[str], base: date) -> Meaning:
    count, unit = match["count"], match["unit"].lower()
    if count is None and unit not in {"minute", "hour"}:
        return Meaning(vague=True, past=True)
    number = _counted(count or "a")
    if unit in _DAYS_OF:
        day = days_before(base, number * _DAYS_OF[unit])
        return replace(known_day(day, base), vague=unit == "week", past_day=day)
    if unit == "month":
        return coarse(months_before(base, number), base, vague=True)
    years = number * (10 if unit == "decade" else 1)
    return coarse(When(year=max(base.year - years, 1)), base, vague=True)


def _counted(written: str) -> int:
    return (
        int(written)
        if written.isascii() and written.isdigit()
        else _COUNTS[" ".join(written.lower().split())]
    )


def _anaphoric(match: re.Match[str], _base: date) -> Meaning:
    """Return the days from the date told before; what stands after "a day after" lies on the other
    side of it.
    """
    if match["next"] is not None:
        _, how, unit = match["next"].lower().split()
        return Meaning(vague=True, shift=_STEPS[how] if unit in {"day", "morning"} else None)
    if (match["unit"] or "day").lower() != "day":
        return Meaning(vague=True)
    how = (match["side"] or match["beside"]).lower()
    days = _counted(match["count"] or "a") * (-1 if how in {"earlier", "before"} else 1)
    return Meaning(
        vague=True, shift=-days if how in {"before", "after"} and match["other"] else days
    )


def _period(match: re.Match[str], base: date) -> Meaning:
    how, unit = match["when"].lower(), match["unit"].lower()
    turn = (
        1
        if how.endswith(("next", "coming"))
        else -1
        if how.endswith(("last", "previous", "past"))
        else 0
    )
    if unit == "weekend":
        return _weekend_of(turn, base)
    past = None if turn == 0 else turn < 0
    if how.startswith("earlier"):
        past = True
    elif how.startswith(("later", "the end")):
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


def _weekend(_match: re.Match[str], base: date) -> Meaning:
    """Return the weekend that began last, today's included, with the next one as `future_day`."""
    found = weekday(5, base)
    saturday = found.past_day or base
    return replace(found, last=When.of_day(saturday + timedelta(days=1)), vague=True)


def _recent(match: re.Match[str], _base: date) -> Meaning:
    return Meaning(vague=True, past=match["ahead"] is None)


def _duration(_match: re.Match[str], _base: date) -> Meaning:
    return Meaning(span=True)


_PART_WORDS = frozenset(
    [
        "morning",
        "afternoon",
        "evening",
        "night",
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "overnight",
    ]
)
_SIDE_WORDS = frozenset(
    ["earlier", "before", "later", "after", "next", "following", "previous", "same"]
)
_UNIT_WORDS = frozenset(
    word
    for unit in ("minute", "hour", "day", "week", "month", "year", "decade")
    for word in (unit, unit + "s")
)
_PERIOD_WORDS = frozenset(
    [
        "week",
        "weekend",
        "month",
        "year",
        "summer",
        "spring",
        "autumn",
        "fall",
        "winter",
        "decade",
        "century",
        "quarter",
    ]
)

RELATIVE_RULES: tuple[Rule, ...] = (
    Rule(frozenset(_DAYS), _WEEKDAY, _weekday),
    Rule(_PART_WORDS, _NAMED, _named),
    Rule(frozenset({"ago"}), _AGO, _ago),
    Rule(_SIDE_WORDS, _ANAPHORIC, _anaphoric),
    Rule(_PERIOD_WORDS, _PERIOD, _period),
    Rule(frozenset({"weekend"}), _WEEKEND, _weekend),
    Rule(_UNIT_WORDS | {"recently", "past"}, _RECENT, _recent),
    Rule(_UNIT_WORDS, _DURATION, _duration),
)
"""What dates by the day of the article look like; the longest match that starts first wins."""
