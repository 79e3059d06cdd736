from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.sentences import sentences
from monitor.judge.blocking import Ground
from monitor.judge.judging import Arrival, judge
from monitor.judge.second_look import (
    LONGEST_REASON,
    grounded,
    question,
    reconsidered,
    worth_asking,
)
from monitor.model.article import Copy, Original, Revision
from monitor.model.development import Casualties, Freshness, Mention
from monitor.model.opinion import Agrees, NoOpinion, Question, Unsure, Vetoes
from monitor.model.rates import Rates
from monitor.model.verdict import Background, Hold, Judged, New, Update
from tests.fakes.making import NOON, REGISTRY, article, party
from tests.fakes.natures import NATURES

TEXT = "Rain fell.  Germany pledged aid\nto Ukraine on Sunday. It was late."
ARTICLE = article("a", text=TEXT, sentences=sentences(TEXT))
SENTENCE = "Germany pledged aid to Ukraine on Sunday."
START = TEXT.index("Germany")
END = TEXT.index(" It was")
GROUND = Ground(REGISTRY, NATURES, Rates(), NOON.date())
ARRIVAL = Arrival(article=ARTICLE, likeness=Original(), origin="harbour", now=NOON)
AGREES = Agrees(quote="Germany pledged aid")
VETOES = Vetoes(quote="Germany pledged aid", why="it recalls an old pledge")


def mention(**more) -> Mention:
    told = {"actors": (party("Germany"),), "counterparts": (party("Ukraine"),)}
    where = {"status": "pledged", "start": START, "end": END}
    return Mention(type="aid_pledge", **(told | where | more))


def judged(said: Mention, *open_ones) -> Judged:
    (one,) = judge((said,), ARRIVAL, open_ones, GROUND)
    return one


def slots(development) -> dict:
    told = {"status", "actors", "counterparts", "amount", "count", "casualties", "place", "when"}
    return {f.name: getattr(development, f.name) for f in fields(development) if f.name in told}


NEW = judged(mention())
HELD = judged(mention(actors=()))
CHANGED = judged(mention(status="approved"), NEW.after)


def test_the_verdicts_that_these_tests_start_from():
    assert [type(one.verdict) for one in (NEW, HELD, CHANGED)] == [New, Hold, Update]


def test_only_what_would_be_told_or_is_held_is_worth_asking_about():
    assert worth_asking(NEW)
    assert worth_asking(HELD)
    assert worth_asking(CHANGED)
    assert not worth_asking(judged(mention(freshness=Freshness.BACKGROUND)))
    assert not worth_asking(judged(mention(), NEW.after))
    assert not worth_asking(replace(NEW, mention=mention(denied=True)))


def test_a_question_names_the_act_and_shows_the_sentence_between_its_neighbours():
    assert question(NEW.mention, ARTICLE) == Question(
        type="aid_pledge",
        status="pledged",
        actors=("Germany",),
        counterparts=("Ukraine",),
        sentence=SENTENCE,
        before="Rain fell.",
        after="It was late.",
        day=NOON.date(),
    )


def test_at_the_ends_of_a_text_nothing_stands_beside_the_sentence():
    only = article("b", text=SENTENCE, sentences=sentences(SENTENCE), published=None)
    asked = question(mention(start=0, end=len(SENTENCE)), only)
    assert (asked.before, asked.after, asked.day) == ("", "", None)


def test_a_mention_outside_of_all_sentences_is_asked_about_alone():
    asked = question(NEW.mention, article("b", text=TEXT, sentences=()))
    assert (asked.before, asked.sentence, asked.after) == ("", SENTENCE, "")


@pytest.mark.parametrize("quote", ["pledged aid to Ukraine", "  Germany   pledged\naid ", SENTENCE])
def test_a_quote_may_differ_from_the_text_in_white_space_only(quote):
    assert grounded(Agrees(quote=quote), NEW.mention, ARTICLE) == Agrees(
        quote=" ".join(quote.split())
    )


@pytest.mark.parametrize(
    "quote", ["Germany refused aid", "germany pledged aid", "Berlin pledged aid to Ukraine"]
)
@pytest.mark.parametrize("opinion", [AGREES, VETOES])
def test_an_opinion_whose_quote_does_not_stand_in_the_text_is_none(opinion, quote):
    told = grounded(replace(opinion, quote=quote), NEW.mention, ARTICLE)
    assert told == NoOpinion(why="what it quotes does not stand in the text")


@pytest.mark.parametrize("quote", ["", "  ", "aid", "Germany"])
def test_an_opinion_that_quotes_next_to_nothing_is_none(quote):
    told = grounded(Agrees(quote=quote), NEW.mention, ARTICLE)
    assert told == NoOpinion(why="it quotes next to nothing")


