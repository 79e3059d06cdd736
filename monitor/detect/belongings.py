"""What the grammars found in a sentence, and which of it belongs to one act: sums, counts, date,
place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.detect.counts import CountSpan
from monitor.detect.head import Head
from monitor.detect.money import MoneySpan
from monitor.detect.place import PlaceSpan
from monitor.detect.sight import Sight
from monitor.detect.when import DateSpan
from monitor.model.actor import Registry
from monitor.model.development import Party

PLACE_ROLES = frozenset({"in", "at", "near"})
NEAR_SUM = 18
PLACE_REACH = 30
PARTS = frozenset({"including", "includes", "included"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the grammars found in one sentence; offsets are into the sentence. `of`: the sentences
    of the article.
    """

    base: date
    registry: Registry
    of: int = 1
    dates: tuple[DateSpan, ...] = ()
    sums: tuple[MoneySpan, ...] = ()
    counts: tuple[CountSpan, ...] = ()
    places: tuple[PlaceSpan, ...] = ()
    countries: Mapping[str, Party] = field(default_factory=dict)


def own_sums(seen: Sight, head: Head, setting: Setting) -> list[MoneySpan]:
    """Return the sums of the act: those in its clause and the nearest one; parts of a sum
    ("including $6bn") are none.
    """
    own = []
    for money in setting.sums:
        at = seen.token_at(money.start)
        if at >= len(seen.words) or _part_of_sum(seen, at):
            continue
        apart = abs(seen.clauses[at] - seen.clauses[head.at])
        noun_apart = min(
            (abs(seen.clauses[at] - seen.clauses[n.at]) for n in head.nouns), default=9
        )
        if min(apart, noun_apart) == 0 or (apart == 1 and abs(at - head.at) <= NEAR_SUM):
            own.append(money)
    return own


def _part_of_sum(seen: Sight, at: int) -> bool:
    return any(seen.words[j] in PARTS for j in range(max(0, at - 4), at))


def own_counts(seen: Sight, head: Head, setting: Setting) -> list[CountSpan]:
    """Return the counts of the act: those in its clause or the next one."""
    return [
        c
        for c in setting.counts
        if (at := seen.token_at(c.start)) < len(seen.words)
        and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1
    ]


def own_date(seen: Sight, head: Head, spans: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date of the act: the nearest in its clause, else in the sentence; durations date
    nothing.
    """
    best: DateSpan | None = None
    least = 1000
    for span in spans:
        at = min(seen.token_at(span.start), len(seen.words) - 1)
        if span.span or abs(seen.clauses[at] - seen.clauses[head.at]) > 2:
            continue
        far = abs(at - head.at) + 12 * abs(seen.clauses[at] - seen.clauses[head.at])
        if span.since:
            far += 20
        if far < least:
            best, least = span, far
    return best


def own_place(seen: Sight, head: Head, places: Sequence[PlaceSpan]) -> PlaceSpan | None:
    """Return where the act takes place: the nearest place told with "in", "at" or "near"."""
    best: PlaceSpan | None = None
    least = 1000
    for place in places:
        if place.role not in PLACE_ROLES:
            continue
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        far = abs(at - head.at) + 8 * abs(seen.clauses[at] - seen.clauses[head.at])
        if far < least and far <= PLACE_REACH:
            best, least = place, far
    return best


def where_to(seen: Sight, head: Head, setting: Setting) -> Party | None:
    """Return the country of the place where what is given goes, if it is not the giver's."""
    givers = {who.party.id for who in head.actors}
    for place in setting.places:
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        party = setting.countries.get(place.country)
        near = at > head.at and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1
        if near and party is not None and party.id not in givers and place.role != "from":
            return replace(party, text=place.text)
    return None
