"""One mention for each development of an article: drafts that tell one act are brought together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import assert_never

from monitor.detect.draft import Draft
from monitor.detect.in_common import alike, clash, days_apart, some_party, stated_sums
from monitor.detect.lexicon.entries import Sameness, Sides
from monitor.detect.said_twice import a_week_apart, said_twice
from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Amount, Casualties, Freshness, Party
from monitor.model.moment import When

COUPLE = 2
VAGUE_THINGS = frozenset({"deal", "sanctions", "ban", "visas", "goods"})
SURELY = 0.5
"""From this probability on, a draft's sum is that of its whole act."""
WORTH = 0.02
"""So much of `sure` (0 to 1) a told slot is worth where the sentence of an act is chosen."""
FRAME, CLEARLY = 0.5, 0.1
"""What the status of a frame counts beside a probability of 1, and by which share of all another
must be likelier.
"""
SPECIAL = frozenset({"frozen-assets", "joint-debt"})


def consolidated(
    drafts: Sequence[Draft],
    registry: Registry,
    *,
    about: Party | None = None,
    acts: Collection[Sequence[Draft]] = (),
) -> list[Draft]:
    """Return one draft for each act, with slots of all.

    `drafts` are brought together by rules and told at the sentence that states most; `about`, the
    state that the article names most, stands in for a recipient that theirs leaves out. `acts` are
    together already, and told at their surest sentence.
    """
    joined = [_union(b) for b in _bundles(drafts, registry, about)]
    joined += [_filled(_surest(act), act) for act in acts]
    return sorted(joined, key=lambda d: (d.sentence, d.head))


def _bundles(drafts: Sequence[Draft], registry: Registry, about: Party | None) -> list[list[Draft]]:
    bundles: list[list[Draft]] = []
    whole = [d for d in drafts if not d.loose]
    loose = [b for d in drafts if d.loose and (b := _backed(d, whole, registry, about)) is not None]
    for draft in sorted(
        whole + loose, key=lambda d: (d.loose, d.freshness is Freshness.BACKGROUND, d.sentence)
    ):
        for bundle in bundles:
            if _same_act(_union(bundle), draft, registry) or said_twice(bundle, draft, registry):
                bundle.append(draft)
                break
        else:
            bundles.append([draft])
    return bundles


def _backed(
    draft: Draft, whole: Sequence[Draft], registry: Registry, about: Party | None
) -> Draft | None:
    """Return a loose draft with the counterparts of a whole one of its type on the same side, or
    None.
    """
    for other in whole:
        if other.event.id != draft.event.id:
            continue
        if draft.event.sides is Sides.MUTUAL:
            if _same_occasion(other, draft, registry):
                return draft
            continue
        if not clash(draft.actors, other.actors, registry):
            return replace(draft, counterparts=draft.counterparts or other.counterparts)
    given = draft.event.sides is Sides.GIVEN and bool(draft.amount or draft.count)
    given = given and any(_stands_for_many(actor, registry) for actor in draft.actors)
    if about is None or not given or _gives_itself(draft, about, registry):
        return None
    return replace(draft, counterparts=draft.counterparts or (about,))


def _stands_for_many(actor: Party, registry: Registry) -> bool:
    """Return whether a known actor is a state or body, whose gifts abroad are news."""
    return actor.id is not None and registry.actors[actor.id].kind is not ActorKind.PERSON


def _gives_itself(draft: Draft, about: Party, registry: Registry) -> bool:
    return any(alike(actor, about, registry) for actor in draft.actors)


def _union(bundle: Sequence[Draft]) -> Draft:
    """Return the best current draft of a bundle, its empty slots filled from the others."""
    best = max(bundle, key=lambda d: (d.freshness is Freshness.NEW, d.worth, -d.sentence))
    return _filled(best, bundle)


def _surest(act: Sequence[Draft]) -> Draft:
    """Return the draft that tells an act most surely and fully, of those told as news if any is."""
    some = [d for d in act if d.freshness is Freshness.NEW] or act
    best = max(some, key=lambda d: (d.sure + WORTH * d.worth, -d.sentence))
    status = _likeliest(best, act)
    if status == best.status:
        return best
    why = f"its sentences together tell it as {status} rather than {best.status}"
    return replace(best, status=status, why=(*best.why, why))


def _likeliest(best: Draft, act: Sequence[Draft]) -> str:
    """Return the status of the draft, or the one that all drafts of the act together tell clearly
    likelier: each by its probabilities, and by its frame where that is not in doubt. What leaves
    the line of statuses stays.
    """
    if len(act) == 1 or best.status in best.event.nature.against:
        return best.status
    told: defaultdict[str, float] = defaultdict(float)
    for draft in act:
        for status, likely in draft.statuses:
            told[status] += draft.sure * likely
        frame = draft.raw
        if frame is not None and not (frame.loose or frame.bare):
            told[frame.status] += FRAME * draft.sure
    status, most = max(told.items(), key=lambda one: one[1], default=(best.status, 0.0))
    return status if most - told[best.status] >= CLEARLY * sum(told.values()) else best.status


