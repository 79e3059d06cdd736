from monitor.detect.detection import detect
from monitor.detect.sifting import sifted
from monitor.extract.sentences import sentences
from tests.fakes.making import article
from tests.fakes.rules import tools

PLEDGE = "Germany pledged 90 million euros in aid to Ukraine on Saturday, its ministry said."
RAIN = "Clouds above the harbour. Gulls in the sun."
ASKED = "Will Germany pledge 90 million euros in aid to Ukraine?"


def found(text):
    printed = article("a", text=text, sentences=sentences(text), language="en")
    mentions, among = sifted(printed, tools=tools())
    assert mentions == detect(printed, tools=tools())
    assert among.language == "en"
    return len(mentions), among.sentences, among.drafts


def test_an_article_is_told_with_what_it_was_sifted_from():
    assert found(f"{RAIN} {PLEDGE}") == (1, 1, 1)


def test_words_that_tell_no_act_are_counted_and_where_there_are_none_too():
    assert found(ASKED) == (0, 1, 0)
    assert found(RAIN) == (0, 0, 0)
