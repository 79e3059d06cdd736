from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.app.cli.receivers_printing import Stand, stand_record, state_words, way_words
from monitor.model.restraint import Reception
from monitor.model.watchlist import (
    AppriseTarget,
    EmailTarget,
    Format,
    QuietHours,
    Receiver,
    WebhookTarget,
)

NOW = datetime(2025, 12, 20, 23, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOOK = WebhookTarget(url="https://desk.example:8443/hook")
NIGHT = QuietHours(start=time(22), end=time(6))


def stand(*, quiet=None, **reception):
    receiver = Receiver(name="desk", target=HOOK, quiet=quiet)
    return Stand(receiver=receiver, reception=Reception(receiver="desk", **reception), now=NOW)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (HOOK, "webhook desk.example:8443"),
        (WebhookTarget(url="https://x.example/", format=Format.SLACK), "webhook x.example (slack)"),
        (WebhookTarget(url="https://[bad"), "webhook ?"),
        (
            EmailTarget(to=("a@b.example",), sender="m@b.example", smtp="smtp://b"),
            "mail a@b.example",
        ),
        (AppriseTarget(urls=("tgram://hush", "hush")), "apprise tgram, ?"),
    ],
)
def test_a_way_is_told_by_where_it_leads(target, words):
    assert way_words(target) == words


@pytest.mark.parametrize(
    ("reception", "words"),
    [
        ({}, "well"),
        ({"strikes": 2}, "well, but 2 failed in a row"),
        ({"open_until": NOW + MINUTE, "strikes": 5}, "breaker open until 2025-12-20 23:31"),
        ({"open_until": NOW - MINUTE}, "breaker open: the next alert is a try"),
        (
            {"paused": NOW, "why": "410 at https://a.example/?token=hush"},
            "paused since 2025-12-20 23:30: 410 at https://a.example/?token=[hidden]",
        ),
        ({"paused": NOW}, "paused since 2025-12-20 23:30: for no reason that is known"),
    ],
)
def test_a_state_is_told_with_what_keeps_alerts_back(reception, words):
    assert state_words(stand(**reception)) == words


def test_quiet_hours_that_hold_now_are_told_with_their_end():
    assert state_words(stand(quiet=NIGHT)) == "well, quiet until 2025-12-21 06:00"
    assert stand_record(stand(quiet=NIGHT))["quiet_until"] == "2025-12-21T06:00:00Z"
    by_day = QuietHours(start=time(6), end=time(7))
    assert state_words(stand(quiet=by_day)) == "well"
