"""Which alerts are looked at."""

from dataclasses import replace

import pytest

from monitor.app.watching.sieve import Sieve
from monitor.model.watchlist import Severity
from tests.alert.examples import NEW


def test_only_alerts_for_the_watchlist_and_of_the_severity_pass():
    alert = replace(NEW, watchlists=("aid", "ukraine"), severity=Severity.HIGH)
    assert Sieve().passes(alert)
    assert Sieve(watchlist="aid", severity=Severity.HIGH).passes(alert)
    assert not Sieve(watchlist="other").passes(alert)
    assert not Sieve(severity=Severity.CRITICAL).passes(alert)


@pytest.mark.parametrize(
    ("sieve", "words"),
    [
        (Sieve(), "all"),
        (Sieve(watchlist="aid"), "for aid"),
        (Sieve(severity=Severity.HIGH), "high and above"),
        (Sieve(watchlist="aid", severity=Severity.CRITICAL), "for aid, critical only"),
    ],
)
def test_a_sieve_says_what_passes(sieve, words):
    assert sieve.words() == words


def test_a_sieve_gets_harder_step_by_step_and_then_lets_all_pass_again():
    sieve, seen = Sieve(watchlist="aid"), []
    for _ in Severity:
        sieve = sieve.harder()
        seen.append(sieve.severity)
    assert seen == [Severity.NORMAL, Severity.HIGH, Severity.CRITICAL, Severity.LOW]
    assert sieve.watchlist == "aid"
