"""The articles of a case, replayed on a clock of their own."""

from datetime import UTC, datetime, timedelta

from monitor.app.config.shapes_tests import CaseShape
from monitor.app.ruletests.replaying import BEGINNING, replayed
from monitor.model.watchlist import Kind, Watchlist
from tests.fakes.rules import rules

PLEDGE = "Germany pledged 90 million euros in aid to Ukraine on Wednesday, its ministry said."
NO_GIVER = "About 3 million euros in aid were pledged to Ukraine on Wednesday."
PLAN = "Kirill Dmitriev will meet Steve Witkoff in Miami on Friday."
DESK = Watchlist(name="desk", confirm_at=2, on=(Kind.NEW, Kind.CONFIRMED, Kind.OVERDUE))
HOUR = timedelta(hours=1)


def happened(*articles, watchlists=(DESK,)):
    given = [a if isinstance(a, dict) else {"text": a} for a in articles]
    case = CaseShape.model_validate({"name": "a case", "articles": given, "count": 0})
    return replayed(case, rules(watchlists=watchlists), watchlists, now=BEGINNING)


def kinds(one) -> list[str]:
    return [str(alert.kind) for alert in one.alerts.values()]


def times(*articles) -> list[timedelta]:
    return [one.at - BEGINNING for one in happened(*articles)]


def test_articles_arrive_an_hour_apart_from_outlets_of_their_own():
    first, second = happened("One.", "Two.")
    assert (first.at, second.at) == (BEGINNING, BEGINNING + HOUR)
    assert [one.article.outlet for one in (first, second)] == ["Outlet A", "Outlet B"]
    assert second.article.published.at == second.at
    assert first.article.language == "en"


def test_an_article_may_say_when_it_arrives():
    assert times({"text": "One.", "after": "2h"}, {"text": "Two.", "after": "3d"}) == [
        2 * HOUR,
        74 * HOUR,
    ]
    assert times({"text": "One.", "now": "2026-03-05 09:00"}) == [24 * HOUR]


def test_an_article_arrives_when_it_was_published_but_never_before_the_one_above_it():
    early = {"text": "Two.", "published": "2026-03-01"}
    _, second = happened({"text": "One.", "published": "2026-03-05 09:00Z"}, early)
    assert second.at == BEGINNING + 24 * HOUR
    assert second.article.published.whole_day
    assert second.article.published.day == datetime(2026, 3, 1, tzinfo=UTC).date()


def test_an_article_may_have_been_published_some_time_before_it_arrives():
    (one,) = happened({"text": "One.", "published": "-3d"})
    assert (one.at, one.article.published.at) == (BEGINNING, BEGINNING - 72 * HOUR)


def test_what_is_told_stands_at_the_article_that_tells_it():
    first, second, third = happened(
        PLEDGE, {"text": PLEDGE, "credit": "Outlet A"}, "The sea is calm."
    )
    assert (kinds(first), kinds(second), kinds(third)) == (["new"], [], [])
    assert first.words == {"original", "new"}
    assert second.words == {"copy", "known"}
    assert third.words == {"original", "nothing"}
    assert [heard.judged.mention.type for heard in first.heard] == ["aid_pledge"]
    assert [hearing.watchlist for hearing in first.heard[0].hearings] == ["desk"]


def test_a_second_origin_confirms():
    told = "Ukraine is to receive 90 million euros in aid from Germany, Kyiv said on Wednesday."
    _, second = happened(PLEDGE, told)
    assert kinds(second) == ["confirmed"]
    assert second.words == {"original", "confirmed", "known"}


def test_what_was_held_is_told_where_it_was_said_once_its_time_is_over():
    held, _ = happened(NO_GIVER, {"text": "The sea is calm.", "after": "3d"})
    assert held.words == {"original", "hold", "new"}
    assert kinds(held) == ["new"]


def test_what_ends_while_time_passes_stands_there():
    plan, waiting = happened(PLAN, {"after": "30d"})
    assert (kinds(plan), kinds(waiting)) == (["new"], ["overdue"])
    assert (plan.passes, waiting.passes) == (False, True)
    assert waiting.words == {"overdue"}


def test_two_watchlists_share_one_alert():
    (one,) = happened(PLEDGE, watchlists=(DESK, Watchlist(name="other")))
    (alert,) = one.alerts.values()
    assert alert.watchlists == ("desk", "other")


def test_a_watchlist_that_asks_later_is_named_in_the_alert_that_was_told():
    late = Watchlist(name="late", min_origins=2)
    told = "Ukraine is to receive 90 million euros in aid from Germany, Kyiv said on Wednesday."
    first, second = happened(PLEDGE, told, watchlists=(Watchlist(name="early"), late))
    assert [alert.watchlists for alert in first.alerts.values()] == [("early", "late")]
    assert kinds(second) == []
