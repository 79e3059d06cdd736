from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.numbers import numbers, plain
from tests.fakes.english import ENGLISH


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("90, 1,200 and 2.5", [90, 1200, "2.5"]),
        ("ninety people, forty-five lorries", [90, 45]),
        ("half a billion", [500_000_000]),
        ("a half-billion and half million", [500_000_000, 500_000]),
        ("a dozen, two dozen, half a dozen", [12, 24, 6]),
        ("a quarter of a million and three-quarters of a million", [250_000, 750_000]),
        ("90,000 million", [90_000_000_000]),
        ("90bn, 5m, 3mln, 7tn, 4k", [90 * 10**9, 5 * 10**6, 3 * 10**6, 7 * 10**12, 4000]),
        ("2 lakh crore and 3 crore", [2 * 10**12, 3 * 10**7]),
        ("one hundred and twenty-five thousand three hundred and four", [125_304]),
        ("two and a half million", [2_500_000]),
        ("3 and a half billion", [3_500_000_000]),
        ("1,5 billion", [1_500_000_000]),
        ("90 000 tonnes and 10\u202f500", [90_000, 10_500]),
        ("a hundred thousand", [100_000]),
        ("another billion, the first million, the next hundred", [10**9, 10**6]),
        ("2.5bn-3bn", [2_500_000_000, 3_000_000_000]),
        ("EUR90bn", [90_000_000_000]),
        ("11billion, 40 Billion, 3 MILLION, 5BN", [11 * 10**9, 40 * 10**9, 3 * 10**6, 5 * 10**9]),
        ("twenty twenty-two", [20, 22]),
        ("3 and a half a million", ["3.5"]),
    ],
)
def test_figures_words_and_scales_are_read(text, values):
    assert [n.value for n in numbers(text, ENGLISH)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of thousands",
        "F-16 and Covid-19",
        "the 19th, the 1990s, 5G",
        "x² and 90²",
        "٩٠",
        "on 3/12/2025 at 10:30",
        "12.03.2022",
        "9" * 5000,
        "a couple of men",
        "someone bone tent",
    ],
)
def test_what_is_vague_or_part_of_a_word_is_no_number(text):
    assert numbers(text, ENGLISH) == ()


def test_a_number_knows_its_scale_and_how_it_was_written():
    figure, spelt = numbers("90bn or ninety", ENGLISH)
    assert (figure.scale, figure.words) == (Decimal(10**9), False)
    assert (spelt.scale, spelt.words) == (Decimal(1), True)


def test_a_long_run_of_scales_stays_small():
    assert all(n.value < Decimal(10) ** 60 for n in numbers("9 " + "trillion " * 500, ENGLISH))


def test_plain_values_have_no_exponent():
    assert str(plain(Decimal("9E+10"))) == "90000000000"
    assert str(plain(Decimal("2.50"))) == "2.5"


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_a_grouped_figure_is_read_back(value):
    (found,) = numbers(f"they sent {value:,} of them", ENGLISH)
    assert found.value == value


@given(st.text(alphabet=st.sampled_from("0123456789.,- ²anhudremiloskbt-½٣"), max_size=60))
def test_any_text_gives_ordered_disjoint_spans(text):
    end = 0
    for span in numbers(text, ENGLISH):
        assert end <= span.start < span.end <= len(text)
        end = span.end
