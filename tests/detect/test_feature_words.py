import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.feature_words import in_words


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ("s=loan", "“loan” stands in the sentence"),
        ("aid_pledge:s=<money>", "“<money>” stands in the sentence"),
        ("+1=to", "“to” comes right after"),
        ("meeting:-2=<end>", "“<end>” comes two words before"),
        ("lead", "it stands in the first sentences"),
        ("meeting:lead", "it stands in the first sentences"),
        ("standing=bare", "most of what its frame needs is missing"),
        ("depth=0", "it stands at the very start of the article"),
        ("depth=4", "it stands at the end of the article"),
        ("depth=9", "depth: 9"),
        ("depth=x", "depth: x"),
        ("whole of type=1", "the article surely tells two of its type"),
        ("amount=True", "an amount is told"),
        ("sanction:objects=False", "an object is not told"),
        ("lasting=True", "lasting: True"),
        ("kind before=be", "words of the kind “be” come before it"),
        ("parties in title=2", "parties in title: 2"),
        ("beside meeting", "beside meeting"),
        ("s=", "s"),
        ("b=due to", "“due to” stands near the word that tells it"),
    ],
)
def test_a_feature_is_told_in_words(feature, words):
    assert in_words(feature) == words


@given(st.text())
def test_a_feature_of_any_name_has_some_words(feature):
    assert isinstance(in_words(feature), str)
