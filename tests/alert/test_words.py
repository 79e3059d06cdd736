import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.words import caseless, composed, fits, keyword, searched, word_starts
from monitor.model.condition import Spelling, Word


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1).filter(
    lambda word: "*" not in word and word.strip()))  # fmt: skip
def test_a_keyword_is_found_between_spaces_whatever_signs_it_has(word):
    assert keyword(word).pattern.search(composed(f"before {word} after"))


@pytest.mark.parametrize("stars", ["*", "**", " * "])
def test_a_keyword_that_is_only_a_star_stands_for_any_word(stars):
    assert keyword(stars).pattern.search("anything")


def test_no_letter_that_a_pattern_takes_for_another_is_lost_before_the_pattern_is_asked():
    letters = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    for letter in letters:
        other = {letter.lower(), letter.upper(), letter.casefold(), letter.title()}
        other |= {one for form in tuple(other) for one in (form.lower(), form.upper())}
        for one in other - {letter}:
            if re.fullmatch(re.escape(letter), one, re.IGNORECASE):
                assert caseless(letter) == caseless(one), (letter, one)


SANCTION = Word(
    "sanction",
    (
        Spelling((("sanctions", "sanctioning"),), "en"),
        Spelling((("Sanktionen",),), "de"),
        Spelling((("санкції",),), "uk"),
        Spelling((("sankcii*",),)),
    ),
)
ASSETS = Word("frozen asset*", (Spelling((("froze", "frozen"), ("asset*", "holding*")), "en"),))


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A sanction is told.", "en", "sanction"),
        ("New Sanctions are told.", "en", "Sanctions"),
        ("Neue Sanktionen kommen.", "de", "Sanktionen"),
        ("Neue Sanktionen kommen.", "en", None),
        ("Нові санкції.", "uk", "санкції"),
        ("Нові санкції.", None, "санкції"),
        ("About sankciiam.", "en", "sankciiam"),
        ("A sanctioned act.", "en", None),
        ("Nothing of it.", "en", None),
    ],
)
def test_a_word_is_found_as_the_language_of_the_article_writes_it(text, language, found):
    assert searched(text).found(SANCTION, language) == found
    places = searched(text).spans(SANCTION, language)
    assert {text[start:end] for start, end in places} == ({found} if found else set())


def test_each_word_of_a_phrase_may_be_written_otherwise():
    assert searched("They froze  holdings.").found(ASSETS, "en") == "froze  holdings"
    assert searched("They froze holdings.").found(ASSETS, "de") is None
    assert searched("Frozen it is: no asset.").found(ASSETS, "en") is None


FORMS = st.sampled_from(
    ["санкція", "санкцій", "санкції", "сан", "Straße", "STRASSE", "a", "ab", "İ"]
)


@settings(deadline=None)
@given(
    st.lists(st.lists(FORMS, min_size=1, max_size=4), min_size=1, max_size=2),
    st.lists(FORMS | st.text("aбßİi ", max_size=3), max_size=6),
)
def test_what_rules_forms_out_quickly_rules_out_nothing_that_is_there(words, text):
    written = " ".join(text)
    spelling = Spelling(tuple(map(tuple, words)))
    expected = any(
        keyword(" ".join(forms)).pattern.search(composed(written)) for forms in product(*words)
    )
    found = searched(written).found(Word("unlikely", (spelling,)), "en")
    assert (found is not None) is expected


def test_a_word_without_other_spellings_is_told_as_it_is_asked_for():
    assert searched("Frozen   assets").found(Word("frozen asset*"), "en") == "frozen asset*"
    assert searched("Frozen   assets").spans(Word("assets"), None) == {(9, 15)}


def test_words_of_a_text_are_counted_and_each_sign_where_no_spaces_are_written():
    text = composed("EU’s cafe\u0301 制裁, 2")
    assert [text[start] for start in word_starts(text)] == ["E", "s", "c", "制", "裁", "2"]


def test_outlets_fit_patterns_in_any_case():
    assert fits("*.Tabloid.example", "www.tabloid.example")
    assert not fits("tabloid.example", "www.tabloid.example")
