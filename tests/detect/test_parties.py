"""Who meets by a verb or a noun, and who only stands near it."""

import pytest

DAY = "2026-03-04"


def parties(mentions):
    return [{p.name for p in m.parties} for m in mentions if m.type == "meeting"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "After talks with Emmanuel Macron on Monday, Keir Starmer said he was tired.",
            {"Emmanuel Macron", "Keir Starmer"},
        ),
        (
            "Keir Starmer thanked the king in a phone call with Emmanuel Macron on Monday.",
            {"Emmanuel Macron", "Keir Starmer"},
        ),
        (
            "Keir Starmer told Emmanuel Macron over the phone on Monday that it rained.",
            {"Emmanuel Macron", "Keir Starmer"},
        ),
        ("Keir Starmer praised the talks between Iran and Oman on Monday.", {"Iran", "Oman"}),
        (
            "Keir Starmer quarrelled with Iran in talks with Oman on Monday.",
            {"Keir Starmer", "Oman"},
        ),
        ("Iran-Oman talks resumed on Monday.", {"Iran", "Oman"}),
        (
            "Keir Starmer met Emmanuel Macron on Monday ahead of talks with Iran.",
            {"Emmanuel Macron", "Keir Starmer"},
        ),
        ("Iran and Oman met on Monday near the border with Iraq.", {"Iran", "Oman"}),
        (
            "Keir Starmer said that his talks with Emmanuel Macron on Monday were long.",
            {"Emmanuel Macron", "Keir Starmer"},
        ),
        ("Keir Starmer's visit to Oman ended on Monday.", {"Keir Starmer", "Oman"}),
        ("Keir Starmer visited Oman on Monday.", {"Keir Starmer", "Oman"}),
        (
            "The US Department of State summoned the Iranian ambassador on Monday.",
            {"US State Department", "Iran"},
        ),
        (
            "Iran and Oman met on Monday, according to Emmanuel Macron.",
            {"Iran", "Oman"},
        ),
    ],
)
def test_those_who_meet_are_told_from_those_around(tell, sentence, expected):
    assert expected in parties(tell(DAY, sentence))


def test_the_body_of_a_session_meets(tell):
    (meeting,) = tell(DAY, "A session of the UN Security Council was held on Monday in New York.")
    assert [p.id for p in meeting.parties] == ["un-security-council"]
    (summit,) = tell(DAY, "The NATO summit in Ankara ended on Monday.")
    assert [p.id for p in summit.parties] == ["nato"]


def test_one_who_says_that_talks_are_over_did_not_hold_them(tell):
    (told,) = tell(DAY, "Keir Starmer said the talks would resume in Muscat on Monday.")
    assert told.parties == ()


def test_one_who_says_that_a_meeting_was_good_need_not_have_been_there(tell):
    assert tell(DAY, "Keir Starmer said, after rain fell, the meeting was good.") == ()
