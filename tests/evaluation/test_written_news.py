import json

import pytest

from tests.evaluation.own_marks import MARKS, joined
from tests.evaluation.written_news import WRITTEN, compile_written, compiled

STATUSES = {
    "aid_pledge": {"proposed", "pledged", "approved", "delivered", "refused"},
    "meeting": {"planned", "held", "cancelled"},
    "agreement": {"proposed", "reached", "rejected", "suspended", "violated"},
    "sanction": {"proposed", "imposed", "lifted", "refused"},
}
TEXT = """
=== x-01 | The Gull | 2026-03-04 | Norway gives | again
Norway gave Ukraine tanks. {a1 delivered new; m2 held background ?}
It rained.
The tanks are old. {a1}
"""


def test_marks_become_mentions_at_their_sentences():
    window = compiled("x", TEXT)
    (article,) = window["articles"]
    said = [article["text"][start:end] for start, end in article["sentences"]]
    assert said == ["Norway gave Ukraine tanks.", "It rained.", "The tanks are old."]
    assert article["title"] == "Norway gives | again"
    gift, meeting = window["mentions"]["x-01"]
    assert (gift["type"], gift["sentences"], gift["status"]) == ("aid_pledge", [0, 2], "delivered")
    assert (meeting["freshness"], meeting["doubt"]) == ("background", True)
    assert "doubt" not in gift


def test_a_later_sentence_may_tell_an_earlier_stage():
    window = compiled("x", TEXT.replace("{a1}", "{a1 pledged background}"))
    gift, _, promise = window["mentions"]["x-01"]
    assert gift["dev"] == promise["dev"]
    assert (promise["status"], promise["sentences"]) == ("pledged", [2])


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("a1 delivered new", "a delivered", "x-01: 'a delivered' is no mark"),
        ("{a1}", "{a7}", "x-01: 'a7' has no status"),
        ("are old", "{are} old", "has braces within"),
        (" | 2026-03-04 | Norway gives | again", "", "is no head of an article"),
    ],
)
def test_what_cannot_be_read_is_named(right, wrong, said):
    with pytest.raises(ValueError, match=said):
        compiled("x", TEXT.replace(right, wrong))


def test_all_that_we_wrote_reads_well(tmp_path):
    files = compile_written(tmp_path)
    assert len(files) == len(list(WRITTEN.glob("*.txt"))) > 0
    ids = []
    for file in files:
        window = json.loads(file.read_text(encoding="utf-8"))
        ids += [article["id"] for article in window["articles"]]
        for told in window["mentions"].values():
            for mention in told:
                assert mention["status"] in STATUSES[mention["type"]], (file.name, mention)
                assert mention["freshness"] in ("new", "background")
    assert len(ids) == len(set(ids))


def test_all_that_we_marked_has_its_form():
    ids = []
    for source in MARKS.glob("*.jsonl"):
        for line in source.read_text(encoding="utf-8").splitlines():
            marked = json.loads(line)
            ids.append(marked["article"])
            assert set(marked) == {"article", "shown", "mentions"}
            assert all(start < end for start, end in marked["shown"])
            for mention in marked["mentions"]:
                assert mention["status"] in STATUSES[mention["type"]], marked["article"]
                assert mention["freshness"] in ("new", "background")
                assert all(0 <= n < len(marked["shown"]) for n in mention["sentences"])
    assert len(ids) == len(set(ids)) > 0


def test_marks_join_their_article():
    text = {"id": "x", "url": "u", "date": "2026-03-04", "title": "t", "text": "A. B."}
    mark = {"type": "meeting", "status": "held", "freshness": "new", "sentences": [0]}
    marked = {"article": "x", "shown": [[3, 5]], "mentions": [mark]}
    window = joined("w", [marked], {"x": text | {"source": "The Gull"}})
    (article,) = window["articles"]
    assert (article["outlet"], article["sentences"]) == ("The Gull", [[3, 5]])
    (mention,) = window["mentions"]["x"]
    assert (mention["dev"], mention["actors"], mention["status"]) == ("x-0", [], "held")
