"""Acts in a language of free order: a clause with a verb or noun of the type, and whom it names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.detect.free_reality import free_reality
from monitor.detect.head import Head
from monitor.detect.lexicon.entries import Entry, EventType, Group, Mode, Part, Sameness, Sides
from monitor.detect.lexicon.inflection import Form
from monitor.detect.reality import Reality
from monitor.detect.roles import NO_RECIPIENT, chain_of, distinct, related
from monitor.detect.sight import Hit, Sight
from monitor.detect.who import Who
from monitor.model.actor import Registry

BLOCKED = 4
SETTING = 3
OWNED = 1
FARTHEST = 20
UNMARKED = "unmarked"


def free_heads(
    seen: Sight,
    cast: Sequence[Who],
    event: EventType,
    registry: Registry,
    sums: Sequence[tuple[int, int]] = (),
) -> list[Head]:
    """Return the possible acts of a type in the sentence, with their parties.

    `sums` are the tokens from and to which sums of money reach.
    """
    nouns = [
        n
        for n in seen.of(event.id, Part.NOUN)
        if not _blocked(seen, event, n) and not _absent(seen, event, n)
    ]
    found = [
        head
        for hit in _once(seen.of(event.id, Part.ACT))
        if not _blocked(seen, event, hit) and (head := _act(seen, event, hit, nouns)) is not None
    ]
    acted = {noun.at for head in found for noun in head.nouns}
    if "amount" in event.slots:
        nouns += [Hit(at, end, _sum(event)) for at, end in sums]
    found += _carried(seen, event, [n for n in nouns if n.at not in acted])
    return [_with_parties(seen, cast, event, _ahead(event, head), registry) for head in found]


def _ahead(event: EventType, head: Head) -> Head:
    """Return the head of an occasion as planned where its verb sets it for a day to come."""
    status = head.group.status
    told = head.reality.mode in (Mode.DONE, Mode.GOING)
    if not told or event.sameness is not Sameness.OCCASION:
        return head
    if status.get(Mode.DONE) not in event.nature.ahead:
        return head
    return replace(head, reality=replace(head.reality, mode=Mode.PLANNED))


def _once(hits: Sequence[Hit]) -> list[Hit]:
    """Return each group's hit once for each token, whatever forms the word may be."""
    return list({(hit.at, hit.entry.group.name): hit for hit in hits}.values())


def _sum(event: EventType) -> Entry:
    group = Group(type=event.id, part=Part.NOUN, name="sum", status={})
    return Entry(words=(), lemma="a sum", form=Form.NOUN, group=group)


def _blocked(seen: Sight, event: EventType, hit: Hit) -> bool:
    return any(
        b.at - BLOCKED <= hit.at <= b.end + BLOCKED and seen.clauses[b.at] == seen.clauses[hit.at]
        for b in seen.of(event.id, Part.BLOCKER)
    )


def _absent(seen: Sight, event: EventType, noun: Hit) -> bool:
    """Return whether there is no such talk or deal ("kein Abkommen")."""
    before = range(max(0, noun.at - 2), noun.at)
    return event.sides is Sides.MUTUAL and any("none" in seen.kinds[j] for j in before)


def _act(seen: Sight, event: EventType, hit: Hit, nouns: Sequence[Hit]) -> Head | None:
    real, takes = free_reality(seen, hit), hit.entry.group.takes
    clause = seen.clauses[hit.at]
    things = seen.of(event.id, Part.OBJECT, Part.NOUN)
    if takes and not any(
        t.entry.group.object in takes and seen.clauses[t.at] == clause for t in things
    ):
        return None
    if real.mode is None:
        return None
    near = tuple(n for n in nouns if seen.clauses[n.at] == clause)
    return Head(hit=hit, verb=hit, reality=real, nouns=near)


def _carried(seen: Sight, event: EventType, nouns: Sequence[Hit]) -> list[Head]:
    """Return a head for each verb that carries nouns of its clause, and one for each noun that is
    told without a verb.
    """
    carriers = [
        (hit, free_reality(seen, hit))
        for hit in _once(seen.of(event.id, Part.CARRIER))
        if not _blocked(seen, event, hit)
    ]
    held: dict[int, list[Hit]] = {}
    found = []
    for noun in nouns:
        number = _carrier_of(seen, noun, carriers)
        if number is not None:
            held.setdefault(number, []).append(noun)
        elif noun.entry.words and (real := _of_noun(seen, noun)) is not None:
            found.append(Head(hit=noun, verb=None, reality=real, nouns=(noun,)))
    for number, mine in held.items():
        hit, real = _decider(carriers[number], carriers)
        if real.mode is not None:
            found.append(Head(hit=mine[0], verb=hit, reality=real, nouns=tuple(mine)))
    return found


