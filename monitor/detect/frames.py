"""Heads of acts in a sentence: verbs that are acts, and nouns made acts by a carrying verb."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import HINT, Entry, EventType, Group, Mode, Part
from monitor.detect.lexicon.inflection import Form
from monitor.detect.needs import called
from monitor.detect.nouns import denied_noun, mere_setting, of_noun
from monitor.detect.reality import Reality, reality
from monitor.detect.sides import with_parties
from monitor.detect.sight import Hit, Sight
from monitor.detect.who import Who
from monitor.model.actor import Registry

FARTHEST = 14
BEFORE = 9
NEAR = 4
DESCRIBED = 12
AFTERTHOUGHT = 5
SETTLED = 6
DECIDED = 20
UNDONE = frozenset({Mode.FUTURE, Mode.GOING, Mode.PLANNED})


def heads(
    seen: Sight,
    cast: Sequence[Who],
    event: EventType,
    registry: Registry,
    sums: Sequence[tuple[int, int]] = (),
) -> list[Head]:
    """Return the possible acts of a type in the sentence, with their parties.

    `sums` are the tokens from and to which sums of money reach.
    """
    if event.id not in seen.hits:
        return []
    named = [
        noun
        for noun in seen.of(event.id, Part.NOUN)
        if not _blocked(seen, event, noun) and not denied_noun(seen, noun)
    ]
    nouns = [noun for noun in named if HINT not in noun.entry.group.flags]
    found = [
        head
        for hit in seen.of(event.id, Part.ACT)
        if not _blocked(seen, event, hit) and (head := _act(seen, hit, nouns)) is not None
    ]
    if "amount" in event.slots:
        nouns += [Hit(at, end, _sum(event)) for at, end in sums]
    acted = {noun.at for head in found for noun in head.nouns}
    found += _carried(seen, event, [noun for noun in nouns if noun.at not in acted])
    found += _carried(seen, event, [noun for noun in named if HINT in noun.entry.group.flags])
    found = found or _merely_named(seen, event)
    return [with_parties(seen, cast, event, head, registry) for head in found]


def _merely_named(seen: Sight, event: EventType) -> list[Head]:
    """Return a hint of the first `named` noun of a sentence that tells nothing of the type: one
    that is denied, wished for or a mere setting.
    """
    for noun in seen.of(event.id, Part.NOUN):
        group = noun.entry.group
        if "named" in group.flags and not _blocked(seen, event, noun):
            hint = replace(noun.entry, group=replace(group, flags=group.flags | {HINT}))
            hit = Hit(noun.at, noun.end, hint)
            return [Head(hit=hit, verb=None, reality=Reality(mode=Mode.DONE), nouns=(hit,))]
    return []


def _act(seen: Sight, hit: Hit, nouns: Sequence[Hit]) -> Head | None:
    """Return the head of a verb that is an act by itself, unless its group asks for what it lacks.

    Flags: `governed` wants a governing verb ("due to see"), `active` no passive, `wanting` one of
    the things that it takes ("hit the port with missiles" is no sanction); a `direct` one with a
    noun beside it carries that noun instead ("hosts talks"), and a `hint` is none beside one.
    """
    if _conditional(seen, hit.at) or not _wanted(seen, hit):
        return None
    real, flags, takes = reality(seen, hit), hit.entry.group.flags, hit.entry.group.takes
    ungoverned = "governed" in flags and real.governor is None
    if real.mode is None or ungoverned or ("active" in flags and real.passive):
        return None
    taken = [n for n in nouns if not takes or n.entry.group.object in takes]
    near = tuple(n for n in taken if _distance(seen, hit, n, real) is not None)
    if near and flags & {"direct", HINT}:
        return None
    return Head(hit=hit, verb=hit, reality=real, nouns=near)


def _wanted(seen: Sight, hit: Hit) -> bool:
    """Return whether the sentence has one of the things that a `wanting` group takes."""
    group = hit.entry.group
    return "wanting" not in group.flags or any(
        thing.entry.group.object in group.takes and abs(thing.at - hit.at) <= FARTHEST
        for thing in seen.of(group.type, Part.OBJECT, Part.NOUN)
    )


def _sum(event: EventType) -> Entry:
    group = Group(type=event.id, part=Part.NOUN, name="sum", status={})
    return Entry(words=(), lemma="a sum", form=Form.NOUN, group=group)


def _blocked(seen: Sight, event: EventType, hit: Hit) -> bool:
    return any(b.at - 4 <= hit.at <= b.end for b in seen.of(event.id, Part.BLOCKER))


def _conditional(seen: Sight, at: int) -> bool:
    clause = seen.clauses[at]
    return any(at - BEFORE <= j < at and seen.clauses[j] == clause for j in seen.conditional)


def _distance(seen: Sight, verb: Hit, noun: Hit, real: Reality) -> int | None:
    """Return how far a noun stands from the verb that carries it; None if it cannot be carried by
    it.
    """
    if verb.at <= noun.at < verb.end:
        return 0
    apart = abs(seen.clauses[noun.at] - seen.clauses[verb.at])
    loose = 6 if verb.entry.form is Form.ING and real.governor is None else 0
    if noun.at >= verb.end:
        gap = noun.at - verb.end
        if "near" in verb.entry.group.flags and gap > NEAR:
            return None
        if gap <= FARTHEST and (apart == 0 or (apart == 1 and called(seen, noun))):
            return gap + loose + (4 if real.passive else 0)
        return None
    gap = verb.at - noun.end
    linked = seen.words[min(noun.end, len(seen.words) - 1)] in seen.language.cues.relative
    if not real.passive and _fronted(seen, noun, verb):
        return None
    if gap <= BEFORE + 3 and (apart == 0 or (apart == 1 and linked)):
        described = AFTERTHOUGHT if real.bare and gap <= 1 else 0
        return gap + loose + described + (0 if real.passive else 3)
    return None


def _fronted(seen: Sight, noun: Hit, verb: Hit) -> bool:
    """Return whether the noun stands in an opening that a comma parts from the verb ("Since the
    truce, aid has come").
    """
    first = seen.clauses.index(seen.clauses[noun.at])
    opened = bool(seen.kinds[first] & {"preposition", "subordinate"})
    return opened and seen.commas[verb.at] > seen.commas[noun.at]


def _carried(seen: Sight, event: EventType, nouns: Sequence[Hit]) -> list[Head]:
    """Return a head for each verb that carries nouns, and one for each noun that no verb
    carries.
    """
    if not nouns:
        return []
    verbs = [h for h in seen.of(event.id, Part.CARRIER) if not _conditional(seen, h.at)]
    carriers = _telling([(hit, reality(seen, hit)) for hit in verbs])
    held: dict[int, list[Hit]] = {}
    found = []
    for noun in nouns:
        number = _carrier_of(seen, noun, carriers)
        if number is not None:
            held.setdefault(number, []).append(noun)
        elif noun.entry.words and (head := _alone(seen, noun, nouns)) is not None:
            found.append(head)
    for number, mine in held.items():
        hit, real = _decider(seen, carriers[number], carriers)
        if real.mode is not None:
            found.append(Head(hit=mine[0], verb=hit, reality=real, nouns=tuple(mine)))
    return found


def _telling(carriers: list[tuple[Hit, Reality]]) -> list[tuple[Hit, Reality]]:
    """Return the verbs without those that tell nothing where another reading of the same word
    does, and without the plain reading of one that comes apart ("put the pact on ice").
    """
    apart = {hit.at for hit, _ in carriers if hit.entry.particle is not None}
    carriers = [c for c in carriers if c[0].at not in apart or c[0].entry.particle is not None]
    told = {hit.at for hit, real in carriers if real.mode in hit.entry.group.status}
    return [
        (hit, real)
        for hit, real in carriers
        if hit.at not in told or real.mode in hit.entry.group.status
    ]


def _carrier_of(seen: Sight, noun: Hit, carriers: Sequence[tuple[Hit, Reality]]) -> int | None:
    """Return the number of the nearest verb that can carry the noun."""
    reached = [
        (distance + _described(noun, hit, real), number)
        for number, (hit, real) in enumerate(carriers)
        if (distance := _distance(seen, hit, noun, real)) is not None
    ]
    return min(reached)[1] if reached else None


def _described(noun: Hit, verb: Hit, real: Reality) -> int:
    """Return how much farther a bare participle right after the noun counts ("the cash promised
    last week has arrived").
    """
    return DESCRIBED if real.bare and 0 <= verb.at - noun.end <= 1 else 0


def _alone(seen: Sight, noun: Hit, nouns: Sequence[Hit]) -> Head | None:
    """Return the head of a noun that no verb carries; one that settles what becomes of it takes it
    along ("approval of the loan").
    """
    first = next((n for n in nouns if _settles(seen, n, noun)), noun)
    real = of_noun(seen, first)
    free = real.told or "setting" in first.entry.group.flags or not mere_setting(seen, first)
    told = (noun,) if first is noun else (first, noun)
    return Head(hit=first, verb=None, reality=real, nouns=told) if real.mode and free else None


def _settles(seen: Sight, noun: Hit, thing: Hit) -> bool:
    """Return whether a noun right before another settles what becomes of it."""
    if "settles" not in noun.entry.group.flags or seen.clauses[noun.at] != seen.clauses[thing.at]:
        return False
    return 0 < thing.at - noun.at <= SETTLED


def _decider(
    seen: Sight, carrier: tuple[Hit, Reality], carriers: Sequence[tuple[Hit, Reality]]
) -> tuple[Hit, Reality]:
    """Return the verb that governs this one, or told what it will do, if it decides the status
    ("voted to give": approved).
    """
    verb, mine = carrier
    for hit, real in carriers:
        if "decides" not in hit.entry.group.flags:
            continue
        if hit.at == mine.governor or (mine.mode in UNDONE and _decided(seen, hit, real, verb)):
            return hit, real
    return carrier


def _decided(seen: Sight, hit: Hit, real: Reality, verb: Hit) -> bool:
    """Return whether what a verb tells was decided before it ("passed a bill that will send",
    "signed an order sending").
    """
    gap = verb.at - hit.end
    apart = seen.clauses[verb.at] - seen.clauses[hit.at]
    return real.mode is Mode.DONE and 0 < gap <= DECIDED and 0 <= apart <= 1
