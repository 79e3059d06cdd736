"""What people said of developments, obeyed: two that are one, one that is two, and of what nobody
wants to hear more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from monitor.judge.sources import MOST_EVIDENCE
from monitor.judge.state import MOST_REMEMBERED, SLOTS
from monitor.model.article import Article
from monitor.model.development import (
    Apart,
    Development,
    DevelopmentId,
    Evidence,
    Joined,
    Mention,
    Muted,
    Party,
    Told,
)
from monitor.model.feedback import Label, LabelId, Opinion

_SIDES = ("actors", "counterparts")
_FACTS = (*(slot for slot in SLOTS if slot not in _SIDES), "status", "plover", "attribution")
_LISTS = {
    "outlets": None,
    "origins": None,
    "articles": MOST_REMEMBERED,
    "amounts": MOST_REMEMBERED,
    "counts": MOST_REMEMBERED,
    "contests": None,
    "retracted": None,
    "looked_back": None,
}
"""What is remembered of both, each value once, and how much of it."""
_LASTING = frozenset({"id", "type", "version", "revision", "corrected", "first_seen"})
"""What a development keeps when it is parted from another: its alerts are told apart by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That somebody said of a sentence that it tells (same), or does not tell (different), a
    development.
    """

    opinion: Opinion
    sentence: Evidence
    development: DevelopmentId


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which mentions, by their number, must tell which developments, and which must not."""

    bound: frozenset[tuple[int, DevelopmentId]] = frozenset()
    barred: frozenset[tuple[int, DevelopmentId]] = frozenset()


FREE = Ruling()


def ruling(
    mentions: tuple[Mention, ...],
    article: Article,
    open_ones: Iterable[Development],
    said: Iterable[Said] = (),
) -> Ruling:
    """Return what people said of the mentions of the article beside the open developments: what
    these remember of it, and what was `said` else.
    """
    remembered = (
        Said(opinion=Opinion.DIFFERENT, sentence=apart.sentence, development=one.id)
        for one in open_ones
        for apart in one.apart
    )
    bound: set[tuple[int, DevelopmentId]] = set()
    barred: set[tuple[int, DevelopmentId]] = set()
    for one in (*remembered, *said):
        pairs = bound if one.opinion is Opinion.SAME else barred
        pairs.update(
            (number, one.development)
            for number, mention in enumerate(mentions)
            if tells(mention, article, one.sentence)
        )
    return Ruling(frozenset(bound), frozenset(barred)) if bound or barred else FREE


def tells(mention: Mention, article: Article, sentence: Evidence) -> bool:
    """Return whether the mention stands in the sentence, or in one of the same words elsewhere."""
    if article.id == sentence.article and overlap(mention, sentence):
        return True
    return article.text[mention.start : mention.end].strip() == sentence.sentence


def overlap(one: Mention | Evidence, other: Mention | Evidence) -> bool:
    """Return whether two places of one text share a character."""
    return one.start < other.end and other.start < one.end


def is_side(development: Development, label: Label) -> bool:
    """Return whether the label is about the development, by its id or by its sentences."""
    return any(
        side.development == development.id
        or any(
            known.article == side.sentence.article and overlap(known, side.sentence)
            for known in development.evidence
        )
        for side in label.sides
    )


def joined(one: Development, other: Development, label: Label) -> tuple[Development, Development]:
    """Return the development that lives on, with what is known of both, and the other one, which
    points to it; the order in which they are given does not matter.

    The one that was told lives on, else the older one. Where both were told, facts stand as the one
    tells them that changed last. Whoever was told of either was told of it: nobody is told again.
    """
    first, second = sorted((one, other), key=_seniority)
    late, early = first, second
    if second.revision and (second.last_changed, second.id) > (first.last_changed, first.id):
        late, early = second, first
    both = {first.id, second.id, *(j.id for j in (*first.joins, *second.joins))}
    pointing = Joined(id=second.id, revision=second.revision, corrected=second.corrected)
    facts: dict[str, Any] = {n: getattr(late, n) or getattr(early, n) for n in _FACTS}
    facts |= {name: _union(first, second, name)[:most] for name, most in _LISTS.items()}
    lives_on = replace(
        first,
        **facts,
        actors=_parties(late.actors, early.actors, ()),
        counterparts=_parties(late.counterparts, early.counterparts, late.actors + early.actors),
        evidence=_evidence(first, second),
        objects=tuple(sorted({*first.objects, *second.objects})),
        flaps=first.flaps + tuple(f for f in second.flaps if f not in first.flaps),
        told=_listeners(first, second),
        last_changed=max(first.last_changed, second.last_changed),
        last_seen=max(first.last_seen, second.last_seen),
        held_until=first.held_until or (None if first.revision else second.held_until),
        expected_until=late.expected_until or _still_expected(early, facts),
        joins=(*first.joins, pointing, *second.joins),
        apart=tuple(a for a in _union(first, second, "apart") if a.of not in both),
        muted=first.muted or second.muted,
        why=(*first.why, f"joined with development {second.id}: {label.why}"),
    )
    return lives_on, _pointing(second, lives_on.id)


