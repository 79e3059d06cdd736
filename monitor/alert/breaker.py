"""When a receiver that does not answer is left alone, and what is asked of each attempt at it."""

from datetime import datetime, timedelta
from typing import assert_never

from monitor.model.alert import Accepted, Partly, Refused, Response
from monitor.model.restraint import Sign, Terms
from monitor.model.watchlist import EmailTarget, Receiver

STRIKES = 5
"""After so many faults in a row, none of them lasting, the breaker opens."""
LONGEST_OPEN = timedelta(minutes=10)
WORN = 5
"""So many attempts more than the schedule has may begin: their senders died, not the receiver."""
PATIENCE = 1.1
"""An alert that was put off gets its attempt after so many times the length of the schedule."""


def terms_of(receiver: Receiver) -> Terms:
    """Return what an attempt at the receiver is subject to."""
    target = receiver.target
    return Terms(
        most=len(receiver.retry) + 1 + WORN,
        strikes=STRIKES,
        waits=tuple(min(wait, LONGEST_OPEN) for wait in receiver.retry),
        patience=PATIENCE * sum(receiver.retry, timedelta(0)),
        throttle=receiver.throttle,
        digest=isinstance(target, EmailTarget) and target.digest is not None,
        quiet=receiver.quiet is not None,
    )


def sign_of(response: Response) -> Sign:
    """Return what the response says of the receiver: whoever refuses for good has answered."""
    match response:
        case Accepted() | Partly():
            return Sign.ANSWERED
        case Refused(lasting=lasting, gone=gone):
            return Sign.ANSWERED if lasting or gone else Sign.STRUCK
        case _:
            assert_never(response)


def is_overdue(terms: Terms, *, began: datetime | None, put_off: int, now: datetime) -> bool:
    """Return whether an attempt of what the breaker put off so often is its last."""
    return put_off > 0 and began is not None and now - began >= terms.patience
