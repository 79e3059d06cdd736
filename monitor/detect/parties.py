"""Who meets or agrees by a verb or noun: its doers and all others whom its clause names as such."""

from collections.abc import Sequence

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import Part, Sides
from monitor.detect.phrases import HYPHENS
from monitor.detect.roles import chain_of, distinct, following, inside, opening
from monitor.detect.sight import Hit, Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry

OWNED = 3
INTRODUCED = 4
APART = 2
GROUPED = frozenset({ActorKind.IGO, ActorKind.BLOC, ActorKind.FORUM})
OTHER_OCCASION = frozenset({"afterwards", "beforehand", "ahead"})


def doers_of_noun(seen: Sight, cast: Sequence[Who], head: Head) -> tuple[Who, ...]:
    """Return who meets by a noun that no verb carries: the subject that it is told beside ("after
    talks with X, Y said", "Y warned X in a call").
    """
    noun = head.hit
    told = head.reality.told
    if "line" in noun.entry.group.flags:
        return opening(seen, cast, noun.at)
    if not told and not _introduced(seen, noun):
        return ()
    later = following(seen, cast, noun.at)
    if later:
        return later
    found = opening(seen, cast, noun.at)
    said = bool(found) and found[0].speaker and found[0].end <= noun.at
    return () if said and not _introduced(seen, noun) else found


def _introduced(seen: Sight, noun: Hit) -> bool:
    """Return whether the noun stands in a phrase of time or place ("after the talks", "in a
    call").
    """
    if "forum" in noun.entry.group.flags:
        return False
    before = range(noun.at - 1, max(-1, noun.at - 1 - INTRODUCED), -1)
    for j in before:
        if "," in seen.between(j, j + 1):
            return False
        kinds = seen.kinds[j]
        if kinds & OTHER_OCCASION or seen.words[j] in seen.language.prepositions.occasion:
            return True
        if "preposition" in kinds or j in seen.finite:
            return False
    return False


def own_doers(head: Head, doers: tuple[Who, ...]) -> tuple[Who, ...]:
    """Return the doers of a verb that carries a noun; none of those who only tell of it ("X said
    the talks were over").
    """
    assert head.verb is not None
    if head.hit is head.verb or head.reality.passive or head.hit.at >= head.verb.at:
        return doers
    near = any(who.end > head.hit.at - APART for who in doers)
    return doers if near else ()


def meeting_parties(
    seen: Sight, cast: Sequence[Who], hit: Hit, doers: Sequence[Who], registry: Registry
) -> tuple[Who, ...]:
    """Return who meets, by the verb or noun: its doers first, then all others that its clause
    names.
    """
    others = [
        w
        for w in inside(seen, cast, hit.at)
        if _convenes(seen, hit, w) or _attends(seen, hit, w, doers)
    ]
    mates = [mate for w in others if w.at > hit.at for mate in chain_of(cast, w) if not mate.place]
    return distinct((*doers, *others, *mates), registry)


def _attends(seen: Sight, hit: Hit, who: Who, doers: Sequence[Who]) -> bool:
    """Return whether a name of the clause stands as a party would, and belongs to nothing else."""
    prepositions = seen.language.prepositions
    if who.place or who.speaker or (who.pronoun and not who.owner):
        return False
    if who.owner and not _owns(seen, who, hit.at):
        return False
    if who.preposition is not None and who.preposition not in prepositions.party:
        return False
    before = hit.part is Part.NOUN and who.end <= hit.at and not who.role
    before = before and "line" not in hit.entry.group.flags
    if before and who.preposition in prepositions.joining:
        return False
    elsewhere = _elsewhere(seen, who, hit.at, doers) or _on_other_occasion(seen, hit, who)
    return not elsewhere and not _scenery(seen, who)


def _convenes(seen: Sight, hit: Hit, who: Who) -> bool:
    """Return whether a noun tells the meeting of a body ("the NATO summit", "a session of the
    council").
    """
    if hit.part is not Part.NOUN or who.kind not in GROUPED:
        return False
    owning = seen.language.prepositions.owning
    after = who.preposition in owning and hit.end <= who.at <= hit.end + OWNED
    return after or (
        0 <= hit.at - who.end <= APART and seen.between(who.end - 1, hit.at)[:1] != ","
    )


