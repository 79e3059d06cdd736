"""dedupe → detect → judge → alert on a memory, one article after the other."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.errors import TryLater
from monitor.extract.sentences import sentences
from monitor.judge.novelty import HOLD
from monitor.judge.resemblance import Resemblance
from monitor.model.article import Article, Copy, Original, Revision
from monitor.model.condition import Among, Aspect, Origins
from monitor.model.development import TypeId
from monitor.model.verdict import Background, Confirmed, Hold, Known, New, Update
from monitor.model.watchlist import Kind, Watchlist
from monitor.model.weights import Weights
from monitor.pipeline.judging import MOST_TRIES, Judging
from monitor.pipeline.rules import Rules
from monitor.ports import Commit, Task
from tests.contracts.examples import find
from tests.fakes.archive import FakeArchive
from tests.fakes.journal import RecordingJournal
from tests.fakes.making import NOON, article
from tests.fakes.rules import rules

PLEDGE = (
    "Germany pledged 90 million euros in aid to Ukraine on Saturday, its foreign ministry said."
)
ASIDE = (
    "Lorries stood waiting near the northern depot while the rain went on. A clerk filled in the "
    "forms before noon, and an old timetable named the trains that still run in winter."
)


def printed(name: str, text: str, **more) -> Article:
    return article(name, text=text, sentences=sentences(text), title="Harbour news", **more)


class BusyMemory(ThrowawayMemory):
    """A memory in which others were quicker so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times
        self.refused: list[Commit] = []

    async def commit(self, commit: Commit) -> bool:
        if len(self.refused) < self.times:
            self.refused.append(commit)
            return False
        return await super().commit(commit)


class Scene:
    def __init__(self, memory: ThrowawayMemory | None = None, asked: Rules | None = None) -> None:
        self.memory = memory or ThrowawayMemory()
        self.journal = RecordingJournal()
        self.judging = Judging(rules=asked or rules(), memory=self.memory, journal=self.journal)

    async def tell(self, name: str, text: str, *, hours: float = 0, **more):
        now: datetime = NOON + timedelta(hours=hours)
        stale = more.pop("stale", False)
        return await self.judging.take_in(printed(name, text, at=now, **more), now=now, stale=stale)


@pytest.fixture
def scene():
    return Scene()


async def test_a_development_is_told_once_with_its_sentence(scene):
    first = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    again = await scene.tell("b", f"{ASIDE}\n\n{PLEDGE[:-1]} in Berlin.", outlet="River Gazette")

    (alert,) = first.alerts
    assert (alert.kind, alert.receivers) == (Kind.NEW, ("desk",))
    assert alert.evidence[0].sentence == PLEDGE
    assert [type(one.verdict) for one in first.judged] == [New]
    assert [type(one.verdict) for one in again.judged] == [Known]
    assert again.alerts == ()
    assert again.judged[0].after.outlets == ("Harbour Post", "River Gazette")


async def test_what_changes_is_told_as_an_update_with_the_sentence_before(scene):
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    told = await scene.tell(
        "b",
        "Germany has raised its aid to Ukraine to 120 million euros from 90 million euros, its "
        "foreign ministry said on Saturday.",
        hours=2,
    )

    (alert,) = told.alerts
    assert alert.kind is Kind.UPDATE
    assert [(c.before, c.after) for c in alert.changes] == [("90000000 EUR", "120000000 EUR")]
    assert alert.evidence[1].sentence == PLEDGE
    assert isinstance(told.judged[0].verdict, Update)


async def test_a_copy_tells_nothing_and_names_its_original(scene):
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    told = await scene.tell("b", f"{PLEDGE}\n\n{ASIDE}", outlet="River Gazette")

    assert isinstance(told.likeness, Copy)
    assert told.alerts == ()
    assert scene.journal.facts("article.judged")[-1]["copy_of"] == "a"
    assert scene.journal.facts("article.judged")[-1]["likeness"] == "copy"


