"""What becomes of alerts, and what holds them, as the records that programs read."""

from monitor.alert.record import Record
from monitor.model.alert import Delivery
from monitor.model.moment import rfc3339
from monitor.model.restraint import Silence


def delivery_record(delivery: Delivery) -> Record:
    """Return the delivery as a record."""
    return {
        "alert": delivery.alert,
        "receiver": delivery.receiver,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "due": rfc3339(delivery.due) if delivery.due else None,
        "detail": delivery.detail,
        "changed": rfc3339(delivery.changed) if delivery.changed else None,
        "reason": delivery.reason,
        "bundle": delivery.bundle,
        "reached": list(delivery.reached),
    }


def silence_record(silence: Silence) -> Record:
    """Return the silence as a record."""
    return {
        "id": silence.id,
        "matchers": [
            {"field": str(m.aspect), "pattern": m.pattern, "negated": m.negated}
            for m in silence.matchers
        ],
        "start": rfc3339(silence.start),
        "until": rfc3339(silence.until),
        "author": silence.author,
        "comment": silence.comment,
        "created": rfc3339(silence.created),
    }
