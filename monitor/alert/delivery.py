"""After an attempt: did the alert arrive, when is it tried again, and when is it given up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

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
from monitor.model.watchlist import Receiver

SPREAD = 0.1
"""Waits differ by up to this share either way, so that what failed together does not return so."""
LONGEST_WISH = timedelta(hours=24)
"""A receiver that asks for more time than this is tried again all the same."""
MOST_LASTING = 3
"""How often an attempt is made that is refused as if for good: somebody may mend the receiver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """An attempt that was made: its number (from 1), and whether it was the last, for the breaker
    had put the alert off for longer than its schedule.
    """

    number: int
    is_last: bool = False


def after_attempt(
    response: Response, receiver: Receiver, tried: Try, *, now: datetime, jitter: float
) -> Outcome:
    """Return what becomes of an alert after the attempt; `jitter` is from 0 to 1.

    The waits are those of the receiver's schedule, more or less a tenth, or longer if the receiver
    named a time; what is refused for good is tried three times in all, what is gone never again.
    """
    match response:
        case Accepted():
            return Delivered(detail=response.detail)
        case Refused(gone=True):
            return Dead(detail=f"{response.detail}; the receiver is gone for good", pauses=True)
        case Refused():
            return _again(response, receiver, tried, now=now, jitter=jitter)
        case Partly(reached=reached, rest=rest):
            again = _again(rest, receiver, tried, now=now, jitter=jitter)
            return replace(again, reached=reached)
        case _:
            assert_never(response)


def _again(
    refused: Refused, receiver: Receiver, tried: Try, *, now: datetime, jitter: float
) -> Retry | Dead:
    waits = receiver.retry[: MOST_LASTING - 1] if refused.lasting else receiver.retry
    if tried.is_last or tried.number > len(waits):
        attempts = "1 attempt" if tried.number == 1 else f"{tried.number} attempts"
        return Dead(detail=f"{refused.detail}; given up after {attempts}")
    wait = waits[tried.number - 1] * (1 - SPREAD + 2 * SPREAD * jitter)
    wish = refused.retry_after - now if refused.retry_after is not None else timedelta(0)
    return Retry(at=now + max(wait, min(wish, LONGEST_WISH)), detail=refused.detail)
