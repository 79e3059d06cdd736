"""Who does what to whom: subjects, agents, recipients and parties of an act, by where their names
stand.
"""

from collections.abc import Iterable, Sequence

from monitor.detect.lexicon.entries import Part
from monitor.detect.lexicon.inflection import Form
from monitor.detect.phrases import titular, unnamed_subject
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry

AUXILIARY = frozenset({"adverb", "have", "had", "be", "future", "would", "do", "possible"})
NO_RECIPIENT = frozenset({ActorKind.COMPANY, ActorKind.PERSON})


def chain_of(cast: Sequence[Who], who: Who) -> tuple[Who, ...]:
    """Return all that "and" joins to this one, itself included."""
    return tuple(w for w in cast if w.chain == who.chain)


def subject(seen: Sight, cast: Sequence[Who], at: int) -> tuple[Who, ...]:
    """Return who does what the verb at the token says, when it is active; nothing if no name can
    be it.
    """
    before = [w for w in cast if w.end <= at and not w.place]
    free = [w for w in before if w.preposition is None and not w.owner]
    free = [w for w in free if not w.speaker or w.end + 1 >= at or _adds(seen, w, at)] or free
    unnamed = unnamed_subject(seen, at)
    for pool in (
        [w for w in free if seen.clauses[w.end - 1] == seen.clauses[at]],
        [w for w in free if seen.clauses[at] - seen.clauses[w.end - 1] <= 2 and not unnamed],
        [w for w in before if w.role and seen.clauses[w.end - 1] == seen.clauses[at]],
    ):
        if pool:
            return chain_of(cast, _doer(seen, pool, at))
    return ()


def _doer(seen: Sight, pool: Sequence[Who], at: int) -> Who:
    """Return the last of the names, but of a verb that "and" joins to another the last that is no
    object ("X armed Y and sanctioned Z": X).
    """
    first = at
    while first > 1 and seen.kinds[first - 1] & AUXILIARY:
        first -= 1
    joined = "conjunction" in seen.kinds[first - 1] or "," in seen.between(first - 1, first)
    if not first or not joined:
        return pool[-1]
    return next((w for w in reversed(pool) if not _is_object(seen, w)), pool[-1])


def _is_object(seen: Sight, who: Who) -> bool:
    """Return whether a verb stands right before a name, over its article and title."""
    j = who.chain - 1
    while j > 0 and ("determiner" in seen.kinds[j] or titular(seen, j)):
        j -= 1
    if j < 0 or seen.commas[j] != seen.commas[who.chain]:
        return False
    said = any(hit.at <= j < hit.end for hit in seen.marks("report"))
    return not said and (
        j in seen.finite or seen.words[j].endswith(seen.language.endings.participle)
    )


def _adds(seen: Sight, who: Who, at: int) -> bool:
    """Return whether a speaker also does what a verb in -ing tells ("X said, announcing a ban")."""
    gerund = any(
        hit.at == at and hit.entry.form is Form.ING for hits in seen.hits.values() for hit in hits
    )
    return gerund and not any(j in seen.finite for j in range(who.end + 1, at))


def following(seen: Sight, cast: Sequence[Who], at: int) -> tuple[Who, ...]:
    """Return whom the sentence goes on with after the comma ("After meeting X, Y said")."""
    later = [w for w in cast if w.at > at and seen.commas[w.at] == seen.commas[at] + 1]
    first = next((w for w in later if not w.owner and not w.place), None)
    if first is None or first.preposition is not None or first.owner:
        return ()
    between = range(at, first.at)
    return () if any(j in seen.finite for j in between) else chain_of(cast, first)


def opening(seen: Sight, cast: Sequence[Who], at: int) -> tuple[Who, ...]:
    """Return who opens the clause that leads up to the token ("Iran left Cairo after talks")."""
    last = subject(seen, cast, at)
    if not last:
        return ()
    clause = seen.clauses[last[0].at]
    free = [w for w in cast if seen.clauses[w.at] == clause and w.preposition is None]
    first = next((w for w in free if not w.place and not w.owner), last[0])
    return chain_of(cast, first)


def agent(seen: Sight, cast: Sequence[Who], end: int) -> tuple[Who, ...]:
    """Return who is told with "by" after a passive verb that ends before the token."""
    for who in cast:
        near = seen.clauses[min(who.at, len(seen.words) - 1)] - seen.clauses[end - 1] <= 1
        if who.at >= end and who.preposition in seen.language.prepositions.agent and near:
            return chain_of(cast, who)
    return ()


