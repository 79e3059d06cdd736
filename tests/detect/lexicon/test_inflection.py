import pytest

from monitor.detect.lexicon.inflection import Form, noun_forms, verb_forms


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
