"""Who may take part in an act: the names of its sentence and of those around it, with what holds of
each (the features by which it is weighed).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.detect.draft import Draft
from monitor.detect.names import NameSpan
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorId, Registry
from monitor.model.development import Party, TypeId
from monitor.model.weights import band

AROUND = (1, 2, -1)
"""The sentences whose names are looked at beside an act's own, as how many they stand before it."""
SHARES = (0.15, 0.35, 0.65, 0.95)
TIMES = (1, 2, 4)
PLACES = (0, 2, 6)
GAPS = (1, 3, 6, 12)
MANY = 3
FAR = 2
NEVER = 99
WORD = re.compile(r"[\w.-]*\w")
Place = tuple[int, int]
"""The sentence and the token of a draft's head."""
MARKS = ("owner", "role", "place", "several", "pronoun", "speaker", "plural", "person", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who may take part, and the names of what holds of it, each once; "TYPE:…" are those of the
    act's type alone.
    """

    party: Party
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What an article says around its acts: the names, casts and sentences by their numbers, the
    drafts as their frames left them, and the title in lower case.
    """

    title: str
    names: Mapping[int, Sequence[NameSpan]]
    casts: Mapping[int, Sequence[Who]]
    sights: Mapping[int, Sight]
    drafts: Sequence[Draft]
    registry: Registry
    times: Counter[str] = field(init=False, default_factory=Counter)
    shares: dict[str, float] = field(init=False, default_factory=dict)
    first: dict[str, int] = field(init=False, default_factory=dict)
    titled: list[Party] = field(init=False, default_factory=list)
    words: set[str] = field(init=False, default_factory=set)
    heads: dict[tuple[TypeId, int], set[int]] = field(init=False, default_factory=dict)
    taken: dict[tuple[TypeId, str], set[Place]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Count how often each is named, where first, and where the frames took it for a party."""
        for number in sorted(self.names):
            for span in self.names[number]:
                self.times[_named(span)] += 1
                self.first.setdefault(_named(span), number)
        most = max(self.times.values(), default=1)
        self.shares.update({name: times / most for name, times in self.times.items()})
        self.words.update(WORD.findall(self.title))
        for name in self.times:
            actor = self.registry.actors.get(ActorId(name))
            if actor is not None and _in_title(actor.name, self):
                self.titled.append(Party(id=actor.id, name=actor.name, text=actor.name))
        for draft in self.drafts:
            kind, place = draft.event.id, (draft.sentence, draft.head)
            self.heads.setdefault((kind, draft.sentence), set()).add(draft.head)
            for party in draft.parties:
                self.taken.setdefault((kind, key(party)), set()).add(place)


def key(party: Party) -> str:
    """Return what tells a party from others: its id, or its name where the registry has none."""
    return party.id or f"~{party.name.casefold()}"


def _named(span: NameSpan) -> str:
    return span.actor or f"~{span.name.casefold()}"


def candidates(draft: Draft, company: Company) -> list[Candidate]:
    """Return who may take part in an act, each once, at the place that is nearest to its head."""
    found: dict[str, Candidate] = {}
    people = company.casts.get(draft.sentence, ())
    nearest = sorted(people, key=lambda who: abs(who.at - draft.head))
    named = Counter(key(who.party) for who in people)
    for who in nearest:
        if key(who.party) not in found:
            again = ("twice",) if named[key(who.party)] > 1 else ()
            about = (*_here(who, draft, company), *again)
            found[key(who.party)] = _candidate(who.party, about, draft, company)
    for party, about in _elsewhere(draft, company):
        if key(party) not in found:
            found[key(party)] = _candidate(party, about, draft, company)
    return list(found.values())


def _candidate(party: Party, about: Sequence[str], draft: Draft, company: Company) -> Candidate:
    plain = (*_anywhere(party, draft, company), *about)
    kind = draft.event.id
    crossed = (f"{kind}:{name}" for name in plain)
    names = tuple(dict.fromkeys((f"type={kind}", *plain, *crossed)))
    return Candidate(party=party, features=names)


def _elsewhere(draft: Draft, company: Company) -> Iterator[tuple[Party, tuple[str, ...]]]:
    """Yield who is named around the sentence or in the title, or was read from the context."""
    for back in AROUND:
        yield from _around(back, draft, company)
    here = f"here={_beside(draft, company)}"
    for party in company.titled:
        yield party, ("where=title", f"{here} where=title")
    for party in draft.parties:
        yield party, ("where=inferred",)


def _around(back: int, draft: Draft, company: Company) -> Iterator[tuple[Party, tuple[str, ...]]]:
    spans = company.names.get(draft.sentence - back, ())
    order = [_named(span) for span in spans]
    kind, number = draft.event.id, draft.sentence - back
    told = (kind, number) in company.heads
    for span in spans:
        if span.compound:
            continue
        about = [
            f"where={back}",
            f"here={_beside(draft, company)} where={back}",
            f"told there={told}",
            f"order={min(order.index(_named(span)), MANY)} {back}",
        ]
        about += ["owner there"] if span.possessive else []
        places = company.taken.get((kind, _named(span)), ())
        about += ["party there"] if any(place[0] == number for place in places) else []
        yield Party(id=span.actor, name=_name(span, company.registry), text=span.text), tuple(about)


def _name(span: NameSpan, registry: Registry) -> str:
    return registry.actors[span.actor].name if span.actor is not None else span.name


def _beside(draft: Draft, company: Company) -> int:
    return min(len(company.casts.get(draft.sentence, ())), MANY)


def _in_title(name: str, company: Company) -> bool:
    words = name.casefold().split()
    return bool(words) and words[-1] in company.words


def _anywhere(party: Party, draft: Draft, company: Company) -> Iterator[str]:
    """Yield what holds of a party wherever it stands: what it is, how often it is named, and what
    the frames took it for.
    """
    registry, name = company.registry, key(party)
    times = company.times[name]
    sides = {key(p): "actor" for p in draft.actors}
    sides |= {key(p): "counterpart" for p in draft.counterparts if key(p) not in sides}
    kind = registry.actors[party.id].kind.value if party.id is not None else "unknown"
    yield f"kind={kind}"
    yield f"frame={sides.get(name, 'none')}"
    yield f"named={band(company.shares.get(name, 0.0), SHARES)}"
    yield f"times={band(times, TIMES)}"
    yield f"title={_in_title(party.name, company)}"
    yield f"first={band(company.first.get(name, NEVER), PLACES)}"
    yield f"other drafts={min(_others(name, draft, company), FAR)}"
    yield f"sides={min(len(draft.actors), FAR)}-{min(len(draft.counterparts), FAR)}"
    yield f"related={'itself' if name in sides else _relation(party, draft, registry)}"
    yield f"part={draft.part}"
    yield f"group={draft.group}"
    yield f"mode={draft.mode}"
    yield f"freshness={draft.freshness}"


def _others(name: str, draft: Draft, company: Company) -> int:
    """Return of how many further drafts of the type somebody is a party."""
    places = company.taken.get((draft.event.id, name), set())
    return len(places - {(draft.sentence, draft.head)})


def _relation(party: Party, draft: Draft, registry: Registry) -> str:
    """Return whether somebody else acts for the state or body of one whom the frame took."""
    houses = {registry.represents(p.id, None) for p in draft.parties if p.id is not None}
    if not houses:
        return "nobody"
    house = registry.represents(party.id, None) if party.id is not None else None
    return "house" if house in houses else "none"


def _here(who: Who, draft: Draft, company: Company) -> Iterator[str]:
    """Yield where a name of the act's own sentence stands, and in which grammar."""
    seen = company.sights[draft.sentence]
    people = company.casts[draft.sentence]
    gap = who.at - draft.head
    side = "before" if who.end <= draft.head else "after" if gap > 0 else "on"
    yield "where=own"
    yield f"side={side}"
    yield f"prep={who.preposition}"
    yield f"side={side} prep={who.preposition}"
    yield f"gap={side} {band(abs(gap), GAPS)}"
    yield f"clause={_within(seen.clauses[who.at] - seen.clauses[draft.head])}"
    yield f"commas={_within(seen.commas[who.at] - seen.commas[draft.head])}"
    for mark in MARKS:
        if getattr(who, mark):
            yield mark
            yield f"{mark} {side}"
    low, high = sorted((who.at, draft.head))
    between = sum(low < other.at < high for other in people)
    yield f"between={side} {min(between, MANY)}"
    verbs = sum(at in seen.finite for at in range(low + 1, high))
    yield f"verbs between={side} {min(verbs, FAR)}"
    mates = {key(other.party) for other in people if other.chain == who.chain} - {key(who.party)}
    yield f"chain={min(len(mates), FAR)}"
    if mates & {key(party) for party in draft.parties}:
        yield "chain with party"
    yield from _next_to(who, seen)
    heads = company.heads.get((draft.event.id, draft.sentence), set())
    yield f"heads={min(len(heads), MANY)}"


def _next_to(who: Who, seen: Sight) -> Iterator[str]:
    if who.at > 0:
        yield f"left={'+'.join(sorted(seen.kinds[who.at - 1])) or 'plain'}"
    if who.end < len(seen.words):
        plain = "verb" if who.end in seen.finite else "plain"
        yield f"right={'+'.join(sorted(seen.kinds[who.end])) or plain}"


def _within(steps: int) -> int:
    return max(-FAR, min(FAR, steps))