async def test_a_later_state_of_a_page_is_its_revision(scene):
    await scene.tell("a", f"{ASIDE}")
    told = await scene.tell("a", f"{ASIDE}\n\n{PLEDGE}", hours=1)

    assert isinstance(told.likeness, Revision)
    assert [alert.kind for alert in told.alerts] == [Kind.NEW]


async def test_what_is_too_old_is_background(scene):
    told = await scene.tell("a", PLEDGE, stale=True)
    assert [type(one.verdict) for one in told.judged] == [Background]
    assert told.alerts == ()


async def test_an_article_without_address_or_date_is_judged_too(scene):
    undated = "Germany has pledged 90 million euros in aid to Ukraine, its foreign ministry said."
    told = await scene.tell("a", undated, url=None, published=None)
    assert [alert.kind for alert in told.alerts] == [Kind.NEW]
    assert isinstance(told.likeness, Original)


async def test_an_article_that_tells_nothing_is_remembered(scene):
    told = await scene.tell("a", ASIDE)
    assert told.judged == ()
    assert isinstance((await scene.tell("b", ASIDE)).likeness, Copy)


async def test_the_road_of_an_article_is_kept_with_every_decision(scene):
    told = await scene.tell("a", PLEDGE)
    trace = await scene.memory.trace(told.article.id)

    (decision,) = trace.decisions
    assert (decision.verdict, decision.development) == ("new", told.judged[0].after.id)
    assert decision.why
    assert trace.article == told.article


async def test_every_decision_is_noted(scene):
    await scene.tell("a", PLEDGE)

    assert scene.journal.events == ["article.judged", "mention.new", "alert.emitted"]
    (emitted,) = scene.journal.facts("alert.emitted")
    assert (emitted["kind"], emitted["receivers"]) == (Kind.NEW, ("desk",))


async def test_an_article_is_judged_again_while_others_change_its_developments():
    scene = Scene(BusyMemory(MOST_TRIES - 1))
    told = await scene.tell("a", PLEDGE)
    assert len(told.alerts) == 1
    assert scene.journal.events.count("alert.emitted") == 1


async def test_an_article_whose_developments_never_rest_is_tried_later_and_leaves_nothing():
    scene = Scene(BusyMemory(MOST_TRIES))
    with pytest.raises(TryLater, match="changed too often"):
        await scene.tell("a", PLEDGE)
    assert scene.journal.events == []
    assert scene.memory.alerts == ()


NO_GIVER = "About 3 million euros in aid were pledged to Ukraine on Saturday."


async def test_a_pledge_without_a_giver_waits_and_is_told_when_its_hold_ends(scene):
    told = await scene.tell("a", NO_GIVER)
    held = told.judged[0].after
    assert isinstance(told.judged[0].verdict, Hold)
    assert told.alerts == ()

    assert await scene.judging.release(held.id, now=NOON + HOLD - timedelta(seconds=1)) == ()
    (alert,) = await scene.judging.release(held.id, now=NOON + HOLD)
    assert alert.kind is Kind.NEW
    assert alert.evidence[0].sentence == NO_GIVER
    assert await scene.judging.release(held.id, now=NOON + HOLD) == ()


async def test_a_hold_is_told_though_the_road_of_its_article_is_forgotten(scene):
    told = await scene.tell("a", NO_GIVER)

    class Forgetful(ThrowawayMemory):
        async def trace(self, article):
            return None

    scene.memory.__class__ = Forgetful
    (alert,) = await scene.judging.release(told.judged[0].after.id, now=NOON + HOLD)
    assert alert.kind is Kind.NEW


async def test_a_hold_that_another_worker_ends_is_not_told_twice():
    scene = Scene(BusyMemory(0))
    told = await scene.tell("a", NO_GIVER)
    scene.memory.times = 1
    assert await scene.judging.release(told.judged[0].after.id, now=NOON + HOLD) == ()
    assert scene.journal.facts("alert.emitted") == []


