import json
import re
from importlib import resources

import pytest

from monitor.judge.resemblance import Resemblance
from monitor.model.weights import Weights, WeightsError
from tests.fakes.natures import NATURES

WHOLE = {
    "types": ["meeting"],
    "bound": 0.4,
    "same": {"bias": -1, "odds": {"gap=0": 2}},
    "common": ["said"],
}


def test_a_document_is_read():
    assert Resemblance.of(WHOLE) == Resemblance(
        types=frozenset({"meeting"}),
        weights=Weights(bias=-1.0, odds={"gap=0": 2.0}),
        common=frozenset({"said"}),
        bound=0.4,
    )


def test_without_a_document_it_knows_no_type():
    assert Resemblance().types == frozenset()


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], "weights: a mapping is wanted"),
        ({}, "weights: types, common: lists of words are wanted"),
        (WHOLE | {"types": "meeting"}, "weights: types, common: lists of words are wanted"),
        (WHOLE | {"common": None}, "weights: types, common: lists of words are wanted"),
        (WHOLE | {"same": {"odds": {}}}, "weights: same: bias: a number is wanted"),
        (WHOLE | {"bound": "half"}, "weights: bound: a number is wanted"),
    ],
)
def test_a_document_of_another_shape_is_refused_by_its_field(document, place):
    with pytest.raises(WeightsError, match=f"^{re.escape(place)}$"):
        Resemblance.of(document)


def test_the_shipped_weights_are_small_and_of_types_that_there_are():
    file = resources.files("monitor.judge") / "weights" / "en.json"
    text = file.read_text(encoding="utf-8")
    found = Resemblance.of(json.loads(text))
    assert len(text) <= 100_000
    assert found.types
    assert found.types <= set(NATURES.types)
    assert 0 < found.bound < 1
    assert any(name.startswith("rules=") for name in found.weights.odds)
