from dataclasses import replace
from datetime import UTC, datetime

from monitor.alert.losses import losses_alert, losses_summary
from monitor.model.alert import AlertId, Losses
from monitor.model.watchlist import Kind, Severity

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
LOSSES = Losses(
    receiver="mail", dead=1_200, since=NOW, why="HTTP 503", alerts=(AlertId("a1"), AlertId("a2"))
)


def test_an_announcement_says_how_many_since_when_why_and_what_to_do():
    alert = losses_alert(LOSSES, "desk", until="5-0", now=NOW)
    assert alert.summary == (
        "1,200 deliveries to mail were given up since 20 December 2025, 12:00 UTC: HTTP 503"
    )
    assert (alert.kind, alert.severity) == (Kind.DELIVERY, Severity.HIGH)
    assert (alert.receivers, alert.watchlists) == (("desk",), ())
    assert alert.losses == LOSSES
    assert "monitor deliveries replay" in alert.why[1]


def test_one_is_said_as_one_and_no_reason_as_none():
    one = replace(LOSSES, dead=1, why="")
    assert losses_summary(one) == (
        "1 delivery to mail was given up since 20 December 2025, 12:00 UTC"
    )


def test_the_same_letters_have_the_same_id():
    first = losses_alert(LOSSES, "desk", until="5-0", now=NOW)
    again = losses_alert(replace(LOSSES, why="other"), "desk", until="5-0", now=NOW)
    later = losses_alert(LOSSES, "desk", until="6-0", now=NOW)
    assert first.id == again.id
    assert len({first.id, later.id, losses_alert(LOSSES, "page", until="5-0", now=NOW).id}) == 3
    assert len({first.topic, later.topic}) == 1
