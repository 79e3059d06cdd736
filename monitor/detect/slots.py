"""From a head to a draft: sums, counts, dates and places that belong to the act, and what it needs to be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.detect.attribution import attribution
from monitor.detect.cast import Who
from monitor.detect.counts import CountSpan
from monitor.detect.dollars import in_own_dollars
from monitor.detect.draft import Draft
from monitor.detect.frames import Head, filled, forum
from monitor.detect.freshness import freshness
from monitor.detect.lexicon.entries import EventType, Sameness, Sides, Slot
from monitor.detect.lexicon.inflection import Form
from monitor.detect.money import MoneySpan
from monitor.detect.objects import objects
from monitor.detect.place import PlaceSpan
from monitor.detect.roles import inside
from monitor.detect.sight import Sight
from monitor.detect.status import act_day, settled_mode, status_of
from monitor.detect.when import DateSpan
from monitor.model.actor import Registry
from monitor.model.development import Freshness, Party

PLACE_ROLES = frozenset({"in", "at", "near"})
NEAR_SUM = 18
LONG = 12
RECAP_FROM = 0.6
PARTS = frozenset({"including", "includes", "included"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the grammars found in one sentence; offsets are into the sentence. `of`: the sentences of the article."""

    base: date
    registry: Registry
    of: int = 1
    dates: tuple[DateSpan, ...] = ()
    sums: tuple[MoneySpan, ...] = ()
    counts: tuple[CountSpan, ...] = ()
    places: tuple[PlaceSpan, ...] = ()
    countries: Mapping[str, Party] = field(default_factory=dict)


def drafts_of(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, setting: Setting
) -> list[Draft]:
    """Return the drafts of one head: none if it lacks what it needs, several if it tells several sums."""
    sums = _own_sums(seen, head, setting) if "amount" in event.slots else []
    counts = _own_counts(seen, head, setting) if "count" in event.slots else []
    if sums and event.sides is Sides.GIVEN:
        sums = in_own_dollars(seen.text, sums, head.actors, setting.registry)
    span = _own_date(seen, head, setting.dates)
    slots = filled(seen, event, head, cast, setting.registry)
    where = None
    if event.sides is Sides.GIVEN and not head.counterparts and (sums or counts or Slot.CORE in slots):
        where = _where_to(seen, head, setting)
        slots |= {Slot.COUNTERPART, Slot.PARTY} if where is not None else set()
    if sums:
        slots.add(Slot.AMOUNT)
    if counts:
        slots.add(Slot.COUNT)
    if span is not None or seen.marks("fresh"):
        slots.add(Slot.DATED)
    if "place" in event.slots and _own_place(seen, head, setting.places) is not None:
        slots.add(Slot.PLACED)
    whole = _enough(event, head, slots)
    if not whole and not any(need <= slots for need in event.backed):
        return []
    if not sums and _merely_goes_on(seen, event, head):
        return []
    draft = _draft(seen, cast, event, head, setting, span)
    if draft is None or _caption(head, draft):
        return []
    draft = replace(
        draft,
        loose=not whole,
        counterparts=draft.counterparts or ((where,) if where is not None else ()),
        count=counts[0].count if counts else None, worth=len(slots) + (1 if sums else 0)
    )
    if not sums:
        return [draft]
    return [replace(draft, amount=s.amount, total=s.running_total) for s in sums]


def _merely_goes_on(seen: Sight, event: EventType, head: Head) -> bool:
    """Return whether help is only said to continue, with no act of giving."""
    governor = seen.governors.get(head.reality.governor or -1)
    going_on = governor is not None and governor.entry.group.name == "go_on"
    return going_on and event.sides is Sides.GIVEN


def _recap(seen: Sight, event: EventType, setting: Setting, span: DateSpan | None) -> bool:
    """Return whether the sentence stands where articles recall what went before, and no word makes it current."""
    late = setting.of >= LONG and seen.number >= setting.of * RECAP_FROM
    dated = span is not None or bool(seen.marks("fresh"))
    return late and not dated and event.sameness is not Sameness.OCCASION


def _caption(head: Head, draft: Draft) -> bool:
    """Return whether a present tense tells of a day long past, as the words under a photograph do."""
    if head.verb is None or draft.when is None or draft.freshness is Freshness.NEW:
        return False
    return head.verb.entry.form is Form.PRESENT


