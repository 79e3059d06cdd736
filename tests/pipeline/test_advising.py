"""Second opinions on the road: who is asked about what, and what becomes of the alert."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.judge.novelty import HOLD
from monitor.model.opinion import Agrees, NoOpinion, Unsure, Vetoes
from monitor.model.verdict import Background, Hold, New, Update
from monitor.model.watchlist import ActorCondition, Kind
from monitor.pipeline.advising import Advising
from monitor.pipeline.judging import Judging
from tests.fakes.journal import RecordingJournal
from tests.fakes.making import NOON
from tests.fakes.opinion import ScriptedOpinion
from tests.fakes.rules import WATCHLIST, rules
from tests.pipeline.test_judging import ASIDE, PLEDGE, Scene

NAMELESS = "More than 90 million euros in aid was pledged to Ukraine on Saturday."
QUOTE = "pledged 90 million euros in aid"


class Advised(Scene):
    """A scene with an adviser, and an hour of its time for each article."""

    def __init__(self, adviser: ScriptedOpinion, *, seconds: float = 20, watchlists=None) -> None:
        super().__init__(asked=rules(watchlists=watchlists or (WATCHLIST,)))
        self.adviser = adviser
        advising = Advising(adviser=adviser, journal=self.journal, limit=timedelta(seconds=seconds))
        self.judging = replace(self.judging, advising=advising)


def test_nobody_is_asked_unless_it_is_wished_for():
    judging = Judging(rules=rules(), memory=Scene().memory, journal=RecordingJournal())
    assert judging.advising is None


async def test_what_would_be_told_is_asked_about_once_and_told_with_the_agreement():
    scene = Advised(ScriptedOpinion((Agrees(quote=QUOTE),)))
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    (alert,) = told.alerts
    (asked,) = scene.adviser.asked
    assert (asked.type, asked.status, asked.sentence) == ("aid_pledge", "pledged", PLEDGE)
    assert f"a second opinion agrees, by the words “{QUOTE}”" in alert.why
    assert "opinion.agreed" in scene.journal.events


async def test_a_veto_is_never_told_but_another_sentence_may_be():
    veto = Vetoes(quote=QUOTE, why="an exercise")
    scene = Advised(ScriptedOpinion((veto, Unsure())))
    first = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    second = await scene.tell("b", f"{ASIDE} {PLEDGE[:-1]} in Berlin.", outlet="River Gazette")
    assert (first.alerts, type(first.judged[0].verdict)) == ((), Background)
    assert scene.journal.facts("opinion.vetoed")[0]["why"] == "an exercise"
    (alert,) = second.alerts
    assert alert.development.id == first.judged[0].after.id


async def test_agreement_tells_a_held_development_at_once():
    scene = Advised(ScriptedOpinion((Agrees(quote="was pledged to Ukraine"),)))
    told = await scene.tell("a", f"{NAMELESS}\n\n{ASIDE}")
    assert isinstance(told.judged[0].verdict, New)
    assert [alert.kind for alert in told.alerts] == [Kind.NEW]
    assert await scene.judging.release(told.judged[0].after.id, now=NOON + HOLD) == ()


async def test_a_veto_ends_a_hold_without_a_word():
    scene = Advised(ScriptedOpinion((Vetoes(quote="was pledged to Ukraine", why="old"),)))
    told = await scene.tell("a", f"{NAMELESS}\n\n{ASIDE}")
    assert told.alerts == ()
    assert await scene.judging.release(told.judged[0].after.id, now=NOON + HOLD) == ()


async def test_a_vetoed_change_leaves_what_was_told():
    scene = Advised(ScriptedOpinion((Unsure(), Vetoes(quote="approved", why="not yet"))))
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    approved = "Germany approved 90 million euros in aid to Ukraine on Saturday."
    told = await scene.tell("b", f"{ASIDE} {approved}", outlet="River Gazette", hours=2)
    assert isinstance(told.judged[0].verdict, Background)
    assert (told.alerts, told.judged[0].after.status) == ((), "pledged")


async def test_what_is_known_or_background_costs_no_question():
    scene = Advised(ScriptedOpinion())
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    await scene.tell("b", f"{ASIDE}\n\n{PLEDGE[:-1]} in Berlin.", outlet="River Gazette")
    await scene.tell("c", f"{PLEDGE}", stale=True, outlet="Hill Times")
    assert len(scene.adviser.asked) == 1


async def test_what_no_watchlist_wants_costs_no_question():
    nobody = replace(WATCHLIST, actors=ActorCondition(any=("russia",)))
    scene = Advised(ScriptedOpinion(), watchlists=(nobody,))
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    assert isinstance(told.judged[0].verdict, New)
    assert scene.adviser.asked == []


async def test_a_watchlist_that_waits_for_more_origins_is_asked_for_already():
    patient = replace(WATCHLIST, min_origins=2)
    scene = Advised(ScriptedOpinion((Vetoes(quote=QUOTE, why="old"),)), watchlists=(patient,))
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    assert isinstance(told.judged[0].verdict, Background)


@pytest.mark.parametrize(
    ("adviser", "event", "said"),
    [
        (ScriptedOpinion((NoOpinion(why="down"),)), "opinion.missing", "down"),
        (ScriptedOpinion(hangs=True), "opinion.missing", "none within 0.05 s"),
        (
            ScriptedOpinion((Vetoes(quote="Nothing of the kind", why="no"),)),
            "opinion.missing",
            "what it quotes does not stand in the text",
        ),
        (ScriptedOpinion((Unsure(),)), "opinion.unsure", None),
    ],
)
async def test_without_an_opinion_the_alert_goes_out_and_it_is_said(adviser, event, said):
    scene = Advised(adviser, seconds=0.05)
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    assert len(told.alerts) == 1
    (facts,) = scene.journal.facts(event)
    assert facts["why"] == said


async def test_a_bug_of_the_adviser_costs_no_alert_and_is_a_fault():
    scene = Advised(ScriptedOpinion(fault=ZeroDivisionError("division by zero")))
    told = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    assert len(told.alerts) == 1
    (fault,) = scene.journal.facts("fault.opinion")
    assert "division by zero" in str(fault["detail"])


async def test_without_an_opinion_a_held_development_stays_held():
    scene = Advised(ScriptedOpinion((NoOpinion(why="down"),)))
    told = await scene.tell("a", f"{NAMELESS}\n\n{ASIDE}")
    assert isinstance(told.judged[0].verdict, Hold)
    (alert,) = await scene.judging.release(told.judged[0].after.id, now=NOON + HOLD)
    assert alert.kind is Kind.NEW


async def test_all_questions_of_one_article_share_its_time():
    scene = Advised(ScriptedOpinion(hangs=True), seconds=0.05)
    other = "Germany sent 40 generators to Moldova on Friday."
    told = await scene.tell("a", f"{PLEDGE} {other}\n\n{ASIDE}")
    news = [one for one in told.judged if isinstance(one.verdict, New | Update)]
    assert len(told.alerts) == len(news) >= 1
    assert all(f["why"] == "none within 0.05 s" for f in scene.journal.facts("opinion.missing"))
