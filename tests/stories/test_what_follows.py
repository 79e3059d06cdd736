"""What follows a first telling, from articles to alerts: confirmation by other origins, claims
against it, changes back and forth, and plans of which nothing more is heard.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Backtest, Silence
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.moment import Stamp
from monitor.model.watchlist import Kind, Watchlist
from monitor.pipeline.judging import Judging

TUESDAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
PLEDGE = "Norway pledged 300 million euros in aid to Ukraine on Tuesday, its government said."
AGAIN = "Oslo has promised Kyiv 300 million euros in aid, the finance minister told reporters."
THIRD = "Ukraine is to get 300 million euros from Norway, its prime minister announced on Tuesday."
ASIDE = " The hall of the ministry was full when the news came, and few had slept."


@pytest.fixture(scope="module")
def rules():
    return rules_of(load(shipped_folder(), types=known_types(), environment={}))


def article(name: str, text: str, *, hours: float = 0, **more: object) -> Article:
    fields: dict[str, object] = {"outlet": f"Outlet {name}", "language": "en"}
    return Article(
        id=ArticleId(name),
        text=text,
        sentences=sentences(text, "en"),
        url=f"https://{name}.example/news",
        published=Stamp(at=TUESDAY + timedelta(hours=hours)),
        **(fields | more),
    )


async def alerts(rules, watchlist: Watchlist, *articles: Article):
    """Return (kind, article of the cause, changes) of each alert of a replay."""
    replay = Backtest(replace(rules, watchlists=(watchlist,)))
    found = []
    arrivals = [(one.published.at, one) for one in articles if one.published is not None]
    async for _, emitted in replay.run(arrivals):
        found += emitted
    return [
        (a["kind"], a["evidence"][0]["article"], [c["after"] for c in a["changes"]]) for a in found
    ]


async def test_a_development_is_confirmed_once_by_independent_origins(rules):
    desk = Watchlist(name="desk", on=(Kind.NEW, Kind.CONFIRMED), confirm_at=2)
    found = await alerts(
        rules,
        desk,
        article("one", PLEDGE),
        article("two", AGAIN, hours=2),
        article("three", THIRD, hours=3),
    )
    assert found == [("new", "one", []), ("confirmed", "two", [])]


@pytest.mark.parametrize(
    "second",
    [
        {"family": "Outlet one"},
        {"credit": "Outlet one"},
        {"text": PLEDGE + ASIDE},
    ],
)
async def test_one_family_one_wire_or_one_text_is_one_origin(rules, second):
    desk = Watchlist(name="desk", on=(Kind.NEW, Kind.CONFIRMED), confirm_at=2)
    found = await alerts(
        rules,
        desk,
        article("one", PLEDGE + ASIDE),
        article("two", **({"text": AGAIN} | second), hours=2),
    )
    assert found == [("new", "one", [])]


async def test_a_careful_desk_is_told_when_enough_origins_have_it(rules):
    careful = Watchlist(name="careful", min_origins=2)
    found = await alerts(rules, careful, article("one", PLEDGE), article("two", AGAIN, hours=2))
    assert found == [("new", "two", [])]


async def test_a_clashing_count_of_another_origin_is_contested_and_the_told_one_stays(rules):
    desk = Watchlist(name="desk")
    found = await alerts(
        rules,
        desk,
        article(
            "one", "The World Food Programme delivered flour to Gaza with 45 trucks on Tuesday."
        ),
        article(
            "two",
            "The World Food Programme delivered flour to Gaza with 28 trucks on Tuesday.",
            hours=2,
        ),
        article(
            "six",
            "A convoy of 28 trucks of the World Food Programme entered Gaza on Tuesday.",
            hours=4,
        ),
        article(
            "ten",
            "A convoy of 45 trucks of the World Food Programme entered Gaza on Tuesday.",
            hours=5,
        ),
    )
    assert found == [("new", "one", []), ("contested", "two", ["28 trucks"])]


async def test_a_date_that_goes_back_and_forth_is_told_a_few_times_only(rules):
    desk = Watchlist(name="desk")
    plan = "Emmanuel Macron will meet Friedrich Merz in Berlin on {}, the palace said."
    days = ["March 20"] + ["March 21", "March 20"] * 5
    told = [article(f"n{n}", plan.format(when), hours=5 * n) for n, when in enumerate(days)]
    found = await alerts(rules, desk, *told)
    kinds = [kind for kind, _, _ in found]
    assert kinds[0] == "new"
    assert 1 <= kinds.count("update") <= 4


PLAN = "Emmanuel Macron will meet Friedrich Merz in Berlin on Friday, the palace said."
WEATHER = "Rain fell on the coast for a third day, and the ferries stayed in port."


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((WEATHER, 24 * 6), [("new", "plan", []), ("overdue", "plan", [])]),
        ((WEATHER, 24 * 4), [("new", "plan", [])]),
        (
            ("Emmanuel Macron met Friedrich Merz in Berlin on Friday.", 24 * 4),
            [("new", "plan", []), ("update", "later", ["held"])],
        ),
    ],
)
async def test_a_plan_is_held_or_overdue_or_still_waited_for(rules, later, expected):
    desk = Watchlist(name="desk", on=(Kind.NEW, Kind.UPDATE, Kind.OVERDUE))
    text, hours = later
    articles = [article("plan", PLAN), article("later", text, hours=hours)]
    if expected[-1][0] == "update":
        articles.append(article("end", WEATHER, hours=24 * 9))
    assert await alerts(rules, desk, *articles) == expected


async def test_a_desk_that_does_not_ask_for_it_is_not_told_what_is_overdue(rules):
    found = await alerts(
        rules,
        Watchlist(name="desk"),
        article("plan", PLAN),
        article("later", WEATHER, hours=24 * 6),
    )
    assert found == [("new", "plan", [])]


async def test_an_overdue_plan_wakes_the_daemon_once(rules):
    memory = ThrowawayMemory()
    desk = Watchlist(name="desk", on=(Kind.NEW, Kind.OVERDUE))
    judging = Judging(rules=replace(rules, watchlists=(desk,)), memory=memory, journal=Silence())
    told = await judging.take_in(article("plan", PLAN), now=TUESDAY)
    (development,) = {one.after.id for one in told.judged}
    due = memory.next_hold()
    assert due == datetime(2026, 3, 15, tzinfo=UTC)
    assert await judging.release(development, now=due - timedelta(seconds=1)) == ()
    (late,) = await judging.release(development, now=due)
    assert (late.kind, late.revision) == (Kind.OVERDUE, 1)
    assert late.summary.startswith("Overdue, nothing reported: ")
    assert await memory.held(due + timedelta(days=9)) == ()
    assert await judging.release(development, now=due) == ()
