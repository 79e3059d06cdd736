"""From a head to a draft: sums, counts, dates and places that belong to the act, and what it needs
to be one.
"""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.belongings import (
    Setting,
    own_counts,
    own_date,
    own_place,
    own_sums,
    where_to,
)
from monitor.detect.dollars import in_own_money
from monitor.detect.draft import Draft
from monitor.detect.drafting import Reading, drafted
from monitor.detect.head import Head
from monitor.detect.lexicon.entries import EventType, Mode, Sides, Slot
from monitor.detect.money import MoneySpan
from monitor.detect.needs import filled, hinted, told_by
from monitor.detect.place import PlaceSpan
from monitor.detect.sight import Sight
from monitor.detect.when import DateSpan
from monitor.detect.who import Who
from monitor.model.actor import ActorKind

READ = (Slot.AMOUNT, Slot.COUNT, Slot.TOLL, Slot.PLACED, Slot.DATED)
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
    place = _place(seen, event, head, setting)
    span = own_date(seen, head, setting.dates)
    slots = filled(seen, event, head, cast, setting.registry)
    read_of = (sums, counts, toll, place, span or seen.marks("fresh"))
    slots |= {slot for slot, piece in zip(READ, read_of, strict=True) if piece}
    head, slots = _sent_somewhere(seen, event, head, setting, slots)
    hint = hinted(head)
    whole = not hint and _enough(event, head, slots)
    backed = not hint and any(need <= slots for need in event.backed)
    unsure = head.reality.mode is Mode.POSSIBLE and event.sides is Sides.GIVEN
    unlikely = not (whole or backed) and _unlikely(seen, event, head, slots)
    if unlikely or _mere_talk(seen, event, head, slots, span):
        return []
    read = Reading(
        date=span,
        loose=unsure or not whole,
        bare=unsure or not (whole or backed),
        hint=hint,
        count=counts[0].count if counts else None,
        toll=toll,
        place=place,
        worth=len(slots - {Slot.DOER}) + (1 if sums else 0),
    )
    draft = drafted(seen, cast, event, head, setting, read)
    if draft is None or not sums:
        return [] if draft is None else [draft]
    return _by_sum(draft, in_own_money(seen, sums, head.actors, setting.registry), head)


def _place(seen: Sight, event: EventType, head: Head, setting: Setting) -> PlaceSpan | None:
    """Return where the act takes place, if its type has a place; an attack may take its place as
    object ("shelled Kharkiv").
    """
    if "place" not in event.slots:
        return None
    struck = event.sides is Sides.AGAINST
    return own_place(seen, head, setting.places(), struck=struck)


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


def _enough(event: EventType, head: Head, slots: set[Slot]) -> bool:
    asked = [need for group in told_by(head) for need in group.needs] or list(event.needs)
    return any(need <= slots for need in asked)