def _seniority(one: Development) -> tuple[Any, ...]:
    return one.revision == 0, one.first_seen, one.id


def _still_expected(one: Development, facts: dict[str, Any]) -> datetime | None:
    """Return when the plan is overdue, if the facts of both tell it still; None else."""
    tell = facts["status"] == one.status and facts["when"] == one.when
    return one.expected_until if tell else None


def _pointing(one: Development, to: DevelopmentId) -> Development:
    return replace(one, joined=to, held_until=None, expected_until=None)


def _union(one: Development, other: Development, name: str) -> tuple[Any, ...]:
    values: list[Any] = []
    for value in (*getattr(one, name), *getattr(other, name)):
        if value not in values:
            values.append(value)
    return tuple(values)


def _evidence(one: Development, other: Development) -> tuple[Evidence, ...]:
    """Return the sentences of both; of too many the first and the latest."""
    found = _union(one, other, "evidence")
    return (*found[:1], *found[1:][-(MOST_EVIDENCE - 1) :])


def _parties(
    mine: tuple[Party, ...], theirs: tuple[Party, ...], taken: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Return the parties of both, each once, without those that stand on the other side."""
    known = {party.id or party.name for party in taken}
    found: list[Party] = list(mine)
    known |= {party.id or party.name for party in mine}
    for party in theirs:
        if (name := party.id or party.name) not in known:
            known.add(name)
            found.append(party)
    return tuple(found)


def with_parties(one: Development, mention: Mention) -> Development:
    """Return the development with the parties of a mention that somebody said tells it, too."""
    return replace(
        one,
        actors=_parties(one.actors, mention.actors, one.counterparts),
        counterparts=_parties(one.counterparts, mention.counterparts, one.actors),
    )


def _listeners(one: Development, other: Development) -> tuple[Told, ...]:
    """Return who was told of either: each watchlist once, with all kinds of alert that it got."""
    found = {told.watchlist: told for told in one.told}
    for told in other.told:
        known = found.get(told.watchlist)
        kinds = told.kinds if known is None else tuple(dict.fromkeys((*known.kinds, *told.kinds)))
        found[told.watchlist] = replace(known or told, revision=one.revision, kinds=kinds)
    return tuple(found.values())


def parted(
    lives_on: Development, pointing: Development, label: Label
) -> tuple[Development, Development]:
    """Return both developments of a label that joined them, as they are when it is undone: the one
    that lived on without what it had from the other, which stands again as it stood.

    What was told since stays with the one that lived on.
    """
    first, second = sorted(label.facts, key=_seniority)
    after, _ = joined(first, second, label)
    back = replace(
        pointing,
        joined=None,
        held_until=second.held_until,
        expected_until=second.expected_until,
    )
    return without(lives_on, first, after, pointing), back


def without(now: Development, before: Development, *after: Development) -> Development:
    """Return the development without what makes any `after` differ from `before`; what came later
    stays.
    """
    kept: dict[str, Any] = {}
    for field in fields(Development):
        was, stands = getattr(before, field.name), getattr(now, field.name)
        became = [getattr(one, field.name) for one in after]
        if field.name in _LASTING or was == became[0]:
            continue
        if stands == became[0] or (stands in became and not isinstance(stands, tuple)):
            kept[field.name] = was
        elif isinstance(stands, tuple):
            gone = [value for values in became for value in values if value not in was]
            kept[field.name] = tuple(value for value in stands if value not in gone)
    if "told" in kept:
        kept["told"] = _told_still(kept["told"], before.told)
    return replace(now, **kept)


def _told_still(told: tuple[Told, ...], before: tuple[Told, ...]) -> tuple[Told, ...]:
    """Return what is left of who was told, with all who were told before: nobody is told again."""
    known = {one.watchlist for one in told}
    return (*(one for one in before if one.watchlist not in known), *told)


def told_apart(
    one: Development, other: Development, label: Label
) -> tuple[Development, Development]:
    """Return both developments, each of which will not be told by the other's sentence."""
    mine, theirs = (side.sentence for side in label.sides)
    return _apart(one, other.id, theirs, label), _apart(other, one.id, mine, label)


def _apart(one: Development, other: DevelopmentId, sentence: Evidence, label: Label) -> Development:
    entry = Apart(label=label.id, of=other, sentence=sentence)
    return replace(one, apart=(*one.apart, entry))


def muted(one: Development, label: Label) -> Development:
    """Return the development of which nothing more is to be told."""
    said = Muted(label=label.id, by=label.author, why=label.why)
    return replace(one, muted=said)


def free_of(one: Development, *labels: LabelId) -> Development:
    """Return the development without what the labels said of it: it is not apart by them any more,
    nor muted by them.
    """
    left = one.muted if one.muted is None or one.muted.label not in labels else None
    apart = tuple(entry for entry in one.apart if entry.label not in labels)
    return replace(one, apart=apart, muted=left)
