from monitor.detect.gate import lowered
from monitor.model.article import Article, ArticleId, Sentence


def article(text, *spans):
    sentences = tuple(Sentence(start=s, end=e) for s, e in spans or ((0, len(text)),))
    return Article(id=ArticleId("a"), text=text, sentences=sentences)


def test_a_sentence_without_words_of_a_type_does_not_pass(tools):
    assert tools.gate.candidates(article("The cow grazed.")) == {}


def test_words_within_words_do_not_count(tools):
    assert tools.gate.candidates(article("The salamander remeeted.")) == {}


def test_aid_needs_a_verb_beside_its_noun_or_sum(tools):
    assert tools.gate.candidates(article("A howitzer.")) == {}
    assert "aid_pledge" in tools.gate.candidates(article("They sent a howitzer."))[0]
    assert "aid_pledge" in tools.gate.candidates(article("They gave $4 million."))[0]


def test_a_noun_that_tells_a_deed_needs_no_verb(tools):
    assert "aid_pledge" in tools.gate.candidates(article("They dislike the donation."))[0]


def test_text_outside_of_sentences_is_passed_over(tools):
    text = "talks They met. talks talks"
    assert list(tools.gate.candidates(article(text, (6, 15)))) == [0]


def test_lower_case_keeps_every_offset():
    assert lowered("ABC İstanbul") == "abc İstanbul"
    assert lowered("ABC") == "abc"


def test_a_verb_that_comes_apart_passes_by_its_longer_part(tools):
    assert (
        "agreement" in tools.gate.candidates(article("It was sent. They wiped the slate clean."))[0]
    )
    assert tools.gate.candidates(article("The cook put butter there.")) == {}
