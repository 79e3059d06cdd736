from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.alert.breaker import is_overdue, sign_of, terms_of
from monitor.model.alert import Accepted, Partly, Refused
from monitor.model.restraint import Sign
from monitor.model.watchlist import (
    Digest,
    EmailTarget,
    QuietHours,
    Receiver,
    Throttle,
    WebhookTarget,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
MAIL = EmailTarget(to=("desk@x.example",), sender="m@x.example", smtp="smtp://x")
BUSY = Refused(detail="503")


def test_the_terms_follow_from_the_schedule_and_no_wait_is_over_ten_minutes():
    waits = tuple(timedelta(minutes=n) for n in (1, 5, 60))
    terms = terms_of(replace(DESK, retry=waits))
    assert (terms.most, terms.strikes) == (9, 5)
    assert terms.waits == tuple(timedelta(minutes=n) for n in (1, 5, 10))
    assert terms.patience == timedelta(minutes=72.6)


def test_a_receiver_without_a_schedule_has_no_breaker():
    terms = terms_of(replace(DESK, retry=()))
    assert (terms.most, terms.waits, terms.patience) == (6, (), timedelta(0))


def test_quiet_hours_are_a_term():
    nights = QuietHours(start=time(22), end=time(7))
    assert terms_of(replace(DESK, quiet=nights)).quiet
    assert not terms_of(DESK).quiet


def test_a_throttle_and_a_digest_are_terms_too():
    narrow = Throttle(most=2, per=timedelta(hours=1))
    digest = Digest(at=time(18))
    assert terms_of(replace(DESK, throttle=narrow)).throttle == narrow
    assert [
        terms_of(replace(DESK, target=target)).digest
        for target in (DESK.target, MAIL, replace(MAIL, digest=digest))
    ] == [False, False, True]


@pytest.mark.parametrize(
    ("response", "sign"),
    [
        (Accepted(detail="204"), Sign.ANSWERED),
        (Partly(reached=("a",), rest=BUSY), Sign.ANSWERED),
        (Refused(detail="403", lasting=True), Sign.ANSWERED),
        (Refused(detail="410", gone=True), Sign.ANSWERED),
        (BUSY, Sign.STRUCK),
    ],
)
def test_only_faults_that_may_pass_count_against_a_receiver(response, sign):
    assert sign_of(response) is sign


@pytest.mark.parametrize(
    ("hours", "put_off", "overdue"), [(99, 1, False), (100, 1, True), (100, 0, False)]
)
def test_what_was_put_off_is_overdue_after_its_whole_schedule(hours, put_off, overdue):
    terms = replace(terms_of(DESK), patience=timedelta(hours=100))
    began = NOW - timedelta(hours=hours)
    assert is_overdue(terms, began=began, put_off=put_off, now=NOW) is overdue
    assert not is_overdue(terms, began=None, put_off=put_off, now=NOW)
