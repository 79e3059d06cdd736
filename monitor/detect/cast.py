"""Who takes part in a sentence: names that can act, told from places, descriptions and owners."""

from dataclasses import replace

from monitor.detect.lexicon.entries import Part, Sides
from monitor.detect.names import NameSpan, Via
from monitor.detect.phrases import TITLE_GAP, preposition, titular
from monitor.detect.sight import Sight
from monitor.detect.stand_ins import stand_ins
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Party

ACTING = frozenset({"future", "would", "have", "had", "be", "do", "possible"})


def cast(seen: Sight, registry: Registry, spoken: Spoken) -> tuple[Who, ...]:
    """Return the possible parties of the sentence, in reading order."""
    begun = _dateline(seen)
    spans = [span for span in seen.names if span[0] >= begun]
    found = [w for span in spans if (w := _named(seen, *span, registry)) is not None]
    found = _without_described(seen, found)
    found += stand_ins(seen, spoken, found)
    found.sort(key=lambda w: w.at)
    return tuple(_chained(seen, found))


def _dateline(seen: Sight) -> int:
    """Return the token after a dateline ("WARSAW (Outlet) —"), whose names take part in nothing."""
    match = seen.language.shapes.dateline.match(seen.text)
    return seen.token_at(match.end()) if match is not None else 0


def _named(seen: Sight, at: int, end: int, span: NameSpan, registry: Registry) -> Who | None:
    if span.compound or seen.text[seen.ends[end - 1] :][:1] in ("$", "£", "€"):
        return None
    actor = registry.actors.get(span.actor) if span.actor is not None else None
    kind = actor.kind if actor is not None else None
    after = _follower(seen, end)
    role = after is not None
    owner = not role and (
        span.possessive or (span.via is Via.DEMONYM and _adjectival(seen, end, strict=False))
    )
    person = kind in (ActorKind.PERSON, None)
    governing = preposition(seen, at, titled=person)
    office = _office_before(seen, at, governing)
    if office is not None and person:
        owner = True
    elif office is not None and not owner:
        role, governing = True, preposition(seen, office, titled=False)
    elif governing is not None and not role and not person:
        owner = owner or _adjectival(seen, end)
    first = office if office is not None and not person and role else at
    placing = kind is ActorKind.STATE or span.via is Via.CAPITAL or actor is None
    return Who(
        at=at,
        chain=at,
        end=after or end,
        party=Party(id=span.actor, name=span.name, text=_words(seen, first, after or end)),
        kind=kind,
        preposition=governing,
        owner=owner,
        role=role,
        place=not role
        and (
            (placing and governing in seen.language.prepositions.placing)
            or _names_occasion(seen, end, span)
        ),
        plural=role and _plural(seen, after, office),
        speaker=_speaks(seen, after or end),
    )


def _names_occasion(seen: Sight, end: int, span: NameSpan) -> bool:
    """Return whether a capital stands right before a noun, so that it says where ("the Budapest
    summit").
    """
    return span.via is Via.CAPITAL and any(
        hit.at == end and hit.part is Part.NOUN
        for kind, event in seen.lexicon.types.items()
        if event.sides is Sides.MUTUAL
        for hit in seen.hits.get(kind, ())
    )


def _adjectival(seen: Sight, end: int, *, strict: bool = True) -> bool:
    """Return whether a plain word follows at once, which the name then describes ("to U.S.
    troops").

    `strict` asks for a word in lower case that looks like no verb.
    """
    if end >= len(seen.words) or seen.between(end - 1, end) not in (" ", ". ", " “", ' "', "-"):
        return False
    word = seen.words[end]
    if seen.lexicon.kinds(word) - {"body", "pair", "institution"}:
        return False
    if not strict:
        return end not in seen.finite
    endings = seen.language.endings
    plain = seen.text[seen.starts[end]].islower() and not word.endswith(
        endings.participle + endings.adverb
    )
    return plain and end not in seen.verbs


