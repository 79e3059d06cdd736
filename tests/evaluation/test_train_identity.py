"""Training itself needs the labelled news and minutes; here stands what is known without them."""

import pytest

pytest.importorskip("sklearn")

from tests.evaluation.identity_rows import Row
from tests.evaluation.train_identity import BOUND, SAME, WEIGHTS, main
from tests.evaluation.train_verifier import asked, document, trained


def test_without_data_the_weights_stay_as_they_are(tmp_path):
    before = WEIGHTS.stat().st_mtime_ns
    with pytest.raises(SystemExit, match="holds no evaluation data"):
        main(tmp_path, judged=False)
    assert WEIGHTS.stat().st_mtime_ns == before


def rows() -> list[Row]:
    """Return rows of a world in which a pair is one act wherever its days are the same."""
    return [
        Row(
            group=f"g{number % 3}",
            article=f"a{number}",
            features=(f"gap={'0' if same else '5'}", "type=meeting"),
            same=same,
        )
        for number in range(300)
        for same in (True, False)
    ]


def test_what_ties_the_acts_of_labelled_news_is_learnt():
    learnt = trained(*asked(rows(), "same"), SAME)
    odds = document(learnt, SAME.smallest)["odds"]
    assert odds["gap=0"] > 0 > odds["gap=5"]
    same, other = learnt.probabilities(rows()[:2])
    assert same > BOUND > other