def _where_to(seen: Sight, head: Head, setting: Setting) -> Party | None:
    """Return the country of the place where what is given goes, if it is not the giver's."""
    givers = {who.party.id for who in head.actors}
    for place in setting.places:
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        party = setting.countries.get(place.country)
        if at > head.at and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1:
            if party is not None and party.id not in givers and place.role != "from":
                return replace(party, text=place.text)
    return None


def _enough(event: EventType, head: Head, slots: set[Slot]) -> bool:
    groups = [head.verb.entry.group] if head.verb is not None else []
    if head.verb is not head.hit:
        groups += [noun.entry.group for noun in head.nouns]
    asked = [need for group in groups for need in group.needs] or list(event.needs)
    return any(need <= slots for need in asked)


def _draft(
    seen: Sight,
    cast: Sequence[Who],
    event: EventType,
    head: Head,
    setting: Setting,
    span: DateSpan | None,
) -> Draft | None:
    mode = head.reality.mode
    assert mode is not None
    when = act_day(span, mode) if span is not None else None
    settled = settled_mode(head, when, setting.base)
    status = status_of(head, settled)
    if status is None:
        return None
    fresh, reason = freshness(seen, head, when, span, setting.base)
    if _recap(seen, event, setting, span):
        fresh, reason = Freshness.BACKGROUND, "undated, near the end"
    place = _own_place(seen, head, setting.places) if "place" in event.slots else None
    return Draft(
        event=event,
        sentence=seen.number,
        head=head.at,
        group=head.group.name,
        status=status,
        mode=settled,
        reality=head.reality,
        actors=_parties(head.actors),
        counterparts=_parties(head.counterparts),
        place=place,
        when=when if span is None or not span.vague else None,
        forum=forum(seen, head, inside(seen, cast, head.at)),
        objects=objects(seen, event, head.at, [n for n in head.nouns if n.entry.words]),
        freshness=fresh,
        attribution=attribution(seen, cast),
        reworded=bool(seen.marks("reworded")),
        denied=bool(seen.marks("denied")),
        vague=span is None,
        why=(f"{head.group.part} {head.hit.entry.lemma!r}, {settled}", reason),
    )


def _parties(people: Sequence[Who]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(who.party for who in people))


def _own_sums(seen: Sight, head: Head, setting: Setting) -> list[MoneySpan]:
    """Return the sums of the act: those in its clause and the nearest one; parts of a sum ("including $6bn") are none."""
    own = []
    for money in setting.sums:
        at = seen.token_at(money.start)
        if at >= len(seen.words) or _part_of_sum(seen, at):
            continue
        apart = abs(seen.clauses[at] - seen.clauses[head.at])
        noun_apart = min((abs(seen.clauses[at] - seen.clauses[n.at]) for n in head.nouns), default=9)
        if min(apart, noun_apart) == 0 or (apart == 1 and abs(at - head.at) <= NEAR_SUM):
            own.append(money)
    return own


def _part_of_sum(seen: Sight, at: int) -> bool:
    return any(seen.words[j] in PARTS for j in range(max(0, at - 4), at))


def _own_counts(seen: Sight, head: Head, setting: Setting) -> list[CountSpan]:
    return [
        c
        for c in setting.counts
        if (at := seen.token_at(c.start)) < len(seen.words)
        and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1
    ]


def _own_date(seen: Sight, head: Head, spans: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date of the act: the nearest in its clause, else in the sentence; durations date nothing."""
    best: DateSpan | None = None
    least = 1000
    for span in spans:
        at = min(seen.token_at(span.start), len(seen.words) - 1)
        if span.span or abs(seen.clauses[at] - seen.clauses[head.at]) > 2:  # noqa: PLR2004
            continue
        far = abs(at - head.at) + 12 * abs(seen.clauses[at] - seen.clauses[head.at])
        if span.since:
            far += 20
        if far < least:
            best, least = span, far
    return best


def _own_place(seen: Sight, head: Head, places: Sequence[PlaceSpan]) -> str | None:
    best, least = None, 1000
    for place in places:
        if place.role not in PLACE_ROLES:
            continue
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        far = abs(at - head.at) + 8 * abs(seen.clauses[at] - seen.clauses[head.at])
        if far < least and far <= 30:  # noqa: PLR2004
            best, least = place.name, far
    return best
