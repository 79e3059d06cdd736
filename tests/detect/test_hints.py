from dataclasses import replace
from datetime import date

import pytest

from monitor.detect.detection import found_in
from monitor.detect.hints import firmest
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp

DAY = "2026-03-04"
SOUGHT = ("meeting", "aid_pledge")


@pytest.fixture
def drafted(tools):
    """Return the drafts of a sentence of the two types that have hints."""

    def found(text):
        whole = (Sentence(start=0, end=len(text)),)
        day = Stamp.of_day(date.fromisoformat(DAY))
        article = Article(id=ArticleId("a"), text=text, sentences=whole, published=day)
        seen = found_in(article, tools=tools)
        return [d for d in seen.drafts if d.event.id in SOUGHT] if seen is not None else []

    return found


@pytest.fixture
def drafts(drafted):
    """Return what drafts tell: their type, status and whether only a hint tells them."""
    return lambda text: [(d.event.id, d.status, d.hint) for d in drafted(text)]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norway's foreign minister rang his Finnish colleague on Monday.", "held"),
        ("Emmanuel Macron discussed the harvest with Olaf Scholz on Monday.", "held"),
        ("Emmanuel Macron and Olaf Scholz had a natter down the line on Monday.", "held"),
        ("Norway's envoy went into conclave with Sweden's on Monday.", "held"),
        ("Olaf Scholz slipped into Paris on Monday to sound out Emmanuel Macron.", "held"),
        ("Asked by Norway on Monday, Iran sent its regrets.", "cancelled"),
        ("Water envoys are pencilled in for a first look in Oslo on Friday.", "planned"),
    ],
)
def test_words_of_many_meanings_hint_at_a_meeting(drafts, sentence, status):
    assert ("meeting", status, True) in drafts(sentence)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norway opened its purse for the fishermen of Ghana on Monday.", "pledged"),
        ("Japan lent Tonga forty agronomists.", "delivered"),
        ("Norway picked up the bill for Moldova on Monday.", "pledged"),
        ("Sixty Danish trucks rolled into Moldova on Monday.", "delivered"),
        ("Norway put 40 million on the table for Moldova.", "pledged"),
        ("Berlin is lending Moldova six bulldozers.", "pledged"),
    ],
)
def test_words_of_many_meanings_hint_at_help(drafts, sentence, status):
    assert ("aid_pledge", status) in {(kind, told) for kind, told, _ in drafts(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The shopkeeper rang up the till twice.",
        "The novel discusses the harvest.",
        "They shook hands.",
        "A leg of the race leads through the park.",
        "He opened his purse and found no coin.",
        "The boxer was floored in the third round.",
        "She lent him a bulldozer.",
        "The river rolled into the valley.",
    ],
)
def test_such_words_alone_hint_at_nothing(drafts, sentence):
    assert drafts(sentence) == []


def test_a_hint_counts_only_where_no_other_word_of_the_type_tells(drafts):
    told = drafts("Emmanuel Macron met Olaf Scholz on Monday and discussed the harvest with him.")
    assert {(kind, hint) for kind, _, hint in told} == {("meeting", False)}


def test_a_hint_is_none_without_a_verifier(tell):
    assert tell(DAY, "Norway's foreign minister rang his Finnish colleague on Monday.") == ()


def test_of_several_hints_the_fullest_stays(drafted):
    (hint,) = drafted("Emmanuel Macron discussed the harvest with Olaf Scholz on Monday.")
    poorer = replace(hint, worth=hint.worth - 1)
    assert firmest([hint, poorer]) == [hint]
    assert firmest([poorer, hint]) == [hint]
    firm = replace(hint, hint=False)
    assert firmest([hint, firm]) == [firm]


def test_where_nothing_is_told_nothing_stays():
    assert firmest([]) == []
