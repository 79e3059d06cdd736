from datetime import date

import pytest

from monitor.detect.currencies import country_dollar
from monitor.detect.detection import detect
from monitor.detect.dollars import outlet_dollar
from monitor.detect.lexicon.grammar import MoneyWords
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp
from tests.fakes.english import ENGLISH


def printed(**fields):
    return Article(id=ArticleId("a"), text="", **fields)


@pytest.mark.parametrize(
    ("sentence", "currency"),
    [
        ("New Zealand will give Vanuatu two million dollars in aid.", "NZD"),
        ("Penny Wong will give Vanuatu $2 million in aid.", "AUD"),
        ("Canada will give Vanuatu 2 million euros in aid.", "EUR"),
        ("Norway will give Vanuatu $2 million in aid.", "USD"),
        ("Denmark will give Ukraine 2 million kroner in aid.", "DKK"),
        ("Prague will give Ukraine 2 million crowns in aid.", "CZK"),
        ("Pakistan will give Nepal 2 million rupees in aid.", "PKR"),
        ("Egypt will give Sudan 2 million pounds in aid.", "EGP"),
        ("Denmark will give Ukraine 2 million Swedish kronor in aid.", "SEK"),
    ],
)
def test_money_that_has_namesakes_is_read_by_its_giver(tell, sentence, currency):
    (aid,) = tell("2026-03-04", sentence)
    assert aid.amount is not None
    assert aid.amount.currency == currency


@pytest.mark.parametrize(
    ("url", "currency"),
    [
        ("https://www.daily.example.au/world/1", "AUD"),
        ("https://courant.ca:443/a", "CAD"),
        ("http://me@herald.nz", "NZD"),
        ("https://star.sg?id=4", "SGD"),
        ("https://au.example.com/a", None),
        ("https://example.com/news.ca", None),
        ("mailto:desk", None),
        (None, None),
    ],
)
def test_the_address_of_an_outlet_tells_its_dollar(url, currency):
    assert outlet_dollar(printed(url=url), ENGLISH.money) == currency


@pytest.mark.parametrize(
    ("outlet", "currency"),
    [
        ("The Canadian Courant", "CAD"),
        ("Australia Today", "AUD"),
        ("The Norway Post", None),
        ("The Courant", None),
    ],
)
def test_the_name_of_an_outlet_tells_its_dollar(outlet, currency):
    assert (
        outlet_dollar(printed(outlet=outlet, url="https://a.example/1"), ENGLISH.money) == currency
    )


def test_the_text_of_a_wire_is_no_matter_of_where_it_is_printed():
    told = printed(url="https://courant.ca/a", credit="A Wire")
    assert outlet_dollar(told, ENGLISH.money) is None


def test_a_language_without_dollars_has_none():
    assert country_dollar("Canada", MoneyWords()) is None


@pytest.mark.parametrize(
    ("sentence", "currency"),
    [
        ("A charity gave Vanuatu $2 million in aid on Monday.", "AUD"),
        ("The United States gave Vanuatu $2 million in aid on Monday.", "USD"),
        ("The World Bank approved a $2 million loan to Vanuatu on Monday.", "USD"),
        ("Canada gave Vanuatu $2 million in aid on Monday.", "CAD"),
    ],
)
def test_a_bare_dollar_is_the_givers_before_it_is_the_outlets(tools, sentence, currency):
    article = Article(
        id=ArticleId("a"),
        text=sentence,
        sentences=(Sentence(start=0, end=len(sentence)),),
        url="https://daily.example.au/1",
        published=Stamp.of_day(date(2026, 3, 4)),
    )
    (aid,) = detect(article, tools=tools)
    assert aid.amount is not None
    assert aid.amount.currency == currency
