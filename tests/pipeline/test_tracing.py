from dataclasses import replace
from datetime import timedelta

from monitor.judge.novelty import HOLD
from monitor.model.article import Copy
from monitor.model.source import Candidate, SourceKind
from monitor.model.verdict import Heard, Sifted
from monitor.model.visit import Outcome
from monitor.model.watchlist import Watchlist
from monitor.pipeline.tracing import MOST_HEARINGS, visit_of_article
from monitor.ports import Task
from tests.contracts.examples import find, remembered
from tests.fakes.making import NOON
from tests.fakes.rules import WATCHLIST, rules
from tests.pipeline.test_judging import ASIDE, PLEDGE, Scene

UNNAMED = "About 3 million euros in aid were pledged to Ukraine on Saturday."
MEETINGS = Watchlist(name="meetings", developments=("meeting",))


async def road(scene, name="a"):
    trace = await scene.memory.trace(name)
    assert trace is not None
    return trace


async def test_what_watchlists_made_of_a_mention_and_what_was_told_is_kept():
    scene = Scene(asked=rules(watchlists=(WATCHLIST, MEETINGS)))
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")

    (one,) = (await road(scene)).decisions
    assert one.alerts == tuple(alert.id for alert in told.alerts)
    assert [(h.watchlist, h.heard, h.misses) for h in one.hearings] == [
        ("ukraine", Heard.TOLD, 0),
        ("meetings", Heard.UNWANTED, 1),
    ]
    assert (one.among, one.compared, one.unheard) == (0, (), None)


async def test_developments_that_a_mention_was_held_against_are_kept_with_the_reason():
    scene = Scene()
    await scene.tell("a", PLEDGE)
    await scene.tell("b", PLEDGE.replace("Germany", "Norway"), outlet="River")

    (one,) = (await road(scene, "b")).decisions
    assert (one.among, [c.same for c in one.compared]) == (1, [False])
    assert one.compared[0].development == (await road(scene)).decisions[0].development


async def test_a_copy_keeps_whose_text_it_is():
    scene = Scene()
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}", url="https://harbour.example/a")
    await scene.tell("b", f"{PLEDGE}\n\n{ASIDE}", url="https://river.example/b", outlet="River")

    trace = await road(scene, "b")
    assert isinstance(trace.likeness, Copy)
    assert trace.neighbour is not None
    assert (trace.neighbour.url, trace.neighbour.outlet) == (
        "https://harbour.example/a",
        "Harbour Post",
    )
    assert (await road(scene)).neighbour is None


async def test_an_article_in_a_language_without_a_lexicon_keeps_that():
    scene = Scene()
    await scene.tell("a", PLEDGE, language="xx")
    assert (await road(scene)).sifted == Sifted(language="xx")


async def test_what_became_of_a_held_mention_is_added_to_the_trace():
    scene = Scene()
    told = await scene.tell("a", UNNAMED)
    (held,) = (await road(scene)).decisions
    assert (held.verdict, held.hearings, held.alerts) == ("hold", (), ())
    assert "held until" in str(held.unheard)

    later = NOON + HOLD + timedelta(minutes=1)
    found = await scene.judging.release(told.judged[0].after.id, now=later)
    (released,) = (await road(scene)).decisions
    assert (released.released, released.unheard) == (later, None)
    assert released.alerts == tuple(alert.id for alert in found)
    assert [h.heard for h in released.hearings] == [Heard.TOLD]


async def test_an_article_keeps_how_it_came_and_what_was_listed_leads_to_it():
    scene = Scene()
    task = Task(entry="1-1", find=find("listed"), deliveries=2)
    article = await scene.tell("a", PLEDGE)
    trace = replace(await road(scene), at=NOON)
    known = remembered("other")

    visit = visit_of_article(task, known, trace)
    assert visit is not None
    assert (visit.url, visit.outcome, visit.article) == (
        task.find.url,
        Outcome.READ,
        article.article.id,
    )
    entry = replace(trace, article=replace(trace.article, entry=True))
    followed = visit_of_article(task, known, entry)
    assert followed is not None
    assert followed.outcome is Outcome.FOLLOWED
    assert visit_of_article(task, replace(known, url=task.find.url), trace) is None


async def test_what_a_source_listed_is_kept_with_the_article():
    scene = Scene()
    candidate = Candidate(url="https://harbour.example/a", kind=SourceKind.FEED, title="Aid")
    task = Task(entry="1-1", find=replace(find("a"), candidate=candidate))
    article = (await scene.tell("a", PLEDGE)).article
    await scene.judging.take_in(article, now=NOON, stale=True, task=task)
    coming = (await road(scene)).coming
    assert coming is not None
    assert (coming.title, coming.stale, coming.fetched) == ("Aid", True, None)


async def test_of_a_hundred_and_more_watchlists_those_nearest_to_an_alert_are_kept():
    many = tuple(replace(MEETINGS, name=f"m{n}") for n in range(MOST_HEARINGS))
    scene = Scene(asked=rules(watchlists=(*many, WATCHLIST)))
    await scene.tell("a", PLEDGE)
    (one,) = (await road(scene)).decisions
    assert len(one.hearings) == MOST_HEARINGS
    assert one.hearings[-1].heard is Heard.TOLD
