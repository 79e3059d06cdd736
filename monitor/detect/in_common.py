"""What two drafts of one article have in common: parties, whoever they act for, and the day."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import Sameness
from monitor.model.actor import ActorId, Registry
from monitor.model.development import Amount, Party

NEAR_DAYS = timedelta(days=1)


def clash(mine: Sequence[Party], theirs: Sequence[Party], registry: Registry) -> bool:
    """Return whether both sides name somebody of the registry, and share nobody; a name that the
    registry lacks tells nothing apart.
    """
    if not _anybody(mine) or not _anybody(theirs):
        return False
    return not any(alike(a, b, registry) for a in mine for b in theirs)


def _anybody(parties: Sequence[Party]) -> bool:
    return any(party.id is not None for party in parties)


def alike(one: Party, other: Party, registry: Registry) -> bool:
    """Return whether one is the other, or acts (or once acted) for it or with it for a third."""
    if one.id is None or other.id is None:
        a, b = one.name.casefold(), other.name.casefold()
        return a in b or b in a
    up, down = _ever_for(one.id, registry), _ever_for(other.id, registry)
    return one.id in down or other.id in up or up[-1] == down[-1]


def some_party(one: Draft, other: Draft, registry: Registry) -> bool:
    """Return whether two drafts have somebody in common, or one names nobody."""
    nobody = not one.parties or not other.parties
    return nobody or any(alike(a, b, registry) for a in one.parties for b in other.parties)


def days_apart(one: Draft, other: Draft) -> bool:
    """Return whether both are dated, more than a day from each other."""
    if one.when is None or other.when is None:
        return False
    return (
        one.when.first > other.when.last + NEAR_DAYS or other.when.first > one.when.last + NEAR_DAYS
    )


def opposed(one: Draft, other: Draft) -> bool:
    """Return whether one tells of help and the other of help refused: two acts, whatever else they
    share.
    """
    return one.event.sameness is Sameness.GIFT and opposite(one, other)


def opposite(one: Draft, other: Draft) -> bool:
    """Return whether one of two statuses of a type leaves its line and the other does not."""
    against = one.event.nature.against
    return (one.status in against) != (other.status in against)


def stated_sums(amount: Amount) -> set[tuple[str, Decimal]]:
    """Return the sums by which an amount is told: currency and value, its equivalents too."""
    return {(amount.currency, amount.value)} | {(e.currency, e.value) for e in amount.equivalents}


def _ever_for(actor: ActorId, registry: Registry) -> tuple[ActorId, ...]:
    """Return the actor and all whom it ever acted for, nearest first: in one article its office is
    the one that it holds there.
    """
    found: list[ActorId] = []
    waiting = [actor]
    while waiting:
        current = waiting.pop(0)
        if current not in found:
            found.append(current)
            known = registry.actors.get(current)
            waiting += [a.actor for a in known.of] if known is not None else []
    return tuple(found)
