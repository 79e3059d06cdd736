"""What a bare dollar means in a sentence about a giver that has a dollar of its own."""

from collections.abc import Sequence

from monitor.detect.money import MoneySpan, amounts
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorId, Registry

OWN_DOLLARS = {
    "australia": "AUD",
    "canada": "CAD",
    "new-zealand": "NZD",
    "singapore": "SGD",
    "taiwan": "TWD",
    "jamaica": "JMD",
    "fiji": "FJD",
    "trinidad-and-tobago": "TTD",
}


def in_own_dollars(
    seen: Sight, sums: Sequence[MoneySpan], givers: Sequence[Who], registry: Registry
) -> list[MoneySpan]:
    """Return the sums of a giver, a bare dollar read as the giver's own; what names its currency
    stays as it is.
    """
    currency = next(
        (own for who in givers if (own := _own(who.party.id, registry)) is not None), None
    )
    if currency is None:
        return list(sums)
    again = {span.start: span for span in amounts(seen.text, seen.language, home_currency=currency)}
    return [again.get(span.start, span) for span in sums]


def _own(actor: ActorId | None, registry: Registry) -> str | None:
    return None if actor is None else OWN_DOLLARS.get(registry.represents(actor, None))
