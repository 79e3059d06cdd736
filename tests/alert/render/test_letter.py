from dataclasses import replace

import pytest

from monitor.alert.correction import correction
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Difference, Quote, Tone
from monitor.model.development import Casualties, Cause, Count, Withdrawal
from monitor.model.health import Standing
from monitor.model.moment import Stamp, When
from monitor.model.watchlist import Kind
from tests.alert.examples import (
    HEALTH,
    LOST,
    MEETING,
    NEW,
    NOW,
    PLEDGE,
    STALE,
    TODAY,
    UPDATE,
    evidence,
)
from tests.fakes.natures import nature


def test_a_letter_tells_the_alert_its_evidence_and_the_told_state():
    told = letter(NEW)
    assert (told.tone, told.word, told.byline) == (Tone.NEWS, "new", "high · ukraine")
    assert told.lead == ""
    assert told.heading == NEW.summary
    assert told.differences == ()
    assert told.quotes == (
        Quote(
            label="Evidence",
            sentence="The leaders promised Kyiv 90 billion euros.",
            source="Harbour Herald, 19 December 2025, 08:30 UTC",
            link="https://harbour-herald.example/summit",
        ),
    )
    assert told.facts == (
        ("Status", "pledged"),
        ("Who", "European Union"),
        ("With or to", "Ukraine"),
        ("Amount", "€90bn (about $106bn)"),
        ("Reported by", "1 outlet, 1 independent origin"),
        ("First seen", "19 December 2025, 09:30 UTC"),
    )
    assert told.reasons == ("watchlist ukraine: ukraine takes part", "a giver and a sum")
    assert told.closing == "Alert a1b2, revision 1, 19 December 2025, 09:30 UTC"


def test_an_update_tells_before_and_after_with_both_sentences():
    told = letter(UPDATE)
    assert told.columns == ("What changed", "Before", "Now")
    assert told.differences == (Difference(field="amount", before="€90bn", after="€105bn"),)
    assert [(q.label, q.sentence) for q in told.quotes] == [
        ("Before", "The leaders promised Kyiv 90 billion euros."),
        ("Now", "The sum was raised to 105 billion euros."),
    ]


def test_a_contested_fact_is_told_as_a_claim_and_whose_it_is():
    told = letter(replace(UPDATE, kind=Kind.CONTESTED, attribution="a ministry"))
    assert told.columns == ("Contested", "Told", "Claimed")
    assert [q.label for q in told.quotes] == ["What it contradicts", "The claim"]
    assert told.quotes[1].sentence == UPDATE.evidence[0].sentence
    assert ("According to", "a ministry") in told.facts


def test_a_claim_beside_what_is_told_as_new_is_called_one():
    told = letter(replace(NEW, evidence=(evidence(), evidence("It was 70 billion."))))
    assert [q.label for q in told.quotes] == ["Evidence", "A claim against it"]


def test_a_change_with_one_sentence_shows_it_as_what_is_so_now():
    assert [q.label for q in letter(replace(UPDATE, evidence=(evidence(),))).quotes] == ["Now"]


def test_a_confirmation_shows_a_sentence_of_each_outlet():
    said = (
        evidence("It was agreed at dawn.", outlet="Lakeside Post"),
        evidence("An older sentence."),
        evidence("The loan is certain.", outlet="Quay Gazette"),
    )
    alert = replace(NEW, kind=Kind.CONFIRMED, development=replace(PLEDGE, evidence=said))
    told = letter(alert)
    assert told.tone is Tone.ASSURANCE
    assert [(q.label, q.sentence) for q in told.quotes] == [
        ("The latest report", NEW.evidence[0].sentence),
        ("Reported before", "The loan is certain."),
        ("Reported before", "It was agreed at dawn."),
    ]


def test_a_plan_that_is_overdue_is_told_with_its_announcement():
    told = letter(replace(NEW, kind=Kind.OVERDUE))
    assert told.lead.startswith("It was announced for a day that has passed")
    assert [q.label for q in told.quotes] == ["What was announced"]


def test_a_correction_says_what_it_takes_back_why_and_who_did():
    development = replace(PLEDGE, attribution="an aide", evidence=(evidence(),))
    withdrawal = Withdrawal(at=NOW, cause=Cause.FEEDBACK, why="it was another sum", by="Ada")
    told = letter(correction(development, withdrawal, nature(development), now=NOW))
    assert (told.tone, told.word) == (Tone.ALARM, "withdrawn")
    assert told.lead.startswith("This is a correction")
    assert told.differences == (Difference(field="status", before="pledged", after="withdrawn"),)
    assert [(q.label, q.sentence) for q in told.quotes] == [("What was told", evidence().sentence)]
    assert (told.ground, told.reasons) == ("Why it is withdrawn", ("it was another sum",))
    facts = dict(told.facts)
    assert (facts["According to"], facts["Withdrawn by"]) == ("an aide", "Ada")
    assert "Status" not in facts


def test_a_page_that_was_taken_back_names_nobody():
    assert "Withdrawn by" not in dict(letter(replace(NEW, kind=Kind.WITHDRAWN)).facts)


