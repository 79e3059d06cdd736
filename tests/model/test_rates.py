from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.development import Amount
from monitor.model.rates import Rates
from tests.fakes.making import euros

LEARNT = Rates.from_amounts((euros(100, dollars=110), euros(100, dollars=120)))


def test_the_rate_told_last_is_used_both_ways():
    assert LEARNT.convert(Decimal(10), "EUR", "USD") == 12
    assert LEARNT.convert(Decimal(12), "USD", "EUR") == 10
    assert LEARNT.knows("USD", "EUR")
    assert not LEARNT.knows("USD", "GBP")


def test_a_pair_that_no_text_taught_is_converted_by_the_table():
    pounds = LEARNT.convert(Decimal(100), "EUR", "GBP")
    assert pounds is not None
    assert 80 < pounds < 90


def test_a_currency_that_nobody_knows_cannot_be_converted():
    assert Rates().convert(Decimal(1), "EUR", "XXX") is None
    assert Rates().convert(Decimal(1), "XXX", "XXX") == 1


def test_a_sum_of_nothing_teaches_nothing():
    nothing = Amount(value=Decimal(0), currency="EUR", equivalents=euros(1, dollars=1).equivalents)
    assert Rates.from_amounts((nothing,)) == Rates()


@given(st.integers(1, 10**12), st.sampled_from(["USD", "JPY", "UAH"]))
def test_there_and_back_is_nearly_the_same(value, currency):
    there = Rates().convert(Decimal(value), "EUR", currency)
    back = Rates().convert(there, currency, "EUR")
    assert abs(back - value) <= Decimal(value) / 10**9
