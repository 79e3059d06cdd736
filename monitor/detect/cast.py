"""Who takes part in a sentence: names that can act, told from places, descriptions and owners."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitor.detect.names import NameSpan, Via
from monitor.detect.sight import Sight
from monitor.model.actor import Actor, ActorId, ActorKind, Registry
from monitor.model.development import Party

PLACING = frozenset(
    "in on near inside across within at into outside around throughout over along".split()
)
TITLE_GAP = 6
GROUPS = frozenset({ActorKind.IGO, ActorKind.BLOC, ActorKind.STATE, ActorKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A possible party at the tokens `at` up to `end`.

    `preposition` is the one that governs it (its chain's first, in "with X and Y"); `chain` numbers names that are
    joined by "and". `owner`: it only owns or describes what follows ("Ukraine's border", "Russian invasion").
    `place`: it says where. `several`: it stands for more than one ("the two sides").
    """

    at: int
    end: int
    party: Party
    kind: ActorKind | None
    preposition: str | None = None
    chain: int = 0
    owner: bool = False
    role: bool = False
    place: bool = False
    several: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whom pronouns and descriptions of the sentence may stand for, from the sentences before."""

    person: Party | None = None
    body: Party | None = None
    pair: tuple[Party, ...] = ()


def cast(seen: Sight, registry: Registry, spoken: Spoken) -> tuple[Who, ...]:
    """Return the possible parties of the sentence, in reading order."""
    found = [w for span in seen.names if (w := _named(seen, *span, registry)) is not None]
    found = _without_described(seen, found)
    found += _stand_ins(seen, spoken, {i for w in found for i in range(w.at, w.end)})
    found.sort(key=lambda w: w.at)
    return tuple(_chained(seen, found))


def _named(
    seen: Sight, at: int, end: int, span: NameSpan, registry: Registry
) -> Who | None:
    if span.compound:
        return None
    actor = registry.actors.get(span.actor) if span.actor is not None else None
    kind = actor.kind if actor is not None else None
    after = _follower(seen, end)
    role = after is not None
    owner = (span.possessive or span.via is Via.DEMONYM) and not role
    party = Party(id=span.actor, name=span.name, text=_words(seen, at, after or end))
    preposition, place = _preposition(seen, at), False
    if preposition is not None and not role and _adjectival(seen, end):
        owner = True
    if preposition in ("of", "to", "for") and _of_a_role(seen, at, preposition):
        owner = True
    if kind is ActorKind.STATE or span.via is Via.CAPITAL or actor is None:
        place = preposition in PLACING and not role
    return Who(
        at=at,
        end=after or end,
        party=party,
        kind=kind,
        preposition=preposition,
        owner=owner,
        role=role,
        place=place,
    )


def _adjectival(seen: Sight, end: int) -> bool:
    """Return whether a plain word follows at once, which the name then describes ("to U.S. troops")."""
    if end >= len(seen.words) or seen.between(end - 1, end) not in (" ", ". ", " “", ' "'):
        return False
    word = seen.words[end]
    plain = seen.text[seen.starts[end]].islower() and not seen.lexicon.kinds(word)
    return plain and end not in seen.verbs and not word.endswith(("ed", "ly"))


def _of_a_role(seen: Sight, at: int, preposition: str) -> bool:
    """Return whether the name only describes an office before it ("adviser to the president")."""
    roles = {hit.end for hit in seen.marks("role")}
    return any(
        seen.words[j] == preposition and j in roles for j in range(max(0, at - TITLE_GAP), at)
    )


def _words(seen: Sight, at: int, end: int) -> str:
    return seen.text[seen.starts[at] : seen.ends[end - 1]]


def _follower(seen: Sight, end: int) -> int | None:
    """Return the end of a role noun that the name describes ("Ukrainian officials"), or None."""
    roles = _role_ends(seen)
    for j in range(end, min(end + 3, len(seen.words))):
        if seen.clauses[j] != seen.clauses[end - 1] or seen.commas[j] != seen.commas[end - 1]:
            return None
        if j in roles:
            return roles[j]
        if seen.lexicon.kinds(seen.words[j]) - {"adverb"}:
            return None
    return None


def _role_ends(seen: Sight) -> Mapping[int, int]:
    return {hit.at: hit.end for hit in seen.marks("role")}


def _preposition(seen: Sight, at: int) -> str | None:
    """Return the preposition before a name, over articles, adjectives and titles; None where it has none."""
    for j in range(at - 1, max(-1, at - 1 - TITLE_GAP), -1):
        word = seen.words[j]
        kinds = seen.lexicon.kinds(word)
        if "," in seen.between(j, j + 1):
            return None
        if "preposition" in kinds:
            return word
        if "calendar" in kinds or "conjunction" in kinds or "subordinate" in kinds:
            return None
        if j in seen.verbs and not _titular(seen, j):
            return None
    return None


def _titular(seen: Sight, j: int) -> bool:
    if seen.text[seen.starts[j]].isupper() and j:
        return True
    return any(hit.at <= j < hit.end for hit in seen.marks("role"))


def _without_described(seen: Sight, found: list[Who]) -> list[Who]:
    """Drop a state or body that only describes the person named right after it ("Russian President Putin")."""
    kept = []
    for number, who in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after is not None and who.kind is not ActorKind.PERSON and _describes(seen, who, after):
            continue
        kept.append(who)
    return kept


def _describes(seen: Sight, who: Who, after: Who) -> bool:
    if after.kind not in (ActorKind.PERSON, None) or not (who.role or who.owner):
        return False
    if after.at - who.end > TITLE_GAP or seen.clauses[after.at] != seen.clauses[who.at]:
        return False
    gap = seen.text[seen.ends[who.end - 1] : seen.starts[after.at]] if after.at > who.end - 1 else ""
    if "," in gap and not who.role:
        return False
    return all(
        seen.text[seen.starts[j]].isupper() or _titular(seen, j) or seen.words[j] in ("of", "for")
        for j in range(who.end, after.at)
    )


def _stand_ins(seen: Sight, spoken: Spoken, taken: set[int]) -> list[Who]:
    """Return pronouns and descriptions that stand for a party told of before."""
    found = []
    for i, word in enumerate(seen.words):
        if i in taken:
            continue
        kinds = seen.lexicon.kinds(word)
        party, several = None, False
        if "institution" in kinds and (own := _institution(seen, i, spoken)) is not None:
            found.append(own)
            continue
        if "he" in kinds:
            party = spoken.person
        elif _described_body(seen, i) or ("it" in kinds and _subject_pronoun(seen, i)):
            party = spoken.body
        elif "pair" in kinds and spoken.pair and _both(seen, i):
            found += [_stand_in(seen, i, p, several=True) for p in spoken.pair]
        if party is not None:
            found.append(_stand_in(seen, i, party, several=several))
    return found


def _institution(seen: Sight, i: int, spoken: Spoken) -> Who | None:
    """Return an institution that the sentence leaves unnamed: the body spoken of, or its own words if capitalised."""
    named = seen.text[seen.starts[i]].isupper()
    if not named and seen.words[i - 1] not in ("the", "its", "their"):
        return None
    words = seen.text[seen.starts[i] : seen.ends[i]]
    party = Party(id=None, name=words, text=words) if named or spoken.body is None else spoken.body
    return Who(
        at=i,
        end=i + 1,
        party=replace(party, text=words),
        kind=ActorKind.ORGANISATION,
        preposition=_preposition(seen, i),
        role=True,
    )


def _described_body(seen: Sight, i: int) -> bool:
    return "body" in seen.lexicon.kinds(seen.words[i]) and i > 0 and "determiner" in (
        seen.lexicon.kinds(seen.words[i - 1]) | seen.lexicon.kinds(seen.words[max(0, i - 3)])
    )


def _subject_pronoun(seen: Sight, i: int) -> bool:
    """Return whether "it" is the subject of what follows, and no empty one."""
    following = seen.lexicon.kinds(seen.words[i + 1]) if i + 1 < len(seen.words) else frozenset()
    return bool(following & {"future", "would", "have", "had"}) or (
        i + 1 < len(seen.words) and i + 1 in seen.governors
    )


def _both(seen: Sight, i: int) -> bool:
    return i > 0 and seen.words[i - 1] in ("two", "both", "three", "the", "warring")


def _stand_in(seen: Sight, i: int, party: Party, *, several: bool) -> Who:
    return Who(
        at=i,
        end=i + 1,
        party=replace(party, text=seen.text[seen.starts[i] : seen.ends[i]]),
        kind=None,
        preposition=_preposition(seen, i),
        several=several,
        pronoun=not several,
    )


def _chained(seen: Sight, found: list[Who]) -> list[Who]:
    """Number the chains of names that "and" or a comma joins; all of one share the first one's preposition."""
    chained: list[Who] = []
    number = 0
    for who in found:
        before = chained[-1] if chained else None
        if before is not None and _joined(seen, before, who):
            chained.append(
                replace(
                    who,
                    chain=number,
                    preposition=before.preposition,
                    place=before.place and who.place,
                )
            )
            continue
        number += 1
        chained.append(replace(who, chain=number))
    return chained


def _joined(seen: Sight, before: Who, who: Who) -> bool:
    if before.several and who.several and before.at == who.at:
        return True
    gap = range(before.end, who.at)
    if len(gap) > TITLE_GAP + 1 or who.at <= before.at:
        return False
    joiner = any(seen.words[j] in ("and", "with") for j in gap) or "," in seen.text[
        seen.ends[before.end - 1] : seen.starts[who.at]
    ]
    return joiner and all(
        seen.words[j] in ("and", "the", "of", "with") or _titular(seen, j) for j in gap
    )


def party_of(actor: Actor) -> Party:
    """Return the actor as a party, by its own name."""
    return Party(id=ActorId(actor.id), name=actor.name, text=actor.name)
