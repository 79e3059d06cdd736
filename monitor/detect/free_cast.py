"""Who takes part in a sentence of a language of free order: names by preposition, case and office.

Where no preposition governs a name, the word for its case stands for one ("dative"), read from the
name's ending or from the article before it; none means that it may be the subject.
"""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.lexicon.grammar import NEVER
from monitor.detect.lexicon.inflection import Form
from monitor.detect.names import NameSpan, Via
from monitor.detect.sight import Hit, Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Party

REACH = 6
ROLE_REACH = 3
SPEECH_REACH = 2
CASES = ("dative", "instrumental", "accusative", "genitive", "locative")
"""The cases other than that of the subject; of several that an ending may be, the first counts."""
PLACED = frozenset({ActorKind.STATE, None})


def free_cast(seen: Sight, registry: Registry) -> tuple[Who, ...]:
    """Return the possible parties of the sentence, in reading order."""
    found = [_named(seen, *span, registry) for span in seen.names]
    return tuple(_chained(seen, _without_described(seen, found)))


def _named(seen: Sight, at: int, end: int, span: NameSpan, registry: Registry) -> Who:
    actor = registry.actors.get(span.actor) if span.actor is not None else None
    kind = actor.kind if actor is not None else None
    described = span.via is Via.DEMONYM or _compound(seen, end)
    after = _office_after(seen, end) if described else None
    first, preposition = _before(seen, at, span, person=kind in (ActorKind.PERSON, None))
    office = first < at and first in seen.roles
    role = after is not None or (office and kind is not ActorKind.PERSON)
    if role and preposition == "genitive":
        preposition = None
    owner = not role and (described or preposition == "genitive")
    last = after or end
    placing = kind in PLACED or span.via is Via.CAPITAL
    return Who(
        at=at,
        chain=at,
        end=last,
        party=Party(
            id=span.actor, name=span.name, text=seen.text[seen.starts[at] : seen.ends[last - 1]]
        ),
        kind=kind,
        preposition=preposition,
        owner=owner,
        role=role,
        place=not role and placing and preposition in seen.language.prepositions.placing,
        speaker=_speaks(seen, first, last),
    )


def _compound(seen: Sight, end: int) -> bool:
    """Return whether a hyphen makes the name a part of the next word ("EU-Gipfel")."""
    return end < len(seen.words) and seen.between(end - 1, end) in ("-", "‑")


def _office_after(seen: Sight, end: int) -> int | None:
    """Return the end of the office that an adjective describes ("ukrainische Regierung")."""
    for j in range(end, min(end + ROLE_REACH, len(seen.words))):
        if j in seen.roles:
            return seen.roles[j]
        if seen.clauses[j] != seen.clauses[end - 1] or seen.kinds[j] or not _adjective(seen, j):
            return None
    return None


def _adjective(seen: Sight, j: int) -> bool:
    return seen.text[seen.starts[j]].islower() and j not in seen.verbs


def _before(seen: Sight, at: int, span: NameSpan, *, person: bool) -> tuple[int, str | None]:
    """Return where the words that belong to the name begin (an office, if it completes one), and
    its preposition or what stands for one.
    """
    named = {j for first, end, _ in seen.names for j in range(first, end)}
    article: str | None = None
    first = at
    for j in range(at - 1, max(-1, at - 1 - REACH), -1):
        kinds = seen.kinds[j]
        if seen.text[seen.ends[j] : seen.starts[j + 1]].strip(" -\"„“«»'’"):
            break
        if "preposition" in kinds:
            return first, seen.words[j]
        if j in seen.roles and not (person and article):
            first, article = j, None if not person else article
        elif case := _told_case(seen, j, end=_end(seen, at)):
            article = case
        elif not ({"determiner"} & kinds or (person and j in named) or _describes(seen, j)):
            return first, _case(
                span, article, noun=_noun(seen, j), office=first < at and not person
            )
    return first, _case(span, article, noun=False, office=first < at and not person)


def _end(seen: Sight, at: int) -> int:
    return next(end for first, end, _ in seen.names if first == at)


