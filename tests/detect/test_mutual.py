"""Both sides of acts that all parties share."""

import pytest

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("sentence", "actors", "counterparts"),
    [
        ("Olaf Scholz was received by Emmanuel Macron.", ["Emmanuel Macron"], ["Olaf Scholz"]),
        ("Emmanuel Macron will fly to Oman on Monday.", ["Emmanuel Macron"], ["Oman"]),
        ("Emmanuel Macron spoke with Olaf Scholz.", ["Emmanuel Macron"], ["Olaf Scholz"]),
    ],
)
def test_host_guest_and_caller_are_told_apart(tell, sentence, actors, counterparts):
    (meeting,) = [m for m in tell(DAY, sentence) if m.type == "meeting"]
    assert [p.name for p in meeting.actors] == actors
    assert [p.name for p in meeting.counterparts] == counterparts


def test_a_capital_that_talks_are_moved_to_is_no_party(tell):
    (meeting,) = tell(DAY, "Iran and Oman moved their talks to Geneva and to Paris on Monday.")
    assert {p.name for p in meeting.parties} == {"Iran", "Oman"}


def test_one_who_speaks_with_the_aide_of_another_does_not_speak_with_him(tell):
    found = tell(DAY, "Emmanuel Macron spoke with Olaf Scholz's gardener on Monday.")
    assert [p.name for m in found for p in m.parties] in ([], ["Emmanuel Macron"])
