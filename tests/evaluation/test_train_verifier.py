from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("sklearn")

from tests.evaluation.train_verifier import MENTION, SAME, Trained, document, trained
from tests.evaluation.training_rows import Pair

SOON = replace(MENTION, articles=3, passes=60)


def rows() -> list[Pair]:
    """Return rows of a world in which what is told "on Monday" holds, and "if" takes it back."""
    return [
        Pair(
            group=f"g{number % 3}",
            article=f"a{number}",
            features=("s=on monday", *(["meeting:s=if"] if not holds else [])),
            same=holds,
        )
        for number in range(400)
        for holds in (True, False)
    ]


@pytest.mark.parametrize("setting", [SAME, SOON])
def test_both_ways_to_learn_find_what_tells_yes_from_no(setting):
    some = rows()
    learnt = trained(some, [row.same for row in some], setting)
    held, taken_back = learnt.probabilities(some[:2])
    assert held > 0.5 > taken_back


def test_descent_gives_the_same_weights_each_time():
    some = rows()
    answers = [row.same for row in some]
    one, other = trained(some, answers, SOON), trained(some, answers, SOON)
    assert (one.odds == other.odds).all()
    assert (one.biases == other.biases).all()


def test_a_feature_of_too_few_articles_is_not_learnt():
    some = rows()[:4]
    learnt = trained(
        rows() + [replace(row, features=("rare",)) for row in some],
        [row.same for row in rows() + some],
        SOON,
    )
    assert "rare" not in learnt.features


def test_a_document_keeps_the_odds_of_a_type_apart_and_leaves_out_what_is_near_zero():
    learnt = Trained(
        features=("s=on", "s=the", "meeting:s=if"),
        classes=np.array([False, True]),
        odds=np.array([[0.514, 0.01, -1.2]]),
        biases=np.array([0.25]),
    )
    assert document(learnt, 0.03) == {
        "bias": 0.25,
        "odds": {"s=on": 0.51},
        "typed": {"meeting": {"s=if": -1.2}},
    }
