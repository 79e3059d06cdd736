"""The sides of acts that all parties share: a meeting, a visit, a call, a deal."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.head import Head
from monitor.detect.parties import between, doers_of_noun, meeting_parties, own_doers, owners_of
from monitor.detect.roles import chain_of, distinct, related, subject
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry

HOST_REACH = 9
OBJECT_REACH = 12


def mutual(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...], registry: Registry
) -> Head:
    """Return the head with who meets or agrees; the doers of its verb are known."""
    flags = head.hit.entry.group.flags
    if head.reality.passive and "direct" in flags:
        hosted = tuple(w for w in subject(seen, cast, head.at) if w not in doers)
        return replace(head, actors=doers, counterparts=hosted)
    if head.verb is None:
        doers = doers_of_noun(seen, cast, head)
    elif head.reality.passive:
        doers = (*own_subject(seen, cast, head), *doers)
    else:
        doers = own_doers(head, doers)
    if "visitor" in flags:
        visitors = doers or owners_of(seen, cast, head.hit)
        others = _visited(seen, cast, head, visitors, registry)
        return replace(head, actors=visitors, counterparts=others)
    if flags & {"direct", "addressed"}:
        others = _addressed(seen, cast, head, doers, registry)
        return replace(head, actors=doers, counterparts=others)
    return _shared(seen, cast, head, doers, registry)


def own_subject(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    """Return who is the subject of a passive verb, if no noun that it carries is."""
    stated = any("be" in seen.kinds[j] for j in range(head.hit.end, head.at))
    if head.hit is not head.verb and stated:
        return ()
    return subject(seen, cast, head.at)


def _shared(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...], registry: Registry
) -> Head:
    named = between(seen, cast, head.hit)
    if named and (head.verb is None or head.hit.at < head.verb.at):
        return replace(head, actors=named[:1], counterparts=named[1:])
    direction = seen.language.prepositions.direction
    movers = [w for w in cast if not (w.city and w.preposition in direction)]
    parties = meeting_parties(seen, movers, head.hit, doers, registry)
    if len(parties) < 2 and head.verb is not None and head.hit is not head.verb:
        parties = meeting_parties(seen, movers, head.verb, parties, registry)
    first = tuple(w for w in parties if w in doers) or parties[:1]
    return replace(head, actors=first, counterparts=tuple(w for w in parties if w not in first))


def _visited(
    seen: Sight, cast: Sequence[Who], head: Head, doers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return the state whose place is visited, and whom the clause names as host."""
    after = [w for w in cast if head.hit.end <= w.at <= head.hit.end + HOST_REACH and not w.owner]
    after = [w for w in after if not w.speaker]
    visiting = {None, *seen.language.prepositions.visiting}
    hosts = [w for w in after if w.party.id is not None and w.preposition in visiting]
    others = [w for w in hosts if not any(related(w, d, registry) for d in doers)]
    return distinct(others, registry)


def _addressed(
    seen: Sight, cast: Sequence[Who], head: Head, doers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return whom the verb takes as object right after it ("hosted X", "spoke with X"), if that is
    another side.
    """
    spoken = "addressed" in head.hit.entry.group.flags
    asked = seen.language.prepositions.addressing if spoken else {None}
    for who in cast:
        near = head.hit.end <= who.at <= head.hit.end + OBJECT_REACH
        person = who.kind in (ActorKind.PERSON, None) or who.role or spoken
        if near and person and who.preposition in asked and not who.owner and not who.pronoun:
            chain = chain_of(cast, who)
            if any(w.owner for w in chain):
                return ()
            return tuple(w for w in chain if not any(related(w, d, registry) for d in doers))
    return ()