def inside(seen: Sight, cast: Iterable[Who], at: int, *, slack: int = 0) -> list[Who]:
    """Return those that stand in the clause of the token, or up to `slack` clauses from it."""
    clause = seen.clauses[at]
    return [w for w in cast if abs(seen.clauses[w.at] - clause) <= slack]


def recipient(
    seen: Sight, cast: Sequence[Who], at: int, givers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return who gets what the verb at the token gives: by "to", "for", right after it, or as
    owner of the thing.
    """
    best, most = None, 0
    for who in cast:
        worth = _recipient_worth(seen, who, at)
        if worth > most and not _same_side(who, givers, registry):
            best, most = who, worth
    if best is None:
        return ()
    return tuple(w for w in chain_of(cast, best) if not _same_side(w, givers, registry))


def _recipient_worth(seen: Sight, who: Who, at: int) -> int:
    if who.kind in NO_RECIPIENT or who.several or who.speaker or who.pronoun:
        return 0
    prepositions, before = seen.language.prepositions, who.preposition or ""
    if who.end <= at and before not in prepositions.receiving:
        return 0
    worth = prepositions.recipient.get(before, 0)
    if who.party.id is None:
        return 0
    if before in prepositions.into and not _after_noun(seen, who):
        return 0
    if before in prepositions.relating and _noun_before(seen, who) in seen.language.cues.hostile:
        return 0
    if at < who.at <= at + 3 and who.preposition is None:
        worth += 4
    if worth and who.kind is ActorKind.STATE:
        worth += 1
    distance = abs(seen.clauses[who.at] - seen.clauses[at])
    return max(0, worth * 2 - distance)


def _after_noun(seen: Sight, who: Who) -> bool:
    """Return whether what is given stands right before the place ("aid in Ukraine")."""
    return any(
        hit.end + 1 == who.at or hit.end + 2 == who.at
        for hits in seen.hits.values()
        for hit in hits
        if hit.part is Part.NOUN
    )


def _noun_before(seen: Sight, who: Who) -> str:
    """Return the word before the preposition that governs a name."""
    before = range(who.at - 1, max(0, who.at - 5), -1)
    return next((seen.words[j - 1] for j in before if seen.words[j] == who.preposition), "")


def _same_side(who: Who, givers: Sequence[Who], registry: Registry) -> bool:
    return any(related(who, giver, registry) for giver in givers)


def related(one: Who, other: Who, registry: Registry) -> bool:
    """Return whether two are one party: the same, or one acts for the other."""
    if one.party.id is None or other.party.id is None:
        a, b = one.party.name.casefold(), other.party.name.casefold()
        return a in b or b in a
    up = registry.upward(one.party.id, None)
    down = registry.upward(other.party.id, None)
    return one.party.id in down or other.party.id in up


def target(
    seen: Sight, cast: Sequence[Who], at: int, imposers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return against whom the measure named or taken at the token is directed."""
    best, most = None, 0
    for who in cast:
        worth = _target_worth(seen, who, at)
        if worth > most and not _same_side(who, imposers, registry):
            best, most = who, worth
    if best is None:
        return ()
    return tuple(w for w in chain_of(cast, best) if not _same_side(w, imposers, registry))


def _target_worth(seen: Sight, who: Who, at: int) -> int:
    prepositions, cues, before = seen.language.prepositions, seen.language.cues, who.preposition
    if before in prepositions.no_target or who.pronoun or who.speaker:
        return 0
    worth = prepositions.unmarked_target
    if before is not None:
        worth = prepositions.target.get(before, 0)
    if before in prepositions.relating and _noun_before(seen, who) in cues.hostile - cues.measure:
        return 0
    distance = abs(seen.clauses[who.at] - seen.clauses[at])
    if who.end <= at:
        worth = 2 if who.owner or before in prepositions.hitting else 0
    return max(0, worth * 2 - distance)


def distinct(people: Iterable[Who], registry: Registry) -> tuple[Who, ...]:
    """Return each party once, by its most exact name ("Armenia … Pashinyan": Pashinyan)."""
    parties: list[Who] = []
    for who in people:
        if not any(_covers(who, known, registry) for known in parties):
            parties = [p for p in parties if not _covers(p, who, registry)]
            parties.append(who)
    return tuple(parties)


def _covers(less: Who, more: Who, registry: Registry) -> bool:
    """Return whether the second names the first more exactly, or is the same."""
    if less.party.name == more.party.name:
        return True
    if less.several and more.several:
        return False
    if less.party.id is None or more.party.id is None:
        return less.party.name.casefold() in more.party.name.casefold()
    return less.party.id in registry.upward(more.party.id, None)
