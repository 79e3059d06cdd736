"""What is read of an article that was written to hold up who reads it."""

from dataclasses import replace
from time import process_time

import pytest

from monitor.detect.bounds import LONGEST_SENTENCE, MOST_READ, affordable, is_readable
from monitor.detect.detection import detect
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId, Sentence

GIFT = "Germany pledged 5 million euros to Ukraine on Monday. "
NAMES = "Germany, France, Poland, Norway, Canada, Japan, Italy and Spain "


def article(text: str) -> Article:
    return Article(id=ArticleId("a"), text=text, sentences=sentences(text, "en"), language="en")


def test_an_article_of_news_is_read_whole():
    told = article(GIFT * 100)
    assert affordable(told) is told


def test_an_endless_article_is_read_from_its_start_on():
    told = article(GIFT * 3_000)
    read = affordable(told)
    assert read.text == told.text[:MOST_READ]
    assert read.sentences == told.sentences[: len(read.sentences)]
    assert read.sentences[-1].end <= MOST_READ
    assert len(read.sentences) >= MOST_READ // len(GIFT) - 1


def test_a_sentence_that_is_too_long_is_none():
    assert is_readable(Sentence(start=10, end=10 + LONGEST_SENTENCE))
    assert not is_readable(Sentence(start=10, end=11 + LONGEST_SENTENCE))


def test_what_stands_before_the_bounds_is_told(tools):
    long_one = "Norway gave " + "one euro and " * 300 + "no more to Ukraine. "
    (mention,) = detect(article(GIFT + long_one + "It rained. " * 9_000), tools=tools)
    assert (mention.type, mention.start) == ("aid_pledge", 0)


@pytest.mark.parametrize(
    "text",
    [
        GIFT * 9_000,
        GIFT + NAMES * 4_000 + "pledged 5 million euros to Ukraine.",
        GIFT + f"Germany pledged {'5 million euros and ' * 10_000} to Ukraine.",
        GIFT + "A. " * 150_000,
    ],
    ids=["gifts", "names", "sums", "dots"],
)
def test_a_hostile_text_costs_seconds_at_most(tools, text):
    told = replace(article(text), published=None)
    began = process_time()
    detect(told, tools=tools)
    assert process_time() - began < 10  # one to two seconds; without bounds minutes
