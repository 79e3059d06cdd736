"""The page of a replay: what it shows, in a real browser too, and what hostile words do to it."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from monitor.app.backtesting.board import Board
from monitor.app.backtesting.differing import Diff, Difference, Way
from monitor.app.backtesting.report import page as module
from monitor.app.backtesting.report.page import Report, page
from monitor.app.backtesting.steps import Step
from monitor.app.backtesting.summing import Tally
from monitor.model.alert import AlertId
from monitor.model.article import ArticleId
from tests.alert.examples import NEW, UPDATE
from tests.mail_client.browser import ABSENT, PROGRAM, opened

HOSTILE = '"><script>alert(1)</script><img src=https://evil.example/x>\u202e&lt;' + "W" * 400
NAMES = ("ukraine", HOSTILE)
WIDTHS = (320, 400, 1200)


def hostile(number: int):
    """Return an alert of which every word of a stranger is out to break the page."""
    evidence = replace(
        NEW.evidence[0],
        url="javascript:alert(1)" if number % 2 else 'https://x.example/"onload=alert(1)',
        outlet=HOSTILE,
        sentence=HOSTILE,
    )
    return replace(
        (NEW, UPDATE)[number % 2],
        id=AlertId(f"{HOSTILE}{number}"),
        summary=HOSTILE,
        watchlists=NAMES[: 1 + number % 2],
        evidence=(evidence,),
        why=(HOSTILE,),
        at=NEW.at + timedelta(days=number),
    )


def report(alerts, *, names=NAMES, days=5, diff=None) -> Report:
    board, tally = Board(), Tally(names)
    for alert in alerts:
        board.emit(alert)
    for number in range(days):
        at = NEW.at + timedelta(days=number)
        tally.take(Step(at=at, article=ArticleId(str(number)), likeness="copy"))
    tally.told(board)
    return Report(tally=tally, board=board, made=NEW.at, diff=diff, sides=(HOSTILE, "in force"))


@pytest.fixture(scope="module")
def whole() -> str:
    alerts = [hostile(number) for number in range(6)]
    differences = tuple(
        Difference(way=way, alert=alerts[0], why=(HOSTILE, "ukraine, now: x")) for way in Way
    )
    return "".join(page(report(alerts, diff=Diff(same=3, differences=differences))))


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


def test_no_word_of_a_stranger_becomes_a_tag_an_address_or_a_turn_of_direction(whole):
    tags = Tags(whole).found
    assert {tag for tag, _ in tags} & {"script", "img", "iframe", "object", "form"} == set()
    assert {a["href"] for tag, a in tags if tag == "a"} == set()
    assert [a["href"] for tag, a in tags if tag == "link"] == ["data:,"]
    assert not {name for _, attributes in tags for name in attributes if name.startswith("on")}
    assert "\u202e" not in whole


def test_sound_links_are_kept_and_tell_nobody_whence_they_were_followed():
    html = "".join(page(report([NEW])))
    links = [a for tag, a in Tags(html).found if tag == "a"]
    assert links == [{"href": NEW.evidence[0].url, "rel": "noopener noreferrer"}]
    assert "What differs" not in html


def test_a_replay_without_alerts_or_articles_is_a_page_too():
    assert "No alert in this time." in "".join(page(report([])))
    assert "What would have been told" in "".join(page(report([], days=0, names=("one",))))


def test_a_long_time_is_shown_by_several_days_a_bar():
    html = "".join(page(report([NEW], days=150)))
    assert "each bar is 3 days" in html


def test_of_very_many_alerts_the_last_are_shown_and_the_others_counted():
    many = [replace(NEW, id=AlertId(str(n))) for n in range(module.MOST_SHOWN + 2)]
    html = "".join(page(report(many)))
    assert html.count('<article class="alert') == module.MOST_SHOWN
    assert "2 more are not shown here" in html


@pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
def test_in_a_browser_nothing_overflows_runs_or_is_asked_for(whole):
    with opened() as viewer:
        said = []
        viewer.window.on("dialog", lambda dialog: said.append(dialog.message))
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                shown = viewer.page(whole, width, scheme)
                assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert shown.locator("rect").count() > 0
        assert shown.locator("article.listed:visible").count() == 6
        shown.locator("label[for=w1]").click()
        assert shown.locator("article.listed:visible").count() == 3
        ink, paper = (
            shown.evaluate(f"getComputedStyle(document.body).{name}")
            for name in ("color", "backgroundColor")
        )
        assert ink != paper
        assert (viewer.asked, said) == ([], [])