def test_a_very_short_sentence_may_be_quoted_whole():
    short = article("b", text="Er kam.", sentences=sentences("Er kam."))
    told = grounded(Agrees(quote="Er kam."), mention(start=0, end=7), short)
    assert told == Agrees(quote="Er kam.")


@pytest.mark.parametrize("opinion", [Unsure(), NoOpinion(why="down")])
def test_what_quotes_nothing_stays_as_it_is(opinion):
    assert grounded(opinion, NEW.mention, ARTICLE) is opinion


def test_a_veto_makes_background_of_what_was_never_told_and_says_why():
    told = reconsidered(NEW, VETOES, ARRIVAL, GROUND)
    assert isinstance(told.verdict, Background)
    assert told.verdict.why[-1] == (
        "a second opinion vetoes it: it recalls an old pledge (by the words “Germany pledged aid”)"
    )
    assert told.after.revision == 0
    assert told.after.id == NEW.after.id
    assert told.after.version == NEW.after.version


def test_a_veto_of_a_held_mention_ends_its_hold_in_silence():
    told = reconsidered(HELD, VETOES, ARRIVAL, GROUND)
    assert isinstance(told.verdict, Background)
    assert told.after.held_until is None


def test_a_veto_leaves_a_hold_that_others_began():
    before = replace(HELD.after, held_until=NOON + timedelta(minutes=9))
    again = replace(HELD, before=before)
    told = reconsidered(again, VETOES, ARRIVAL, GROUND)
    assert told.after.held_until == before.held_until


def test_a_vetoed_change_leaves_the_told_state_and_no_figure_of_its_own():
    told = reconsidered(CHANGED, replace(VETOES, why=" "), ARRIVAL, GROUND)
    assert isinstance(told.verdict, Background)
    assert CHANGED.before is not None
    assert (told.after.amounts, told.after.counts) == (
        CHANGED.before.amounts,
        CHANGED.before.counts,
    )
    assert "no reason given" in told.verdict.why[-1]
    assert (told.after.status, told.after.revision) == ("pledged", 1)
    assert len(told.evidence) == 1


def test_the_reason_of_a_veto_is_cut_short():
    told = reconsidered(NEW, replace(VETOES, why="x" * 5000), ARRIVAL, GROUND)
    assert len(told.verdict.why[-1]) < LONGEST_REASON + 100


def test_agreement_releases_a_hold_at_once():
    told = reconsidered(HELD, AGREES, ARRIVAL, GROUND)
    assert isinstance(told.verdict, New)
    assert told.verdict.why == (
        "the giver is not named",
        "a second opinion agrees, by the words “Germany pledged aid”",
    )
    assert (told.after.revision, told.after.held_until) == (1, None)


@pytest.mark.parametrize("one", [NEW, CHANGED])
def test_agreement_on_what_is_told_anyway_is_one_more_reason(one):
    told = reconsidered(one, AGREES, ARRIVAL, GROUND)
    assert type(told.verdict) is type(one.verdict)
    assert told.verdict.why[-1].startswith("a second opinion agrees")
    assert told.after == replace(one.after, why=told.verdict.why)


@pytest.mark.parametrize("one", [NEW, HELD, CHANGED])
@pytest.mark.parametrize("opinion", [Unsure(), NoOpinion(why="down")])
def test_without_an_opinion_the_verdict_stands(one, opinion):
    assert reconsidered(one, opinion, ARRIVAL, GROUND) is one


@pytest.mark.parametrize(
    "likeness",
    [Copy(of="x", origin="o"), Revision(of="x", origin="o", changed=(0,), same_page=True)],
)
def test_a_second_look_is_taken_at_copies_and_revisions_too(likeness):
    told = reconsidered(NEW, VETOES, replace(ARRIVAL, likeness=likeness), GROUND)
    assert isinstance(told.verdict, Background)


OPINIONS = st.one_of(
    st.builds(Agrees, quote=st.text()),
    st.builds(Vetoes, quote=st.text(), why=st.text()),
    st.just(Unsure()),
    st.builds(NoOpinion, why=st.text()),
)


@given(
    opinion=OPINIONS,
    killed=st.integers(0, 99),
    status=st.sampled_from(["proposed", "pledged", "refused"]),
    named=st.booleans(),
)
def test_no_opinion_whatever_ever_changes_a_slot_or_the_mention(opinion, killed, status, named):
    said = mention(
        status=status,
        casualties=Casualties(killed=killed),
        actors=(party("Germany"),) if named else (),
    )
    one = judged(said)
    told = reconsidered(one, opinion, ARRIVAL, GROUND)
    assert told.mention == said
    assert told.after.id == one.after.id
    assert slots(told.after) == slots(one.after)


def test_the_day_of_the_question_is_the_articles():
    assert question(NEW.mention, ARTICLE).day == date(NOON.year, NOON.month, NOON.day)
