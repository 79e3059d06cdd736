from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.delivery import LONGEST_WISH, Try, after_attempt
from monitor.model.alert import (
    Accepted,
    Dead,
    Delivered,
    Outcome,
    Partly,
    Refused,
    Response,
    Retry,
)
from monitor.model.watchlist import DEFAULT_RETRY, Receiver, WebhookTarget

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
BUSY = Refused(detail="HTTP 503")
FORBIDDEN = Refused(detail="HTTP 403", lasting=True)


def outcome(response: Response, *, number: int = 1, jitter: float = 0.5) -> Outcome:
    return after_attempt(response, DESK, Try(number=number), now=NOW, jitter=jitter)


def test_what_was_accepted_is_delivered():
    assert outcome(Accepted(detail="HTTP 204")) == Delivered(detail="HTTP 204")


def test_a_receiver_that_is_gone_is_never_tried_again():
    told = outcome(Refused(detail="HTTP 410", lasting=True, gone=True))
    assert told == Dead(detail="HTTP 410; the receiver is gone for good", pauses=True)


@pytest.mark.parametrize("number", range(1, 10))
def test_each_failure_waits_for_the_next_time_of_the_schedule(number):
    assert outcome(BUSY, number=number) == Retry(
        at=NOW + DEFAULT_RETRY[number - 1], detail="HTTP 503"
    )


def test_an_exhausted_schedule_is_dead_and_says_after_how_many_attempts():
    assert outcome(BUSY, number=10) == Dead(detail="HTTP 503; given up after 10 attempts")


def test_what_is_refused_for_good_is_tried_three_times_in_all():
    assert [outcome(FORBIDDEN, number=n) for n in (1, 2, 3)] == [
        Retry(at=NOW + timedelta(seconds=5), detail="HTTP 403"),
        Retry(at=NOW + timedelta(minutes=5), detail="HTTP 403"),
        Dead(detail="HTTP 403; given up after 3 attempts"),
    ]


def test_a_receiver_without_a_schedule_is_tried_once():
    once = Receiver(name="once", target=DESK.target, retry=())
    told = after_attempt(BUSY, once, Try(number=1), now=NOW, jitter=0.5)
    assert told == Dead(detail="HTTP 503; given up after 1 attempt")


def test_the_receiver_s_own_wish_is_kept_to_if_it_is_later():
    wish = NOW + timedelta(hours=1)
    assert outcome(Refused(detail="HTTP 429", retry_after=wish)) == Retry(
        at=wish, detail="HTTP 429"
    )


def test_a_wish_in_the_past_hastens_nothing():
    told = outcome(Refused(detail="HTTP 429", retry_after=NOW - timedelta(days=9)), number=2)
    assert told == Retry(at=NOW + timedelta(minutes=5), detail="HTTP 429")


def test_a_wish_for_longer_than_a_day_is_cut_to_a_day():
    told = outcome(Refused(detail="HTTP 429", retry_after=NOW + timedelta(days=900)))
    assert told == Retry(at=NOW + LONGEST_WISH, detail="HTTP 429")


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_moves_a_wait_by_at_most_a_tenth(number, jitter):
    told = outcome(BUSY, number=number, jitter=jitter)
    assert isinstance(told, Retry)
    wait = DEFAULT_RETRY[number - 1]
    slack = timedelta(microseconds=1)
    assert wait * 0.9 - slack <= told.at - NOW <= wait * 1.1 + slack


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1, 50), st.booleans(), st.floats(0, 1))
def test_an_alert_is_tried_again_later_or_dead_but_never_forgotten(number, lasting, jitter):
    told = outcome(Refused(detail="no", lasting=lasting), number=number, jitter=jitter)
    assert isinstance(told, Dead) or (isinstance(told, Retry) and told.at > NOW)


def test_recipients_that_have_it_are_remembered_while_others_wait():
    told = outcome(Partly(reached=("desk@a",), rest=Refused(detail="450")))
    assert isinstance(told, Retry)
    assert told.reached == ("desk@a",)


def test_recipients_that_are_refused_for_good_end_as_a_dead_letter():
    told = outcome(Partly(reached=("desk@a",), rest=Refused(detail="550", lasting=True)), number=3)
    assert told == Dead(detail="550; given up after 3 attempts", reached=("desk@a",))


@pytest.mark.parametrize("response", [BUSY, FORBIDDEN])
def test_what_was_put_off_for_longer_than_its_schedule_is_dead_at_its_first_failure(response):
    told = after_attempt(response, DESK, Try(number=1, is_last=True), now=NOW, jitter=0.5)
    assert told == Dead(detail=f"{response.detail}; given up after 1 attempt")
