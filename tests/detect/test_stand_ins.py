from monitor.detect.who import Spoken
from monitor.model.development import Party

UNION = Party(id="european-union", name="European Union", text="EU")


def test_it_is_a_party_only_as_the_subject_of_a_deed(look):
    _, cast = look("It will pay.", Spoken(body=UNION))
    assert [w.party.name for w in cast] == ["European Union"]
    _, cast = look("Critics saw it.", Spoken(body=UNION))
    assert cast == ()


def test_a_description_without_antecedent_keeps_its_words(look):
    _, cast = look("The 27-nation bloc paid.")
    assert [w.party.name for w in cast] == ["bloc"]


def test_bodies_of_unread_sentences_are_remembered(tell):
    first = tell(
        "2026-03-04",
        "Once there was the European Union, a US-led group and Emmanuel Macron.",
        "It will give Ukraine 3 billion euros.",
    )[0]
    assert [p.id for p in first.actors] == ["european-union"]
