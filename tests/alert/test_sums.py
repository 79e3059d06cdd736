from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.alert.reading import Reading
from monitor.alert.sums import no_sum, sum_between
from monitor.model.condition import NoSum, Sum, Threshold
from monitor.model.development import Amount
from tests.alert.examples import MEETING, PLEDGE, REGISTRY, TODAY
from tests.fakes.natures import NATURES

READING = Reading(title="", text="", day=TODAY, registry=REGISTRY, natures=NATURES)


def millions(number: int, currency: str = "EUR", *, to: int | None = None) -> Amount:
    top = None if to is None else Decimal(to) * 10**6
    return Amount(value=Decimal(number) * 10**6, currency=currency, max=top)


def bound(number: int, currency: str = "EUR") -> Threshold:
    return Threshold(value=Decimal(number) * 10**6, currency=currency)


@pytest.mark.parametrize(
    ("amount", "least", "most", "held", "why"),
    [
        (millions(10), bound(10), None, True, "10000000 EUR is at least 10000000"),
        (millions(9), bound(10), None, False, "9000000 EUR is under 10000000"),
        (millions(9, to=11), bound(10), None, True, "11000000 EUR is at least 10000000"),
        (millions(9, to=11), None, bound(10), True, "9000000 EUR is at most 10000000"),
        (millions(11), None, bound(10), False, "11000000 EUR is over 10000000"),
        (
            millions(113, "USD"),
            bound(50),
            bound(200, "USD"),
            True,
            "about 100000000 EUR is at least 50000000 and 113000000 USD is at most 200000000",
        ),
        (millions(5, "XTS"), bound(1), None, False, "no rate for XTS"),
        (None, bound(1), None, False, "no sum is told"),
    ],
)
def test_a_sum_is_between_bounds_in_any_currency(amount, least, most, held, why):
    development = replace(PLEDGE, amount=amount, amounts=())
    found = sum_between(Sum(path="amount", at_least=least, at_most=most), development)
    assert (found.held, found.why) == (held, why)


@pytest.mark.parametrize(
    ("development", "held", "why"),
    [
        (PLEDGE, False, "the amount is known"),
        (replace(PLEDGE, amount=None), True, "the amount is unknown"),
        (MEETING, False, "meeting carries no money"),
    ],
)
def test_an_unknown_sum_is_one_that_could_have_been_told(development, held, why):
    found = no_sum(NoSum(path="amount"), development, READING)
    assert (found.held, found.why) == (held, why)
