"""Who takes part in a sentence: names that can act, told from places, descriptions and owners."""

from dataclasses import dataclass, replace

from monitor.detect.lexicon.inflection import Form
from monitor.detect.names import NameSpan, Via
from monitor.detect.sight import Sight
from monitor.model.actor import Actor, ActorId, ActorKind, Registry
from monitor.model.development import Party

PLACING = frozenset(
    "in on near inside across within at into outside around throughout over along".split()
)
TITLE_GAP = 6
SAYING = frozenset({"say/said/said", "add", "report"})
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
    speaker: bool = False
    plural: bool = False


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
    owner = not role and (
        span.possessive or (span.via is Via.DEMONYM and _adjectival(seen, end, strict=False))
    )
    party = Party(id=span.actor, name=span.name, text=_words(seen, at, after or end))
    person = kind in (ActorKind.PERSON, None)
    preposition, place = _preposition(seen, at, titled=person), False
    if preposition is not None and not role and not person and _adjectival(seen, end):
        owner = True
    office = _office_before(seen, at, preposition)
    if office is not None and person:
        owner = True
    elif office is not None and not owner:
        party = replace(party, text=_words(seen, office, end))
        role, preposition = True, _preposition(seen, office, titled=False)
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
        plural=role and _plural(seen, after, office),
        speaker=_speaks(seen, after or end),
    )


def _adjectival(seen: Sight, end: int, *, strict: bool = True) -> bool:
    """Return whether a plain word follows at once, which the name then describes ("to U.S. troops").

    `strict` asks for a word in lower case that looks like no verb.
    """
    if end >= len(seen.words) or seen.between(end - 1, end) not in (" ", ". ", " “", ' "', "-"):
        return False
    word = seen.words[end]
    if seen.lexicon.kinds(word) - {"body", "pair", "institution"}:
        return False
    if not strict:
        return end not in seen.finite
    plain = seen.text[seen.starts[end]].islower() and not word.endswith(("ed", "ly"))
    return plain and end not in seen.verbs


def _speaks(seen: Sight, end: int) -> bool:
    """Return whether a verb of saying follows at once, so that the name only tells of others."""
    return any(end <= hit.at <= end + 1 and hit.entry.lemma in SAYING for hit in seen.marks("report"))


def _office_before(seen: Sight, at: int, preposition: str | None) -> int | None:
    """Return the token of an office that the name completes ("leaders of Sweden", "adviser to the president")."""
    if preposition not in ("of", "to", "for"):
        return None
    roles = {end: start for start, end in seen.roles.items()}
    for j in range(at - 1, max(-1, at - TITLE_GAP), -1):
        if seen.words[j] == preposition:
            return roles.get(j)
    return None


def _plural(seen: Sight, after: int | None, office: int | None) -> bool:
    """Return whether the office that a name comes with is held by several ("EU leaders")."""
    last = after - 1 if after is not None else seen.roles.get(office or 0, 1) - 1
    return seen.words[last].endswith("s")


def _words(seen: Sight, at: int, end: int) -> str:
    return seen.text[seen.starts[at] : seen.ends[end - 1]]


def _follower(seen: Sight, end: int) -> int | None:
    """Return the end of a role noun that the name describes ("Ukrainian officials"), or None."""
    roles = seen.roles
    for j in range(end, min(end + 3, len(seen.words))):
        if seen.clauses[j] != seen.clauses[end - 1] or seen.commas[j] != seen.commas[end - 1]:
            return None
        if j in roles:
            return roles[j]
        if seen.kinds[j] - {"adverb"}:
            return None
    return None


def _preposition(seen: Sight, at: int, *, titled: bool) -> str | None:
    """Return the preposition before a name, over articles, adjectives and titles; None where it has none."""
    for j in range(at - 1, max(-1, at - 1 - TITLE_GAP), -1):
        word = seen.words[j]
        kinds = seen.lexicon.kinds(word)
        if "," in seen.between(j, j + 1):
            return None
        if "preposition" in kinds:
            if titled and word in ("of", "for") and _titular(seen, j - 1) and j + 1 < at:
                continue
            return word
        if "calendar" in kinds or "conjunction" in kinds or "subordinate" in kinds:
            return None
        if j in seen.verbs and not _titular(seen, j):
            return None
    return None


def _titular(seen: Sight, j: int) -> bool:
    if seen.text[seen.starts[j]].isupper() and j:
        return True
    return j in seen.titles


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
        elif "plural_role" in kinds and i not in taken and _begins(seen, i):
            words = seen.text[seen.starts[i] : seen.ends[i]]
            found.append(_stand_in(seen, i, Party(id=None, name=words, text=words), several=True))
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
        preposition=_preposition(seen, i, titled=False),
        role=True,
    )


def _described_body(seen: Sight, i: int) -> bool:
    return "body" in seen.kinds[i] and i > 0 and "determiner" in (
        seen.kinds[i - 1] | seen.kinds[max(0, i - 3)]
    )


def _begins(seen: Sight, i: int) -> bool:
    """Return whether a plural stands where a subject begins, over a number or an article."""
    j = i - 1
    while j >= 0 and i - j <= 3 and seen.kinds[j] & {"determiner"}:  # noqa: PLR2004
        j -= 1
    return j < 0 or seen.clauses[j] != seen.clauses[i] or seen.commas[j] != seen.commas[i]


def _subject_pronoun(seen: Sight, i: int) -> bool:
    """Return whether "it" is the subject of what follows, and no empty one."""
    following = seen.kinds[i + 1] if i + 1 < len(seen.words) else frozenset()
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
        preposition=_preposition(seen, i, titled=False),
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
    comma = "," in seen.text[seen.ends[before.end - 1] : seen.starts[who.at]]
    alike = before.kind is who.kind and not before.place
    if not any(seen.words[j] == "and" for j in gap) and not (comma and alike):
        return False
    return all(seen.words[j] in ("and", "the", "of") or _titular(seen, j) for j in gap)


def party_of(actor: Actor) -> Party:
    """Return the actor as a party, by its own name."""
    return Party(id=ActorId(actor.id), name=actor.name, text=actor.name)
