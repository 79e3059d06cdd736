import pytest

from monitor.detect.lexicon.entries import Mode, Part
from monitor.detect.nouns import of_noun

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("After talks with Iran, Oman smiled.", "held"),
        ("Monday's talks between Iran and Oman were long.", "held"),
        ("A plan for talks between Iran and Oman.", "planned"),
        ("Refusing talks with Iran, Oman smiled.", "cancelled"),
        ("In a phone call with Emmanuel Macron, Olaf Scholz smiled.", "held"),
    ],
)
def test_what_stands_before_a_noun_says_how_real_it_is(tell, sentence, status):
    found = [m.status for m in tell(DAY, sentence) if m.type == "meeting"]
    assert found == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran and Oman want no talks.",
        "Any talks between Iran and Oman would fail.",
        "Iran's call for talks with Oman.",
        "Iran spoke at the meeting of Oman's mayors.",
    ],
)
def test_what_is_wished_for_denied_or_a_setting_is_not_told(tell, sentence):
    assert [m for m in tell(DAY, sentence) if m.type == "meeting"] == []


def test_a_refused_noun_is_refused(tell):
    text = "Norway, rejecting as ever and refusing talks with Iran, stayed away."
    (meeting,) = [m for m in tell(DAY, text) if m.type == "meeting"]
    assert meeting.status == "cancelled"


def test_talks_ahead_are_planned(tell):
    (meeting,) = tell(DAY, "Ahead of talks with Iran in Muscat next Monday, Oman smiled.")
    assert meeting.status == "planned"


def test_the_search_before_a_noun_ends_with_its_clause(tell):
    (meeting,) = tell(DAY, "They planned because talks between Iran and Oman.")
    assert meeting.status == "held"


def test_a_refusal_that_is_no_verb_of_meetings_cancels_too(tell):
    (meeting,) = tell(DAY, "Oman, resisting talks with Iran, smiled.")
    assert meeting.status == "cancelled"


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Norway's answer is sanctions if Russia attacks Finland.", Mode.PLANNED),
        ("If Russia attacks Finland, sanctions follow.", Mode.PLANNED),
        ("The sanctions would hit banks.", Mode.PLANNED),
        ("Proposed sanctions frighten banks.", Mode.PLANNED),
        ("The sanctions are wide, if not complete.", Mode.DONE),
        ("Norway planned for sanctions.", Mode.PLANNED),
        ("New sanctions frighten banks.", Mode.DONE),
    ],
)
def test_what_is_only_proposed_lies_ahead(look, sentence, mode):
    seen, _ = look(sentence)
    assert of_noun(seen, seen.of("sanction", Part.NOUN)[0]).mode is mode
