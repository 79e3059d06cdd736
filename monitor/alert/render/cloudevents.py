"""The body of a webhook as a CloudEvent 1.0 in structured mode: its attributes around the record
that other webhooks carry.
"""

from monitor.alert.render.harmless import line
from monitor.alert.render.webhook import event_type, fitted, subject_of
from monitor.model.moment import rfc3339
from monitor.model.restraint import Message

SOURCE = "/monitor"
"""The context of all events, a relative reference: the same on every node, as the ids are."""
_LONGEST_SUBJECT = 200


def cloudevent(message: Message) -> str:
    """Return the JSON text of the event, under 20 kB of UTF-8; `id` is that of the alert or bundle,
    `data` the record, `subject` the development, source or receiver that it is about.
    """
    attributes = {
        "specversion": "1.0",
        "id": message.id,
        "source": SOURCE,
        "type": event_type(message),
        "subject": line(subject_of(message), _LONGEST_SUBJECT) or message.id,
        "time": rfc3339(message.at),
        "datacontenttype": "application/json",
    }
    return fitted(message, lambda record: {**attributes, "data": record})