async def test_a_development_that_is_no_longer_stored_is_not_released(scene):
    told = await scene.tell("a", PLEDGE)
    gone = replace(told.judged[0].after, id="gone")
    assert await scene.judging.release(gone.id, now=NOON) == ()


NOBODY = "Envoys met in Berlin on Saturday and agreed to a ceasefire."


async def test_a_page_read_again_tells_what_it_told_though_its_parties_are_unknown(scene):
    first = await scene.tell("a", f"{NOBODY}\n\n{ASIDE}")
    again = await scene.tell("a", f"{NOBODY}\n\n{ASIDE} It rained.", hours=1)
    told = {one.after.id for one in first.judged}
    assert told
    assert told <= {one.before.id for one in again.judged if one.before is not None}
    assert again.alerts == ()


async def test_a_sentence_whose_keys_changed_is_found_by_what_it_started(scene):
    """As when the registry learns a name between two readings of a page."""
    first = await scene.tell("a", PLEDGE)

    class Rekeyed(ThrowawayMemory):
        async def related(self, keys, since=None):
            return ()

    scene.memory.__class__ = Rekeyed
    again = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}", hours=1)
    assert [one.after.id for one in again.judged] == [one.after.id for one in first.judged]
    assert again.alerts == ()


async def test_a_figure_corrected_in_its_place_is_judged_by_its_slots(scene):
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    told = await scene.tell("a", f"{PLEDGE.replace('90', '40')}\n\n{ASIDE}", hours=1)
    assert len(told.alerts) == 1


def confirming() -> Rules:
    """Return the rules, with watchlists that ask for two origins as a confirmation."""
    asked = rules()
    on = (Kind.NEW, Kind.CONFIRMED)
    return replace(
        asked, watchlists=tuple(replace(w, confirm_at=2, on=on) for w in asked.watchlists)
    )


SECOND = f"{ASIDE}\n\n{PLEDGE[:-1]} in Berlin."


async def test_what_confirms_a_development_is_kept_as_a_confirmation():
    scene = Scene(asked=confirming())
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    told = await scene.tell("b", SECOND, outlet="River Gazette")

    assert [alert.kind for alert in told.alerts] == [Kind.CONFIRMED]
    (one,) = told.judged
    assert isinstance(one.verdict, Confirmed)
    assert one.verdict.origins == 2
    (kept,) = (await scene.memory.trace(told.article.id)).decisions
    assert kept.verdict == "confirmed"
    assert kept.why[-1] == "2 independent origins report it"


async def test_a_rewrite_that_repeats_the_sentence_is_no_second_origin():
    scene = Scene(asked=confirming())
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    around = "The harbour was quiet on Saturday. Few ships came in before the evening."
    told = await scene.tell("b", f"{around}\n\n{PLEDGE}\n\n{ASIDE}", outlet="River Gazette")

    assert isinstance(told.likeness, Revision)
    assert not told.likeness.same_page
    assert told.alerts == ()
    assert [type(one.verdict) for one in told.judged] == [Known]
    assert "the sentence was told before" in told.judged[0].verdict.why
    assert len(told.judged[0].after.origins) == 1


SANCTIONS = "The United States imposed sanctions on two Russian banks on Friday, officials said."


async def test_of_a_page_that_changed_only_the_changed_sentences_are_news(scene):
    first = await scene.tell("a", f"{PLEDGE}\n\n{SANCTIONS}\n\n{ASIDE}")
    assert len(first.alerts) == 2
    raised = PLEDGE.replace("pledged 90", "raised its pledge to 120").replace(
        "euros in", "euros from 90 million euros in"
    )
    told = await scene.tell("a", f"{raised}\n\n{SANCTIONS}\n\n{ASIDE}", hours=1)

    assert isinstance(told.likeness, Revision)
    assert [told.article.said(told.article.sentences[n]) for n in told.likeness.changed] == [raised]
    (alert,) = told.alerts
    assert [(c.field, c.before, c.after) for c in alert.changes] == [
        ("amount", "90000000 EUR", "120000000 EUR")
    ]
    unchanged = [one for one in told.judged if one.mention.type == "sanction"]
    assert ["the sentence was told before" in one.verdict.why for one in unchanged] == [True]


