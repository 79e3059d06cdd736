from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from monitor.alert.restraint import Circumstances, bundle_id, digest_due, empty_bundle, restraint
from monitor.alert.silence import new_silence, read_matcher
from monitor.model.restraint import Gather, Hold, Restraint
from monitor.model.watchlist import Digest, EmailTarget, QuietHours, Receiver, WebhookTarget
from tests.alert.examples import DIGEST, NEW, REGISTRY

NIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUIET = QuietHours(start=time(22), end=time(7))
MAIL = EmailTarget(to=("desk@x.example",), sender="m@x.example", smtp="smtp://x")
DAILY = replace(MAIL, digest=Digest(at=time(18)))
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"), quiet=QUIET)
READER = Receiver(name="reader", target=DAILY, quiet=QUIET)
SILENCE = new_silence(
    (read_matcher("type=aid_pledge"),),
    DAY,
    NIGHT + timedelta(hours=2),
    author="Kim",
    comment="exercise",
    now=DAY,
)


def around(now, *silences):
    return Circumstances(silences=silences, registry=REGISTRY, now=now)


def test_by_day_nothing_keeps_an_alert():
    assert restraint(NEW, DESK, around(DAY)) is None
    assert restraint(NEW, replace(DESK, quiet=None), around(NIGHT)) is None
    assert restraint(NEW, replace(DESK, target=MAIL), around(DAY)) is None


def test_quiet_hours_hold_until_they_end():
    held = restraint(NEW, DESK, around(NIGHT))
    until = datetime(2026, 3, 3, 7, tzinfo=UTC)
    detail = "quiet hours until 2026-03-03T07:00:00Z"
    assert held == Hold(until=until, reason=Restraint.QUIET, detail=detail)


def test_a_digest_gathers_by_night_too():
    assert restraint(NEW, READER, around(NIGHT)) == Gather(
        at=datetime(2026, 3, 3, 18, tzinfo=UTC),
        reason=Restraint.DIGEST,
        detail="for the digest of 2026-03-03T18:00:00Z",
    )


def test_a_silence_comes_first_and_says_whose_it_is():
    assert restraint(NEW, READER, around(NIGHT, SILENCE)) == Hold(
        until=SILENCE.until,
        reason=Restraint.SILENCE,
        detail=f"silence {SILENCE.id} of Kim: exercise",
    )


def test_a_bundle_is_held_by_quiet_hours_only():
    assert restraint(DIGEST, READER, around(DAY, SILENCE)) is None
    held = restraint(DIGEST, READER, around(NIGHT, SILENCE))
    assert isinstance(held, Hold)
    assert held.reason is Restraint.QUIET


def test_a_bundle_has_one_id_for_its_receiver_reason_moment_and_part():
    first = bundle_id("desk", Restraint.DIGEST, DAY, 0)
    others = {
        bundle_id("mail", Restraint.DIGEST, DAY, 0),
        bundle_id("desk", Restraint.THROTTLE, DAY, 0),
        bundle_id("desk", Restraint.DIGEST, NIGHT, 0),
        bundle_id("desk", Restraint.DIGEST, DAY, 1),
    }
    made = empty_bundle(READER, Restraint.DIGEST, DAY, NIGHT, 0)
    assert first == bundle_id("desk", Restraint.DIGEST, DAY, 0)
    assert len(others | {first}) == 5
    assert (made.id, made.receiver) == (bundle_id("reader", Restraint.DIGEST, DAY, 0), "reader")
    assert (made.at, made.since, made.alerts) == (DAY, NIGHT, ())


def test_a_digest_is_due_once_for_all_days_that_were_missed():
    evening = datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert digest_due(READER, DAY, NIGHT) == evening
    assert digest_due(READER, evening - timedelta(days=5), NIGHT) == evening
    assert digest_due(READER, evening, NIGHT) is None
    assert digest_due(READER, None, NIGHT) is None
    assert digest_due(DESK, DAY, NIGHT) is None
    assert digest_due(replace(DESK, target=MAIL), DAY, NIGHT) is None