def owners_of(seen: Sight, cast: Sequence[Who], noun: Hit) -> tuple[Who, ...]:
    """Return whose visit or call a noun tells ("X's visit", "his visit")."""
    owners = [who for who in cast if who.owner and noun.part is Part.NOUN]
    return tuple(who for who in owners if _owns(seen, who, noun.at))[-1:]


def between(seen: Sight, cast: Sequence[Who], noun: Hit) -> tuple[Who, ...]:
    """Return the two or more that a noun is said to be between ("talks between X and Y", "X-Y
    talks").
    """
    if noun.part is not Part.NOUN:
        return ()
    among = seen.language.prepositions.between
    for who in inside(seen, cast, noun.at):
        chain = chain_of(cast, who)
        after = noun.end <= who.at and who.preposition in among
        if len(chain) > 1 and (after or _hyphened(seen, chain, noun)):
            return chain
    return ()


def _hyphened(seen: Sight, chain: Sequence[Who], noun: Hit) -> bool:
    """Return whether a hyphen joins two names right before the noun."""
    first, last = chain[0], chain[-1]
    hyphen = first.end == last.at and seen.between(first.end - 1, last.at) in HYPHENS
    return hyphen and 0 <= noun.at - last.end <= APART


def _scenery(seen: Sight, who: Who) -> bool:
    """Return whether a name only tells where or what something else is ("the border with X")."""
    if who.preposition not in seen.language.prepositions.joining or who.role:
        return False
    before = range(who.at - 1, max(0, who.at - 4), -1)
    noun = next((seen.words[j - 1] for j in before if seen.words[j] == who.preposition), "")
    return noun in seen.language.cues.scenery


def _on_other_occasion(seen: Sight, hit: Hit, who: Who) -> bool:
    """Return whether a name belongs to another meeting that the clause tells beside this one
    ("met X ahead of talks with Y").
    """
    if who.at <= hit.end:
        return False
    return any(
        other.part is Part.NOUN and hit.end < other.at < who.at and _beside(seen, other)
        for kind, event in seen.lexicon.types.items()
        if event.sides is Sides.MUTUAL
        for other in seen.hits.get(kind, ())
    )


def _beside(seen: Sight, noun: Hit) -> bool:
    """Return whether a noun stands beside the act in time ("ahead of the talks", "during a
    call").
    """
    before = range(max(0, noun.at - INTRODUCED), noun.at)
    beside = seen.language.prepositions.beside
    return any(seen.kinds[j] & OTHER_OCCASION or seen.words[j] in beside for j in before)


def _owns(seen: Sight, who: Who, at: int) -> bool:
    """Return whether somebody's own meeting is told of ("X's meeting with Y")."""
    plain = who.person or who.pronoun
    plain = plain or seen.words[who.end - 1].endswith(seen.language.endings.possessive)
    return plain and 0 <= at - who.end <= OWNED and seen.commas[who.at] == seen.commas[at]


def _elsewhere(seen: Sight, who: Who, at: int, doers: Sequence[Who]) -> bool:
    """Return whether a name without a preposition belongs to another verb of the clause ("a summit
    on how to keep X solvent").
    """
    free = who.preposition is None or who.preposition in seen.language.prepositions.direction
    if not free or who in doers or who.at <= at:
        return False
    inner = range(at + 1, who.at)
    verbs = [j for j in inner if j in seen.verbs and j not in seen.titles]
    verbs += [j + 1 for j in inner if "to" in seen.kinds[j] and _plain(seen, j + 1, who)]
    return bool(verbs) and not _joins(seen, max(verbs))


def _plain(seen: Sight, at: int, who: Who) -> bool:
    """Return whether a plain word before the name may be a verb that governs it."""
    lower = seen.text[seen.starts[at]].islower()
    return at < who.at and lower and not seen.kinds[at] and at not in seen.titles


def _joins(seen: Sight, at: int) -> bool:
    """Return whether the verb at the token has another party as object ("to see X", "told X")."""
    telling = seen.language.lemmas.telling
    if any(hit.at == at and hit.entry.lemma in telling for hit in seen.marks("report")):
        return True
    return any(
        hit.at == at and hit.part is Part.ACT
        for kind, event in seen.lexicon.types.items()
        if event.sides is Sides.MUTUAL
        for hit in seen.hits.get(kind, ())
    )
