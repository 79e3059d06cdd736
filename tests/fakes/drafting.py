"""Short ways to say a draft in a test."""

from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import EventType, Mode
from monitor.detect.reality import Reality
from monitor.model.development import TypeId
from tests.fakes.making import parties
from tests.fakes.natures import NATURES


def draft(kind: str, status: str, *names: str, **more: object) -> Draft:
    """Return a draft of the first sentence: the first name acts, the others are counterparts."""
    event = EventType(nature=NATURES.of(TypeId(kind)), needs=(), backed=(), groups=(), samples=())
    found = parties(*names)
    fields: dict[str, object] = {
        "event": event,
        "sentence": 0,
        "head": 0,
        "group": "told",
        "status": status,
        "mode": Mode.DONE,
        "reality": Reality(mode=Mode.DONE),
        "actors": found[:1],
        "counterparts": found[1:],
    }
    return Draft(**(fields | more))