def _filled(best: Draft, bundle: Sequence[Draft]) -> Draft:
    """Return the draft with its empty slots filled from the others of its bundle."""
    best = replace(best, when=_meant(best, bundle), amount=_given(best, bundle))
    for other in bundle:
        best = replace(
            best,
            actors=best.actors or other.actors,
            counterparts=best.counterparts or other.counterparts,
            amount=best.amount or (other.amount if other.sure >= SURELY else None),
            count=best.count or other.count,
            casualties=_most(best.casualties, other.casualties),
            result=best.result or other.result,
            place=best.place or (None if _aside(best, other) else other.place),
            when=best.when or (other.when if other.status == best.status else None),
            forum=best.forum or other.forum,
            attribution=best.attribution or other.attribution,
            objects=tuple(dict.fromkeys((*best.objects, *other.objects))),
        )
    return best


def _meant(best: Draft, bundle: Sequence[Draft]) -> When | None:
    """Return the day of the draft, ahead where a plan's weekday was also read as the last one."""
    later = [d.when for d in bundle if d.sentence == best.sentence and a_week_apart(best, d)]
    if best.status not in best.event.nature.ahead:
        return best.when
    return max(
        (w for w in (best.when, *later) if w is not None), key=lambda w: w.first, default=None
    )


def _given(best: Draft, bundle: Sequence[Draft]) -> Amount | None:
    """Return the sum of the draft; where it names no giver, as a draft of its sentence that names
    one reads it, in the giver's own money.
    """
    if best.amount is None or (best.raw or best).actors:
        return best.amount
    value = best.amount.value
    named = (d for d in bundle if d.sentence == best.sentence and (d.raw or d).actors)
    return next((d.amount for d in named if d.amount and d.amount.value == value), best.amount)


def _aside(best: Draft, other: Draft) -> bool:
    """Return whether the other reads the same sentence as of another status: its place is not the
    act's.
    """
    return other.sentence == best.sentence and other.status != best.status


def _most(one: Casualties | None, other: Casualties | None) -> Casualties | None:
    """Return the higher of each figure that two sentences of one article tell."""
    if one is None or other is None:
        return one or other
    killed = [n for n in (one.killed, other.killed) if n is not None]
    injured = [n for n in (one.injured, other.injured) if n is not None]
    return Casualties(killed=max(killed, default=None), injured=max(injured, default=None))


def _same_act(one: Draft, other: Draft, registry: Registry) -> bool:
    if one.event.id != other.event.id or one.total != other.total:
        return False
    match one.event.sameness:
        case Sameness.OCCASION:
            return _same_occasion(one, other, registry)
        case Sameness.GIFT:
            return _same_gift(one, other, registry)
        case Sameness.OBJECT:
            return _same_thing(one, other, registry)
        case _:
            assert_never(one.event.sameness)


def _same_gift(one: Draft, other: Draft, registry: Registry) -> bool:
    if (one.status == "refused") != (other.status == "refused"):
        return False
    if clash(one.actors, other.actors, registry):
        return False
    if clash(one.counterparts, other.counterparts, registry):
        return False
    if SPECIAL & set(one.objects) != SPECIAL & set(other.objects):
        return one.amount is not None and _same_sum(one, other)
    if one.amount is not None and other.amount is not None:
        return _same_sum(one, other)
    if one.freshness is not other.freshness:
        return False
    return not days_apart(one, other)


def _same_thing(one: Draft, other: Draft, registry: Registry) -> bool:
    """Return whether two drafts tell of one deal or measure: by their objects, and somebody in
    common.
    """
    mine, theirs = set(one.objects), set(other.objects)
    if one.event.sides is Sides.MUTUAL:
        shared = min(len(one.parties), len(other.parties)) < COUPLE
        shared |= some_party(one, other, registry)
        if mine & theirs - VAGUE_THINGS:
            return shared
        vague = not mine - VAGUE_THINGS or not theirs - VAGUE_THINGS
        return vague and some_party(one, other, registry) and not days_apart(one, other)
    if clash(one.actors, other.actors, registry):
        return False
    if clash(one.counterparts, other.counterparts, registry) and not mine & theirs - VAGUE_THINGS:
        return False
    return bool(mine & theirs or not mine or not theirs) and _same_time(one, other)


def _same_time(one: Draft, other: Draft) -> bool:
    return one.freshness is other.freshness and not days_apart(one, other)


def _same_sum(one: Draft, other: Draft) -> bool:
    if one.amount is None or other.amount is None:
        return False
    return bool(stated_sums(one.amount) & stated_sums(other.amount))


def _same_occasion(one: Draft, other: Draft, registry: Registry) -> bool:
    if days_apart(one, other):
        return False
    if one.freshness is not other.freshness and one.when != other.when:
        return False
    if one.event.sides is not Sides.MUTUAL and _other_event(one, other, registry):
        return False
    if one.land is not None and other.land is not None and one.land != other.land:
        return False
    if not one.parties or not other.parties:
        return True
    if (one.forum is None) != (other.forum is None):
        return False
    if one.forum is not None and other.forum is not None:
        return True
    shared = sum(any(alike(a, b, registry) for b in other.parties) for a in one.parties)
    fewest = min(len(one.parties), len(other.parties), 2)
    nameless = fewest < 2 and "noun" in (one.part, other.part)
    return shared >= fewest or nameless


def _other_event(one: Draft, other: Draft, registry: Registry) -> bool:
    """Return whether two drafts of one side against another tell two events: by who, to whom, or
    where.
    """
    if one.place and other.place and one.place != other.place:
        return True
    if clash(one.actors, other.actors, registry):
        return True
    return clash(one.counterparts, other.counterparts, registry)
