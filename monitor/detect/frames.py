"""Heads of acts in a sentence: verbs that are acts, nouns made acts by a carrying verb, and what fills their slots."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.detect.cast import Who
from monitor.detect.lexicon.entries import Entry, EventType, Group, Mode, Part, Sides, Slot
from monitor.detect.lexicon.inflection import Form
from monitor.detect.reality import Reality, reality
from monitor.detect.roles import (
    agent,
    inside,
    meeting_parties,
    recipient,
    related,
    subject,
    target,
)
from monitor.detect.sight import Hit, Sight
from monitor.model.actor import ActorKind, Registry

STATELY = frozenset({ActorKind.STATE, ActorKind.IGO, ActorKind.BLOC})
GROUPED = frozenset({ActorKind.IGO, ActorKind.BLOC, ActorKind.FORUM})
VISITING = frozenset({None, "in", "to", "with", "at", "by"})
FARTHEST = 14
BEFORE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What makes an act: its verb or noun, how real it is, the nouns with it and who is on which side."""

    hit: Hit
    verb: Hit | None
    reality: Reality
    nouns: tuple[Hit, ...] = ()
    actors: tuple[Who, ...] = ()
    counterparts: tuple[Who, ...] = ()

    @property
    def group(self) -> Group:
        """Return the group that gives the status: the verb's, else the noun's."""
        return (self.verb or self.hit).entry.group

    @property
    def at(self) -> int:
        """Return the token of the verb, or of the noun where no verb carries it."""
        return (self.verb or self.hit).at


def heads(
    seen: Sight,
    cast: Sequence[Who],
    event: EventType,
    registry: Registry,
    sums: Sequence[tuple[int, int]] = (),
) -> list[Head]:
    """Return the possible acts of a type in the sentence, with their parties; `sums` are the tokens from and to which sums of money reach."""
    found: list[Head] = []
    nouns = [
        h
        for h in seen.of(event.id, Part.NOUN)
        if not _blocked(seen, event, h) and not _denied_noun(seen, h)
    ]
    for hit in seen.of(event.id, Part.ACT):
        if _blocked(seen, event, hit) or _conditional(seen, hit.at):
            continue
        real = reality(seen, hit)
        if "governed" in hit.entry.group.flags and real.governor is None:
            continue
        if "active" in hit.entry.group.flags and real.passive:
            continue
        if real.mode is not None:
            near = tuple(n for n in nouns if _near(seen, hit, n, real))
            if near and "direct" in hit.entry.group.flags:
                continue
            found.append(Head(hit=hit, verb=hit, reality=real, nouns=near))
    if "amount" in event.slots:
        nouns += [Hit(at, end, _sum(event)) for at, end in sums]
    acted = {n.at for head in found for n in head.nouns}
    found += _carried(seen, event, [n for n in nouns if n.at not in acted])
    return [_with_parties(seen, cast, event, head, registry) for head in found]


def _sum(event: EventType) -> Entry:
    group = Group(type=event.id, part=Part.NOUN, name="sum", status={})
    return Entry(words=(), lemma="a sum", form=Form.NOUN, group=group)


def _blocked(seen: Sight, event: EventType, hit: Hit) -> bool:
    return any(
        b.at - 4 <= hit.at <= b.end for b in seen.of(event.id, Part.BLOCKER)
    )


def _denied_noun(seen: Sight, noun: Hit) -> bool:
    """Return whether there is none of it, or only the thought of it ("no deal", "a possible ceasefire")."""
    return any(
        seen.kinds[j] & {"none", "hypothetical"}
        for j in range(max(0, noun.at - 2), noun.at)
    )


def _conditional(seen: Sight, at: int) -> bool:
    clause = seen.clauses[at]
    return any(
        seen.words[j] in ("if", "unless", "whether") and seen.clauses[j] == clause
        for j in range(max(0, at - BEFORE), at)
    )


def _near(seen: Sight, verb: Hit, noun: Hit, real: Reality) -> bool:
    return _distance(seen, verb, noun, real) is not None


