from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.figures import (
    amount_text,
    casualties_text,
    count_text,
    instalment,
    rises,
    same_amount,
    same_casualties,
    same_count,
    told_amounts,
)
from monitor.model.development import Amount, Casualties, Count
from monitor.model.rates import Rates
from tests.fakes.making import euros, judged, pledge

NONE = Rates()


def of(value: float, currency: str, **more) -> Amount:
    return Amount(value=Decimal(str(value)), currency=currency, **more)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (euros(90), euros(90), True),
        (euros(90), euros(95), True),
        (euros(90), euros(105), False),
        (euros(90, dollars=106), of(106e9, "USD"), True),
        (euros(90, dollars=106), of(90e9, "USD"), False),
        (of(5, "EUR", max=Decimal(8)), of(8, "EUR"), True),
        (of(100, "EUR"), of(113, "USD"), True),
        (of(100, "EUR"), of(180, "USD"), False),
        (of(100, "EUR"), of(100, "XXX"), False),
        (of(0, "EUR"), of(0, "EUR"), True),
    ],
)
def test_sums_are_held_against_each_other_in_a_shared_currency_else_converted(one, other, same):
    assert same_amount(one, other, NONE) is same
    assert same_amount(other, one, NONE) is same


def test_a_learnt_rate_is_held_to_more_than_the_table():
    learnt = Rates.from_amounts((euros(100, dollars=120),))
    assert same_amount(of(100, "EUR"), of(120, "USD"), learnt)
    assert not same_amount(of(100, "EUR"), of(108, "USD"), learnt)
    assert same_amount(of(100, "EUR"), of(108, "USD"), NONE)


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "USD", "JPY"]))
def test_a_sum_is_the_same_as_itself(value, currency):
    assert same_amount(of(value, currency), of(value, currency), NONE)


def test_counts_of_different_things_are_never_one():
    assert same_count(Count(value=31, of="tanks"), Count(value=30, of="tanks"))
    assert not same_count(Count(value=31, of="tanks"), Count(value=31, of="trucks"))
    assert same_count(Count(value=31, of="vehicles"), Count(value=31, of="trucks"))
    assert not same_count(Count(value=31, of="tanks"), Count(value=62, of="tanks"))


def test_tolls_differ_only_where_both_tell():
    assert same_casualties(Casualties(killed=3), Casualties(injured=4))
    assert not same_casualties(Casualties(killed=3), Casualties(killed=4))


def test_figures_are_told_as_changes_tell_them():
    assert amount_text(euros(90)) == "90000000000 EUR"
    assert count_text(Count(value=45, of="trucks")) == "45 trucks"
    assert casualties_text(Casualties(killed=12, injured=30)) == "12 killed, 30 injured"
    assert casualties_text(Casualties(injured=30)) == "30 injured"


@pytest.mark.parametrize(
    ("now", "told", "higher"),
    [
        (Casualties(killed=19), Casualties(killed=12), True),
        (Casualties(killed=19, injured=3), Casualties(killed=12, injured=4), False),
        (Casualties(injured=4), Casualties(killed=12), True),
        (Casualties(killed=9), Casualties(killed=12), False),
        (None, Casualties(killed=12), False),
        (Casualties(killed=12), None, False),
    ],
)
def test_a_toll_rises_where_no_figure_falls(now, told, higher):
    assert rises(now, told) is higher


def test_a_sum_told_of_a_development_counts_once():
    first = judged(pledge(euros(90))).after
    assert told_amounts(first) == (euros(90),)
    assert told_amounts(replace(first, amount=euros(105))) == (euros(90), euros(105))
    assert told_amounts(replace(first, amounts=())) == (euros(90),)
    assert told_amounts(replace(first, amount=None)) == (euros(90),)


def test_an_instalment_may_be_part_of_a_greater_sum_in_its_money():
    whole, part = euros(60), euros(10, qualifier="part")
    assert instalment(part, whole)
    assert instalment(whole, part)
    assert not instalment(whole, euros(10))
    assert not instalment(euros(70, qualifier="part"), whole)
    assert not instalment(part, replace(whole, currency="USD"))
