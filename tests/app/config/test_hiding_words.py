import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.words import keyword
from monitor.app.config.hiding_words import hides
from monitor.model.condition import Spelling, Word


@pytest.mark.parametrize(
    ("broad", "narrow", "hidden"),
    [
        ("Ukrain*", "Ukraine", True),
        ("Ukrain*", "Ukrain*", True),
        ("Ukr*", "Ukrain*", True),
        ("Ukraine", "Ukrain*", False),
        ("talks", "peace talks", True),
        ("talks", "peace talks*", False),
        ("talk*", "peace  talk*", True),
        ("peace", "peace talks*", True),
        ("Talks", "TALKS", True),
        ("talk", "talks", False),
        ("и*", "Киев", False),
        ("会", "会談", True),
        ("talks", "*", False),
    ],
)
def test_a_word_hides_another_where_no_text_has_that_one_alone(broad, narrow, hidden):
    assert hides(Word(broad), Word(narrow)) is hidden


def test_a_word_with_other_spellings_is_hidden_only_with_all_of_them():
    both = (Spelling((("Київ", "Києва"),), "uk"),)
    assert not hides(Word("Kyiv"), Word("Kyiv", both))
    assert hides(Word("Kyiv", both), Word("Kyiv", both))
    assert not hides(Word("Kyiv"), Word("Kyiv", (Spelling((("a", "b"),) * 9, "uk"),)))
    assert not hides(Word("Kyiv", (Spelling((("Київ", "Києва"),), "de"),)), Word("Kyiv", both))


WORDS = st.text("ab", min_size=1, max_size=3)
KEYWORDS = st.builds(
    lambda words, star: " ".join(words) + star,
    st.lists(WORDS, min_size=1, max_size=2),
    st.sampled_from(["", "*"]),
)


@given(KEYWORDS, KEYWORDS, st.lists(WORDS, max_size=6).map(" ".join))
def test_no_text_has_a_hidden_word_without_what_hides_it(broad, narrow, text):
    if hides(Word(broad), Word(narrow)) and keyword(narrow).pattern.search(text):
        assert keyword(broad).pattern.search(text)
