"""A rule test made of articles: what is written can be read, says the same, and is right."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.app.config.rule_tests import RuleTests
from monitor.app.config.shapes_tests import RuleTestsShape
from monitor.app.config.translation import checked
from monitor.app.config.yaml import parse_yaml
from monitor.app.ruletests.cases import Running, cases_of
from monitor.app.ruletests.drafting import drafted
from monitor.extract.clean import clean_text
from monitor.model.moment import Stamp
from monitor.model.watchlist import Kind, Watchlist
from tests.fakes.making import NOON, article
from tests.fakes.rules import rules

DESK = Watchlist(name="desk", on=(Kind.NEW, Kind.UPDATE))
PLEDGE = (
    "Norway pledged 300 million euros in aid to Ukraine on Saturday.\n\n“More” will come: soon."
)
RAISED = "Norway raised its aid to Ukraine from 300 million euros to 400 million euros on Sunday."
MEETING = "Kirill Dmitriev met Steve Witkoff of the Harbour Bank in Miami on Saturday."


def read(text: str):
    document = parse_yaml(text, name="a.test.yaml")
    return RuleTests(document=document, shape=checked(document, RuleTestsShape))


def test_a_case_made_of_articles_is_right_as_it_stands():
    later = Stamp.of_day(NOON.date().replace(day=21))
    articles = (
        article("b", text=RAISED, published=later, outlet="Post", language="en"),
        article("a", text=PLEDGE, title=" A “pledge”:\nthe first ", url="a file.html"),
        article("c", text=MEETING, language="en-GB", credit="Wire"),
        article("d", text="The sea is calm."),
    )
    watched = rules(watchlists=(DESK,))
    text = drafted(articles, watched, watched.watchlists)
    tests = read(text)
    first, *_, last = tests.shape.cases[0].articles
    assert (first.title, first.text, first.url) == ("A “pledge”: the first", PLEDGE, None)
    assert [(a.kind, a.changes) for a in last.alerts] == [("update", ["amount"])]
    assert tests.shape.cases[0].watchlist == ["desk"]
    assert 'place: "Miami"' in text
    (case,) = cases_of([tests])
    assert Running(rules=watched, seconds=lambda: 0).outcome(case).faults == ()


def test_several_watchlists_are_asked_as_the_folder_has_them():
    both = (DESK, replace(DESK, name="other"))
    tests = read(drafted((article(text=PLEDGE),), rules(watchlists=both), both))
    assert tests.shape.cases[0].watchlist is None


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(min_size=1).map(clean_text).filter(str.strip),
    title=st.text().map(clean_text),
)
def test_any_article_can_be_written_and_read_again(text, title):
    written = drafted((article(text=text, title=title),), rules(), ())
    (found,) = read(written).shape.cases[0].articles
    assert found.text == text.strip()
    assert found.title in {None, " ".join(title.split())}
