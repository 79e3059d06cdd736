from monitor.detect.gate import Worth, lowered
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
    for text in ("They sent a howitzer.", "They gave $4 million."):
        assert "aid_pledge" in tools.gate.candidates(article(text))[0].told


def test_a_noun_that_tells_a_deed_needs_no_verb(tools):
    (worth,) = tools.gate.candidates(article("They dislike the donation.")).values()
    assert "aid_pledge" in worth.told


def test_text_outside_of_sentences_is_passed_over(tools):
    text = "talks They met. talks talks"
    assert list(tools.gate.candidates(article(text, (6, 15)))) == [0]


def test_words_of_many_meanings_only_hint_at_a_type(tools):
    (worth,) = tools.gate.candidates(article("They had a natter.")).values()
    assert "meeting" in worth.hinted
    assert "meeting" not in worth.told


def test_what_a_sentence_tells_is_not_hinted_at_too(tools):
    (worth,) = tools.gate.candidates(article("They met and had a natter.")).values()
    assert "meeting" in worth.told
    assert "meeting" not in worth.hinted


def test_a_hint_beside_a_plain_word_adds_what_the_word_lacks(tools):
    """A sum is none of help alone; a verb of many meanings may make it so."""
    assert tools.gate.candidates(article("A sum of 4 million euros.")) == {}
    (worth,) = tools.gate.candidates(article("He waived 4 million euros.")).values()
    assert "aid_pledge" in worth.kinds(named=True) - worth.kinds(named=False)


def test_hints_are_worth_reading_only_where_somebody_known_is_named():
    worth = Worth(told=frozenset({"vote"}), hinted=frozenset({"meeting"}))
    assert worth.kinds(named=False) == {"vote"}
    assert worth.kinds(named=True) == {"vote", "meeting"}


def test_lower_case_keeps_every_offset():
    assert lowered("ABC İstanbul") == "abc İstanbul"
    assert lowered("ABC") == "abc"


def test_a_verb_that_comes_apart_passes_by_its_longer_part(tools):
    found = tools.gate.candidates(article("It was sent. They wiped the slate clean."))
    assert "agreement" in found[0].kinds(named=True)
    assert tools.gate.candidates(article("The cook put butter there.")) == {}
