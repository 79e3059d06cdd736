import pytest

from monitor.detect.currencies import PREFIX, SUFFIX, by_mark, by_word
from tests.fakes.english import ENGLISH


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
    ("text", "code"),
    [
        ("5 euros", "EUR"),
        ("5 Canadian dollars", "CAD"),
        ("Australia said it gave 5 dollars", "USD"),
        ("5 kroner", "NOK"),
        ("Norway followed Denmark with 5 kroner", "DKK"),
        ("5 Swedish kronor", "SEK"),
        ("5 Egyptian pounds", "EGP"),
        ("Egypt 5 pounds sterling", "GBP"),
        ("Egypt 5 pounds\u00a0sterling", "GBP"),
        ("French troops 5 francs", "CHF"),
    ],
)
def test_names_of_currencies_are_told_apart_by_country(text, code):
    assert by_word(named(text), words=ENGLISH.money, home=None) == code


def named(text):
    found = ENGLISH.money.suffix.match(text, text.index("5") + 1)
    assert found is not None
    return found


def test_a_bare_dollar_word_is_the_outlets_own():
    assert by_word(named("5 dollars"), words=ENGLISH.money, home="AUD") == "AUD"


def test_a_mark_needs_a_figure_and_a_name_needs_its_end():
    assert PREFIX.search("the USD and $") is None
    assert SUFFIX.match(" USDA") is None
    assert ENGLISH.money.suffix.match(" eurozone") is None


def test_a_code_or_symbol_may_follow_the_number():
    assert [SUFFIX.match(text)["code"] for text in (" USD", "-NOK")] == ["USD", "NOK"]
    assert SUFFIX.match("€")["sign"] == "€"