def _distance(seen: Sight, verb: Hit, noun: Hit, real: Reality) -> int | None:
    """Return how far a noun stands from the verb that carries it; None if it cannot be carried by it."""
    if verb.at <= noun.at < verb.end:
        return 0
    apart = abs(seen.clauses[noun.at] - seen.clauses[verb.at])
    loose = 6 if verb.entry.form is Form.ING and real.governor is None else 0
    if noun.at >= verb.end:
        gap = noun.at - verb.end
        if gap <= FARTHEST and (apart == 0 or (apart == 1 and _called(seen, noun))):
            return gap + loose + (4 if real.passive else 0)
        return None
    gap = verb.at - noun.end
    linked = seen.words[min(noun.end, len(seen.words) - 1)] in ("that", "which")
    if gap <= BEFORE + 3 and (apart == 0 or (apart == 1 and linked)):
        return gap + loose + (0 if real.passive else 3)
    return None


def _called(seen: Sight, noun: Hit) -> bool:
    """Return whether the noun says as what somebody is treated ("labelled X as a terrorist group")."""
    return any("as" in seen.kinds[j] for j in range(max(0, noun.at - 3), noun.at))


def _carried(seen: Sight, event: EventType, nouns: Sequence[Hit]) -> list[Head]:
    """Return a head for each verb that carries nouns, and one for each noun that no verb carries."""
    carriers = [
        (hit, reality(seen, hit))
        for hit in seen.of(event.id, Part.CARRIER)
        if not _conditional(seen, hit.at)
    ]
    held: dict[int, list[Hit]] = {}
    alone: list[Hit] = []
    for noun in nouns:
        reached = [
            (distance, number)
            for number, (hit, real) in enumerate(carriers)
            if (distance := _distance(seen, hit, noun, real)) is not None
        ]
        if reached:
            held.setdefault(min(reached)[1], []).append(noun)
        else:
            alone.append(noun)
    found = []
    for number, mine in held.items():
        hit, real = _decider(seen, carriers[number], carriers)
        if real.mode is not None:
            found.append(Head(hit=mine[0], verb=hit, reality=real, nouns=tuple(mine)))
    for noun in alone:
        if not noun.entry.words:
            continue
        real = _of_noun(seen, noun)
        if real.mode is not None and (
            real.told or "setting" in noun.entry.group.flags or not _mere_setting(seen, noun)
        ):
            found.append(Head(hit=noun, verb=None, reality=real, nouns=(noun,)))
    return found


def _decider(
    seen: Sight, carrier: tuple[Hit, Reality], carriers: Sequence[tuple[Hit, Reality]]
) -> tuple[Hit, Reality]:
    """Return the verb that governs this one if its word decides the status ("voted to give" is approved)."""
    del seen
    for hit, real in carriers:
        if hit.at == carrier[1].governor and "decides" in hit.entry.group.flags:
            return hit, real
    return carrier


def _of_noun(seen: Sight, noun: Hit) -> Reality:
    """Return how real a noun without a verb is: by the governor right before it ("called for talks")."""
    meant = False
    for j in range(noun.at - 1, max(-1, noun.at - 6), -1):
        kinds = seen.lexicon.kinds(seen.words[j].removesuffix("'s"))
        meant = meant or "for" in kinds
        if "afterwards" in kinds or ("calendar" in kinds and seen.words[j].endswith("'s")):
            return Reality(mode=Mode.DONE, told=True)
        if "beforehand" in kinds:
            return Reality(mode=Mode.FUTURE, told=True)
        if seen.clauses[j] != seen.clauses[noun.at]:
            break
        governor = seen.governors.get(j)
        if governor is None or governor.end > noun.at:
            continue
        kind = governor.entry.group.name
        if kind == "wish":
            return Reality(mode=None)
        if kind == "refuse" and governor.entry.form is not Form.NOUN:
            return Reality(mode=Mode.REFUSED)
        if kind in ("plan", "weigh"):
            return Reality(mode=Mode.PLANNED)
    return Reality(mode=Mode.DONE, told=meant)


