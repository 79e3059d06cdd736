"""Plans as a calendar (iCalendar, RFC 5545): one event a development, which keeps its UID."""

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from urllib.parse import quote

from monitor.alert.render.harmless import line, link
from monitor.alert.render.letter import quoted
from monitor.alert.summary import summary
from monitor.model.development import Development
from monitor.model.nature import Nature, Natures
from monitor.model.watchlist import Kind

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_OCTETS = 75
_LONGEST_TEXT = 300
_MOST_EVIDENCE = 3
_SURE = 2
"""Independent origins from which on a plan counts as confirmed."""
_NO_EVENTS = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar must have something in it."""


def calendar(plans: Sequence[Development], natures: Natures, *, watchlist: str | None) -> bytes:
    """Return the calendar of the plans as UTF-8, its lines folded; `watchlist`: whose (None: all).

    A day is an all-day event; a month is one as long as it is, which blocks no time; of years, and
    of plans without a date, there are none.
    """
    name = "Expected" if watchlist is None else f"Expected: {line(watchlist, _LONGEST_TEXT)}"
    events = [row for plan in plans for row in _event(plan, natures.of(plan.type))]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//monitor//plans//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *(events or _NO_EVENTS),
        "END:VCALENDAR",
    )
    return b"".join(_folded(row) for row in lines)


def _event(plan: Development, nature: Nature) -> Iterator[str]:
    when = plan.when
    if when is None or when.month is None or when.year == MAXYEAR:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{quote(plan.id, safe='')}@monitor.invalid"
    yield f"DTSTAMP:{_stamp(plan.last_changed)}"
    yield f"LAST-MODIFIED:{_stamp(plan.last_changed)}"
    yield f"SEQUENCE:{max(0, plan.revision - 1)}"
    yield f"DTSTART;VALUE=DATE:{_day(when.first)}"
    yield f"DTEND;VALUE=DATE:{_day(when.last + timedelta(days=1))}"
    yield f"STATUS:{_status(plan, nature)}"
    yield "TRANSP:TRANSPARENT"
    kind = Kind.NEW if plan.withdrawn is None else Kind.WITHDRAWN
    said = summary(kind, plan, nature, (), None)
    yield f"SUMMARY:{_escaped(line(said, _LONGEST_TEXT))}"
    if plan.place:
        yield f"LOCATION:{_escaped(line(plan.place, _LONGEST_TEXT))}"
    yield f"CATEGORIES:{_escaped(line(plan.type, _LONGEST_TEXT))}"
    yield f"DESCRIPTION:{_escaped(_description(plan))}"
    links = [found for one in plan.evidence if (found := link(one.url)) is not None]
    if links:
        yield f"URL:{quote(links[-1], safe=_OF_URIS)}"
    yield "END:VEVENT"


_OF_URIS = "%:/?#[]@!$&'()*+,;=-._~"


def _status(plan: Development, nature: Nature) -> str:
    """Return whether it is called off (or was told wrongly), told by several, or held already; a
    plan that one origin tells is tentative.
    """
    if plan.withdrawn is not None or plan.status in nature.against:
        return "CANCELLED"
    planned = plan.status in nature.ahead
    return "TENTATIVE" if planned and len(plan.origins) < _SURE else "CONFIRMED"


def _description(plan: Development) -> str:
    """Return the status, and the latest sentences that say so, with their sources."""
    parts = [f"{plan.status}, revision {plan.revision}"]
    if plan.withdrawn is not None:
        parts = [f"Taken back: {line(plan.withdrawn.why, _LONGEST_TEXT)}"]
    for one in reversed(plan.evidence[-_MOST_EVIDENCE:]):
        said = quoted(one, "")
        parts.append("\n".join(filter(None, (f"“{said.sentence}”", said.source, said.link))))
    return "\n\n".join(parts)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Return the text as a value of type TEXT."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(content: str) -> bytes:
    """Return the line in pieces of at most 75 octets, none of which cuts a character."""
    pieces, size = [b""], 0
    for char in content:
        octets = char.encode(errors="replace")
        if size + len(octets) > MOST_OCTETS:
            pieces.append(b" ")
            size = 1
        pieces[-1] += octets
        size += len(octets)
    return b"\r\n".join(pieces) + b"\r\n"
