import pytest

from tests.evaluation.labelled import articles_of
from tests.evaluation.story_sets import b_cubed, clusters, links_of
from tests.fakes.reports import OTHER, REPORT
from tests.fakes.rules import rules

GOLD = {"a": "1", "b": "1", "c": "1", "d": "2"}
PLEDGE = (
    "Germany pledged 90 million euros in aid to Ukraine on Saturday, its foreign ministry said."
)


@pytest.mark.parametrize(
    ("links", "figures"),
    [
        ([], (1.0, 0.5, 2 / 3)),
        ([("a", "b"), ("b", "c")], (1.0, 1.0, 1.0)),
        ([("a", "b"), ("c", "d")], (0.75, 2 / 3, 12 / 17)),
    ],
)
def test_b_cubed_counts_for_each_article_who_shares_its_cluster_and_its_story(links, figures):
    assert b_cubed(clusters(list(GOLD), links), GOLD) == pytest.approx(figures)


async def test_copies_are_linked_and_those_that_tell_one_development():
    texts = {
        "a": " ".join((PLEDGE, *REPORT)),
        "b": " ".join((PLEDGE, *REPORT)),
        "c": " ".join((*OTHER, PLEDGE[:-1] + " in Berlin.")),
        "d": " ".join(OTHER[:1]),
    }
    records = [
        {"id": name, "text": text, "language": "en", "published": "2025-12-20T09:00:00Z"}
        for name, text in texts.items()
    ]
    copies, shared = await links_of(articles_of(records), rules())
    assert copies == [("b", "a"), ("d", "c")]
    assert ("a", "c") in shared
