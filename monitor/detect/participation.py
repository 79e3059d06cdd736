"""Who takes part in an act, weighed over all sentences that tell it."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import Sides
from monitor.detect.participants import Company, candidates, key
from monitor.detect.verifier import Verifier
from monitor.model.actor import Registry
from monitor.model.development import Party
from monitor.model.weights import Weights

READ = 4
"""So many drafts of an act, its surest, are asked who takes part."""
EVEN = 0.5
CLEARLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who may take part, the probabilities (0 to 1) that it does and that it is of those who act,
    and whether a frame took it for one of those.
    """

    party: Party
    sure: float
    acting: float
    led: bool


def with_participants(
    acts: Iterable[Sequence[Draft]], company: Company, verifier: Verifier
) -> list[list[Draft]]:
    """Return acts, each as its drafts, the surest first, with those who likely take part in them;
    where nobody reaches the bound, or the verifier cannot tell, as the frames left them.
    """
    party, acting = verifier.party, verifier.acting
    if party is None or acting is None:
        return [list(act) for act in acts]
    found = []
    for act in acts:
        read = _read(act, company, party, acting)
        taking = [one for one in read if one.sure >= verifier.bounds.party]
        found.append(_cast(act, taking, company.registry) if taking else list(act))
    return found


def _read(
    act: Sequence[Draft], company: Company, party: Weights, acting: Weights
) -> list[Participant]:
    """Return who may take part, each as the sentence shows it best."""
    found: dict[str, Participant] = {}
    for draft in act[:READ]:
        actors = {key(one) for one in draft.actors}
        for one in candidates(draft.raw or draft, company):
            read = Participant(
                party=one.party,
                sure=party.probability(one.features),
                acting=acting.probability(one.features),
                led=key(one.party) in actors,
            )
            known = found.get(key(one.party))
            if known is None or known.sure < read.sure:
                found[key(one.party)] = read
    return list(found.values())


def _cast(act: Sequence[Draft], taking: Sequence[Participant], registry: Registry) -> list[Draft]:
    """Return the drafts with the likely parties; a side of which nobody is likely stays as the
    frame of the surest left it.
    """
    actors, others = _sides(act[0], taking)
    apart = _exact((one.party for one in actors), registry)
    against = _exact((one.party for one in others), registry)
    apart = apart or _others(act[0].actors, against, registry)
    against = against or _others(act[0].counterparts, apart, registry)
    told = ", ".join(f"{one.party.name} {one.sure:.2f}" for one in taking)
    why = f"the verifier gives who takes part: {told}"
    return [
        replace(draft, actors=apart, counterparts=against, why=(*draft.why, why)) for draft in act
    ]


def _others(some: Sequence[Party], taken: Sequence[Party], registry: Registry) -> tuple[Party, ...]:
    """Return those who are not on the other side already, themselves or by one who acts for
    them.
    """
    return tuple(
        one
        for one in some
        if not any(key(one) == key(other) or _covers(one, other, registry) for other in taken)
    )


def _sides(
    draft: Draft, taking: Sequence[Participant]
) -> tuple[list[Participant], list[Participant]]:
    """Return those who act and the others. Whom a frame put on a side stays there, unless the
    weights clearly say otherwise; of an act that all share, the frames say who is told first.
    """
    if draft.event.sides is Sides.MUTUAL:
        surest = max(taking, key=lambda one: one.sure)
        actors = [one for one in taking if one.led] or [surest]
    else:
        others = {key(one) for one in draft.counterparts}
        actors = [one for one in taking if one.acting >= _bound(one, others)]
    return actors, [one for one in taking if one not in actors]


def _bound(one: Participant, others: Container[str]) -> float:
    """Return from which probability somebody is of those who act."""
    if one.led:
        return 1 - CLEARLY
    return CLEARLY if key(one.party) in others else EVEN


def _exact(parties: Iterable[Party], registry: Registry) -> tuple[Party, ...]:
    """Return each party by its most exact name ("Armenia … Pashinyan": Pashinyan)."""
    some = tuple(parties)
    exact = tuple(
        one
        for one in some
        if not any(other is not one and _covers(one, other, registry) for other in some)
    )
    return exact or some


def _covers(less: Party, more: Party, registry: Registry) -> bool:
    """Return whether the second acts for the first, so that it names it more exactly."""
    if less.id is None or more.id is None:
        return False
    return less.id in registry.upward(more.id, None) and less.id != more.id
