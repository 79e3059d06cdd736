import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.render.harmless import header, line, link

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Pledge\r\nBcc: evil@example.org", "Pledge Bcc: evil@example.org"),
        ("a\u202etxt.exe\u2066b", "atxt.exeb"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("soft\u00adly \ufeffsaid\u0000", "softly said"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("one\u2028two\u0085three", "one two three"),
        ("   ", ""),
    ],
)
def test_a_line_has_no_controls_and_no_unseen_marks_but_those_that_shape_words(said, shown):
    assert line(said, 100) == shown


def test_a_long_line_ends_in_an_ellipsis_within_its_limit():
    assert line("word " * 50, 12) == "word word w…"


def test_a_header_cannot_be_read_as_an_encoded_word():
    said = "=?utf-8?q?EU=0D=0AReply-To:_evil?="
    assert header(said, 100) == "= ?utf-8?q?EU=0D=0AReply-To:_evil?="


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT, st.integers(1, 80))
def test_no_text_gets_a_control_or_a_turn_of_direction_into_a_header(text, limit):
    shown = header(text, limit)
    assert len(shown) <= limit
    assert "=?" not in shown
    unwanted = {"Cc", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.category(char) in unwanted for char in shown)
    assert not any(
        unicodedata.bidirectional(char)
        in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
        for char in shown
    )


@pytest.mark.parametrize(
    "url",
    ["https://harbour-herald.example/a?b=c&d=e#f", "http://новини.example/стаття"],
)
def test_a_link_to_a_web_page_stays_as_it_is(url):
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:///no-host",
        "https://bank.example@evil.example/",
        "https://a.example/\nX",
        'https://a.example/"onclick=',
        "https://a.example/\u202egpj",
        "https://[broken/",
        "/relative",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_what_is_not_plainly_a_web_page_is_no_link(url):
    assert link(url) is None
