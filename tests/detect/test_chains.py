"""Names that stand in one chain, and what a chain is to the verb after it."""

import pytest


def by_name(cast):
    return {who.party.name: who for who in cast}


@pytest.mark.parametrize(
    "sentence",
    [
        "He spoke with Norway as well as Sweden.",
        "He spoke with Norway and Sweden on Monday.",
        "He spoke with President Sauli Niinisto of Finland and Prime Minister Keir Starmer.",
    ],
)
def test_joined_names_share_a_chain(look, sentence):
    _, cast = look(sentence)
    assert len({who.chain for who in cast if not who.pronoun}) == 1


@pytest.mark.parametrize(
    ("sentence", "preposition"),
    [
        ("After Norway soon met Sweden, oil fell.", None),
        ("After Norway walked out, oil fell.", None),
        ("After Norway and several more towns met Sweden, oil fell.", None),
        ("After Norway and the rain, oil fell.", "after"),
        ("With Norway speaking to Sweden, oil fell.", None),
        ("After Norway, oil fell.", "after"),
        ("He left after Norway", "after"),
        ("He left after Norway today", "after"),
        ("He met with Norway.", "with"),
    ],
)
def test_a_verb_after_a_chain_makes_it_a_subject(look, sentence, preposition):
    _, cast = look(sentence)
    assert by_name(cast)["Norway"].preposition == preposition


def test_one_who_acts_after_and_begins_a_chain_of_its_own(look):
    _, cast = look("Keir Starmer spoke with Norway and the White House released a list.")
    found = by_name(cast)
    assert found["White House"].chain != found["Norway"].chain


def test_a_country_after_its_town_is_a_place(look):
    _, cast = look("They met in Kyiv, Ukraine, and in Homel, Belarus on Monday.")
    assert all(who.place for who in cast if who.party.name in ("Ukraine", "Belarus"))
    _, cast = look("The old man walked, Belarus slept.")
    assert not by_name(cast)["Belarus"].place


def test_a_hyphen_ties_two_parties_that_describe_what_follows(look):
    _, cast = look("The Iran-Oman border is long.")
    assert [(who.party.name, who.owner) for who in cast] == [("Iran", True), ("Oman", True)]
