"""Whom pronouns and pairs of a sentence stand for."""

import pytest

from monitor.detect.who import Spoken
from monitor.model.development import Party

MACRON = Party(id="emmanuel-macron", name="Emmanuel Macron", text="Macron")
OMAN = Party(id="oman", name="Oman", text="Oman")
BEFORE = Spoken(person=MACRON, body=OMAN, pair=(MACRON, OMAN))


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("Keir Starmer said he will pay.", ["Keir Starmer"]),
        ("He will pay.", ["Emmanuel Macron"]),
        ("Norway said it will pay.", ["Norway"]),
        ("It will pay.", ["Oman"]),
        ("His talks with Iran ended.", ["Emmanuel Macron"]),
        ("Its talks with Iran ended.", ["Oman"]),
        ("Their talks ended.", ["Emmanuel Macron", "Oman"]),
        ("They met on Monday.", ["Emmanuel Macron", "Oman"]),
        ("They agreed on Monday.", []),
        ("The two met on Monday.", ["Emmanuel Macron", "Oman"]),
        ("The two then met on Monday.", ["Emmanuel Macron", "Oman"]),
        ("Talks between the two were long.", ["Emmanuel Macron", "Oman"]),
        ("Talks between the two", ["Emmanuel Macron", "Oman"]),
        ("The two cats met on Monday.", []),
        ("His hat is red.", []),
        ("Norway told Sweden of talks between the two nations.", ["Norway", "Sweden"]),
        ("Keir Starmer told Olaf Scholz that the two men met.", ["Keir Starmer", "Olaf Scholz"]),
        ("Keir Starmer told Olaf Scholz that both met.", ["Keir Starmer", "Olaf Scholz"]),
        ("“We will pay,” Keir Starmer said.", ["Keir Starmer"]),
        ("We will pay.", []),
    ],
)
def test_a_pronoun_stands_for(look, sentence, standing):
    _, cast = look(sentence, BEFORE)
    found = [w.party.name for w in cast if w.pronoun or w.several]
    assert found == standing


@pytest.mark.parametrize("sentence", ["His talks ended.", "Its talks ended."])
def test_a_pronoun_of_nobody_stands_for_nobody(look, sentence):
    assert look(sentence)[1] == ()
