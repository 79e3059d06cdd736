import pytest

from monitor.detect.currencies import PREFIX, SUFFIX, by_mark, by_word


@pytest.mark.parametrize(
    ("mark", "home", "code"),
    [
        ("$", None, "USD"),
        ("$", "CAD", "CAD"),
        ("$", "EUR", "USD"),
        ("US $", "AUD", "USD"),
        ("U.S. $", "AUD", "USD"),
        ("A$", None, "AUD"),
        ("Rs.", None, "INR"),
        ("€", None, "EUR"),
        ("NOK", None, "NOK"),
    ],
)
def test_symbols_and_codes_name_a_currency(mark, home, code):
    assert by_mark(mark, home=home) == code


@pytest.mark.parametrize(
    ("word", "country", "context", "code"),
    [
        ("euros", None, "", "EUR"),
        ("dollars", "Canadian", "", "CAD"),
        ("dollars", None, "Australia said it gave", "USD"),
        ("kroner", None, "", "NOK"),
        ("kroner", None, "Norway followed Denmark with", "DKK"),
        ("kronor", "Swedish", "", "SEK"),
        ("pounds", "Egyptian", "", "EGP"),
        ("pounds sterling", None, "Egypt", "GBP"),
        ("francs", None, "French troops", "CHF"),
        ("USD", None, "", "USD"),
    ],
)
def test_names_of_currencies_are_told_apart_by_country(word, country, context, code):
    assert by_word(word, country=country, context=context, home=None) == code


def test_a_bare_dollar_word_is_the_outlets_own():
    assert by_word("dollars", country=None, context="", home="AUD") == "AUD"


def test_a_mark_needs_a_figure_and_a_name_needs_its_end():
    assert PREFIX.search("the USD and $") is None
    assert SUFFIX.match(" eurozone") is None