def _speaks(seen: Sight, end: int) -> bool:
    """Return whether a verb of saying follows at once, so that the name only tells of others."""
    lemmas, audience = seen.language.lemmas, seen.language.cues.audience
    return any(
        end <= hit.at <= end + 1
        and all("adverb" in seen.kinds[j] for j in range(end, hit.at))
        and (
            hit.entry.lemma in lemmas.saying
            or (
                hit.entry.lemma in lemmas.telling
                and not audience.isdisjoint(seen.words[hit.end : hit.end + 2])
            )
        )
        for hit in seen.marks("report")
    )


def _office_before(seen: Sight, at: int, preposition: str | None) -> int | None:
    """Return the token of an office that the name completes ("leaders of Sweden", "adviser to the
    president").
    """
    if preposition not in seen.language.prepositions.office:
        return None
    roles = {end: start for start, end in seen.roles.items()}
    before = range(at - 1, max(-1, at - TITLE_GAP - 1), -1)
    return next((roles.get(j) for j in before if seen.words[j] == preposition), None)


def _plural(seen: Sight, after: int | None, office: int | None) -> bool:
    """Return whether the office that a name comes with is held by several ("EU leaders")."""
    last = after - 1 if after is not None else seen.roles.get(office or 0, 1) - 1
    return seen.words[last].endswith(seen.language.endings.plural)


def _words(seen: Sight, at: int, end: int) -> str:
    return seen.text[seen.starts[at] : seen.ends[end - 1]]


def _follower(seen: Sight, end: int) -> int | None:
    """Return the end of a role noun that the name describes ("Ukrainian officials"), or None."""
    roles = seen.roles
    for j in range(end, min(end + 3, len(seen.words))):
        if seen.clauses[j] != seen.clauses[end - 1] or seen.commas[j] != seen.commas[end - 1]:
            return None
        if j in roles and j not in seen.finite:
            return roles[j]
        if seen.kinds[j] - {"adverb"}:
            return None
    return None


def _without_described(seen: Sight, found: list[Who]) -> list[Who]:
    """Drop a state or body that only describes a person: the one named right after it ("Russian
    President Putin"), or right before it ("Dmitriev, a Kremlin envoy,").
    """
    kept: list[Who] = []
    for number, who in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        described = after is not None and _describes(seen, who, after)
        if who.kind is ActorKind.PERSON or not (described or _in_apposition(seen, kept, who)):
            kept.append(who)
    return kept


def _in_apposition(seen: Sight, before: list[Who], who: Who) -> bool:
    """Return whether the name stands between commas, in words that say who the last person is."""
    if not before or before[-1].kind is not ActorKind.PERSON:
        return False
    shapes = seen.language.shapes
    gap = shapes.apposition.fullmatch(
        seen.text[seen.ends[before[-1].end - 1] : seen.starts[who.at]]
    )
    rest = shapes.apposed.match(seen.text[seen.ends[who.end - 1] :])
    if gap is None or rest is None:
        return False
    return who.role or bool(gap["office"].strip() or rest["office"].strip())


def _describes(seen: Sight, who: Who, after: Who) -> bool:
    if after.kind not in (ActorKind.PERSON, None) or not (who.role or who.owner):
        return False
    if after.at - who.end > TITLE_GAP or seen.clauses[after.at] != seen.clauses[who.at]:
        return False
    gap = seen.text[seen.ends[who.end - 1] : seen.starts[after.at]]
    if "," in gap and not who.role:
        return False
    inner = seen.language.prepositions.title
    return all(
        seen.text[seen.starts[j]].isupper() or titular(seen, j) or seen.words[j] in inner
        for j in range(who.end, after.at)
    )


def _chained(seen: Sight, found: list[Who]) -> list[Who]:
    """Number the chains of names that "and" or a comma joins; all of one share the first one's
    preposition.
    """
    chained: list[Who] = []
    for who in found:
        before = chained[-1] if chained else None
        if before is None or not _joined(seen, before, who):
            chained.append(who)
            continue
        place = before.place and who.place
        chained.append(
            replace(who, chain=before.chain, preposition=before.preposition, place=place)
        )
    return chained


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
    return all(seen.words[j] in cues.linking or titular(seen, j) for j in gap)
