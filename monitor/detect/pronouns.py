"""Whom a pronoun or a pair ("the two sides") of a sentence stands for: one that the sentence names
before it, else one told of before.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from monitor.detect.lexicon.entries import Part, Sameness, Sides
from monitor.detect.sight import Sight
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind
from monitor.model.development import Party

BODIES = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.BLOC, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION}
)
AFTER = frozenset(
    {"preposition", "be", "have", "had", "future", "would", "do", "possible", "ought", "adverb"}
    | {"subordinate", "conjunction", "calendar", "negation", "to"}
)
COUPLE = 2
OWN = 4
NEXT = 4


def meant(seen: Sight, i: int, spoken: Spoken, named: Sequence[Who]) -> Spoken:
    """Return whom the token may stand for, after the names that stand before it in the sentence."""
    before = [w for w in named if w.end <= i]
    kinds, cues = seen.kinds[i], seen.language.cues
    if "he" in kinds or seen.words[i] in cues.his:
        person = _subject(seen, i, [w for w in before if w.person and not w.owner])
        return replace(spoken, person=person.party, kind=person.kind) if person else spoken
    if "it" in kinds or seen.words[i] in cues.its:
        body = _subject(seen, i, [w for w in before if w.kind in BODIES and not w.place])
        return replace(spoken, body=body.party, kind=body.kind) if body else spoken
    if "pair" in kinds or "they" in kinds or seen.words[i] in cues.their | cues.twosome:
        couple = _couple(before, persons=seen.words[i] in cues.persons)
        return replace(spoken, pair=couple) if couple else spoken
    if seen.words[i] in cues.ours:
        speaker = next((w for w in named if w.speaker and w.person), None)
        return replace(spoken, speaker=speaker.party, kind=speaker.kind) if speaker else spoken
    return spoken


def _subject(seen: Sight, i: int, before: Sequence[Who]) -> Who | None:
    """Return the first of the names that is the subject of an earlier clause, or tells this one."""
    free = [w for w in before if w.preposition is None]
    apart = [w for w in free if w.speaker or seen.clauses[w.at] != seen.clauses[i]]
    return apart[0] if apart else None


def _couple(before: Sequence[Who], *, persons: bool) -> tuple[Party, ...]:
    """Return the two that are named before, if there are two and no more."""
    wanted = [w for w in before if (w.person if persons else w.kind is ActorKind.STATE)]
    if not persons and not wanted:
        wanted = [w for w in before if w.person]
    couple = tuple({w.party.name: w.party for w in wanted if not w.speaker or w.role}.values())
    return couple if len(couple) == COUPLE else ()


def owners(seen: Sight, i: int, spoken: Spoken) -> tuple[Party, ...]:
    """Return whose meeting it is by a pronoun before it ("his talks with X"); nothing where no
    meeting follows.
    """
    word, cues = seen.words[i], seen.language.cues
    if word not in cues.his | cues.its | cues.their or not _meets(seen, i, Part.NOUN, OWN):
        return ()
    if word in cues.his:
        return (spoken.person,) if spoken.person is not None else ()
    if word in cues.its:
        return (spoken.body,) if spoken.body is not None else ()
    return spoken.pair


def those_who_meet(seen: Sight, i: int, spoken: Spoken) -> tuple[Party, ...]:
    """Return the pair for which "they", "the two" or "both" stands, before a verb of meeting or
    after "between".
    """
    word, cues = seen.words[i], seen.language.cues
    if "they" in seen.kinds[i]:
        occasion = _meets(seen, i, Part.ACT, NEXT, {Sameness.OCCASION})
        return spoken.pair if occasion else ()
    if word not in cues.twosome or not _alone(seen, i):
        return ()
    joined = i > 1 and not seen.language.prepositions.joining.isdisjoint(seen.words[i - 2 : i])
    return spoken.pair if joined or _meets(seen, i, Part.ACT, NEXT) else ()


def _alone(seen: Sight, i: int) -> bool:
    """Return whether no noun follows a number, so that it stands for persons or states."""
    if i + 1 == len(seen.words) or seen.between(i, i + 1) != " ":
        return True
    return bool(seen.kinds[i + 1] & AFTER) or i + 1 in seen.verbs


def _meets(
    seen: Sight, i: int, part: Part, reach: int, alike: Container[Sameness] = frozenset(Sameness)
) -> bool:
    """Return whether a verb or noun of meeting follows within reach, and no other verb first."""
    return any(
        hit.part is part
        and i < hit.at <= i + reach
        and not any(j in seen.finite and not seen.kinds[j] for j in range(i + 1, hit.at))
        for kind, event in seen.lexicon.types.items()
        if event.sides is Sides.MUTUAL and event.sameness in alike
        for hit in seen.hits.get(kind, ())
    )
