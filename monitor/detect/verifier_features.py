"""What a verifier weighs in a draft: slots, tense and time, position, company."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.detect.draft import Draft
from monitor.detect.lexicon.reading import LANGUAGE
from monitor.detect.sight import Sight
from monitor.detect.verifier_words import worded
from monitor.model.actor import Registry
from monitor.model.article import Article
from monitor.model.development import Party
from monitor.model.weights import band

LEAD = 3
CURRENT_DAYS = 3
MONTH_DAYS = 31
LENGTHS = (8, 15, 25, 40)
DEPTHS = (0.1, 0.3, 0.6, 0.8)
SIZES = (3, 8, 15, 30)
CROWDS = (1, 2, 4, 8)
CUES_BEFORE = 8
CUES_AFTER = 6
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ALIKE = ("type=", "w=", "b=", "-2=", "+2=")
TYPED = "head="
QUOTE = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an article says around a draft: its title and lead, its length, its day and its
    drafts.
    """

    title: str
    lead: str
    size: int
    base: date | None
    drafts: Sequence[Draft]
    registry: Registry

    @classmethod
    def of(cls, article: Article, drafts: Sequence[Draft], registry: Registry) -> "Scene":
        """Return the scene of an article with these drafts."""
        first = article.sentences[:LEAD]
        return cls(
            title=(article.title or "").lower(),
            lead=article.text[: first[-1].end].lower() if first else "",
            size=len(article.sentences),
            base=article.published.day if article.published is not None else None,
            drafts=drafts,
            registry=registry,
        )


def features(draft: Draft, seen: Sight, scene: Scene) -> tuple[str, ...]:
    """Return the names of what holds of a draft, each once; "TYPE:…" are those of its type alone.

    No name of a person, place, day or month occurs in them.
    """
    names, kind = holding(draft, seen, scene), draft.event.id
    crossed = (f"{kind}:{name}" for name in names if not name.startswith(ALIKE))
    return (*(name for name in names if not name.startswith(TYPED)), *crossed)


def holding(draft: Draft, seen: Sight, scene: Scene) -> tuple[str, ...]:
    """Return the names of what holds of a draft, each once, none of them of its type alone.

    Those that begin as in `ALIKE` mean the same for all types, those as in `TYPED` nothing
    without one.
    """
    names = (
        f"type={draft.event.id}",
        *_frame(draft),
        *_slots(draft, scene.registry),
        *_time(draft, seen, scene.base),
        *_position(draft, scene),
        *_sentence(draft, seen),
        *_company(draft, scene.drafts),
        *_houses(draft, seen, scene.registry),
        *_cues(draft, seen),
        *_neighbours(draft, seen),
        *worded(draft, seen, scene.registry),
    )
    return tuple(dict.fromkeys(names))


def _frame(draft: Draft) -> Iterator[str]:
    real = draft.reality
    yield f"group={draft.event.id}.{draft.group}.{draft.part}"
    yield f"part={draft.part}"
    yield f"mode={draft.mode}"
    yield f"part={draft.part} mode={draft.mode}"
    yield f"status={draft.status}"
    yield f"standing={'bare' if draft.bare else 'loose' if draft.loose else 'whole'}"
    yield f"worth={min(draft.worth, 10)}"
    told = {
        "passive": real.passive,
        "perfect": real.perfect,
        "past perfect": real.past_perfect,
        "simple": real.bare,
        "told": real.told,
        "governed": real.governor is not None,
    }
    for name, holds in told.items():
        if holds:
            yield f"verb={name}"


def _slots(draft: Draft, registry: Registry) -> Iterator[str]:
    actors, others = _side(draft.actors, registry), _side(draft.counterparts, registry)
    yield f"actors={actors}"
    yield f"counterparts={others}"
    yield f"sides={actors}-{others}"
    yield f"parties={min(len(draft.parties), 4)}"
    told = {
        "amount": draft.amount is not None,
        "total": draft.total,
        "count": draft.count is not None,
        "place": draft.place is not None,
        "forum": draft.forum is not None,
        "objects": bool(draft.objects),
        "attribution": draft.attribution is not None,
        "reworded": draft.reworded,
        "denied": draft.denied,
    }
    for name, holds in told.items():
        yield f"{name}={holds}"


def _side(parties: Sequence[Party], registry: Registry) -> str:
    """Return what kind of party a side has, the first known one's."""
    known = [registry.actors[p.id] for p in parties if p.id is not None]
    if known:
        return known[0].kind.value
    return "unknown" if parties else "none"


def _time(draft: Draft, seen: Sight, base: date | None) -> Iterator[str]:
    yield f"freshness={draft.freshness}"
    yield f"undated={draft.vague}"
    yield f"when={_distance(draft, base)}"
    years = [int(year) for year in YEAR.findall(seen.text)]
    if years and base is not None:
        yield "years=past" if min(years) < base.year else "years=current"


