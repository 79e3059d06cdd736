import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.weights import FARTHEST, Weights, WeightsError, mapping, number, weights_of

NAMES = st.text(max_size=3)
ODDS = st.dictionaries(NAMES, st.floats(-1e6, 1e6))


@given(ODDS, st.floats(-1e6, 1e6))
def test_a_probability_is_one_whatever_the_weights(odds, bias):
    assert 0 < Weights(bias=bias, odds=odds).probability(tuple(odds)) < 1


@given(ODDS, st.floats(-1e6, 1e6), st.one_of(st.none(), NAMES))
def test_the_log_odds_end_at_the_farthest(odds, bias, kind):
    total = Weights(bias=bias, odds=odds).total(tuple(odds), kind)
    assert -FARTHEST <= total <= FARTHEST


@given(st.floats(-20, 20), st.floats(0, 9))
def test_more_odds_are_never_less_likely(bias, more):
    weights = Weights(bias=bias, odds={"far": -more, "near": more})
    far, plain, near = (weights.probability(names) for names in (("far",), (), ("near",)))
    assert far <= plain <= near


def test_nothing_that_holds_leaves_the_bias():
    assert Weights().probability(()) == 0.5
    assert Weights(bias=-1.5).total(("who",)) == -1.5


def test_what_holds_is_added_up_and_what_is_unknown_counts_nothing():
    weights = Weights(bias=0.5, odds={"here": 1.0, "there": -3.0})
    assert weights.total(("here", "elsewhere")) == 1.5
    assert weights.total(("here", "there")) == -1.5


def test_of_a_type_each_feature_counts_once_more_as_that_types():
    weights = Weights(odds={"here": 1.0, "vote:here": 2.0, "vote:there": 4.0, "march:here": 8.0})
    assert weights.total(("here",)) == 1.0
    assert weights.total(("here", "there"), "vote") == 7.0
    assert weights.total(("here",), "march") == 9.0
    assert weights.total(("here",), "strike") == 1.0


PLAIN = st.text("abc", min_size=1, max_size=2)


@given(st.lists(PLAIN, unique=True), st.lists(PLAIN, unique=True), PLAIN)
def test_of_a_type_it_is_as_if_the_names_had_been_put_together(known, names, kind):
    odds = dict.fromkeys(known, 1.0) | {f"{kind}:{name}": 0.5 for name in known}
    together = (*names, *(f"{kind}:{name}" for name in names))
    weights = Weights(odds=odds)
    assert weights.total(names, kind) == weights.total(together)


def test_a_document_is_read_with_its_numbers_as_such():
    weights = weights_of({"same": {"bias": 1, "odds": {"near": 2, "far": -0.5}}}, "same")
    assert (weights.bias, weights.odds) == (1.0, {"near": 2.0, "far": -0.5})
    assert weights == Weights(bias=1.0, odds={"near": 2.0, "far": -0.5})


def test_a_document_keeps_the_odds_of_a_type_apart():
    typed = {"vote": {"near": 2}, "march": {"near": -1, "far": 4}}
    weights = weights_of({"same": {"bias": 0, "odds": {"near": 1}, "typed": typed}}, "same")
    assert weights.total(("near", "far"), "vote") == 3.0
    assert weights.total(("near", "far"), "march") == 4.0
    assert weights.total(("near", "far"), "strike") == 1.0


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "weights: same: a mapping is wanted"),
        ({"same": [1]}, "weights: same: a mapping is wanted"),
        ({"same": {"bias": 1}}, "weights: same: odds: a mapping is wanted"),
        ({"same": {"odds": {}}}, "weights: same: bias: a number is wanted"),
        ({"same": {"bias": "1", "odds": {}}}, "weights: same: bias: a number is wanted"),
        ({"same": {"bias": 1, "odds": {"near": []}}}, "weights: same: odds: a number is wanted"),
        (
            {"same": {"bias": 1, "odds": {}, "typed": []}},
            "weights: same: typed: a mapping is wanted",
        ),
        (
            {"same": {"bias": 1, "odds": {}, "typed": {"vote": 1}}},
            "weights: same: typed: vote: a mapping is wanted",
        ),
        (
            {"same": {"bias": 1, "odds": {}, "typed": {"vote": {"near": "2"}}}},
            "weights: same: typed: vote: a number is wanted",
        ),
    ],
)
def test_a_document_of_another_shape_is_refused_by_its_field(fields, place):
    with pytest.raises(WeightsError, match=f"^{re.escape(place)}$"):
        weights_of(fields, "same")


def test_a_mapping_and_a_number_are_passed_on():
    assert mapping({"a": None}, "here") == {"a": None}
    assert number(3, "here") == 3.0
    with pytest.raises(WeightsError, match="here: a mapping"):
        mapping((), "here")
    with pytest.raises(WeightsError, match="here: a number"):
        number(None, "here")
