"""Counts of goods and people in a text, and the dead and injured that it tells of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.detect.currencies import SUFFIX
from monitor.detect.names_span import CALENDAR_WORDS
from monitor.detect.numbers import NumberSpan, numbers
from monitor.model.development import Casualties, Count

_CLASSES = {
    "trucks": "truck trucks lorry lorries",
    "tanks": "tank tanks",
    "vehicles": "vehicle vehicles car cars carriers carrier humvees",
    "ambulances": "ambulance ambulances",
    "buses": "bus buses",
    "jets": "jet jets fighter-jets warplane warplanes",
    "aircraft": "aircraft plane planes flights",
    "helicopters": "helicopter helicopters",
    "missiles": "missile missiles",
    "rockets": "rocket rockets",
    "shells": "shell shells rounds projectiles",
    "bombs": "bomb bombs",
    "mines": "mines",
    "howitzers": "howitzer howitzers",
    "launchers": "launcher launchers",
    "systems": "system systems battery batteries",
    "drones": "drone drones uavs",
    "rifles": "rifle rifles guns",
    "helmets": "helmet helmets",
    "ships": "ship ships vessel vessels tanker tankers boat boats warship warships",
    "generators": "generator generators",
    "transformers": "transformer transformers",
    "tents": "tent tents",
    "tonnes": "tonne tonnes ton tons",
    "barrels": "barrel barrels",
    "doses": "dose doses",
    "containers": "container containers pallets",
    "prisoners": "prisoner prisoners pow pows captive captives detainees",
    "hostages": "hostage hostages",
    "bodies": "body bodies",
    "soldiers": "soldier soldiers troop troops serviceman servicemen fighters militants",
    "civilians": "civilian civilians",
    "children": "child children",
    "people": "person people persons individuals individual residents evacuees",
    "refugees": "refugee refugees migrants",
    "families": "family families households",
    "diplomats": "diplomat diplomats",
    "officials": "official officials",
    "lawmakers": "lawmaker lawmakers",
    "police": "police policemen gendarme gendarmes officers",
    "sacks": "sack sacks bags",
    "kits": "kit kits parcels rations meals",
    "blankets": "blanket blankets",
    "litres": "litre litres liters gallons",
    "doctors": "doctor doctors medics nurses",
    "rescuers": "rescuer rescuers firefighters",
    "entities": "entity entities companies company firms organisations organizations",
    "banks": "bank banks",
    "countries": "country countries nations states",
}
_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_BREAKS = (
    "and|or|but|to|in|on|at|by|for|with|from|was|were|is|are|be|been|that|which|who|whom|have"
    "|has|had|as|than|per|a|an"
    "|after|before|since|while|when|said|killed|wounded|injured|percent|days?|weeks?|months?"
    "|years?|hours?|minutes?|times?"
    "|miles?|kilometres?|kilometers?|km|metres?|meters?|mm|cm|kg|"
    + "|".join(re.escape(w) for w in CALENDAR_WORDS)
)
_GOODS = re.compile(
    rf"(?:\s+(?!(?:{_BREAKS})\b)[^\W\d][\w'’-]*){{0,4}}?\s+"
    rf"(?P<noun>{'|'.join(sorted(_OF, key=len, reverse=True))})(?!\w)(?!-\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CALENDAR_BEFORE = re.compile(
    rf"(?:\b(?:[Ii]n|[Ss]ince|by|until|during|of|year)"
    rf"|\b(?:{'|'.join(re.escape(w) for w in CALENDAR_WORDS)}))\s+$"
)
_SIGNS = "$€£¥₴₽₹₪#§"
_MOST = 60

_QUALIFIED = (
    r"(?:(?:at\s+least|more\s+than|over|about|around|some|nearly|almost|up\s+to|as\s+many\s+as"
    r"|an?\s+estimated|roughly"
    r"|approximately|another|a\s+further|a\s+total\s+of|the|what\s+it\s+said\s+were)\s+)*"
)
_SUBJECT = (
    r"(?:\s+[^\W\d][\w'’-]*,\s+including[^,.;]{0,60},)?"
    r"(?:\s+(?!(?:and|or|but|while|of\s+whom|killed|dead|wounded|injured|hurt|died)\b)"
    r"[^\W\d][\w'’-]*){0,6}?\s+"
)
_AUXILIARY = (
    r"(?P<passive>(?:were|was|been|are|being|left|confirmed|reported(?:ly)?|feared|found)\s+"
    r"(?:\w+ly\s+)?(?:confirmed\s+|reported\s+)?)?"
)
_DEAD = r"(?:killed|dead|died|slain|deaths?|fatalities)"
_HURT = r"(?:wounded|injured|hurt|injuries|casualties\s+injured)"
_NO_SUM = rf"(?!\s+(?:or|and)\s+(?:{_HURT}|{_DEAD}))"
_DEAD_AFTER = re.compile(rf"{_SUBJECT}{_AUXILIARY}{_DEAD}\b{_NO_SUM}", re.IGNORECASE)
_HURT_AFTER = re.compile(rf"{_SUBJECT}{_AUXILIARY}{_HURT}\b{_NO_SUM}", re.IGNORECASE)
_OBJECT = re.compile(
    rf"\s+{_QUALIFIED}(?:[0-9]|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b"
    rf"|ten\b)",
    re.IGNORECASE,
)
_TOLL = (
    r"(?:death\s+)?toll\b[^.;]{0,60}?"
    r"\b(?:to|at|of|is|was|reached|past|above|topped|exceeded|hit|passed|stood\s+at)"
)
_DEAD_BEFORE = re.compile(
    rf"(?:\bkill(?:ed|s|ing)|\bclaim(?:ed|s|ing)\s+the\s+lives\s+of|\b{_TOLL})\s+{_QUALIFIED}$",
    re.IGNORECASE,
)
_HURT_BEFORE = re.compile(rf"\b(?:wound|injur)(?:ed|es|s|ing)\s+{_QUALIFIED}$", re.IGNORECASE)
_LIVES = re.compile(r"\s+(?:\w+\s+)?lives\b", re.IGNORECASE)
_TOOK = re.compile(
    rf"\b(?:claim|cost|t[ao]k|took|lost)(?:s|ed|ing|en)?\s+{_QUALIFIED}$", re.IGNORECASE
)
_AGE = re.compile(r"-(?:year|month|day|hour)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSpan:
    """A number of goods or people in a text; `count.of` is a class word in the plural ("trucks" for
    lorries).
    """

    start: int
    end: int
    count: Count


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


def counts(text: str) -> tuple[CountSpan, ...]:
    """Return the counts of goods and people that the text states, in reading order, never
    overlapping.
    """
    found: list[CountSpan] = []
    for number in _whole_numbers(text):
        match = _GOODS.match(text, number.end)
        if match is not None and (not found or number.start >= found[-1].end):
            noun = _OF[match["noun"].lower()]
            count = Count(value=int(number.value), of=noun)
            found.append(CountSpan(start=number.start, end=match.end(), count=count))
    return tuple(found)


def casualties(text: str) -> CasualtySpan | None:
    """Return the killed and injured that the text states, or None; the highest toll where it states
    several.
    """
    killed: list[_Toll] = []
    injured: list[_Toll] = []
    for number in _whole_numbers(text):
        dead = _dead(text, number)
        hurt = None if dead is not None else _hurt(text, number)
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


def _whole_numbers(text: str) -> Iterator[NumberSpan]:
    """Yield the numbers that can count something: whole, no money, no percentage, no date and no
    age.
    """
    for number in numbers(text):
        if number.value != number.value.to_integral_value() or number.value == 0:
            continue
        sign = text[: number.start].rstrip(" \u00a0")[-1:] in _SIGNS and number.start > 0
        if sign or text[number.end : number.end + 1] == "%" or _AGE.match(text, number.end):
            continue
        if SUFFIX.match(text, number.end) or _is_date(text, number):
            continue
        yield number


def _is_date(text: str, number: NumberSpan) -> bool:
    before = text[max(0, number.start - _MOST) : number.start]
    calendar = _CALENDAR_BEFORE.search(before)
    if calendar is None:
        return False
    year = _YEAR.fullmatch(text[number.start : number.end]) is not None
    return year or calendar[0].strip() in CALENDAR_WORDS


def _dead(text: str, number: NumberSpan) -> _Toll | None:
    before = text[max(0, number.start - 2 * _MOST) : number.start]
    ahead = _DEAD_BEFORE.search(before)
    took = _TOOK.search(before)
    lives = _LIVES.match(text, number.end)
    if took is not None and lives is not None:
        return _toll(number, number.start - len(took[0]), lives.end())
    if ahead is not None:
        return _toll(number, number.start - len(ahead[0]), number.end)
    return _behind(text, number, _DEAD_AFTER)


def _hurt(text: str, number: NumberSpan) -> _Toll | None:
    before = _HURT_BEFORE.search(text[max(0, number.start - _MOST) : number.start])
    if before is not None:
        return _toll(number, number.start - len(before[0]), number.end)
    return _behind(text, number, _HURT_AFTER)


def _behind(text: str, number: NumberSpan, pattern: re.Pattern[str]) -> _Toll | None:
    """Return the toll that the words after the number make of it, unless it is who killed ("two men
    killed five").
    """
    match = pattern.match(text, number.end)
    if match is None or (match["passive"] is None and _OBJECT.match(text, match.end())):
        return None
    return _toll(number, number.start, match.end())


def _toll(number: NumberSpan, start: int, end: int) -> _Toll:
    return _Toll(value=int(number.value), start=start, end=end)
