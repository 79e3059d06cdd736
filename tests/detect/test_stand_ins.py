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


def test_the_leaders_are_those_of_the_body_told_of_last(tell):
    _, refused = tell(
        "2026-03-04",
        "European Union leaders promised Ukraine 90 billion euros.",
        "The leaders failed to agree to use frozen Russian assets for Ukraine.",
    )
    assert [p.id for p in refused.actors] == ["european-union"]
    assert [p.id for p in refused.counterparts] == ["ukraine"]


def test_leaders_without_a_body_keep_their_word(look):
    _, cast = look("Its leaders met.", Spoken(group=UNION))
    assert [w.party.name for w in cast] == ["European Union"]
    _, cast = look("It was late, and leaders met.", Spoken(group=UNION))
    assert not any(w.party.name == "leaders" for w in cast)
    _, cast = look("Leaders met.", Spoken(group=UNION))
    assert [w.party.name for w in cast] == ["European Union"]


def test_a_plural_before_names_is_their_title(look):
    _, cast = look("Presidents Emmanuel Macron and Vladimir Putin met.")
    assert [w.party.name for w in cast] == ["Emmanuel Macron", "Vladimir Putin"]
    _, cast = look("Delegations from Iran and Oman met.")
    assert [w.party.name for w in cast] == ["Iran", "Oman"]


def test_a_number_of_governments_may_meet(tell):
    (meeting,) = tell("2026-03-04", "Thirty governments met in Jamaica on Tuesday.")
    assert meeting.place == "Jamaica"


def test_officials_who_say_it_do_not_take_part(tell):
    (meeting,) = tell(
        "2026-03-04",
        "Emmanuel Macron is holding talks with Vladimir Putin in Oslo, officials on both sides"
        " said on Monday.",
    )
    assert (meeting.status, len(meeting.parties)) == ("held", 2)
    assert str(meeting.when) == "2026-03-02"


def test_a_pronoun_means_the_person_of_its_own_sentence(tell):
    meeting = tell(
        "2026-03-04", "Anthony Albanese visited Vanuatu on Monday, where he met Jotham Napat."
    )[-1]
    assert "Anthony Albanese" in {p.name for p in meeting.parties}


def test_the_bloc_is_no_state(tell):
    pledged = tell(
        "2026-03-04",
        "The European Union wants peace in Ukraine.",
        "Ukraine is tired.",
        "The bloc will give Ukraine 90 billion euros in aid.",
    )[0]
    assert [p.id for p in pledged.actors] == ["european-union"]
