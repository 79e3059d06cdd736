from dataclasses import replace

from monitor.alert.uniting import united
from monitor.model.watchlist import Severity
from tests.alert.examples import NEW


def test_an_alert_that_another_watchlist_asks_for_is_for_both_and_as_urgent_as_the_higher():
    first = replace(NEW, watchlists=("a",), receivers=("desk",), severity=Severity.HIGH)
    later = replace(
        first,
        watchlists=("b", "a"),
        receivers=("mail", "desk"),
        severity=Severity.LOW,
        summary="another",
    )
    both = united(first, later)
    assert (both.watchlists, both.receivers) == (("a", "b"), ("desk", "mail"))
    assert (both.severity, both.summary) == (Severity.HIGH, first.summary)
