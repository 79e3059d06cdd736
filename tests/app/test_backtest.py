"""Replays on a virtual clock; the command line's tests show what it writes."""

from dataclasses import replace
from datetime import timedelta

from monitor.app.backtest import BEGINNING, Backtest, in_order
from monitor.extract.sentences import sentences
from monitor.model.moment import Stamp
from monitor.model.watchlist import Severity
from tests.fakes.journal import RecordingJournal
from tests.fakes.making import NOON, article
from tests.fakes.rules import rules

PLEDGE = (
    "Germany pledged 90 million euros in aid to Ukraine on Saturday, its foreign ministry said."
)
NO_GIVER = "About 3 million euros in aid were pledged to Ukraine on Saturday."
BY_NORWAY = "Norway pledged 3 million euros in aid to Ukraine on Saturday."


def printed(name: str, text: str, **more):
    return article(name, text=text, sentences=sentences(text), **more)


async def replayed(*articles, journal=None, asked=None):
    """Return the decisions of each step and all alerts."""
    steps = [s async for s in Backtest(asked or rules(), journal).run(in_order(articles))]
    decisions = [[(r["article"], r["verdict"]) for r in rows] for rows, _ in steps]
    return decisions, [alert for _, alerts in steps for alert in alerts]


def test_articles_arrive_by_their_dates_ties_in_the_order_given():
    late = article("late", at=NOON + timedelta(hours=1))
    day = article("day", published=Stamp.of_day(NOON.date()))
    noon = article("noon", at=NOON)
    assert [a.id for _, a in in_order((late, noon, day))] == ["noon", "day", "late"]


def test_an_article_without_a_date_arrives_with_the_one_before_it():
    first, second = article("first", at=NOON), article("second", published=None)
    early = article("early", at=NOON - timedelta(days=1))
    arrivals = in_order((first, second, early))
    assert [(a.id, at) for at, a in arrivals][1:] == [("first", NOON), ("second", NOON)]


def test_an_article_before_any_date_arrives_at_the_beginning():
    assert in_order((article("a", published=None),))[0][0] == BEGINNING


async def test_each_article_gives_its_decisions_and_alerts_in_turn():
    journal = RecordingJournal()
    decisions, alerts = await replayed(
        printed("a", PLEDGE),
        printed("b", PLEDGE, outlet="River Gazette", at=NOON + timedelta(hours=1)),
        journal=journal,
    )
    assert decisions == [[("a", "new")], [("b", "known")], []]
    assert [alert["kind"] for alert in alerts] == ["new"]
    assert journal.events == ["article.judged", "mention.new", "article.judged", "mention.known"]


async def test_a_hold_that_ends_before_the_next_article_is_told_then():
    decisions, alerts = await replayed(
        printed("held", NO_GIVER), printed("other", "It rained.", at=NOON + timedelta(hours=2))
    )
    assert decisions == [[], [("held", "new")], []]
    assert len(alerts) == 1


async def test_a_hold_that_is_left_is_told_at_the_end():
    decisions, alerts = await replayed(printed("held", NO_GIVER))
    assert decisions == [[], [("held", "new")]]
    assert [alert["kind"] for alert in alerts] == ["new"]


async def test_what_waits_is_known_where_another_article_tells_it_first():
    soon = NOON + timedelta(minutes=10)
    decisions, alerts = await replayed(
        printed("held", NO_GIVER),
        printed("again", NO_GIVER.replace("About", "Some"), at=NOON + timedelta(minutes=5)),
        printed("named", BY_NORWAY, outlet="River Gazette", at=soon),
    )
    assert decisions == [
        [],
        [],
        [("held", "known"), ("again", "known"), ("named", "new")],
        [],
    ]
    assert len(alerts) == 1


async def test_two_articles_of_one_hold_are_new_and_known_when_it_ends():
    decisions, _ = await replayed(
        printed("held", NO_GIVER),
        printed("again", NO_GIVER.replace("About", "Some"), at=NOON + timedelta(minutes=5)),
    )
    assert decisions == [[], [], [("held", "new"), ("again", "known")]]


async def test_an_alert_that_a_second_watchlist_asks_for_later_is_one_row_for_both():
    asked = rules()
    first = asked.watchlists[0]
    careful = replace(first, name="careful", min_origins=2, severity=Severity.CRITICAL)
    _, alerts = await replayed(
        printed("a", PLEDGE),
        printed("b", f"{PLEDGE[:-1]} in Berlin, where it rained.", outlet="River Gazette",
                at=NOON + timedelta(hours=1)),
        asked=replace(asked, watchlists=(first, careful)),
    )  # fmt: skip
    assert [(a["watchlists"], a["severity"]) for a in alerts] == [
        ([first.name, "careful"], "critical")
    ]
    assert alerts[0]["evidence"][0]["article"] == "a"