def _told_case(seen: Sight, j: int, *, end: int) -> str | None:
    """Return the case that an article tells, by itself or before the words that follow it."""
    for case, listed in seen.language.names.articles.get(seen.words[j], {}).items():
        if not set(listed).isdisjoint(seen.words[j + 1 : end]):
            return case
    return next((case for case in CASES if case in seen.kinds[j]), None)


def _describes(seen: Sight, j: int) -> bool:
    """Return whether a plain word may describe a name."""
    return not seen.kinds[j] and _adjective(seen, j)


def _noun(seen: Sight, j: int) -> bool:
    """Return whether a noun stands there, which a name in the genitive then owns."""
    if seen.kinds[j] or j in seen.verbs or any(at <= j < end for at, end, _ in seen.names):
        return False
    noun = seen.language.shapes.noun
    return noun is NEVER or noun.match(seen.text, seen.starts[j]) is not None


def _case(span: NameSpan, article: str | None, *, noun: bool, office: bool) -> str | None:
    """Return the case of a name without a preposition; None where it may be the subject.

    The case of a name that completes an `office` is not that of the office.
    """
    if office:
        return article
    if noun and (article == "dative" or "genitive" in span.cases):
        return "genitive"
    if article is not None or not span.cases or "nominative" in span.cases:
        return article
    return next(case for case in CASES if case in span.cases)


def _speaks(seen: Sight, first: int, end: int) -> bool:
    """Return whether a verb of saying stands right beside the name."""
    lemmas = seen.language.lemmas
    said = {
        hit.at
        for hit in seen.marks("report")
        if hit.entry.lemma in lemmas.saying and hit.entry.form is not Form.NOUN
    }
    if any(hit.end <= first <= hit.end + 1 for hit in _sources(seen)):
        return True
    near = {*range(end, end + SPEECH_REACH), first - 1}
    return any(
        seen.clauses[j] == seen.clauses[end - 1] and not _between(seen, end, j) for j in said & near
    )


def _sources(seen: Sight) -> list[Hit]:
    """Return the words before a source ("nach Angaben")."""
    according = seen.language.lemmas.according
    return [hit for hit in seen.marks("report") if hit.entry.lemma in according]


def _between(seen: Sight, end: int, at: int) -> bool:
    return any(not seen.kinds[j] & {"adverb", "calendar", "preposition"} for j in range(end, at))


def _without_described(seen: Sight, found: Sequence[Who]) -> list[Who]:
    """Drop a state or body that only tells the office of the person named right after it."""
    kept: list[Who] = []
    for number, who in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after is None or not (who.role or who.owner) or not _titles(seen, who, after):
            kept.append(who)
    return kept


def _titles(seen: Sight, who: Who, after: Who) -> bool:
    if after.kind not in (ActorKind.PERSON, None) or who.kind is ActorKind.PERSON:
        return False
    gap = range(who.end, after.at)
    if len(gap) > ROLE_REACH or "," in seen.text[seen.ends[who.end - 1] : seen.starts[after.at]]:
        return False
    return all(j in seen.titles or _describes(seen, j) for j in gap)


def _chained(seen: Sight, found: Sequence[Who]) -> list[Who]:
    """Number the chains of names that a conjunction or a comma joins; all share the first one's
    preposition.
    """
    chained: list[Who] = []
    for who in found:
        before = chained[-1] if chained else None
        if before is None or not _joined(seen, before, who):
            chained.append(who)
            continue
        joined = replace(who, chain=before.chain, preposition=before.preposition)
        chained.append(replace(joined, place=before.place, owner=before.owner and who.owner))
    return chained


def _joined(seen: Sight, before: Who, who: Who) -> bool:
    gap = range(before.end, who.at)
    if len(gap) > REACH or seen.clauses[before.end - 1] != seen.clauses[who.at]:
        return False
    if who.preposition not in (None, before.preposition, *CASES):
        return False
    if any(_breaks(seen, j) for j in gap):
        return False
    if any("joining" in seen.kinds[j] for j in gap):
        return True
    comma = "," in seen.text[seen.ends[before.end - 1] : seen.starts[who.at]]
    return comma and before.kind is who.kind


def _breaks(seen: Sight, j: int) -> bool:
    """Return whether a word stands between two names that no row of names has."""
    plain = {"joining", "determiner", *CASES}
    return not (seen.kinds[j] & plain or j in seen.titles or _describes(seen, j))