def test_given_up_deliveries_say_whose_since_when_and_why():
    told = letter(LOST)
    assert told.lead.startswith("Nothing of it is lost")
    assert told.facts == (
        ("Receiver", "mail"),
        ("Given up", "2, since 19 December 2025, 09:30 UTC"),
        ("Last answer", "HTTP 503"),
        ("Alerts", "a1b2, a1b3"),
    )
    many = replace(LOST, losses=replace(LOST.losses, dead=1200))
    assert dict(letter(many).facts)["Alerts"] == "a1b2, a1b3 and 1,198 more"


def test_a_source_that_is_well_again_is_good_news():
    assert letter(STALE).tone is Tone.CALM
    well = replace(HEALTH, state=Standing.FRESH)
    told = letter(replace(STALE, source=replace(STALE.source, health=well)))
    assert told.tone is Tone.ASSURANCE


def test_the_outlets_are_named_while_they_are_few():
    crowd = tuple("abcdef")
    told = letter(replace(NEW, development=replace(PLEDGE, outlets=crowd)))
    assert ("Reported by", "6 outlets, 1 independent origin") in told.facts


def test_the_reasons_are_the_watchlists_and_the_verdict_s_without_the_names_of_rules():
    why = (
        "the verb “met” tells it, as done",
        "nothing tells it as history",
        "the verifier gives 0.53 that it is told, 0.94 as news",
        "not development 5849aa01bb22cc33: another figure",
        "the same as development 5849aa01bb22cc33: the same parties",
        "never told before",
        "the article's date is unknown, so its days are too",
        "ukraine: actors.any: ukraine takes part",
        "ukraine: keywords.any: “aid” is in the article",
        "ukraine: min_amount: the amount is unknown",
        "ukraine: min_amount: 90000000000 EUR reaches 10000000",
    )
    assert letter(replace(NEW, why=why)).reasons == (
        "watchlist ukraine: ukraine takes part",
        "watchlist ukraine: “aid” is in the article",
        "watchlist ukraine: the amount is unknown",
        "watchlist ukraine: min_amount: 90000000000 EUR reaches 10000000",
        "the verb “met” tells it, as done",
        "never told before",
        "the article's date is unknown, so its days are too",
    )


def test_a_source_s_health_tells_its_state_and_its_last_new_item():
    told = letter(STALE)
    assert told.differences == (Difference(field="status", before="fresh", after="stale"),)
    assert told.facts == (
        ("Source", "Harbour Herald (harbour)"),
        ("State", "stale"),
        ("Since", "19 December 2025, 06:30 UTC"),
    )
    assert told.quotes == (
        Quote(
            label="Its last new item",
            sentence="Ferry line agreed",
            source="Harbour Herald, 16 December 2025, 09:30 UTC",
            link="https://harbour-herald.example/ferry",
        ),
    )


def health_of(sample):
    source = replace(STALE.source, health=replace(HEALTH, sample=sample))
    return letter(replace(STALE, source=source)).quotes


def test_a_source_that_never_had_an_item_shows_none():
    assert health_of(None) == ()


def test_an_item_without_title_or_link_is_shown_as_what_it_is():
    bare = replace(HEALTH.sample, title=None)
    assert health_of(bare)[0].sentence == "https://harbour-herald.example/ferry"
    nothing = health_of(replace(bare, url=None))[0]
    assert (nothing.sentence, nothing.link) == ("without a title", None)


@pytest.mark.parametrize(
    ("development", "fact"),
    [
        (replace(PLEDGE, count=Count(value=1200, of="trucks")), ("Number", "1,200 trucks")),
        (
            replace(PLEDGE, casualties=Casualties(killed=12, injured=1030)),
            ("Casualties", "12 killed, 1,030 injured"),
        ),
        (replace(PLEDGE, casualties=Casualties(injured=3)), ("Casualties", "3 injured")),
        (MEETING, ("Place", "Miami")),
        (replace(MEETING, when=When.of_day(TODAY)), ("Date", "19 December 2025")),
        (replace(MEETING, attribution="an aide"), ("According to", "an aide")),
        (
            replace(PLEDGE, outlets=("a", "b"), origins=("a", "b")),
            ("Reported by", "2 outlets (a, b), 2 independent origins"),
        ),
    ],
)
def test_each_known_slot_is_a_fact_in_words(development, fact):
    assert fact in letter(replace(NEW, development=development)).facts


def test_evidence_without_outlet_date_or_link_says_what_is_known():
    bare = evidence(outlet=None, published=None, url="javascript:x")
    (quote,) = letter(replace(NEW, evidence=(bare,))).quotes
    assert (quote.source, quote.link) == ("Unnamed outlet", None)


def test_a_bare_day_of_publication_is_told_without_a_time():
    dated = evidence(published=Stamp.of_day(TODAY))
    (quote,) = letter(replace(NEW, evidence=(dated,))).quotes
    assert quote.source == "Harbour Herald, 19 December 2025"
