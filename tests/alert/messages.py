"""One message of every kind that a receiver may be told, by a short name."""

from dataclasses import replace
from decimal import Decimal

from monitor.model.alert import AlertId
from monitor.model.development import Casualties, Change, Count
from monitor.model.moment import When
from monitor.model.restraint import Message, Restraint
from monitor.model.watchlist import Kind
from tests.alert.examples import DIGEST, LOST, NEW, PLEDGE, STALE, UPDATE, euros

FULL = replace(
    PLEDGE,
    amount=euros(90, dollars=106, max=Decimal(10**11), qualifier="up_to"),
    count=Count(value=12, of="tanks"),
    casualties=Casualties(killed=3, injured=None),
    place="Harbour City",
    when=When(year=2025, month=12),
    attribution="Lakeside ministry",
    result="passed",
)
"""A development of which everything is known."""

MESSAGES: dict[str, Message] = {
    "new": NEW,
    "update": UPDATE,
    "confirmed": replace(NEW, id=AlertId("a1c1"), kind=Kind.CONFIRMED, development=FULL),
    "contested": replace(
        UPDATE,
        id=AlertId("a1c2"),
        kind=Kind.CONTESTED,
        attribution="Lakeside ministry",
        changes=(Change(field="status", before="pledged", after="denied"),),
    ),
    "overdue": replace(NEW, id=AlertId("a1c3"), kind=Kind.OVERDUE),
    "source": STALE,
    "withdrawn": replace(NEW, id=AlertId("a1c4"), kind=Kind.WITHDRAWN, evidence=()),
    "delivery": LOST,
    "digest": DIGEST,
    "empty": replace(DIGEST, alerts=(), since=None),
    "throttle": replace(
        DIGEST, id=AlertId("e7f9"), reason=Restraint.THROTTLE, alerts=(NEW, LOST), more=4, sources=0
    ),
}