def _mere_setting(seen: Sight, noun: Hit) -> bool:
    """Return whether the noun only says where something else was said ("at the summit")."""
    if any(seen.words[j] in ("between", "with") for j in range(noun.end, min(noun.end + 5, len(seen.words)))):
        return False
    for j in range(noun.at - 1, max(-1, noun.at - 5), -1):
        if "setting" in seen.kinds[j]:
            return True
    return False


def _with_parties(
    seen: Sight, cast: Sequence[Who], event: EventType, head: Head, registry: Registry
) -> Head:
    doers = _doers(seen, cast, head)
    if event.sides is Sides.MUTUAL:
        return _mutual(seen, cast, head, doers, registry)
    chosen = recipient if event.sides is Sides.GIVEN else target
    at = head.at
    others = chosen(seen, cast, at, doers, registry)
    if head.reality.passive and not others and head.verb is not None:
        others = subject(seen, cast, at)
    if event.sides is Sides.GIVEN and not others:
        doers, others = _from_giver(seen, cast, head, doers)
    if event.sides is Sides.GIVEN and not others:
        others = _modifier(seen, cast, head, doers)
    if not doers:
        doers = _owners(seen, cast, head, others)
    return replace(head, actors=doers, counterparts=others)


def _doers(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    if head.verb is None:
        return subject(seen, cast, head.hit.at) if head.reality.told else ()
    if head.reality.passive:
        return agent(seen, cast, head.verb.end)
    return subject(seen, cast, head.verb.at)


def _from_giver(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...]
) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Return giver and recipient of a gift that its recipient turns down or gets ("rejected relief from X")."""
    for noun in head.nouns:
        for who in cast:
            if noun.end <= who.at <= noun.end + 4 and who.preposition == "from":
                return (who,), doers
    return doers, ()


def _modifier(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...]
) -> tuple[Who, ...]:
    """Return the recipient that stands right before what it gets ("Ukraine aid", "Ukraine's aid package")."""
    for noun in head.nouns:
        for who in cast:
            if who not in doers and who.end <= noun.at <= who.end + 2 and not who.role:
                if "core" in noun.entry.group.flags and who.kind is ActorKind.STATE and noun.at > head.at:
                    return (who,)
    return ()


def _owners(
    seen: Sight, cast: Sequence[Who], head: Head, others: Sequence[Who]
) -> tuple[Who, ...]:
    """Return who stands right before the noun as its source ("the EU's package", "US aid"), or after "by", "from"."""
    for noun in head.nouns or (head.hit,):
        for who in cast:
            if who in others:
                continue
            reach = 8 if who.owner else 4
            if who.end <= noun.at <= who.end + reach and who.preposition != "for":
                return (who,)
            if noun.end <= who.at <= noun.end + 8 and who.preposition in ("by", "from"):
                return (who,)
    return ()


def _mutual(
    seen: Sight, cast: Sequence[Who], head: Head, doers: tuple[Who, ...], registry: Registry
) -> Head:
    at = head.at
    if head.reality.passive and head.verb is not None:
        doers = (*subject(seen, cast, at), *doers)
    flags = head.hit.entry.group.flags
    if flags & {"direct", "addressed"}:
        if head.reality.passive and "direct" in flags:
            hosted = tuple(w for w in subject(seen, cast, at) if w not in doers)
            return replace(head, actors=doers, counterparts=hosted if doers else ())
        others = _addressed(seen, cast, head, doers, registry)
        if others or "direct" in flags:
            return replace(head, actors=doers, counterparts=others if doers else ())
        return replace(head, actors=doers)
    if "visitor" in flags:
        return replace(head, actors=doers, counterparts=_visited(seen, cast, head, doers, registry))
    parties = meeting_parties(seen, cast, head.hit.at, doers, registry)
    if len(parties) < 2 and head.verb is not None and head.hit is not head.verb:  # noqa: PLR2004
        parties = meeting_parties(seen, cast, at, parties, registry)
    first = tuple(w for w in parties if w in doers) or parties[:1]
    return replace(
        head, actors=first, counterparts=tuple(w for w in parties if w not in first)
    )


def _visited(
    seen: Sight, cast: Sequence[Who], head: Head, doers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return the state whose place is visited, and whom the clause names as host."""
    del seen
    after = [w for w in cast if head.hit.end <= w.at <= head.hit.end + BEFORE and not w.owner]
    hosts = [w for w in after if w.party.id is not None and w.preposition in VISITING]
    return tuple(w for w in hosts if not any(related(w, d, registry) for d in doers))


