from dataclasses import replace
from datetime import time, timedelta

import pytest

from monitor.app.daemon.settling import changed_restraints
from monitor.model.watchlist import (
    Digest,
    EmailTarget,
    QuietHours,
    Receiver,
    Throttle,
    WebhookTarget,
)

HOUR = timedelta(hours=1)
MAIL = EmailTarget(to=("desk@example.org",), sender="m@example.org", smtp="smtp://mail.example")
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
NIGHT = QuietHours(start=time(22), end=time(7))
DAILY = replace(MAIL, digest=Digest(at=time(8)))


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        ({}, {"send_limit": HOUR, "retry": (HOUR,)}, ()),
        ({"quiet": NIGHT}, {}, ("quiet",)),
        ({"quiet": NIGHT}, {"quiet": replace(NIGHT, end=time(6))}, ("quiet",)),
        ({"quiet": NIGHT}, {"quiet": NIGHT, "timezone": "Europe/Kyiv"}, ("quiet",)),
        ({}, {"timezone": "Europe/Kyiv"}, ()),
        ({"throttle": Throttle(most=1, per=HOUR)}, {}, ("throttle",)),
        ({"target": DAILY}, {"target": MAIL}, ("digest",)),
        ({"target": DAILY}, {"target": replace(DAILY, digest=Digest(at=time(9)))}, ()),
        ({"target": MAIL}, {"target": DAILY}, ()),
    ],
)
def test_what_waits_by_a_rule_that_was_changed_is_looked_at_again(before, after, reasons):
    assert changed_restraints(replace(DESK, **before), replace(DESK, **after)) == reasons
