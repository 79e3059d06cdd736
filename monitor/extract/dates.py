"""The dates of a page: which of those that it writes is its own, and how exactly it is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from monitor.model.dates import stamp
from monitor.model.moment import Stamp

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)
_A_DAY = timedelta(hours=36)  # from the noon of a day to any of its moments, in any zone
_FARTHEST = timedelta(hours=14)  # of a zone from UTC

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\s*$")
_ZONE = re.compile(r"(?:\dZ|[+-]\d{2}:?\d{2}|[A-Z]{3,4}|\(.*\)|^\d+)\s*$")
_WRITTEN_DAY = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}([-./])\d{1,2}\1\d{1,2}|\d{4}\s?[年년]\s?\d+\s?[月월]\s?\d+"
    r"\s?[日일]|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4}"
)
_MARKED = XPath(
    "(//h1)[1]/following::*[self::p or self::time or contains(@class, 'date')"
    " or contains(@class, 'time') or contains(@class, 'Date') or contains(@class, 'publish')]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::a"
    " or ancestor::h2 or ancestor::h3)]"
)
_MOST_LOOKED_AT = 20  # elements
_LONGEST_LINE = 80  # characters


def plausible(found: Stamp | None, *, seen_at: datetime) -> Stamp | None:
    """Return the stamp if it lies between 1990 and a day after `seen_at`, else None."""
    if found is None or not EARLIEST <= found.at <= seen_at + _AHEAD:
        return None
    return found


def day_below_heading(tree: HtmlElement) -> Stamp | None:
    """Return the day that is marked as a date between the first heading and the text.

    A time beside it has no zone, so it is not read.
    """
    for element in cast("list[HtmlElement]", _MARKED(tree))[:_MOST_LOOKED_AT]:
        said = " ".join(element.text_content().split())
        if len(said) > _LONGEST_LINE and element.tag == "p":
            return None
        day = _WRITTEN_DAY.search(said[: _LONGEST_LINE + 1])
        if day and len(said) <= _LONGEST_LINE:
            return stamp(day.group())
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A date that was read: `zoned`, whether its zone is written; `offset`, if that is not UTC."""

    stamp: Stamp
    zoned: bool
    offset: timedelta | None


def own_date(
    written: Iterable[str | None], *, beside: Iterable[str | None] = (), seen_at: datetime
) -> Stamp | None:
    """Return the first of these dates that can be believed, as exactly as the others tell it.

    Of a moment that is written twice, the writing with a zone counts; one without any zone is in
    that of the page's other dates (`beside` too), or in UTC. A moment counts before its bare day.
    """
    told = _told(written, seen_at)
    if not told:
        return None
    first = told[0]
    if first.stamp.whole_day:
        first = next((one for one in told if _is_in(one.stamp, first.stamp)), first)
    if first.zoned or first.stamp.whole_day:
        return first.stamp
    twin = next((one.stamp for one in told if _same_clock(first, one)), None)
    return twin or _shifted(first.stamp, (*told, *_told(beside, seen_at)))


def _told(written: Iterable[str | None], seen_at: datetime) -> list[_Told]:
    found = []
    for text in written:
        read = plausible(stamp(text), seen_at=seen_at)
        if text and read:
            offset = _offset(text)
            zoned = bool(offset or _ZONE.search(text))
            found.append(_Told(stamp=read, zoned=zoned, offset=offset or None))
    return found


def _offset(text: str) -> timedelta | None:
    """Return how far the zone of the text lies from UTC, None if it is none."""
    match = None if text.count(":") < 1 else _OFFSET.search(text)
    if match is None:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -size if match[1] == "-" else size


def _is_in(moment: Stamp, day: Stamp) -> bool:
    return not moment.whole_day and abs(moment.at - day.at) < _A_DAY


def _same_clock(bare: _Told, other: _Told) -> bool:
    """Return whether both show the same hands of a clock, the other with its zone."""
    if other.offset is None or other.stamp.whole_day:
        return False
    return abs((other.stamp.at + other.offset - bare.stamp.at).total_seconds()) < 1


def _shifted(bare: Stamp, others: Iterable[_Told]) -> Stamp:
    """Return the moment in the zone of the others if they have one."""
    offset = next((one.offset for one in others if one.offset), None)
    if offset is None or abs(offset) > _FARTHEST:
        return bare
    return Stamp(at=bare.at - offset)
