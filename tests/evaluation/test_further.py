from tests.evaluation.further import FURTHER, marked, unseen
from tests.evaluation.own_windows import LABELS

WINDOW = {
    "window": "a",
    "articles": [{"id": "one"}, {"id": "two"}],
    "mentions": {"one": [{"dev": "x"}], "two": []},
    "developments": [{"dev": "x"}],
}


def test_articles_that_were_marked_are_left_out():
    left = unseen(WINDOW, frozenset({"two"}))
    assert [one["id"] for one in left["articles"]] == ["one"]
    assert left["mentions"] == {"one": [{"dev": "x"}]}
    assert left["developments"] == WINDOW["developments"]


def test_no_window_is_both_trained_on_and_further():
    assert len(list(FURTHER.glob("*.json"))) > 1
    assert not {f.name for f in FURTHER.glob("*.json")} & {f.name for f in LABELS.glob("*.json")}


def test_marks_name_articles():
    assert len(marked()) > 1_000
