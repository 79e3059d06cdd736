"""Names that "and" or a comma joins: they stand in one chain, with one preposition and one role."""

from dataclasses import replace

from monitor.detect.phrases import HYPHENS, TITLE_GAP, titular
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind

OTHERS = 5
ACTING = frozenset({"future", "would", "have", "had", "be", "do", "possible"})


def chained(seen: Sight, found: list[Who]) -> list[Who]:
    """Number the chains of names; all of one share the first one's preposition, or have none where
    a verb after the chain makes it a subject ("after X and Y spoke").
    """
    chains: list[Who] = []
    for who in found:
        before = chains[-1] if chains else None
        if before is not None and _town_of(seen, before, who):
            chains.append(replace(who, place=True, preposition=before.preposition))
        elif before is not None and _hyphened(seen, before, who):
            chains[-1] = replace(before, owner=True)
            chains.append(replace(who, chain=before.chain, owner=True))
        elif before is None or not _joined(seen, before, who):
            chains.append(who)
        else:
            place = before.place and who.place
            chains.append(
                replace(who, chain=before.chain, preposition=before.preposition, place=place)
            )
    last = {who.chain: who for who in chains}
    free = {chain for chain, who in last.items() if _is_subject(seen, who)}
    return [replace(who, preposition=None) if who.chain in free else who for who in chains]


def _town_of(seen: Sight, before: Who, who: Who) -> bool:
    """Return whether a state only tells where the town before it lies ("in Derry, Ireland")."""
    return (
        before.place
        and who.kind is ActorKind.STATE
        and not who.role
        and not who.owner
        and seen.between(before.end - 1, who.at) == ", "
        and seen.text[seen.ends[who.end - 1] :][:4] != " and"
    )


def _hyphened(seen: Sight, before: Who, who: Who) -> bool:
    """Return whether a hyphen ties two names, which then describe what follows ("X-Y talks")."""
    return before.end == who.at and seen.between(before.end - 1, who.at) in HYPHENS


def _is_subject(seen: Sight, last: Who) -> bool:
    """Return whether a verb follows a chain whose preposition may open a clause ("after X said",
    "with X speaking").
    """
    if last.preposition is None or last.owner or last.place:
        return False
    at = last.end
    while at < len(seen.words) and "adverb" in seen.kinds[at]:
        at += 1
    if at >= len(seen.words) or seen.commas[at] != seen.commas[last.end - 1]:
        return False
    if not _opens_clause(seen, last):
        return at in seen.verbs and at not in seen.finite and at not in seen.titles
    if seen.words[at] in seen.language.cues.also:
        return any(_acts(seen, j) for j in range(at + 1, min(at + OTHERS, len(seen.words))))
    return _acts(seen, at)


def _acts(seen: Sight, at: int) -> bool:
    return at in seen.finite or bool(seen.kinds[at] & ACTING) or _past(seen, at)


def _past(seen: Sight, at: int) -> bool:
    """Return whether a plain word is written like a verb of the past."""
    lower = seen.text[seen.starts[at]].islower()
    return lower and seen.words[at].endswith(seen.language.endings.participle)


def _joined(seen: Sight, before: Who, who: Who) -> bool:
    if before.several and who.several and before.at == who.at:
        return True
    gap = range(before.end, who.at)
    if len(gap) > TITLE_GAP + 1 or who.at <= before.at:
        return False
    comma = "," in seen.text[seen.ends[before.end - 1] : seen.starts[who.at]]
    acts = who.end in seen.finite or bool(seen.kinds[min(who.end, len(seen.words) - 1)] & ACTING)
    alike = before.kind is who.kind and not before.place and not acts
    cues = seen.language.cues
    if not any(seen.words[j] in cues.also for j in gap) and not (comma and alike):
        return False
    if acts and before.preposition is not None and not _opens_clause(seen, before):
        return False
    return all(seen.words[j] in cues.linking or titular(seen, j) for j in gap)


def _opens_clause(seen: Sight, who: Who) -> bool:
    return "subordinate" in seen.lexicon.kinds(who.preposition or "")
