import pytest
from ruamel.yaml import YAML

from tests.evaluation.labelled import CONFIG
from tests.evaluation.off_topic import JUDGED, OffTopic, judgement

PAGES = {
    "pages": {
        "a1": {
            "topics": ["relief"],
            "right": ["new aid_pledge 10"],
            "wrong": ["new aid_pledge 90"],
        },
        "a3": {"topics": ["relief"]},
    },
    "beside": {"a2": ["new aid_pledge 30"]},
}


def alert(article: str = "a1", start: int = 10, watchlist: str = "relief") -> dict:
    return {
        "kind": "new",
        "watchlists": [watchlist],
        "development": {"type": "aid_pledge"},
        "evidence": [{"article": article, "start": start}],
    }


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (alert(), "right"),
        (alert(start=90), "wrong"),
        (alert(start=50), "not looked at"),
        (alert(article="a3"), "not looked at"),
        (alert(article="a2"), "off topic"),
        (alert(article="a2", start=30), "right, off topic"),
        (alert(watchlist="harbours"), "off topic"),
    ],
)
def test_an_alert_is_judged_by_its_page_and_its_sentence(told, says):
    assert judgement(told, PAGES) == says


def test_false_alerts_are_counted_over_the_pages_off_the_topics():
    counts = {"off topic": 4, "right, off topic": 1, "right": 1}
    told = OffTopic(pages=3000, pages_off_topic=2000, counts=counts, lines=())

    assert told.alerts_per_thousand == 2
    assert told.false_per_thousand == 2
    assert told.beside_per_thousand == 2.5


def test_the_topics_of_judged_pages_are_shipped_watchlists():
    shipped = {file.stem for file in (CONFIG / "watchlists").glob("*.yaml")}
    judged = YAML(typ="safe").load(JUDGED)["pages"]

    assert {topic for page in judged.values() for topic in page["topics"]} <= shipped
    assert all(page["topics"] for page in judged.values())


def test_no_alert_is_judged_both_right_and_wrong():
    judged = YAML(typ="safe").load(JUDGED)["pages"]

    for page in judged.values():
        assert not set(page.get("right") or ()) & set(page.get("wrong") or ())