def _addressed(
    seen: Sight, cast: Sequence[Who], head: Head, doers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return whom the verb takes as object right after it ("hosted X", "spoke with X"), if that is another side."""
    asked = ("with", "to", "by") if "addressed" in head.hit.entry.group.flags else (None,)
    for who in cast:
        near = head.hit.end <= who.at <= head.hit.end + 7
        if near and who.preposition in asked and not who.owner and not who.pronoun:
            chain = tuple(w for w in cast if w.chain == who.chain)
            if any(w.owner for w in chain):
                return ()
            return tuple(w for w in chain if not any(related(w, d, registry) for d in doers))
    return ()


def filled(
    seen: Sight, event: EventType, head: Head, cast: Sequence[Who], registry: Registry
) -> set[Slot]:
    """Return which of the slots that words and names fill are filled (amounts, counts and dates are seen elsewhere)."""
    slots: set[Slot] = set()
    carried = head.verb is not None and head.verb is not head.hit
    if _deed(head) or head.reality.told or (carried and not _describing(seen, head)):
        slots.add(Slot.CARRIER)
    if head.actors:
        slots.add(Slot.ACTOR)
    if head.counterparts:
        slots.add(Slot.COUNTERPART)
    people = (*head.actors, *head.counterparts)
    parties = sum(2 if who.several else 1 for who in people)
    if parties:
        slots.add(Slot.PARTY)
    if parties >= 2 and not _one_house(head, registry):  # noqa: PLR2004
        slots.add(Slot.TWO)
    if len(head.actors) >= 2:  # noqa: PLR2004
        slots.add(Slot.JOINT)
    if head.nouns:
        slots.add(Slot.NOUN)
    if any("core" in noun.entry.group.flags for noun in head.nouns):
        slots.add(Slot.CORE)
    if any("relief" in noun.entry.group.flags for noun in head.nouns):
        slots.add(Slot.RELIEF)
    if any(who.kind in STATELY and not who.owner for who in head.actors):
        slots.add(Slot.STATELY)
    if _known(head.actors) and _known(head.counterparts):
        slots.add(Slot.KNOWN)
    if any(_beside(seen, head, thing) for thing in _objects(seen, event)):
        slots.add(Slot.OBJECT)
    if forum(seen, head, inside(seen, cast, head.at)) is not None:
        slots.add(Slot.FORUM)
    return slots


def _one_house(head: Head, registry: Registry) -> bool:
    """Return whether all parties act for one state, and not all are persons: a body's own affair."""
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
    """Return whether the verb is a bare participle after its noun ("the sanctions imposed on Russia")."""
    assert head.verb is not None
    bare = head.reality.bare or (
        head.verb.entry.form is Form.PARTICIPLE and not head.reality.perfect
    )
    return bare and 0 <= head.verb.at - head.hit.end <= 1


def _deed(head: Head) -> bool:
    """Return whether a noun tells a deed by itself, its doer right before it ("the EU's listing of X")."""
    return head.verb is None and any(
        "deed" in noun.entry.group.flags
        and any(0 <= noun.at - w.end <= 2 or w.preposition == "by" for w in head.actors)  # noqa: PLR2004
        for noun in head.nouns
    )


def _beside(seen: Sight, head: Head, thing: Hit) -> bool:
    """Return whether a thing stands where the act's object would: after its verb, or before a passive one."""
    if seen.clauses[thing.at] != seen.clauses[head.at]:
        return False
    if head.reality.passive and thing.end <= head.at:
        return head.at - thing.end <= BEFORE
    return 0 <= thing.at - head.at <= BEFORE


def _objects(seen: Sight, event: EventType) -> list[Hit]:
    return [
        h
        for h in seen.of(event.id, Part.OBJECT, Part.NOUN)
        if h.entry.group.object is not None
    ]


def forum(seen: Sight, head: Head, near: Sequence[Who]) -> str | None:
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
