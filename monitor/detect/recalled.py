"""Parties that a sentence leaves out ("the talks ended", "the package was halved"): those of the
last act of its type that the article told with its parties.
"""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import Sides
from monitor.model.actor import Registry
from monitor.model.development import Party, TypeId

REACH = 12
"""Sentences over which an act is remembered."""


def recalled(drafts: Sequence[Draft], registry: Registry) -> list[Draft]:
    """Return the drafts, those that leave a side out with that of the last whole one before."""
    last: dict[TypeId, Draft] = {}
    found = []
    for draft in drafts:
        told = last.get(draft.event.id)
        near = told is not None and draft.sentence - told.sentence <= REACH
        found.append(_with_parties(draft, told, registry) if told and near else draft)
        if _whole(found[-1]):
            last[draft.event.id] = found[-1]
    return found


def _whole(draft: Draft) -> bool:
    if draft.event.sides is Sides.MUTUAL:
        return len(draft.parties) > 1
    return bool(draft.actors and draft.counterparts)


def _with_parties(draft: Draft, told: Draft, registry: Registry) -> Draft:
    if _whole(draft):
        return draft
    if draft.event.sides is Sides.MUTUAL:
        among = all(_among(party, told.parties, registry) for party in draft.parties)
        if not among:
            return draft
        return replace(draft, actors=told.actors, counterparts=told.counterparts)
    if draft.amount and told.amount and draft.amount != told.amount:
        return draft
    alike = not draft.counterparts or _meet(draft.counterparts, told.counterparts, registry)
    if not draft.actors and alike:
        draft = replace(draft, actors=told.actors)
    if not draft.counterparts and _meet(draft.actors, told.actors, registry):
        draft = replace(draft, counterparts=told.counterparts)
    return draft


def _meet(some: Sequence[Party], others: Sequence[Party], registry: Registry) -> bool:
    return any(_among(party, others, registry) for party in some)


def _among(party: Party, others: Sequence[Party], registry: Registry) -> bool:
    """Return whether a party is one of the others, or acts for the same state."""
    return any(_side(party, registry) == _side(other, registry) for other in others)


def _side(party: Party, registry: Registry) -> str:
    return party.name if party.id is None else registry.represents(party.id, None)
