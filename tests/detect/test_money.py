from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.money import amounts
from tests.fakes.english import ENGLISH

BN = 10**9
MIXED = [(310 * 10**6, "ZAR", None), (500, "KES", None), (3 * BN, "KES", None)]


def read(text, home=None):
    return [
        (int(s.amount.value), s.amount.currency, s.amount.max and int(s.amount.max))
        for s in amounts(text, ENGLISH, home_currency=home)
    ]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("€90bn", [(90 * BN, "EUR", None)]),
        ("AED300m and UGX3bn", [(3 * 10**8, "AED", None), (3 * BN, "UGX", None)]),
        ("R310-million, KSh500 and Sh3 billion", MIXED),
        ("the R2 road, the R310 train, T72 tanks", []),
        ("since 2021 to €2.2bn", [(22 * BN // 10, "EUR", None)]),
        ("a $61 billion package", [(61 * BN, "USD", None)]),
        ("$2.5-3 billion", [(5 * BN // 2, "USD", 3 * BN)]),
        ("between 2 and 3 billion dollars", [(2 * BN, "USD", 3 * BN)]),
        ("$2 billion to $3 billion", [(2 * BN, "USD", 3 * BN)]),
        ("$2 to 3 billion", [(2 * BN, "USD", 3 * BN)]),
        ("2 or 3 million euros", [(2 * 10**6, "EUR", 3 * 10**6)]),
        ("AUD 100 million and A$5m", [(10**8, "AUD", None), (5 * 10**6, "AUD", None)]),
        ("half a billion dollars", [(BN // 2, "USD", None)]),
        ("in 2022 €90bn", [(90 * BN, "EUR", None)]),
        ("in 2022 EUR 90bn", [(90 * BN, "EUR", None)]),
        ("NOK 8 billion", [(8 * BN, "NOK", None)]),
        ("Sweden gave 8 billion kronor", [(8 * BN, "SEK", None)]),
        ("5 million Canadian dollars", [(5 * 10**6, "CAD", None)]),
        ("5 million New Zealand dollars", [(5 * 10**6, "NZD", None)]),
        ("5 million pounds sterling", [(5 * 10**6, "GBP", None)]),
        ("$60 million in Canadian dollars", [(60 * 10**6, "CAD", None)]),
        ("5m USD or $5m USD", [(5 * 10**6, "USD", None), (5 * 10**6, "USD", None)]),
        ("100m€", [(10**8, "EUR", None)]),
        ("Rs 500 crore", [(5 * BN, "INR", None)]),
        ("5 billion won", [(5 * BN, "KRW", None)]),
        ("5,000 pounds", [(5000, "GBP", None)]),
        ("$100 to 5,000 families", [(100, "USD", None)]),
        ("€5bn and $6bn", [(5 * BN, "EUR", None), (6 * BN, "USD", None)]),
        ("raised by $5bn to $95bn", [(5 * BN, "USD", None), (95 * BN, "USD", None)]),
        ("$5bn-€6bn", [(5 * BN, "USD", None), (6 * BN, "EUR", None)]),
        ("$600-500", [(600, "USD", None)]),
        ("$500 and 600 men", [(500, "USD", None)]),
        ("€5 million - 3 lorries, 4 vans", [(5 * 10**6, "EUR", None)]),
        ("from 5 men to $6 million", [(6 * 10**6, "USD", None)]),
        ("500-pound bombs, 2,000 pounds of rice, 12 won the race", []),
        ("eurozone, dollar, 5 eurosceptics", []),
    ],
)
def test_sums_are_read_with_currency_and_range(text, sums):
    assert read(text) == sums


def test_a_bare_dollar_is_the_outlets_own():
    assert read("$5m", "AUD") == [(5 * 10**6, "AUD", None)]


@pytest.mark.parametrize(
    "text",
    [
        "90 billion euros (about $106 billion) over two years",
        "€90bn ($106bn)",
        "90 billion euros, or about 106 billion dollars, in",
        "a 90 billion euro loan ($106 billion)",
        "€90bn, equivalent to $106bn",
    ],
)
def test_an_equivalent_belongs_to_its_sum(text):
    (span,) = amounts(text, ENGLISH)
    assert (span.amount.value, span.amount.currency) == (90 * BN, "EUR")
    assert [(e.value, e.currency) for e in span.amount.equivalents] == [(106 * BN, "USD")]


def test_several_equivalents_belong_to_one_sum():
    (span,) = amounts("€90bn ($106bn; £79bn)", ENGLISH)
    assert [e.currency for e in span.amount.equivalents] == ["USD", "GBP"]
    assert span.end == len("€90bn ($106bn; £79bn)")


def test_the_same_currency_in_brackets_is_another_sum():
    assert len(amounts("€90bn (of which €5bn now)", ENGLISH)) == 2


@pytest.mark.parametrize(
    ("text", "value", "earlier"),
    [
        ("raised it from 90 to 105 billion euros", 105, 90),
        ("raised from 90 billion euros to 105 billion euros", 105, 90),
        ("raised to €105 billion from €90 billion", 105, 90),
        ("cut to 35 billion euros from 90 billion", 35, 90),
        ("worth €105bn, up from €90bn", 105, 90),
        ("topped up its earlier 90 billion euros to 105 billion", 105, 90),
        ("raised its initial pledge of €90bn to €105bn", 105, 90),
        ("gave €35 billion instead of the planned €90 billion", 35, 90),
    ],
)
def test_a_changed_sum_knows_the_earlier_one(text, value, earlier):
    (span,) = amounts(text, ENGLISH)
    assert (span.amount.value, span.amount.currency) == (value * BN, "EUR")
    assert span.raised_from is not None
    assert span.raised_from.value == earlier * BN


def test_a_part_of_a_fund_is_no_earlier_sum():
    first, second = amounts("received $5bn from a $10bn fund", ENGLISH)
    assert (first.raised_from, second.raised_from) == (None, None)


def test_qualifiers_and_running_totals_are_told():
    text = "gave up to $5bn a year, bringing its aid to $40bn"
    first, second = amounts(text, ENGLISH)
    assert (first.amount.qualifier, first.running_total) == ("up_to", False)
    assert second.running_total


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("gave $5bn, including $2bn in cash", [False, True]),
        ("gave $5bn, of which $2bn is new", [False, True]),
        ("The package also includes $8bn for a fund, and $4bn for food", [True, True]),
        ("It includes $8bn for a fund. Norway gave $4bn", [True, False]),
        ("Of the $5bn that she brought, just $2bn is fresh", [False, True]),
        ("Of the U.S. funds, $2bn will go to food and $1bn to tents", [True, True]),
        ("gave $5m to Chad and €3m to Mali", [False, False]),
    ],
)
def test_a_part_of_a_sum_says_so(text, parts):
    assert [span.part for span in amounts(text, ENGLISH)] == parts


SCALES = st.sampled_from([("million", 10**6), ("billion", 10**9), ("trillion", 10**12)])
LIMITS = st.sampled_from(
    [("up to ", "up_to"), ("more than ", "at_least"), ("about ", "about"), ("", None)]
)


@given(low=st.integers(1, 400), more=st.integers(1, 400), scale=SCALES, dash=st.sampled_from("-–"))
def test_a_written_range_is_read_back(low, more, scale, dash):
    word, factor = scale
    (span,) = amounts(f"They will give €{low}{dash}{low + more} {word} in aid.", ENGLISH)
    assert (span.amount.value, span.amount.max) == (low * factor, (low + more) * factor)


@given(value=st.integers(1, 999), scale=SCALES, limit=LIMITS, yearly=st.booleans())
def test_a_written_limit_is_read_back(value, scale, limit, yearly):
    years = " a year" if yearly else ""
    (span,) = amounts(f"They gave {limit[0]}€{value} {scale[0]}{years}.", ENGLISH)
    assert span.amount.value == value * scale[1]
    strong = limit[1] if limit[1] != "about" else None
    assert span.amount.qualifier == (strong or ("per_year" if yearly else limit[1]))


@given(value=st.integers(1, 999), scale=SCALES, year=st.integers(2000, 2030))
def test_what_was_given_since_a_year_is_a_running_total(value, scale, year):
    (span,) = amounts(f"It has given €{value} {scale[0]} since {year}.", ENGLISH)
    assert span.running_total
    assert span.amount.value == value * scale[1]


@given(
    first=st.integers(1, 400),
    more=st.integers(1, 400),
    scale=SCALES,
    verb=st.sampled_from(["raised", "increased", "topped up", "boosted"]),
)
def test_a_raise_knows_both_its_sums(first, more, scale, verb):
    word, factor = scale
    told = f"Norway {verb} its pledge from €{first} {word} to €{first + more} {word}."
    (span,) = amounts(told, ENGLISH)
    assert span.raised_from is not None
    assert (span.raised_from.value, span.amount.value) == (first * factor, (first + more) * factor)


@given(
    value=st.integers(min_value=1, max_value=999),
    scale=st.sampled_from([("million", 10**6), ("billion", 10**9), ("bn", 10**9), ("m", 10**6)]),
    currency=st.sampled_from([("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("NOK ", "NOK")]),
)
def test_a_written_sum_is_read_back(value, scale, currency):
    gap = " " if len(scale[0]) > 2 else ""
    (span,) = amounts(f"They gave {currency[0]}{value}{gap}{scale[0]} on Monday.", ENGLISH)
    assert span.amount.value == Decimal(value) * scale[1]
    assert span.amount.currency == currency[1]


WORDS = """90 105 2.5 1,200 half-a-billion € $ £
bn billion euros dollars ( ) about from to between and
or - – raised up , . a year ² kroner Norwegian = ; [ pounds of"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=15).map("".join))
def test_any_text_gives_ordered_disjoint_spans(text):
    end = 0
    for span in amounts(text, ENGLISH):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "text",
    [
        "350 million kroner and not the 500 million that it promised",
        "350 million kroner, not 500 million kroner",
        "not 500 million but 350 million kroner",
    ],
)
def test_a_sum_that_is_said_not_to_hold_is_replaced(text):
    (told,) = amounts(text, ENGLISH)
    assert told.amount.value == Decimal(350_000_000)
    assert told.raised_from is not None
    assert told.raised_from.value == Decimal(500_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "the first slice of the money for the troops, $10 million, was wired",
        "10 million dollars arrived as the second tranche",
        "a final payment of $10 million",
    ],
)
def test_an_instalment_is_told_as_one(text):
    (told,) = amounts(text, ENGLISH)
    assert told.amount.qualifier == "part"


@pytest.mark.parametrize(
    ("text", "larger"),
    [
        ("$3bn, part of a wider $20bn plan", [False, True]),
        ("$400m in the bank, out of some $800m promised", [False, True]),
        ("as part of a $20bn plan", [False]),
        ("$3bn, the last part. A share of $20bn", [False, True]),
        ("$3bn and $20bn", [False, False]),
    ],
)
def test_a_sum_that_the_one_before_is_taken_from_is_told_as_such(text, larger):
    assert [span.larger for span in amounts(text, ENGLISH)] == larger
