"""What two drafts of one article have in common and what tells them apart: the features that say
whether they tell one act.
"""

from collections.abc import Iterator, Sequence

from monitor.detect.draft import Draft
from monitor.detect.in_common import alike, days_apart, opposite, stated_sums
from monitor.detect.sight import Sight
from monitor.model.actor import Registry
from monitor.model.development import Amount, Freshness, Party
from monitor.model.weights import band

GAPS = (0, 1, 3, 7, 15)
DAYS = (0, 1, 3, 7, 30)
LIKENESSES = (0.05, 0.1, 0.2, 0.3, 0.5)
MANY = 4
PARTIES = 3
STEM = 6
SMALLER, LARGER = 0.5, 2.0


def kinship(
    pair: tuple[Draft, Draft], seen: tuple[Sight, Sight], registry: Registry
) -> tuple[str, ...]:
    """Return the names of what holds of two drafts of one type, each once; "TYPE:…" are those of
    their type alone. The draft told sooner comes first; `seen` are the sentences of both.
    """
    one, other = pair
    plain = (
        *_places(one, other),
        *_parties(one, other, registry),
        *_figures(one, other),
        *_course(one, other),
        *_times(one, other),
        *_objects(one, other),
        *_makes(one, other),
        *(_wording(one, other, *seen) if one.sentence != other.sentence else ()),
    )
    kind = one.event.id
    return tuple(dict.fromkeys((f"type={kind}", *plain, *(f"{kind}:{name}" for name in plain))))


def _places(one: Draft, other: Draft) -> Iterator[str]:
    yield f"gap={band(other.sentence - one.sentence, GAPS)}"
    yield f"place={_both(one.place, other.place)}"
    yield f"land={_both(one.land, other.land)}"
    yield f"forum={_both(one.forum, other.forum)}"


def _both(mine: object, theirs: object) -> str:
    """Return which of two values are told, and of two whether they agree."""
    if mine and theirs:
        return "same" if mine == theirs else "other"
    return f"{bool(mine)}-{bool(theirs)}"


def _parties(one: Draft, other: Draft, registry: Registry) -> Iterator[str]:
    actors = _shared(one.actors, other.actors, registry)
    others = _shared(one.counterparts, other.counterparts, registry)
    yield f"actors={actors}"
    yield f"others={others}"
    yield f"sides={actors}-{others}"
    yield f"parties={_shared(one.parties, other.parties, registry)}"
    crossed = _shared(one.actors, other.counterparts, registry)
    yield f"crossed={crossed}-{_shared(one.counterparts, other.actors, registry)}"
    yield f"named={min(len(one.parties), PARTIES)}-{min(len(other.parties), PARTIES)}"


def _shared(mine: Sequence[Party], theirs: Sequence[Party], registry: Registry) -> str:
    """Return in a word how much two sides share."""
    if not mine or not theirs:
        return "one" if mine or theirs else "none"
    ours = [any(alike(p, q, registry) for q in theirs) for p in mine]
    yours = [any(alike(p, q, registry) for q in mine) for p in theirs]
    if all(ours) or all(yours):
        return "equal" if all(ours) and all(yours) else "within"
    if any(ours):
        return "some"
    known = any(p.id for p in mine) and any(p.id for p in theirs)
    return "clash" if known else "unlike"


def _figures(one: Draft, other: Draft) -> Iterator[str]:
    yield f"money={_money(one.amount, other.amount)}"
    mine, theirs = ((d.count.value, d.count.of) if d.count else None for d in (one, other))
    yield f"count={_both(mine, theirs)}"
    yield f"total={one.total}-{other.total}"


def _money(mine: Amount | None, theirs: Amount | None) -> str:
    if mine is None or theirs is None:
        return f"{mine is not None}-{theirs is not None}"
    if stated_sums(mine) & stated_sums(theirs):
        return "same"
    if mine.currency != theirs.currency or not mine.value:
        return "other"
    ratio = theirs.value / mine.value
    return "less" if ratio < SMALLER else "more" if ratio > LARGER else "near"


def _course(one: Draft, other: Draft) -> Iterator[str]:
    yield f"opposite={opposite(one, other)}"
    same = one.status == other.status
    yield "status=same" if same else f"status={'-'.join(sorted((one.status, other.status)))}"
    fresh = (draft.freshness is Freshness.NEW for draft in (one, other))
    yield f"new={'-'.join(map(str, fresh))}"


def _times(one: Draft, other: Draft) -> Iterator[str]:
    if one.when is None or other.when is None:
        yield f"when={one.when is not None}-{other.when is not None}"
        return
    same = "same" if one.when == other.when else "near"
    yield f"when={'apart' if days_apart(one, other) else same}"
    yield f"days={band(abs((one.when.first - other.when.first).days), DAYS)}"


def _objects(one: Draft, other: Draft) -> Iterator[str]:
    mine, theirs = set(one.objects), set(other.objects)
    some = bool(mine & theirs) and mine != theirs
    yield f"objects={'some' if some else _both(mine, theirs)}"


def _makes(one: Draft, other: Draft) -> Iterator[str]:
    """Yield how each is told: by a noun or a verb, how surely, and whether alike."""
    yield f"standing={_standing(one)}-{_standing(other)}"
    yield f"part={one.part}-{other.part}"
    yield f"group={one.group == other.group}"
    yield f"mode={one.mode is other.mode}"


def _standing(draft: Draft) -> str:
    return "bare" if draft.bare else "loose" if draft.loose else "whole"


def _wording(one: Draft, other: Draft, sooner: Sight, later: Sight) -> Iterator[str]:
    """Yield how much of the sooner sentence the later one repeats."""
    mine, theirs = _stems(sooner), _stems(later)
    yield f"words={band(len(mine & theirs) / max(1, min(len(mine), len(theirs))), LIKENESSES)}"
    yield f"numbers={_both_some(_numbers(sooner), _numbers(later))}"
    named, again = _names(sooner), _names(later)
    yield f"names shared={min(len(named & again), MANY)}"
    yield f"names added={min(len(again - named), MANY)}"
    yield f"head={sooner.words[one.head][:STEM] == later.words[other.head][:STEM]}"


def _both_some(mine: set[str], theirs: set[str]) -> str:
    return "some" if mine & theirs else _both(mine, theirs)


def _stems(seen: Sight) -> set[str]:
    plain = zip(seen.words, seen.kinds, strict=True)
    return {word[:STEM] for word, kinds in plain if not kinds and len(word) > 1}


def _numbers(seen: Sight) -> set[str]:
    return {word for word in seen.words if word[0].isdigit()}


def _names(seen: Sight) -> set[str]:
    return {span.text for *_, span in seen.names}
