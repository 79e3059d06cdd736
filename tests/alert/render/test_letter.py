from dataclasses import replace

import pytest

from monitor.alert.render.letter import Difference, Quote, letter
from monitor.model.development import Casualties, Count
from monitor.model.moment import Stamp, When
from monitor.model.watchlist import Kind
from tests.alert.examples import HEALTH, MEETING, NEW, PLEDGE, STALE, TODAY, UPDATE, evidence


def test_a_letter_tells_the_alert_its_evidence_and_the_told_state():
    told = letter(NEW)
    assert told.kicker == "new · high · ukraine"
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
        ("Now", "The sum was raised to 105 billion euros."),
        ("Before", "The leaders promised Kyiv 90 billion euros."),
    ]


def test_a_contested_fact_is_told_as_a_claim_and_whose_it_is():
    told = letter(replace(UPDATE, kind=Kind.CONTESTED, attribution="a ministry"))
    assert told.columns == ("Contested", "Told", "Claimed")
    assert [q.label for q in told.quotes] == ["The claim", "What it contradicts"]
    assert ("According to", "a ministry") in told.facts


def test_a_claim_beside_what_is_told_as_new_is_called_one():
    told = letter(replace(NEW, evidence=(evidence(), evidence("It was 70 billion."))))
    assert [q.label for q in told.quotes] == ["Evidence", "A claim against it"]


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
            ("Reported by", "2 outlets, 2 independent origins"),
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