def _distance(draft: Draft, base: date | None) -> str:
    """Return how far from the article's day the act lies, in words."""
    if draft.when is None or base is None:
        return "unknown"
    days = (base - draft.when.last).days
    if days > CURRENT_DAYS:
        return "month" if days < MONTH_DAYS else "long"
    if draft.when.exact is None:
        return "wide"
    return "ahead" if days < 0 else "current"


def _position(draft: Draft, scene: Scene) -> Iterator[str]:
    yield f"depth={band(draft.sentence / max(1, scene.size), DEPTHS)}"
    yield f"size={band(scene.size, SIZES)}"
    if draft.sentence < LEAD:
        yield "lead"
    if draft.sentence == 0:
        yield "first"
    names = [p.text.lower().split()[-1] for p in draft.parties if p.text.split()]
    yield f"parties in title={min(2, sum(name in scene.title for name in names))}"
    yield f"parties in lead={min(2, sum(name in scene.lead for name in names))}"


def _sentence(draft: Draft, seen: Sight) -> Iterator[str]:
    yield f"length={band(len(seen.words), LENGTHS)}"
    opened = len(QUOTE.findall(seen.text[: seen.starts[draft.head]])) % 2
    if opened:
        yield "quoted"
    elif QUOTE.search(seen.text):
        yield "quotes"
    yield f"head at={band(draft.head / len(seen.words), DEPTHS)}"
    if seen.clauses[draft.head]:
        yield "later clause"
    if seen.language.shapes.caption.search(seen.text):
        yield "caption"
    if not seen.finite:
        yield "no finite verb"
    if seen.kinds[0] & {"he", "they", "we", "it"}:
        yield "opens with pronoun"
    if "subordinate" in seen.kinds[0]:
        yield "opens with subordinate"


def _company(draft: Draft, drafts: Sequence[Draft]) -> Iterator[str]:
    mine = [d for d in drafts if d.event.id == draft.event.id]
    beside = [d for d in mine if d.sentence == draft.sentence and d is not draft]
    sooner = [d for d in mine if d.sentence < draft.sentence]
    yield f"of type={band(len(mine), CROWDS)}"
    yield f"whole of type={band(sum(not d.loose for d in mine), CROWDS)}"
    if beside:
        yield "beside loose" if all(d.loose for d in beside) else "beside whole"
    others = {d.event.id for d in drafts if d.sentence == draft.sentence}
    for kind in sorted(others - {draft.event.id}):
        yield f"beside {kind}"
    if sooner:
        yield "told before"
    names = {p.name for p in draft.parties}
    if any(names & {p.name for p in d.parties} for d in sooner):
        yield "parties told before"


def _houses(draft: Draft, seen: Sight, registry: Registry) -> Iterator[str]:
    """Yield how many states and unknown names a sentence has, and whether both sides are one's."""
    named = {registry.represents(s.actor, None) for *_, s in seen.names if s.actor is not None}
    yield f"houses={min(len(named), 3)}"
    yield f"unknown names={min(sum(s.actor is None for *_, s in seen.names), 2)}"
    ours, theirs = (
        {registry.represents(p.id, None) for p in side if p.id is not None}
        for side in (draft.actors, draft.counterparts)
    )
    if ours and theirs:
        yield f"one house={ours == theirs}"


def _cues(draft: Draft, seen: Sight) -> Iterator[str]:
    """Yield the language's own cues in the sentence, and on which side of the head they stand."""
    clause = seen.clauses[draft.head]
    for mark in seen.hits.get(LANGUAGE, ()):
        name = mark.entry.group.name
        yield f"mark={name}"
        if abs(seen.clauses[mark.at] - clause) <= 1:
            yield f"near={name}"
        if (side := _where(mark.at - draft.head)) is not None:
            yield f"{side}={name}"


def _neighbours(draft: Draft, seen: Sight) -> Iterator[str]:
    """Yield the kinds of the words before the head, and the words of any type around it."""
    for at in range(max(0, draft.head - 4), draft.head):
        for kind in sorted(seen.kinds[at]):
            yield f"kind before={kind}"
    for kind, hits in seen.hits.items():
        for hit in hits:
            side = _where(hit.at - draft.head) if kind != LANGUAGE else None
            if side is not None:
                yield f"{side} {kind}.{hit.part}"


def _where(gap: int) -> str | None:
    """Return on which side of the head a word stands; None if it is the head or far from it."""
    if -CUES_BEFORE <= gap < 0:
        return "before"
    return "after" if 0 < gap <= CUES_AFTER else None
