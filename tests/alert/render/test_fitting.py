import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.render.fitting import MOST_BYTES, Measure, fits, json_text, most, shortened


def test_a_body_fits_below_twenty_thousand_bytes():
    assert fits("ж" * (MOST_BYTES // 2 - 1))
    assert not fits("ж" * (MOST_BYTES // 2))


def test_half_a_character_becomes_a_mark_and_the_text_stays_json():
    assert json_text({"a": "x\ud800y"}) == '{"a":"x\ufffdy"}'


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_largest_number_is_found(count, limit):
    assert most(count, lambda n: n <= limit) == min(count, limit)


def test_none_is_the_least_that_there_is():
    assert most(5, lambda n: False) == 0


def test_ids_and_kinds_are_never_cut_and_other_texts_are():
    long = "x" * 100
    cut = shortened({"id": long, "ids": [long], "place": long}, Measure(text=10))
    assert cut == {"id": long, "ids": [long], "place": "x" * 9 + "…"}


@pytest.mark.parametrize(("length", "kept"), [(500, True), (501, False)])
def test_a_long_url_is_left_out_where_texts_are_cut(length, kept):
    url = "u" * length
    assert shortened({"url": url}, Measure(text=10)) == {"url": url if kept else None}
    assert shortened({"url": url}, Measure()) == {"url": url}