def _carrier_of(seen: Sight, noun: Hit, carriers: Sequence[tuple[Hit, Reality]]) -> int | None:
    """Return the number of the nearest verb of the clause that may carry the noun."""
    reached = [
        (abs(hit.at - noun.at), number)
        for number, (hit, _) in enumerate(carriers)
        if seen.clauses[hit.at] == seen.clauses[noun.at]
        and abs(hit.at - noun.at) <= FARTHEST
        and (not hit.entry.group.takes or noun.entry.group.object in hit.entry.group.takes)
    ]
    return min(reached)[1] if reached else None


def _decider(
    carrier: tuple[Hit, Reality], carriers: Sequence[tuple[Hit, Reality]]
) -> tuple[Hit, Reality]:
    """Return the verb that governs this one if it decides the status ("voted to give")."""
    for hit, real in carriers:
        if hit.at == carrier[1].governor and "decides" in hit.entry.group.flags:
            return hit, real
    return carrier


def _of_noun(seen: Sight, noun: Hit) -> Reality | None:
    """Return how real a noun without a verb is: done after "after", planned after "before"."""
    for j in range(noun.at - 1, max(-1, noun.at - 1 - SETTING), -1):
        if seen.clauses[j] != seen.clauses[noun.at]:
            return None
        if "afterwards" in seen.kinds[j]:
            return Reality(mode=Mode.DONE, told=True)
        if "beforehand" in seen.kinds[j]:
            return Reality(mode=Mode.PLANNED, told=True)
    return None


def _with_parties(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, registry: Registry
) -> Head:
    clause = seen.clauses[head.at]
    near = [w for w in cast if seen.clauses[w.at] == clause and not w.place and not w.speaker]
    if event.sides is Sides.MUTUAL:
        return _mutual(seen, near, head, registry)
    prepositions = seen.language.prepositions
    near = _unmarked(near)
    weights = prepositions.recipient if event.sides is Sides.GIVEN else prepositions.target
    others = _governed(near, weights, event)
    doers = _doers(seen, near, head, others)
    if "taker" in head.group.flags:
        givers = tuple(w for w in near if w.preposition in prepositions.giver)
        doers, others = givers, doers
    apart = tuple(w for w in others if not any(related(w, d, registry) for d in doers))
    return replace(head, actors=doers, counterparts=apart)


def _unmarked(near: Sequence[Who]) -> list[Who]:
    """Return the names with a word for those after the subject that nothing marks as anything."""
    free = [w for w in near if w.preposition is None and not w.owner]
    return [
        replace(w, preposition=UNMARKED) if w in free and w.chain != free[0].chain else w
        for w in near
    ]


def _governed(near: Sequence[Who], weights: Mapping[str, int], event: EventType) -> tuple[Who, ...]:
    """Return whom the preposition or case with the greatest weight governs."""
    kinds = NO_RECIPIENT if event.sides is Sides.GIVEN else frozenset()
    owning = event.sides is Sides.AGAINST  # "gegen russische Banken"
    told = [w for w in near if w.preposition in weights and (owning or not w.owner)]
    able = [w for w in told if w.kind not in kinds]
    best = max(able, key=lambda w: weights[w.preposition or ""], default=None)
    return chain_of(near, best) if best is not None else ()


def _doers(seen: Sight, near: Sequence[Who], head: Head, others: Sequence[Who]) -> tuple[Who, ...]:
    """Return who acts: the subject, in the passive the agent, else the owner of the noun."""
    prepositions = seen.language.prepositions
    free = [w for w in near if w not in others and not w.owner]
    asked = prepositions.agent if head.reality.passive else {None}
    who = next((w for w in free if w.preposition in asked), None)
    if who is None:
        who = next((w for w in near if w not in others and _owns(head, w)), None)
    if who is None:
        who = next((w for w in free if w.preposition in prepositions.source), None)
    return chain_of(near, who) if who is not None else ()


def _owns(head: Head, who: Who) -> bool:
    """Return whether a name beside the noun tells whose it is."""
    nouns = head.nouns or (head.hit,)
    return who.owner and any(
        0 <= n.at - who.end <= OWNED or 0 <= who.at - n.end <= OWNED for n in nouns
    )


def _mutual(seen: Sight, near: Sequence[Who], head: Head, registry: Registry) -> Head:
    prepositions = seen.language.prepositions
    visited = prepositions.visiting if "visitor" in head.group.flags else ()
    party = {None, *prepositions.party, *visited}
    parties = distinct(
        (
            w
            for w in near
            if (_owns(head, w) if w.owner else w.preposition in party) and not w.pronoun
        ),
        registry,
    )
    first = next((w for w in parties if w.preposition is None), None)
    actors = tuple(w for w in parties if first is not None and w.chain == first.chain)
    actors = actors or parties[:1]
    return replace(head, actors=actors, counterparts=tuple(w for w in parties if w not in actors))
