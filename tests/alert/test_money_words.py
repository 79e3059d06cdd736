from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.money_words import amount_words, sum_words
from monitor.model.development import Amount, Equivalent
from tests.alert.examples import euros


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        ("90000000000", "EUR", "€90bn"),
        ("1500000", "USD", "$1.5m"),
        ("2350000000000", "JPY", "¥2.35tn"),
        ("12345", "CHF", "CHF 12,345"),
        ("0.5", "USD", "$0.5"),
        ("-3000000", "GBP", "£-3m"),
        ("100", "EUR", "€100"),
        ("0", "EUR", "€0"),
    ],
)
def test_a_sum_is_told_with_symbol_and_scale(value, currency, words):
    assert sum_words(Decimal(value), currency) == words


@settings(deadline=None)  # the machine may be busy
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_sum_has_words(value):
    assert sum_words(value, "EUR").startswith("€")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (euros(90), "€90bn"),
        (euros(90, dollars=106), "€90bn (about $106bn)"),
        (euros(2, max=Decimal(3) * 10**9), "€2bn–€3bn"),
        (euros(2, qualifier="up_to"), "up to €2bn"),
        (euros(2, qualifier="per_year"), "€2bn a year"),
        (euros(2, qualifier="loan"), "€2bn in loans"),
        (euros(2, qualifier="unheard-of"), "€2bn"),
        (
            Amount(
                value=Decimal(10),
                currency="EUR",
                equivalents=(
                    Equivalent(value=Decimal(11), currency="USD"),
                    Equivalent(value=Decimal(9), currency="GBP"),
                ),
            ),
            "€10 (about $11, £9)",
        ),
    ],
)
def test_an_amount_is_told_with_qualifier_range_and_equivalents(amount, words):
    assert amount_words(amount) == words
