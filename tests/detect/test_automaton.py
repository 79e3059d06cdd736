import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.automaton import Automaton, folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Zelenský", "zelensky"), ("ŁÓDŹ", "lodz"), ("İzmir’s", "izmir's"), ("Україна", "україна")],
)
def test_case_and_latin_accents_are_folded(text, plain):
    assert folded(text) == plain


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(folded(text)) == len(text)


def test_whole_words_are_found_wherever_they_overlap():
    found = Automaton(("New York", "York", "US", "Київ"))
    text = "New York, Yorkshire, us, bus; Київ та Київський"
    assert sorted(text[s:e] for _, s, e in found.matches(text)) == [
        "New York",
        "York",
        "us",
        "Київ",
    ]


def test_a_line_break_inside_a_name_is_a_blank():
    assert list(Automaton(("White House",)).matches("White\nHouse")) == [(0, 0, 11)]
