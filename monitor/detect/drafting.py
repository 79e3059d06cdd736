"""The draft of one act, of all that was read around its head, as its type tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitor.detect.attribution import attribution
from monitor.detect.belongings import Setting
from monitor.detect.counts import CasualtySpan
from monitor.detect.denial import denied
from monitor.detect.draft import Draft
from monitor.detect.freshness import freshness
from monitor.detect.head import Head
from monitor.detect.lexicon.entries import EventType, Sides
from monitor.detect.lexicon.inflection import Form
from monitor.detect.needs import forum
from monitor.detect.objects import objects
from monitor.detect.place import PlaceSpan
from monitor.detect.reasons import trigger
from monitor.detect.roles import inside
from monitor.detect.sight import Sight
from monitor.detect.status import AHEAD, act_day, settled_mode, status_of
from monitor.detect.when import DateSpan
from monitor.detect.who import Who
from monitor.model.development import Count, Freshness, Party
from monitor.model.moment import When

LONG = 12
RECAP_FROM = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a head, and how much it is worth: all that a draft has beside its words."""

    date: DateSpan | None
    loose: bool
    bare: bool
    hint: bool
    count: Count | None
    toll: CasualtySpan | None
    place: PlaceSpan | None
    worth: int


def drafted(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, setting: Setting, read: Reading
) -> Draft | None:
    """Return the draft; None if its type tells no act of that mode, or it is a caption."""
    mode, span = head.reality.mode, read.date
    assert mode is not None
    when = act_day(span, mode) if span is not None else None
    settled = settled_mode(head, when, setting.base)
    if "ongoing" in head.group.flags and settled in AHEAD:
        when, span = None, None
    fresh, reason = _fresh(seen, event, head, when, span, setting)
    when = when if span is None or not span.vague else None
    if (status := status_of(head, settled)) is None or _caption(head, when, fresh):
        return None
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
        **_as_read(read),
        when=when,
        forum=forum(head, inside(seen, cast, head.at)),
        **_of_groups(head),
        objects=objects(seen, event, head.at, [n for n in head.nouns if n.entry.words]),
        freshness=fresh,
        attribution=attribution(seen, cast),
        reworded="changes" in head.group.flags or bool(seen.marks("reworded")),
        denied=denied(seen, head),
        vague=span is None,
        part="act" if head.verb is head.hit else "noun",
        why=(trigger(seen, head, settled), reason),
    )


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


def _recap(seen: Sight, event: EventType, setting: Setting, span: DateSpan | None) -> bool:
    """Return whether the sentence stands where articles recall what went before, and no word makes
    it current.
    """
    late = setting.of >= LONG and seen.number >= setting.of * RECAP_FROM
    dated = span is not None or bool(seen.marks("fresh"))
    return late and not dated and event.sides is not Sides.MUTUAL and not event.nature.lasting


def _caption(head: Head, when: When | None, told: Freshness) -> bool:
    """Return whether a present tense tells of a day long past, as the words under a photograph
    do.
    """
    if head.verb is None or when is None or told is Freshness.NEW:
        return False
    return head.verb.entry.form is Form.PRESENT


def _as_read(read: Reading) -> dict[str, Any]:
    """Return what a draft takes over as it was read, the place with its country."""
    return {
        "place": read.place.name if read.place is not None else None,
        "land": read.place.country if read.place is not None else None,
        "count": read.count,
        "casualties": read.toll.casualties if read.toll is not None else None,
        "loose": read.loose,
        "bare": read.bare,
        "hint": read.hint,
        "worth": read.worth,
    }


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
