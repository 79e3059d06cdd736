from datetime import timedelta

from monitor.alert.tracking import delivery_record, silence_record
from monitor.model.alert import AlertId, Delivery
from monitor.model.restraint import Aspect, Matcher, Silence
from tests.alert.examples import NOW


def test_a_delivery_is_told_with_why_it_waits_and_whom_it_reached():
    delivery = Delivery(
        alert=AlertId("a1"),
        receiver="desk",
        state="held",
        attempts=2,
        due=NOW + timedelta(hours=1),
        detail="quiet hours",
        changed=NOW,
        reason="quiet",
        bundle=AlertId("b1"),
        reached=("a@b.example",),
    )
    assert delivery_record(delivery) == {
        "alert": "a1",
        "receiver": "desk",
        "state": "held",
        "attempts": 2,
        "due": "2025-12-19T10:30:00Z",
        "detail": "quiet hours",
        "changed": "2025-12-19T09:30:00Z",
        "reason": "quiet",
        "bundle": "b1",
        "reached": ["a@b.example"],
    }


def test_a_delivery_that_was_never_changed_has_no_times():
    record = delivery_record(Delivery(alert=AlertId("a1"), receiver="desk"))
    assert (record["state"], record["due"], record["changed"]) == ("queued", None, None)


def test_a_silence_is_told_with_its_matchers():
    silence = Silence(
        id="s1",
        matchers=(Matcher(aspect=Aspect.ACTOR, pattern="russia*", negated=True),),
        start=NOW,
        until=NOW + timedelta(days=1),
        author="Ada",
        comment="a planned exercise",
        created=NOW,
    )
    assert silence_record(silence) == {
        "id": "s1",
        "matchers": [{"field": "actor", "pattern": "russia*", "negated": True}],
        "start": "2025-12-19T09:30:00Z",
        "until": "2025-12-20T09:30:00Z",
        "author": "Ada",
        "comment": "a planned exercise",
        "created": "2025-12-19T09:30:00Z",
    }
