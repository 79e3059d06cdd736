import pytest

from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.inflection import Classes, Form, alternatives, noun_forms, verb_forms
from monitor.detect.lexicon.reading import build


def texts(forms):
    return {form.text for form in forms}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("pledge", {"pledge", "pledges", "pledged", "pledging"}),
        ("commit+", {"commit", "commits", "committed", "committing"}),
        ("put/put/put off", {"put off", "puts off", "putting off"}),
        ("bar", {"bar", "bars", "barred", "barring"}),
        ("begin+/began/begun", {"begin", "begins", "began", "begun", "beginning"}),
        ("meet/met/met", {"meet", "meets", "met", "meeting"}),
        ("sign", {"sign", "signs", "signed", "signing"}),
        ("supply", {"supply", "supplies", "supplied", "supplying"}),
        ("give/gave/given", {"give", "gives", "gave", "given", "giving"}),
        ("send/sent", {"send", "sends", "sent", "sending"}),
        ("call off", {"call off", "calls off", "called off", "calling off"}),
        ("reach", {"reach", "reaches", "reached", "reaching"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("tie", {"tie", "ties", "tied", "tying"}),
        ("obey", {"obey", "obeys", "obeyed", "obeying"}),
    ],
)
def test_verbs_have_all_their_forms(lemma, forms):
    assert texts(verb_forms(lemma)) == forms


def test_a_participle_of_its_own_is_told_from_the_past():
    forms = {form.text: form.form for form in verb_forms("take/took/taken part")}
    assert forms["took part"] is Form.PAST
    assert forms["taken part"] is Form.PARTICIPLE


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("convoy", {"convoy", "convoys"}),
        ("supply", {"supply", "supplies"}),
        ("embargo", {"embargo", "embargoes"}),
        ("talks", {"talks"}),
        ("arms=", {"arms"}),
        ("aid=", {"aid"}),
    ],
)
def test_nouns_have_singular_and_plural(lemma, forms):
    assert texts(noun_forms(lemma)) == forms


CLASSES = Classes(
    verbs={"weak": {"base": ("*en",), "past": ("*te", "*ten"), "participle": ("ge*t",)}},
    nouns={"n": ("*", "*n")},
    joint="zu",
)


def verbs(lemma):
    return {(w.text, w.form, w.particle) for w in CLASSES.verb_forms(lemma)}


def nouns(lemma):
    return [w.text for w in CLASSES.noun_forms(lemma)]


def test_a_language_without_classes_inflects_as_english_does():
    assert Classes().verb_forms("send/sent") == verb_forms("send/sent")
    assert Classes().noun_forms("tank") == noun_forms("tank")


def test_a_stem_has_the_forms_of_its_class():
    assert verbs("sag:weak") == {
        ("sagen", Form.BASE, None),
        ("sagte", Form.PAST, None),
        ("sagten", Form.PAST, None),
        ("gesagt", Form.PARTICIPLE, None),
    }
    assert nouns("Hilfe:n") == ["Hilfe", "Hilfen"]


def test_forms_are_told_in_order_and_what_is_missing_by_a_sign_or_nothing():
    assert verbs("geben/gibt geben/=/gegeben//") == {
        ("geben", Form.BASE, None),
        ("gibt", Form.PRESENT, None),
        ("geben", Form.PRESENT, None),
        ("gegeben", Form.PARTICIPLE, None),
    }
    assert ("надасть", Form.FUTURE, None) in verbs("надати////надасть")
    assert ("sagbar", Form.PARTICIPLE, None) in verbs("sag:weak///sagbar")


def test_a_verb_with_a_particle_comes_apart_where_it_is_finite():
    assert verbs("zu+sag:weak") == {
        ("zusagen", Form.BASE, None),
        ("zuzusagen", Form.BASE, None),
        ("zugesagt", Form.PARTICIPLE, None),
        ("zusagte", Form.PAST, None),
        ("sagte", Form.PAST, "zu"),
        ("zusagten", Form.PAST, None),
        ("sagten", Form.PAST, "zu"),
    }


def test_words_without_a_class_stand_as_they_are():
    assert verbs("in Kraft treten") == {("in Kraft treten", Form.BASE, None)}
    assert nouns("Waffen") == ["Waffen"]
    assert nouns("Waffen=") == ["Waffen"]


def test_brackets_stand_for_either_word():
    assert list(alternatives("(a|)b(c|d)")) == ["abc", "abd", "bc", "bd"]
    assert nouns("(Nothilfe|Hilfe):n") == ["Nothilfe", "Nothilfen", "Hilfe", "Hilfen"]


def test_a_class_that_the_language_does_not_have_is_named():
    words = {"language": "xx", "inflection": {"verbs": {"weak": {"base": ["*en"]}}}}
    fields = {"type": "x", "statuses": ["done"], "acts": {"do": {"verbs": ["tu:strong"]}}}
    with pytest.raises(LexiconError, match=r"x: acts\.do: .* no class 'strong' of words"):
        build({"language": words, "x": fields})


def test_an_english_verb_comes_apart_at_its_dots():
    told = [(w.text, w.particle) for w in verb_forms("put/put/put … on ice")]
    assert set(told) == {("put", "on ice"), ("puts", "on ice"), ("putting", "on ice")}
    assert ("let go", "of") in [(w.text, w.particle) for w in verb_forms("let/let/let go … of")]
