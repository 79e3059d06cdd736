from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.clean import clean_line, clean_text, without_unseen

ANY = st.text(alphabet=st.characters(exclude_categories=()))


@settings(deadline=None)  # the machine may be busy
@given(ANY)
def test_cleaning_keeps_lengths_and_leaves_what_can_be_encoded(text):
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    cleaned.encode()
    assert clean_text(cleaned) == cleaned


def test_controls_become_spaces_and_surrogates_become_replacement_marks():
    assert clean_text("a\x00b\ud800c\td\n") == "a b\ufffdc\td\n"


@settings(deadline=None)  # the machine may be busy
@given(ANY, st.integers(2, 30))
def test_a_line_is_one_line_within_its_limit(text, limit):
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_a_long_line_ends_with_an_ellipsis():
    assert clean_line("  Council \u202e pledges\r\nnew  aid ", 15) == "Council pledge…"
    assert clean_line("Council pledges", 15) == "Council pledges"


def test_marks_that_show_nothing_go():
    assert without_unseen("Uk\u00adra\u200bine\ufeff") == "Ukraine"
