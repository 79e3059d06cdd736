import re

import pytest

from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.templates import put_together

FRUIT = {
    "ripe": ["red", "dark red", "r.d"],
    "size": {"big": 2, "small": 1},
    "kinds": {"pome": ["apple", "pear"], "stone": ["plum"]},
    "lands": {"fr": "Franc(?:e|h)", "it": "Ital(?:y|ian)"},
}


def filled(text, **fields):
    return put_together({"fruit": {**FRUIT, **fields, "text": text}})["fruit"]["text"]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("plain", "plain"),
        ("(?:<<ripe>>)", r"(?:dark\sred|r\.d|red)"),
        ("<<size>>", "small|big"),
        ("<<kinds:listed>>", "apple|pear|plum"),
        ("<<lands:values>>", "Franc(?:e|h)|Ital(?:y|ian)"),
        ("<<lands:named>>", "(?P<fr>Franc(?:e|h))|(?P<it>Ital(?:y|ian))"),
        ("<<fruit.size>>", "small|big"),
    ],
)
def test_tables_stand_as_alternatives(text, pattern):
    assert filled(text) == pattern
    re.compile(pattern)


def test_parts_hold_other_parts_and_are_left_out():
    parts = {"of_size": "(?:<<size>>)", "of_colour": "<<of_size>> (?:<<all>>)", "all": ["<<ripe>>"]}
    fruit = put_together({"fruit": {**FRUIT, "parts": parts, "text": "<<of_colour>>"}})["fruit"]
    assert fruit["text"] == r"(?:small|big) (?:dark\sred|r\.d|red)"
    assert "parts" not in fruit


def test_a_table_in_a_list_gives_all_its_words():
    assert filled(["<<size>>", "huge", "<<ripe>>"]) == ["big", "small", "huge", *FRUIT["ripe"]]


def test_what_is_no_text_stays():
    assert put_together({"fruit": FRUIT, "odd": 3}) == {"fruit": FRUIT, "odd": 3}


@pytest.mark.parametrize("text", ["<<no>>", "<<tree.no>>", ["<<no>>"]])
def test_a_name_that_nothing_has_is_a_fault(text):
    with pytest.raises(LexiconError, match="fruit: nothing is called <<"):
        filled(text)


@pytest.mark.parametrize("text", ["<<text>>", "<<weight>>", ["<<colour>>"]])
def test_what_is_no_table_and_what_holds_itself_is_a_fault(text):
    with pytest.raises(LexiconError, match="is no table of words"):
        filled(text, weight=3, colour="red")
