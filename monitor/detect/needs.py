"""Which slots of an act are filled, by words and names, so that it can be told from talk."""

from collections.abc import Sequence

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import HINT, EventType, Group, Part, Slot
from monitor.detect.lexicon.inflection import Form
from monitor.detect.roles import inside
from monitor.detect.sight import Hit, Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry

STATELY = frozenset({ActorKind.STATE, ActorKind.IGO, ActorKind.BLOC})
GROUPED = frozenset({ActorKind.IGO, ActorKind.BLOC, ActorKind.FORUM})
OBJECT_REACH = 9
DIRECT_REACH = 4
PUBLIC = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.BLOC, ActorKind.FORUM, ActorKind.PERSON}
)
FINITE = frozenset({"be", "have", "had", "future", "would", "do", "possible"})


def filled(
    seen: Sight, event: EventType, head: Head, cast: Sequence[Who], registry: Registry
) -> set[Slot]:
    """Return which of the slots that words and names fill are filled (amounts, counts and dates
    are seen elsewhere).
    """
    people = (*head.actors, *head.counterparts)
    parties = sum(2 if who.several else 1 for who in people)
    near, things = inside(seen, cast, head.at), _objects(seen, event, head)
    told = {
        Slot.CARRIER: _carried(seen, head),
        Slot.TOLD: head.reality.told or _deed(seen, head),
        Slot.ACTOR: bool(head.actors),
        Slot.COUNTERPART: bool(head.counterparts),
        Slot.PARTY: bool(people),
        Slot.TWO: parties > 1 and not _one_house(head, registry),
        Slot.GATHERED: any(w.plural and w.kind in GROUPED for w in near),
        Slot.JOINT: len(head.actors) > 1,
        Slot.NOUN: bool(head.nouns),
        Slot.CORE: _flagged(head, "core"),
        Slot.RELIEF: _flagged(head, "relief"),
        Slot.STATELY: any(who.kind in STATELY and not who.owner for who in head.actors),
        Slot.KNOWN: _known(head.actors) and _known(head.counterparts),
        Slot.OBJECT: any(_beside(seen, head, thing) for thing in things),
        Slot.DOER: any(_before(seen, head, thing) for thing in things),
        Slot.UNTOLD: head.reality.passive or _subjectless(head),
        Slot.DIRECT: any(_direct(head, who) for who in head.counterparts),
        Slot.BODY: any(who.kind in GROUPED and not who.owner for who in head.actors),
        Slot.PUBLIC: any(who.kind in PUBLIC or who.role for who in people),
        Slot.FORUM: forum(head, near) is not None,
    }
    return {slot for slot, holds in told.items() if holds}


def told_by(head: Head) -> list[Group]:
    """Return the groups that make the act: the verb's, and those of the nouns that it carries."""
    groups = [head.verb.entry.group] if head.verb is not None else []
    if head.verb is not head.hit:
        groups += [noun.entry.group for noun in head.nouns]
    return groups


def hinted(head: Head) -> bool:
    """Return whether only words of many meanings tell the act: its verb, or all of its nouns."""
    if head.verb is not None and HINT in head.verb.entry.group.flags:
        return True
    nouns = head.nouns or (head.hit,)
    return head.verb is not head.hit and all(HINT in noun.entry.group.flags for noun in nouns)


def _carried(seen: Sight, head: Head) -> bool:
    """Return whether a verb makes the noun an act, and does not only describe it."""
    carried = head.verb is not None and head.verb is not head.hit
    return carried and not _describing(seen, head)


def _flagged(head: Head, flag: str) -> bool:
    return any(flag in noun.entry.group.flags for noun in head.nouns)


def _one_house(head: Head, registry: Registry) -> bool:
    """Return whether all parties act for one state, and not all are persons: a body's own
    affair.
    """
    people = (*head.actors, *head.counterparts)
    if any(who.party.id is None or who.several for who in people):
        return False
    if all(who.kind is ActorKind.PERSON for who in people):
        return False
    return len({registry.represents(who.party.id, None) for who in people if who.party.id}) == 1


