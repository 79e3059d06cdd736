import pytest

from tests.evaluation.copies import Half, found_pairs, groups, half, halves, overlap
from tests.evaluation.labelled import CHECKED, TUNED, articles_of
from tests.fakes.reports import OTHER, REPORT

TEXTS = {"a": " ".join(REPORT), "b": " ".join(REPORT), "c": " ".join(OTHER)}


def test_pairs_that_share_an_article_are_one_group():
    pairs = [frozenset(pair) for pair in ("de", "bc", "ab", "ef")]
    assert groups(pairs) == dict.fromkeys("abc", "a") | dict.fromkeys("def", "d")


def test_a_group_always_goes_to_the_same_half_and_both_are_used():
    names = [f"a{n}" for n in range(99)]
    assert {half(name) for name in names} == {TUNED, CHECKED}
    assert [half(name) for name in names] == [half(name) for name in names]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("a", "a", 1.0),
        ("a", "c", 0.0),
        ("a", "ac", 1.0),
        ("", "a", 0.0),
    ],
)
def test_overlap_is_the_share_of_the_shorter_texts_runs(one, other, share):
    said = [" ".join(TEXTS[name] for name in names) for names in (one, other)]
    assert overlap(*said) == share


async def test_a_pair_is_found_when_the_later_article_meets_the_earlier():
    records = [{"id": name, "text": text} for name, text in TEXTS.items()]
    assert await found_pairs(articles_of(records)) == {frozenset("ab"): True}


def test_pairs_found_and_missed_listed_and_not_are_counted():
    rows = [
        {"a": "a", "b": "b", "containment": 0.95},
        {"a": "a", "b": "c", "containment": 0.6},
        {"a": "a", "b": "gone", "containment": 1.0},
    ]
    parts = halves(rows, TEXTS, {frozenset("ab"): True, frozenset("bc"): False})
    (whole,) = (part for part in parts.values() if part.listed)
    assert sorted(whole.listed) == [(0.6, False, False), (0.95, True, True)]
    assert whole.unlisted == [(0.0, False)]
    assert (whole.precision(0.5), whole.recall(0.5)) == (0.5, 0.5)
    assert (whole.precision(0.9, copies=True), whole.recall(0.9)) == (1.0, 1.0)
    assert whole.recall(0.5, 0.9) == 0.0


def test_a_half_without_pairs_has_no_figures():
    assert Half().recall(0.5) is None
    assert "recall –" in "\n".join(Half().lines)
