import json
from pathlib import Path

import pytest

from tests.evaluation.own_streams import compiled
from tests.evaluation.training_rows import Lessons, _group, labelled
from tests.evaluation.training_rows import scorer as scorer_of
from tests.fakes import scorer
from tests.fakes.rules import tools


@pytest.mark.parametrize(
    ("file", "day", "group"),
    [
        ("gold/dev/d1.json", "2026-03-04T10:00:00Z", "2026 week 10"),
        ("x/news/u1.json", "2026-03-08", "2026 week 10"),
        ("x/news/u1.json", "2026-03-09", "2026 week 11"),
        ("x/news/u1.json", "", "u1"),
        ("streams/dev/s01.json", "2026-03-04", "s01"),
        ("x/written/wa.json", "2026-03-04", "wa"),
    ],
)
def test_real_news_of_one_week_stays_together(file, day, group):
    assert _group(Path(file), day) == group


GIFT = "Germany pledged 90 million euros in aid to Ukraine on Saturday, and Russia scoffed."
AGAIN = "Germany pledged the 90 million euros in aid to Ukraine at noon."
OTHER = "Russia pledged 5 million euros in aid to Moldova on Saturday."


def mention(dev: str, *sentences: int, names: tuple[str, ...] = (), **more: object):
    told = {"type": "aid_pledge", "status": "pledged", "freshness": "new", "amount": None}
    sides = {"actors": list(names[:1]), "counterparts": list(names[1:])}
    return {"dev": dev, "sentences": list(sentences)} | told | sides | more


@pytest.fixture
def learnt(tmp_path):
    """Return what an article of these sentences teaches, given what they state."""

    def lessons(*said: str, mentions: list[dict[str, object]], shown: int | None = None) -> Lessons:
        article = {"id": "a", "outlet": "Gull", "family": None, "credit": None, "title": "News"}
        article |= {"date": "2025-12-20", "text": [list(said)], "mentions": mentions}
        stream = {"stream": "x", "story": "x", "articles": [article]}
        file = tmp_path / "x.json"
        whole = compiled(stream | {"developments": [], "expected": []})
        whole["articles"][0]["sentences"] = whole["articles"][0]["sentences"][:shown]
        file.write_text(json.dumps(whole), encoding="utf-8")
        found = Lessons()
        labelled(file, tools(), scorer, found)
        return found

    return lessons


GERMAN = ("Germany", "Ukraine")


def test_a_draft_of_a_labelled_sentence_states_what_is_labelled(learnt, capsys):
    found = learnt(GIFT, mentions=[mention("gift", 0, names=GERMAN)])
    row = next(row for row in found.rows if row.kind == "aid_pledge")
    assert (row.group, row.article) == ("x", "a")
    assert (row.states, row.new, row.status) == (True, True, "pledged")
    assert capsys.readouterr().out == "x: 1 of 1 mentions have a candidate\n"


def test_a_draft_that_no_label_states_says_so_unless_one_is_in_doubt(learnt):
    unsaid = learnt(GIFT, mentions=[])
    assert {(row.states, row.new, row.status) for row in unsaid.rows} == {(False, None, None)}
    doubted = learnt(GIFT, mentions=[mention("gift", 0, names=GERMAN, doubt=True)])
    states = {row.states for row in doubted.rows if row.kind == "aid_pledge"}
    assert states == {None}


def test_an_article_in_which_no_word_of_a_type_stands_teaches_nothing(learnt):
    assert learnt("The cow grazed.", mentions=[]) == Lessons()


def test_two_drafts_are_a_pair_that_tells_one_act_or_two(learnt):
    gift = mention("gift", 0, 1, names=GERMAN)
    one = learnt(GIFT, AGAIN, mentions=[gift])
    assert {pair.same for pair in one.pairs} == {True}
    two = learnt(GIFT, OTHER, mentions=[mention("gift", 0), mention("other", 1)])
    assert {pair.same for pair in two.pairs} == {False}


def test_opposite_acts_are_no_pair_as_nothing_need_be_learnt_of_them(learnt):
    refused = mention("other", 1, names=GERMAN, status="refused")
    found = learnt(
        GIFT, "Germany refused to give Ukraine tanks.", mentions=[mention("gift", 0), refused]
    )
    assert {row.status for row in found.rows} >= {"pledged", "refused"}
    assert found.pairs == []


def test_sentences_that_nobody_labelled_teach_nothing(learnt):
    shown = learnt(GIFT, AGAIN, mentions=[mention("gift", 0)])
    hidden = learnt(GIFT, AGAIN, mentions=[mention("gift", 0)], shown=1)
    assert 0 < len(hidden.rows) < len(shown.rows)
    assert all(row.states for row in hidden.rows if row.kind == "aid_pledge")


def test_the_scorer_is_the_one_beside_the_data(tmp_path):
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "score.py").write_text("def same_name(a, b):\n    return a == b\n")
    assert scorer_of(tmp_path).same_name("Norway", "Norway")


def takers(found: Lessons) -> dict[str, tuple[bool, bool | None]]:
    """Return what is learnt of who is named first or last by the frames' sides."""
    sides = ("frame=actor", "frame=counterpart", "frame=none")
    return {
        side: (taker.takes, taker.acts)
        for taker in found.takers
        for side in sides
        if side in taker.features
    }


def test_whoever_is_named_around_a_labelled_act_takes_part_or_does_not(learnt):
    found = learnt(GIFT, mentions=[mention("gift", 0, names=GERMAN)])
    assert takers(found) == {
        "frame=actor": (True, True),
        "frame=counterpart": (True, False),
        "frame=none": (False, None),
    }


def test_labels_without_parties_teach_nothing_of_them(learnt):
    found = learnt(GIFT, mentions=[mention("gift", 0)])
    assert found.rows
    assert found.takers == []


def test_of_an_act_that_all_share_nobody_is_asked_on_which_side_he_is(learnt):
    held = {"type": "meeting", "status": "held", "names": ("Russia", "Ukraine")}
    found = learnt(
        "Russia met Ukraine on Saturday while Germany waited.", mentions=[mention("m", 0, **held)]
    )
    assert {taker.acts for taker in found.takers} == {None}
    assert {taker.takes for taker in found.takers} == {True, False}


def test_who_is_labelled_on_both_sides_takes_part_without_a_side(learnt):
    both = mention("gift", 0, names=("Germany", "Germany"))
    found = learnt(GIFT, mentions=[both])
    assert takers(found)["frame=actor"] == (True, None)


def test_of_several_acts_in_a_sentence_the_parties_tell_which_is_meant(learnt):
    gift = mention("gift", 0, names=GERMAN)
    other = mention("other", 0, names=("Moldova", "Sweden"), status="refused")
    assert "pledged" in {row.status for row in learnt(GIFT, mentions=[gift, other]).rows}
    unclear = [mention("gift", 0), mention("other", 0, status="refused")]
    assert {row.status for row in learnt(GIFT, mentions=unclear).rows} == {None}
