from datetime import date

import pytest

from monitor.model.source import Source, SourceId, SourceKind
from tests.fakes.making import article
from tests.fakes.rules import rules

DAY = date(2025, 12, 19)


def source(name: str, outlet: str, family: str | None = None) -> Source:
    url = f"https://{name}.example/rss"
    return Source(id=SourceId(name), kind=SourceKind.FEED, url=url, outlet=outlet, family=family)


def test_watchlists_see_by_what_names_an_article_goes():
    post = source("post", "Harbour Post", "Harbour Group")
    reading = rules(post).reading(
        article(language="en-GB", title=None, url="https://www.post.example/a"), DAY
    )
    assert reading.title == ""
    assert reading.outlets == ("Harbour Post", "post.example")
    assert (reading.family, reading.language, reading.source) == ("harbour group", "en", "post")


@pytest.mark.parametrize(
    ("outlets", "listed", "expected"),
    [
        (("Harbour Post", "Harbour Post"), None, None),
        (("Harbour Post", "Harbour Post"), "one", "one"),
        (("Other", "harbour post"), None, "two"),
        (("Other", "Others"), None, None),
    ],
)
def test_the_source_is_the_one_that_listed_it_else_the_only_one_of_its_outlet(
    outlets, listed, expected
):
    names = zip(("one", "two"), outlets, strict=True)
    sources = [source(name, outlet) for name, outlet in names]
    known = None if listed is None else SourceId(listed)
    assert rules(*sources).reading(article(), DAY, source=known).source == expected


def test_what_an_article_does_not_say_of_itself_is_unknown():
    reading = rules().reading(article(outlet=None, url=None), DAY)
    assert reading.outlets == ()
    assert (reading.family, reading.language, reading.source) == (None, None, None)