LIVE = "https://harbour.example/live?utm_source=rss#post-"


async def test_entries_of_one_page_are_articles_of_their_own(scene):
    first = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}", url=f"{LIVE}1", entry=True)
    other = await scene.tell("b", SANCTIONS, url=f"{LIVE}2", entry=True)
    again = await scene.tell("a", f"{PLEDGE} More soon.\n\n{ASIDE}", url=f"{LIVE}1", entry=True)

    assert [len(told.alerts) for told in (first, other, again)] == [1, 1, 0]
    assert isinstance(other.likeness, Original)
    assert isinstance(again.likeness, Revision)
    assert again.likeness.same_page


async def test_a_page_that_takes_its_change_back_is_told_again_but_not_for_ever(scene):
    page = "Germany has raised its aid to Ukraine to {} million euros, its ministry said."
    kinds = []
    for hour, sum_ in enumerate((90, 120) * 6):
        told = await scene.tell("a", f"{page.format(sum_)}\n\n{ASIDE}", hours=hour)
        kinds.append([alert.kind for alert in told.alerts])
    assert kinds[:3] == [[Kind.NEW], [Kind.UPDATE], [Kind.UPDATE]]
    assert kinds[-3:] == [[], [], []]


async def test_what_a_rewrite_adds_is_told_and_what_it_shares_is_not(scene):
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    told = await scene.tell("b", f"{ASIDE}\n\n{PLEDGE}\n\n{SANCTIONS}", outlet="River Gazette")

    assert isinstance(told.likeness, Revision)
    assert [alert.development.type for alert in told.alerts] == ["sanction"]


async def test_a_credit_joins_the_family_that_an_article_named_for_the_outlet():
    scene = Scene(asked=confirming())
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}", outlet="Alpha", family="FamA")
    told = await scene.tell("b", SECOND, outlet="River Gazette", credit="alpha")

    assert told.alerts == ()
    assert told.judged[0].after.origins == ("fama",)


async def test_an_article_in_a_language_without_a_lexicon_is_story_level_and_says_so(scene):
    told = await scene.tell("a", PLEDGE, language="fr")
    assert told.judged == ()
    assert scene.journal.facts("article.story_level") == [{"article": "a", "language": "fr"}]


async def test_an_article_is_detected_in_by_the_tools_of_its_language():
    asked = rules()
    scene = Scene(asked=replace(asked, tools_in=lambda _language: asked.tools))
    assert len((await scene.tell("a", PLEDGE, language="fr")).judged) == 1
    assert len((await scene.tell("b", PLEDGE, language="en-GB")).judged) == 1


DAY = date(2026, 3, 4)
LIKELY = Resemblance(types=frozenset({TypeId("aid_pledge")}), weights=Weights(bias=9.0))


@pytest.mark.parametrize("language", [None, "en", "en-GB"])
def test_acts_are_weighed_in_the_language_that_the_weights_were_learnt_in(language):
    asked = replace(rules(), resemblance=LIKELY)
    assert asked.ground(DAY, article(language=language)).resemblance is LIKELY


@pytest.mark.parametrize("language", ["de", "fr-CA"])
def test_in_other_languages_rules_alone_say_which_act_is_told(language):
    asked = replace(rules(), resemblance=LIKELY)
    assert asked.ground(DAY, article(language=language)).resemblance == Resemblance()
    assert asked.ground(DAY).resemblance == Resemblance()