def _known(side: Sequence[Who]) -> bool:
    """Return whether the side has an actor of the registry, told by name."""
    return any(who.party.id is not None and who.kind is not None for who in side)


def _describing(seen: Sight, head: Head) -> bool:
    """Return whether the verb is a bare participle after its noun ("the sanctions imposed on
    Russia").
    """
    assert head.verb is not None
    bare = head.reality.bare or (
        head.verb.entry.form is Form.PARTICIPLE and not head.reality.perfect
    )
    if not bare or not 0 <= head.verb.at - head.hit.end <= 1:
        return False
    clause = seen.clauses[head.at]
    return any(
        j != head.at and seen.clauses[j] == clause and (j in seen.finite or kinds & FINITE)
        for j, kinds in enumerate(seen.kinds)
    )


def _deed(seen: Sight, head: Head) -> bool:
    """Return whether a noun tells a deed by itself, its doer right before it ("the EU's listing of
    X").
    """
    agent = seen.language.prepositions.agent
    return head.verb is None and any(
        "deed" in noun.entry.group.flags
        and any(0 <= noun.at - w.end <= 2 or w.preposition in agent for w in head.actors)
        for noun in head.nouns
    )


def _beside(seen: Sight, head: Head, thing: Hit) -> bool:
    """Return whether a thing stands where the act's object would: after its verb, or before a
    passive one.
    """
    apart = seen.clauses[thing.at] - seen.clauses[head.at]
    if apart != 0 and not (apart == 1 and called(seen, thing)):
        return False
    if head.reality.passive and thing.end <= head.at:
        return head.at - thing.end <= OBJECT_REACH
    return 0 <= thing.at - head.at <= OBJECT_REACH


def _before(seen: Sight, head: Head, thing: Hit) -> bool:
    """Return whether a thing stands where the act's subject would: before its verb, in its clause
    or as agent of a passive one.
    """
    apart = seen.clauses[head.at] - seen.clauses[thing.at]
    if head.reality.passive:
        agent = seen.words[max(0, thing.at - 3) : thing.at]
        return apart == 0 and not seen.language.prepositions.agent.isdisjoint(agent)
    return apart == 0 and 0 <= head.at - thing.end <= OBJECT_REACH


def _objects(seen: Sight, event: EventType, head: Head) -> list[Hit]:
    """Return the things named in the sentence that the head's group takes as objects."""
    takes = head.group.takes
    return [
        h
        for h in seen.of(event.id, Part.OBJECT, Part.NOUN)
        if h.entry.group.object is not None and (not takes or h.entry.group.object in takes)
    ]


def called(seen: Sight, noun: Hit) -> bool:
    """Return whether the noun says as what somebody is treated ("labelled X as a terrorist
    group").
    """
    return any("as" in seen.kinds[j] for j in range(max(0, noun.at - 3), noun.at))


def _subjectless(head: Head) -> bool:
    """Return whether the verb needs no doer: by its form ("banning ships"), or as the noun is its
    subject ("the truce collapsed").
    """
    if head.actors or head.verb is None:
        return False
    governed = head.verb.entry.form is Form.ING or head.reality.governor is not None
    return governed or (head.verb is not head.hit and head.hit.end <= head.verb.at)


def _direct(head: Head, who: Who) -> bool:
    """Return whether a party is the verb's own object, with no word between that governs it."""
    if head.reality.passive:
        return who.end <= head.at
    return who.preposition is None and 0 <= who.at - head.at <= DIRECT_REACH and not who.owner


def forum(head: Head, near: Sequence[Who]) -> str | None:
    """Return the name of the body or summit that meets, or None."""
    for who in near:
        if who.kind is ActorKind.FORUM:
            return who.party.name
        if who.kind in GROUPED and who.plural:
            return who.party.name
    for noun in head.nouns:
        if "forum" not in noun.entry.group.flags:
            continue
        for who in near:
            if who.end <= noun.at <= who.end + 4:
                return f"{who.party.name} {noun.entry.lemma}"
        return noun.entry.lemma
    return None
