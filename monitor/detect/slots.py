"""From a head to a draft: sums, counts, dates and places that belong to the act, and what it needs
to be one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from monitor.detect.attribution import attribution
from monitor.detect.belongings import (
    Setting,
    own_counts,
    own_date,
    own_place,
    own_sums,
    where_to,
)
from monitor.detect.denial import denied
from monitor.detect.dollars import in_own_money
from monitor.detect.draft import Draft
from monitor.detect.freshness import freshness
from monitor.detect.head import Head
from monitor.detect.lexicon.entries import EventType, Mode, Sides, Slot
from monitor.detect.lexicon.inflection import Form
from monitor.detect.money import MoneySpan
from monitor.detect.needs import filled, forum, hinted, told_by
from monitor.detect.objects import objects
from monitor.detect.place import PlaceSpan
from monitor.detect.reasons import trigger
from monitor.detect.roles import inside
from monitor.detect.sight import Sight
from monitor.detect.status import AHEAD, act_day, settled_mode, status_of
from monitor.detect.when import DateSpan
from monitor.detect.who import Who
from monitor.model.actor import ActorKind
from monitor.model.development import Freshness, Party
from monitor.model.moment import When

LONG = 12
RECAP_FROM = 0.6
VERBAL = frozenset({"to", "future", "would", "possible", "ought", "do", "he", "they", "we"})


def drafts_of(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, setting: Setting
) -> list[Draft]:
    """Return the drafts of one head: none if it lacks what it needs, several if it tells several
    sums.
    """
    head = _happened(head)
    sums = own_sums(seen, head, setting) if "amount" in event.slots else []
    counts = own_counts(seen, head, setting) if "count" in event.slots else []
    toll = setting.toll if "casualties" in event.slots else None
    span = own_date(seen, head, setting.dates)
    slots = filled(seen, event, head, cast, setting.registry)
    slots |= _found(seen, event, head, setting) | ({Slot.DATED} if span is not None else set())
    slots |= ({Slot.AMOUNT} if sums else set()) | ({Slot.COUNT} if counts else set())
    slots |= {Slot.TOLL} if toll is not None else set()
    head, slots = _sent_somewhere(seen, event, head, setting, slots)
    hint = hinted(head)
    whole = not hint and _enough(event, head, slots)
    backed = not hint and any(need <= slots for need in event.backed)
    unsure = head.reality.mode is Mode.POSSIBLE and event.sides is Sides.GIVEN
    if _mere_talk(seen, event, head, slots, span):
        return []
    if not (whole or backed) and _unlikely(seen, event, head, slots):
        return []
    draft = _draft(seen, cast, event, head, setting, span)
    if draft is None or _caption(head, draft):
        return []
    draft = replace(
        draft,
        loose=unsure or not whole,
        bare=unsure or not (whole or backed),
        hint=hint,
        part="act" if head.verb is head.hit else "noun",
        count=counts[0].count if counts else None,
        casualties=toll.casualties if toll is not None else None,
        worth=len(slots - {Slot.DOER}) + (1 if sums else 0),
    )
    if not sums:
        return [draft]
    return _by_sum(draft, in_own_money(seen, sums, head.actors, setting.registry), head)


def _place(seen: Sight, event: EventType, head: Head, setting: Setting) -> PlaceSpan | None:
    """Return where the act takes place, if its type has a place; an attack may take its place as
    object ("shelled Kharkiv").
    """
    if "place" not in event.slots:
        return None
    struck = event.sides is Sides.AGAINST
    return own_place(seen, head, setting.places, struck=struck)


def _likely(slots: set[Slot]) -> bool:
    """Return whether an act of which little is told has two known sides, or two on a day."""
    return Slot.KNOWN in slots or {Slot.TWO, Slot.DATED} <= slots


def _happened(head: Head) -> Head:
    """Return the head as done where its group tells what has happened ("killing 12")."""
    if "happening" not in head.group.flags or head.reality.mode is not Mode.GOING:
        return head
    return replace(head, reality=replace(head.reality, mode=Mode.DONE))


def _by_sum(draft: Draft, sums: Sequence[MoneySpan], head: Head) -> list[Draft]:
    """Return the draft once for each sum."""
    return [
        replace(
            draft,
            status=_in_sum(draft, head) if money.running_total else draft.status,
            amount=money.amount,
            total=money.running_total,
            reworded=draft.reworded or money.raised_from is not None,
            replaces=money.raised_from,
        )
        for money in sums
    ]


def _in_sum(draft: Draft, head: Head) -> str:
    """Return the status of what is added up until now: that of the type's group of sums, unless a
    decision is told or what lies ahead.
    """
    if draft.mode is not Mode.DONE or head.group.flags & {"decides", "settles"}:
        return draft.status
    sums = (g.status.get(draft.mode) for g in draft.event.groups if "sums" in g.flags)
    return next(sums, None) or draft.status


def _found(seen: Sight, event: EventType, head: Head, setting: Setting) -> set[Slot]:
    placed = _place(seen, event, head, setting) is not None
    fresh = {Slot.DATED} if seen.marks("fresh") else set()
    return fresh | ({Slot.PLACED} if placed else set())


def _sent_somewhere(
    seen: Sight, event: EventType, head: Head, setting: Setting, slots: set[Slot]
) -> tuple[Head, set[Slot]]:
    """Return the head with the country of the place that help goes to, where no recipient is
    named.
    """
    if event.sides is not Sides.GIVEN or head.counterparts:
        return head, slots
    unknown = bool(head.actors) and all(who.party.id is None for who in head.actors)
    if unknown or not slots & {Slot.AMOUNT, Slot.COUNT, Slot.CORE, Slot.RELIEF}:
        return head, slots
    where = where_to(seen, head, setting)
    if where is None:
        return head, slots
    there = Who(at=head.at, end=head.at, party=where, kind=ActorKind.STATE, place=True)
    return replace(head, counterparts=(there,)), slots | {Slot.COUNTERPART, Slot.PARTY}


def _mere_talk(
    seen: Sight, event: EventType, head: Head, slots: set[Slot], span: DateSpan | None
) -> bool:
    """Return whether nothing is told to happen: help that goes on, a meeting on no day."""
    if Slot.AMOUNT not in slots and _merely_goes_on(seen, event, head):
        return True
    return span is None and _merely_hoped(seen, event, head)


def _merely_goes_on(seen: Sight, event: EventType, head: Head) -> bool:
    """Return whether help is only said to continue, with no act of giving."""
    governor = seen.governors.get(head.reality.governor or -1)
    going_on = governor is not None and governor.entry.group.name == "go_on"
    return going_on and event.sides is Sides.GIVEN


def _unlikely(seen: Sight, event: EventType, head: Head, slots: set[Slot]) -> bool:
    """Return whether what lacks its parts is not even worth a second look."""
    if hinted(head):
        return not any(hint <= slots for group in told_by(head) for hint in group.hints)
    if "strict" in head.group.flags and not _likely(slots):
        return True
    if event.sides is not Sides.GIVEN:
        return False
    if head.verb is head.hit:
        return Slot.COUNTERPART not in slots
    return head.verb is None and _idle(seen, head, slots)


def _idle(seen: Sight, head: Head, slots: set[Slot]) -> bool:
    """Return whether a thing that could be given only lies there: no verb moves it, nobody gives or
    gets it, and nothing counts it; or whether it is a verb here ("to help").
    """
    told = Slot.PARTY, Slot.AMOUNT, Slot.COUNT, Slot.CORE, Slot.TOLD
    before = seen.kinds[head.at - 1] if head.at else frozenset[str]()
    verbal = bool(before & VERBAL) and "core" not in head.hit.entry.group.flags
    return verbal or slots.isdisjoint(told)


def _merely_hoped(seen: Sight, event: EventType, head: Head) -> bool:
    """Return whether somebody only wants to meet, on no day of its own."""
    governor = seen.governors.get(head.reality.governor or -1)
    hoped = governor is not None and governor.entry.lemma in seen.language.lemmas.hoping
    return hoped and event.sides is Sides.MUTUAL


def _recap(seen: Sight, event: EventType, setting: Setting, span: DateSpan | None) -> bool:
    """Return whether the sentence stands where articles recall what went before, and no word makes
    it current.
    """
    late = setting.of >= LONG and seen.number >= setting.of * RECAP_FROM
    dated = span is not None or bool(seen.marks("fresh"))
    return late and not dated and event.sides is not Sides.MUTUAL and not event.nature.lasting


def _caption(head: Head, draft: Draft) -> bool:
    """Return whether a present tense tells of a day long past, as the words under a photograph
    do.
    """
    if head.verb is None or draft.when is None or draft.freshness is Freshness.NEW:
        return False
    return head.verb.entry.form is Form.PRESENT


def _enough(event: EventType, head: Head, slots: set[Slot]) -> bool:
    asked = [need for group in told_by(head) for need in group.needs] or list(event.needs)
    return any(need <= slots for need in asked)


def _fresh(
    seen: Sight,
    event: EventType,
    head: Head,
    when: When | None,
    span: DateSpan | None,
    setting: Setting,
) -> tuple[Freshness, str]:
    if _recap(seen, event, setting, span):
        return (
            Freshness.BACKGROUND,
            "undated, near the end of a long article, where history is told",
        )
    return freshness(seen, head, when, span, setting.base)


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
    if "ongoing" in head.group.flags and settled in AHEAD:
        when, span = None, None
    if (status := status_of(head, settled)) is None:
        return None
    fresh, reason = _fresh(seen, event, head, when, span, setting)
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
        **_where(_place(seen, event, head, setting)),
        when=when if span is None or not span.vague else None,
        forum=forum(head, inside(seen, cast, head.at)),
        **_of_groups(head),
        objects=objects(seen, event, head.at, [n for n in head.nouns if n.entry.words]),
        freshness=fresh,
        attribution=attribution(seen, cast),
        reworded="changes" in head.group.flags or bool(seen.marks("reworded")),
        denied=denied(seen, head),
        vague=span is None,
        why=(trigger(seen, head, settled), reason),
    )


def _where(place: PlaceSpan | None) -> dict[str, Any]:
    """Return the place and its country, if one is told."""
    return {"place": place.name, "land": place.country} if place is not None else {}


def _of_groups(head: Head) -> dict[str, Any]:
    """Return the result and the code that the group of the verb tells, else that of a noun."""
    groups = [hit.entry.group for hit in (head.verb, head.hit, *head.nouns) if hit is not None]
    return {
        "result": next((g.result for g in groups if g.result), None),
        "plover": next((g.plover for g in groups if g.plover), None),
    }


def _parties(people: Sequence[Who]) -> tuple[Party, ...]:
    named = [who for who in people if who.party.id is not None or not who.several]
    return tuple(dict.fromkeys(who.party for who in named))
