from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.prototypes import NEIGHBOURS, Prototypes, lean, nearness, unit
from monitor.model.opinion import Agrees, NoOpinion, Question, Unsure, Vetoes

QUESTION = Question(
    type="aid_pledge", status="pledged", actors=(), counterparts=(), sentence="They gave."
)
EAST, NORTH, WEST = (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)
BOTH = Prototypes(told=(EAST,) * 3, missed=(NORTH,) * 3)
NUMBERS = st.floats(-100, 100).filter(lambda x: x == 0 or abs(x) > 1e-3)
VECTORS = st.lists(NUMBERS, min_size=3, max_size=3)


def test_a_sentence_nearer_to_those_that_tell_it_is_agreed_to_by_all_its_words():
    assert lean(QUESTION, (9.0, 0.5), BOTH, 0.1) == Agrees(quote="They gave.")


def test_a_sentence_nearer_to_near_misses_is_vetoed_with_both_figures():
    assert lean(QUESTION, (0.0, 2.0), BOTH, 0.1) == Vetoes(
        quote="They gave.", why="nearer to sentences that only look like it (1.00 against 0.00)"
    )


@pytest.mark.parametrize("vector", [(1.0, 1.0), (1.0, 1.1), (0.0, 0.0)])
def test_within_the_margin_it_stays_open(vector):
    assert lean(QUESTION, vector, BOTH, 0.1) == Unsure()


@pytest.mark.parametrize(
    "few",
    [
        Prototypes(told=(), missed=(NORTH,) * 3),
        Prototypes(told=(EAST,) * 3, missed=(NORTH,) * 2),
    ],
)
def test_too_few_labelled_sentences_say_nothing(few):
    assert lean(QUESTION, EAST, few, 0.1) == NoOpinion(
        why="too few labelled sentences of aid_pledge to compare with"
    )


def test_only_the_nearest_of_a_side_are_weighed():
    assert nearness(EAST, (EAST,) * NEIGHBOURS + (WEST,) * 9) == 1.0
    assert nearness(EAST, (NORTH, WEST)) == -0.5


@given(VECTORS)
def test_a_unit_vector_has_length_one_or_none(vector):
    length = sum(x * x for x in unit(vector))
    assert isclose(length, 1.0) or not any(vector)


@given(VECTORS, st.lists(VECTORS, min_size=1, max_size=8))
def test_nearness_is_a_cosine(vector, others):
    found = nearness(unit(vector), [unit(other) for other in others])
    assert -1.000001 <= found <= 1.000001


@given(
    VECTORS, st.lists(VECTORS, min_size=3, max_size=5), st.lists(VECTORS, min_size=3, max_size=5)
)
def test_a_swap_of_the_sides_swaps_the_opinion(vector, told, missed):
    one = Prototypes(told=tuple(map(unit, told)), missed=tuple(map(unit, missed)))
    other = Prototypes(told=one.missed, missed=one.told)
    swapped = {Agrees: Vetoes, Vetoes: Agrees, Unsure: Unsure}
    said, back = (lean(QUESTION, vector, both, 0.05) for both in (one, other))
    assert type(back) is swapped[type(said)]
