"""What two small labelled articles of our own teach about which act a mention tells."""

import json

import pytest

from tests.evaluation.identity_rows import common_words, rows_of
from tests.evaluation.own_streams import compiled
from tests.fakes import scorer
from tests.fakes.rules import rules

FIRST = "Germany pledged 90 million euros in aid to Ukraine on Saturday."
AGAIN = "Berlin said on Sunday that Germany pledged 90 million euros in aid to Ukraine."
OTHER = "Russia pledged 5 million euros in aid to Germany on Sunday."
OPENING = "It rained at the harbour."


def mention(dev: str, sentence: int, *names: str, **more: object) -> dict[str, object]:
    kind = {"type": "aid_pledge", "status": "pledged", "freshness": "new"}
    sides = {"actors": list(names[:1]), "counterparts": list(names[1:])}
    return {"dev": dev, "sentences": [sentence], "amount": None} | kind | sides | more


GERMAN = mention("german", 1, "Germany", "Ukraine")


def told(name: str, day: int, *more: str, mentions: list[dict[str, object]]) -> dict[str, object]:
    return {
        "id": name,
        "outlet": f"Outlet {name}",
        "family": None,
        "credit": None,
        "date": f"2025-12-{day}T10:00:00Z",
        "title": "News",
        "text": [[OPENING, *more]],
        "mentions": mentions,
    }


@pytest.fixture
def learnt(tmp_path):
    """Return the rows of articles, and the words that are common in them."""

    def rows(*articles: dict[str, object], known: tuple[str, ...] = ()):
        stream = {"stream": "x", "story": "x", "articles": list(articles)}
        file = tmp_path / "x.json"
        whole = compiled(stream | {"developments": [], "expected": []})
        file.write_text(json.dumps(whole), encoding="utf-8")
        return file, rows_of(file, rules(), scorer, frozenset(known))

    return rows


def test_a_mention_is_paired_with_what_was_told_before_it(learnt):
    _, rows = learnt(
        told("a", 20, FIRST, mentions=[GERMAN]),
        told("b", 21, AGAIN, mentions=[GERMAN]),
    )
    (row,) = rows
    assert (row.group, row.article, row.same) == ("x", "b", True)
    assert {"type=aid_pledge", "actors bodies=equal", "aid_pledge:rules=True"} <= set(row.features)


def test_articles_are_read_in_the_order_of_their_days(learnt):
    _, rows = learnt(
        told("b", 21, AGAIN, mentions=[GERMAN]),
        told("a", 20, FIRST, mentions=[GERMAN]),
    )
    assert [row.article for row in rows] == ["b"]


def test_another_act_of_the_type_is_not_the_same(learnt):
    _, rows = learnt(
        told("a", 20, FIRST, mentions=[GERMAN]),
        told("b", 21, OTHER, mentions=[mention("russian", 1, "Russia", "Germany")]),
        told("c", 22, AGAIN, mentions=[GERMAN]),
    )
    assert sorted((row.article, row.same) for row in rows) == [
        ("b", False),
        ("c", False),
        ("c", True),
    ]


def test_two_mentions_of_one_article_are_not_paired(learnt):
    both = [GERMAN, mention("russian", 2, "Russia", "Germany")]
    _, rows = learnt(told("a", 20, FIRST, OTHER, mentions=both))
    assert rows == []


@pytest.mark.parametrize("mentions", [[], [GERMAN | {"doubt": True}]])
def test_what_the_labels_do_not_surely_state_is_no_row(learnt, mentions):
    _, rows = learnt(
        told("a", 20, FIRST, mentions=[GERMAN]),
        told("b", 21, AGAIN, mentions=mentions),
    )
    assert rows == []


def test_what_was_found_before_though_no_label_states_it_is_another_act(learnt):
    _, rows = learnt(
        told("a", 20, FIRST, mentions=[]),
        told("b", 21, AGAIN, mentions=[GERMAN]),
    )
    assert [row.same for row in rows] == [False]


def test_words_that_are_common_weigh_less(learnt):
    two = told("a", 20, FIRST, mentions=[GERMAN]), told("b", 21, AGAIN, mentions=[GERMAN])
    file, (plain,) = learnt(*two)
    common = common_words([file], scorer)
    _, (usual,) = learnt(*two, known=common)
    assert "rare shared=4" in plain.features
    assert "rare shared=0" in usual.features


def test_the_words_of_all_sentences_are_counted(learnt):
    file, _ = learnt(told("a", 20, FIRST, mentions=[]))
    words = common_words([file], scorer)
    assert {"rained", "harbou", "german", "ukraine", "90"} <= set(words)
    assert list(words) == sorted(words)
