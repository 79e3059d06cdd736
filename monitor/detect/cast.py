"""Who takes part in a sentence: names that can act, told from places, descriptions and owners."""

from dataclasses import replace

from monitor.detect.chains import chained
from monitor.detect.lexicon.entries import Part, Sides
from monitor.detect.names import NameSpan, Via
from monitor.detect.phrases import TITLE_GAP, preposition, titular
from monitor.detect.sight import Sight
from monitor.detect.stand_ins import stand_ins
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Party

TOWN = 2


def cast(seen: Sight, registry: Registry, spoken: Spoken) -> tuple[Who, ...]:
    """Return the possible parties of the sentence, in reading order."""
    begun = _dateline(seen)
    spans = [span for span in seen.names if span[0] >= begun]
    found = [w for span in spans if (w := _named(seen, *span, registry)) is not None]
    found = _without_described(seen, _without_namesakes(seen, found, registry))
    found += stand_ins(seen, spoken, found)
    found.sort(key=lambda w: w.at)
    return tuple(chained(seen, found))


def _dateline(seen: Sight) -> int:
    """Return the token after a dateline ("WARSAW (Outlet) —"), whose names take part in nothing."""
    match = seen.language.shapes.dateline.match(seen.text)
    return seen.token_at(match.end()) if match is not None else 0


def _named(seen: Sight, at: int, end: int, span: NameSpan, registry: Registry) -> Who | None:
    if span.compound or seen.text[seen.ends[end - 1] :][:1] in ("$", "£", "€"):
        return None
    actor = registry.actors.get(span.actor) if span.actor is not None else None
    kind = actor.kind if actor is not None else None
    body = actor is None and span.text.rsplit(maxsplit=1)[-1] in seen.language.names.bodies
    after = _follower(seen, end)
    role = after is not None
    owner = not role and (
        span.possessive or (span.via is Via.DEMONYM and _adjectival(seen, end, strict=False))
    )
    person = kind in (ActorKind.PERSON, None) and not body
    governing = preposition(seen, at, titled=person)
    office = _office_before(seen, at, governing)
    if office is not None and person:
        owner = True
    elif office is not None and not owner:
        role, governing = True, preposition(seen, office, titled=False)
    elif governing is not None and not role and not person:
        owner = owner or _adjectival(seen, end)
    first = office if office is not None and not person and role else at
    return Who(
        at=at,
        chain=at,
        end=after or end,
        party=Party(id=span.actor, name=span.name, text=_words(seen, first, after or end)),
        kind=kind,
        preposition=governing,
        owner=owner,
        role=role,
        place=not role and _says_where(seen, (at, end), span, (kind, governing)),
        plural=role and _plural(seen, after, office),
        speaker=_speaks(seen, after or end) or _source(seen, at, governing),
        person=person,
        city=span.via is Via.CAPITAL,
    )


def _says_where(
    seen: Sight, ends: tuple[int, int], span: NameSpan, read: tuple[ActorKind | None, str | None]
) -> bool:
    """Return whether a name only tells where; `read` are its kind and the preposition before it."""
    kind, governing = read
    placed = kind is not ActorKind.PERSON and governing in seen.language.prepositions.placing
    return placed or _names_occasion(seen, ends[1], span) or _after_town(seen, ends[0], kind)


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


def _after_town(seen: Sight, at: int, kind: ActorKind | None) -> bool:
    """Return whether a state only tells where the town before the comma lies ("in Homel,
    Belarus").
    """
    if kind is not ActorKind.STATE or at < TOWN or seen.between(at - 1, at) != ", ":
        return False
    prepositions = seen.language.prepositions
    leading = prepositions.placing | prepositions.direction | prepositions.giver
    for j in range(at - TOWN, max(-1, at - 2 - TOWN), -1):
        if seen.words[j] in leading:
            return all(seen.text[seen.starts[i]].isupper() for i in range(j + 1, at))
    return False


def _source(seen: Sight, at: int, governing: str | None) -> bool:
    """Return whether a name is only whom the sentence cites ("according to X")."""
    if governing is None:
        return False
    according = seen.language.lemmas.according
    return any(
        hit.end <= at <= hit.end + TITLE_GAP
        and seen.words[hit.end - 1] == governing
        and hit.entry.lemma in according
        and not any("preposition" in seen.kinds[j] for j in range(hit.end, at))
        for hit in seen.marks("report")
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
    names = {at for at, _, _ in seen.names}
    for j in range(end, min(end + 3, len(seen.words))):
        if (
            j in names
            or seen.clauses[j] != seen.clauses[end - 1]
            or seen.commas[j] != seen.commas[end - 1]
        ):
            return None
        if j in roles and j not in seen.finite:
            return roles[j]
        if seen.kinds[j] - {"adverb"} or j in seen.finite:
            return None
    return None


def _without_namesakes(seen: Sight, found: list[Who], registry: Registry) -> list[Who]:
    """Let a state act through its own house that is called like another's ("the French Senate")."""
    kept: list[Who] = []
    for who in found:
        before = kept[-1] if kept else None
        if before is not None and before.owner and _is_namesake(seen, before, who, registry):
            kept[-1] = replace(before, end=who.end, owner=False, role=True)
        else:
            kept.append(who)
    return kept


def _is_namesake(seen: Sight, state: Who, who: Who, registry: Registry) -> bool:
    """Return whether a house stands right behind another state than its own."""
    if who.kind is not ActorKind.ORGANISATION or who.at != state.end or who.at not in seen.roles:
        return False
    own = who.party.id is not None and registry.represents(who.party.id, None)
    return state.kind is ActorKind.STATE and own != state.party.id


def _without_described(seen: Sight, found: list[Who]) -> list[Who]:
    """Drop a state or body that only describes a person: the one named right after it ("Russian
    President Putin"), or right before it ("Dmitriev, a Kremlin envoy,", "President X of Finland").
    """
    kept: list[Who] = []
    for number, who in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        described = after is not None and _describes(seen, who, after)
        if who.kind is ActorKind.PERSON or not (described or _in_apposition(seen, kept, who)):
            if kept and _states_of(seen, kept[-1], who):
                kept[-1] = replace(kept[-1], end=who.end)
            else:
                kept.append(who)
    return kept


def _states_of(seen: Sight, person: Who, who: Who) -> bool:
    """Return whether a state only tells whose a person is ("President X of Finland")."""
    return (
        person.kind in (ActorKind.PERSON, None)
        and who.kind is ActorKind.STATE
        and who.preposition in seen.language.prepositions.owning
        and who.at == person.end + 1
        and not who.owner
        and not who.role
    )


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
