import pytest

from monitor.detect.who import Spoken
from monitor.model.development import Party

MACRON = Party(id="emmanuel-macron", name="Emmanuel Macron", text="Macron")
UNION = Party(id="european-union", name="European Union", text="EU")


def by_name(cast):
    return {who.party.name: who for who in cast}


def test_a_state_that_describes_a_person_is_left_out(look):
    _, cast = look("Russian President Vladimir Putin met Emmanuel Macron.")
    assert list(by_name(cast)) == ["Vladimir Putin", "Emmanuel Macron"]


def test_a_state_with_an_office_acts(look):
    _, cast = look("Ukrainian officials met the foreign minister of Turkey.")
    found = by_name(cast)
    assert found["Ukraine"].role
    assert found["Ukraine"].plural
    assert found["Turkey"].role
    assert not found["Turkey"].plural


@pytest.mark.parametrize(
    "sentence",
    ["The Ukrainian border is long.", "Ukraine's border is long.", "They came to Ukraine border."],
)
def test_an_owner_does_not_act(look, sentence):
    _, cast = look(sentence)
    assert by_name(cast)["Ukraine"].owner


def test_a_person_after_an_office_of_another_only_describes(look):
    _, cast = look("Adviser to Volodymyr Zelensky met Emmanuel Macron.")
    assert by_name(cast)["Volodymyr Zelenskyy"].owner


def test_a_place_is_no_party(look):
    _, cast = look("They met in Ukraine.")
    assert by_name(cast)["Ukraine"].place


def test_the_first_part_of_a_compound_is_no_party(look):
    _, cast = look("The US-led group met Emmanuel Macron.")
    assert list(by_name(cast)) == ["Emmanuel Macron"]


def test_names_joined_by_and_share_a_chain_and_a_preposition(look):
    _, cast = look("He spoke with Emmanuel Macron, Olaf Scholz and Rishi Sunak.")
    assert len({who.chain for who in cast}) == 1
    assert {who.preposition for who in cast} == {"with"}


def test_a_state_far_from_a_person_stays(look):
    _, cast = look("Russian forces left, and later that same long day Vladimir Putin spoke.")
    assert "Vladimir Putin" in by_name(cast)
    _, cast = look("Ukraine's, then, Vladimir Putin.")
    assert "Ukraine" in by_name(cast)
    _, cast = look("The Russian side, Vladimir Putin said, agreed.")
    assert "Vladimir Putin" in by_name(cast)


def test_pronouns_and_descriptions_stand_for_those_before(look):
    spoken = Spoken(person=MACRON, body=UNION, union=UNION, pair=(MACRON, UNION))
    _, cast = look("He said the bloc and the two sides will meet; it will pay.", spoken)
    assert [w.party.name for w in cast].count("European Union") == 3
    assert sum(w.several for w in cast) == 2


def test_an_unnamed_institution_keeps_its_words(look):
    _, cast = look("Parliament approved it, and the government paid.")
    assert [w.party.name for w in cast] == ["Parliament", "government"]
    _, cast = look("A government paid.")
    assert [(w.party.id, w.party.name) for w in cast] == [(None, "government")]


def test_a_plain_plural_may_meet(look):
    _, cast = look("The ministers met in Paris.")
    assert any(who.several for who in cast)
    _, cast = look("He saw ministers.", Spoken())
    assert cast == ()


def test_officials_far_from_a_person_do_not_describe_him(look):
    _, cast = look("Russian officials of the very old grey town hall near Vladimir Putin left.")
    assert list(by_name(cast)) == ["Russia", "Vladimir Putin"]


def test_the_outlet_and_the_place_of_a_dateline_take_no_part(look):
    _, cast = look("WARSAW (Coast Public Radio) — Iran and Oman met on Tuesday.")
    assert list(by_name(cast)) == ["Iran", "Oman"]


def test_the_country_of_a_dollar_is_no_party(look):
    _, cast = look("Japan promised Vanuatu US$43 million.")
    assert list(by_name(cast)) == ["Japan", "Vanuatu"]


def test_a_capital_before_a_summit_says_where(look):
    _, cast = look("Iran left the Budapest summit.")
    assert by_name(cast)["Hungary"].place


def test_whoever_tells_reporters_only_speaks(look):
    _, cast = look("Emmanuel Macron told reporters that Iran met Oman.")
    assert by_name(cast)["Emmanuel Macron"].speaker
    _, cast = look("Emmanuel Macron told Vladimir Putin to stop.")
    assert not by_name(cast)["Emmanuel Macron"].speaker


def test_a_body_that_hosts_is_no_host_by_office(look):
    _, cast = look("Iran hosts Vladimir Putin.")
    assert list(by_name(cast)) == ["Iran", "Vladimir Putin"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kirill Dmitriev, a Kremlin envoy, met Steve Witkoff.",
        "Kirill Dmitriev, the Russia director, met Steve Witkoff.",
        "Kirill Dmitriev, the head of Russia's fund, met Steve Witkoff.",
    ],
)
def test_a_body_between_commas_says_who_the_person_is(look, sentence):
    assert list(by_name(look(sentence)[1]))[:2] == [
        "Kirill Dmitriev",
        "Steve Witkoff",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kirill Dmitriev, the European Union, and Steve Witkoff met.",
        "Kirill Dmitriev met Russia, a European Union member, in Miami.",
        "Kirill Dmitriev told Russia of it, and the European Union met.",
    ],
)
def test_a_body_in_a_list_or_far_from_a_person_acts_itself(look, sentence):
    assert "European Union" in by_name(look(sentence)[1])


def test_a_house_acts_for_the_state_before_it(look):
    _, cast = look("The French Senate and the US Senate met.")
    assert [(w.party.name, w.role) for w in cast] == [("France", True), ("US Senate", False)]


def test_the_state_of_a_person_is_no_party(look):
    _, cast = look("President Sauli Niinisto of Finland left.")
    assert [w.party.id for w in cast] == ["sauli-niinisto"]


def test_one_whom_the_sentence_cites_only_speaks(look):
    _, cast = look("It rained, according to the White House.")
    assert by_name(cast)["White House"].speaker


def test_a_country_after_its_town_is_a_place(look):
    _, cast = look("They came to Homel, Belarus, at noon.")
    assert by_name(cast)["Belarus"].place