@pytest.mark.parametrize(("language", "verdict"), [("en", Update), ("fr", New)])
async def test_the_weights_decide_which_act_an_article_tells(language, verdict):
    """The sums differ, so that by rules alone it is another act."""
    asked = replace(rules(), resemblance=LIKELY)
    scene = Scene(asked=replace(asked, tools_in=lambda _language: asked.tools))
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    more = "Germany has pledged 700 million euros in aid to Ukraine, its foreign ministry said."
    told = await scene.tell("b", more, language=language, hours=2)
    assert [type(one.verdict) for one in told.judged] == [verdict]


async def test_what_the_sentences_have_in_common_is_weighed():
    weights = Weights(bias=-9.0, odds={"words=6": 20.0})
    asked = replace(rules(), resemblance=replace(LIKELY, weights=weights))
    scene = Scene(asked=asked)
    await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    same = await scene.tell("b", f"It rained. {PLEDGE}", outlet="River Gazette")
    assert [type(one.verdict) for one in same.judged] == [Known]
    anew = "Germany will hand Ukraine 90 million euros, the chancellor told shivering reporters."
    other = await scene.tell("c", anew, outlet="Bay Echo")
    assert [type(one.verdict) for one in other.judged] == [New]


class WatchedMemory(BusyMemory):
    """A busy memory that looks, at each commit, at what the archive holds by then."""

    def __init__(self, times: int, archive: FakeArchive) -> None:
        super().__init__(times)
        self.archive = archive
        self.archived: list[int] = []

    async def commit(self, commit: Commit) -> bool:
        self.archived.append(len(self.archive.kept))
        return await super().commit(commit)


async def test_an_article_is_archived_before_it_counts_as_seen():
    archive = FakeArchive()
    scene = Scene(memory=WatchedMemory(2, archive))
    judging = replace(scene.judging, archive=archive)
    printed_once = printed("a", PLEDGE)
    await judging.take_in(printed_once, now=NOON, task=Task(entry="1-0", find=find()))
    await judging.take_in(printed("b", PLEDGE, outlet="River Gazette"), now=NOON)

    assert scene.memory.archived == [1, 1, 1, 2]
    first, second = archive.kept
    assert first.article is printed_once
    assert (first.source, first.page) == ("gazette", "https://news.example/a")
    assert (first.read_at, second.source) == (NOON, None)
    assert isinstance(first.likeness, Original)
    assert isinstance(second.likeness, Copy)


def where(condition) -> Watchlist:
    return Watchlist(name="desk", where=condition, notify=("desk",))


async def test_a_watchlist_may_ask_which_source_listed_the_article_though_it_was_held_meanwhile():
    by_gazette = Among(path="where.source", aspect=Aspect.SOURCE, values=("gazette",))
    unsaid = "The 90 million euros in aid to Ukraine were pledged on Saturday."
    for text, wakes in ((PLEDGE, None), (unsaid, NOON + HOLD)):
        scene = Scene(asked=rules(watchlists=(where(by_gazette),)))
        told = await scene.judging.take_in(
            printed("a", text), now=NOON, task=Task(entry="1-0", find=find())
        )
        (judged,) = told.judged
        assert judged.after.held_until == wakes
        late = NOON + HOLD
        found = told.alerts or await scene.judging.release(judged.after.id, now=late)
        assert [alert.watchlists for alert in found] == [("desk",)]
        other = Scene(asked=rules(watchlists=(where(by_gazette),)))
        assert (await other.tell("a", text)).alerts == ()


async def test_a_watchlist_that_asks_for_more_origins_is_told_when_they_have_it():
    scene = Scene(asked=rules(watchlists=(where(Origins(path="where.origins", at_least=2)),)))
    first = await scene.tell("a", f"{PLEDGE}\n\n{ASIDE}")
    second = await scene.tell("b", SECOND, outlet="River Gazette")
    assert [[alert.kind for alert in told.alerts] for told in (first, second)] == [[], [Kind.NEW]]
