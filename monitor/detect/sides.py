"""Who is on which side of an act: giver and recipient, imposer and target, or parties alike."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import EventType, Sameness, Sides
from monitor.detect.lexicon.inflection import Form
from monitor.detect.mutual import mutual
from monitor.detect.roles import (
    agent,
    chain_of,
    following,
    opening,
    recipient,
    related,
    subject,
    target,
)
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry

PATIENT_REACH = 6
PERSONS = frozenset({ActorKind.PERSON, None})


def with_parties(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, registry: Registry
) -> Head:
    """Return the head with who is on each side, as its type's sides stand to each other."""
    doers = () if _trailing(seen, head) else _doers(seen, cast, head)
    if event.sides is Sides.MUTUAL:
        return mutual(seen, cast, head, doers, registry)
    if "patient" in head.group.flags:
        return replace(head, actors=_patients(seen, cast, head), counterparts=doers)
    return _sided(seen, cast, event, replace(head, actors=doers), registry)


def _sided(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, registry: Registry
) -> Head:
    """Return the head, of which the doers are known, with both sides of a gift or measure."""
    doers = head.actors
    chosen = recipient if event.sides is Sides.GIVEN else target
    at = head.at
    if event.sides is Sides.AGAINST:
        at = min(head.at, head.hit.at)
        doers = doers or (_owners(seen, cast, head, ()) if "deed" in head.group.flags else ())
    others = chosen(seen, cast, at, doers, registry)
    if head.reality.passive and not others and _thing_follows(head):
        others = subject(seen, cast, at)
    if "taker" in head.group.flags:
        doers, others = _taken(seen, cast, head, doers)
    if event.sides is Sides.GIVEN and not others:
        doers, others = _from_giver(seen, cast, head, doers)
    if event.sides is Sides.GIVEN and not others:
        others = _modifier(cast, head, doers) or _helped(seen, cast, head)
    if not doers:
        doers = _owners(seen, _movers(seen, cast, event, head), head, others)
    apart = tuple(w for w in others if not any(related(w, d, registry) for d in doers))
    return replace(head, actors=doers, counterparts=apart)


def _trailing(seen: Sight, head: Head) -> bool:
    """Return whether it only says what an act before it did ("…, killing 12 people")."""
    verb = head.verb
    if verb is None or "happening" not in head.group.flags or verb.entry.form is not Form.ING:
        return False
    return verb.at > 0 and "be" not in seen.kinds[verb.at - 1]


def _movers(seen: Sight, cast: Sequence[Who], event: EventType, head: Head) -> Sequence[Who]:
    """Return who may be told as source of a noun; a place is only where an event happens, and
    nobody is told by what trails an act.
    """
    if event.sameness is not Sameness.OCCASION:
        return cast
    if _trailing(seen, head):
        return ()
    return [who for who in cast if not who.place]


def _patients(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    """Return the persons whom an act is told of: its object, or its subject in the passive."""
    if head.reality.passive:
        return subject(seen, cast, head.at)
    for who in cast:
        if head.hit.end <= who.at <= head.hit.end + PATIENT_REACH and who.kind in PERSONS:
            return chain_of(cast, who) if who.preposition is None and not who.owner else ()
    return ()


def _taken(
    seen: Sight, cast: Sequence[Who], head: Head, takers: tuple[Who, ...]
) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Return giver and recipient of a verb whose subject gets ("will not accept the rice")."""
    if not takers:
        return (), ()
    giver, _ = _from_giver(seen, cast, head, takers)
    return (giver, takers) if giver != takers else ((), takers)


def _thing_follows(head: Head) -> bool:
    """Return whether what is given or forbidden stands after the verb ("Ukraine was given
    tanks").
    """
    return head.verb is not None and (
        head.verb is head.hit or any(noun.at >= head.verb.end for noun in head.nouns)
    )


def _doers(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    if head.verb is None:
        return opening(seen, cast, head.hit.at) if head.reality.told else ()
    if head.reality.passive:
        return agent(seen, cast, head.verb.end)
    found = subject(seen, cast, head.verb.at)
    if not found and head.verb.entry.form is Form.ING:
        return following(seen, cast, head.verb.at)
    return found


def _from_giver(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...]
) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Return giver and recipient of a gift that its recipient turns down or gets ("rejected relief
    from X").
    """
    for noun in head.nouns:
        for who in cast:
            given = who.preposition in seen.language.prepositions.giver
            if noun.end <= who.at <= noun.end + 4 and given:
                return (who,), doers
    return doers, ()


def _modifier(cast: Sequence[Who], head: Head, doers: tuple[Who, ...]) -> tuple[Who, ...]:
    """Return the recipient that stands right before what it gets ("Ukraine aid", "Ukraine's aid
    package").
    """
    core = [n for n in head.nouns if "core" in n.entry.group.flags and n.at > head.at]
    for noun in core:
        for who in cast:
            beside = who.end <= noun.at <= who.end + 2 and not who.role
            if beside and who not in doers and who.kind is ActorKind.STATE:
                return (who,)
    return ()


def _helped(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    """Return the state that the gift is said to help ("so that X can buy", "to help X rebuild")."""
    cues = seen.language.cues
    for who in cast:
        before = tuple(seen.words[max(0, who.at - len(cues.purpose)) : who.at])
        last = seen.words[who.at - 1 : who.at]
        meant = before == cues.purpose or not cues.helping.isdisjoint(last)
        meant = meant or not cues.needing.isdisjoint(seen.words[who.end : who.end + 1])
        if who.at > head.at and meant and who.kind is ActorKind.STATE and not who.owner:
            return chain_of(cast, who)
    return ()


def _owners(seen: Sight, cast: Sequence[Who], head: Head, others: Sequence[Who]) -> tuple[Who, ...]:
    """Return who stands right before the noun as its source ("the EU's package", "US aid"), or
    after "by", "from".
    """
    benefit = seen.language.prepositions.benefit
    inside = {i for noun in head.nouns for i in range(noun.at, noun.end)}
    for noun in head.nouns or (head.hit,):
        for who in cast:
            if who in others or who.at in inside:
                continue
            reach = 8 if who.owner else 4
            if who.end <= noun.at <= who.end + reach and who.preposition not in benefit:
                return (who,)
            if noun.end <= who.at <= noun.end + 8 and _source(seen, who):
                return (who,)
    return ()


def _source(seen: Sight, who: Who) -> bool:
    """Return whether a name after a noun tells whose it is ("by X", "vehicles of the agency")."""
    body = who.kind in (ActorKind.IGO, ActorKind.ORGANISATION)
    prepositions = seen.language.prepositions
    owned = body and who.preposition in prepositions.owning
    return owned or who.preposition in prepositions.source
