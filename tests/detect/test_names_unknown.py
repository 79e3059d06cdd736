import pytest

from monitor.detect.names_span import NameSpan, Via
from monitor.detect.names_unknown import unknown_names
from monitor.model.actor import ActorId
from tests.fakes.english import ENGLISH


def known(text, word, via=Via.DEMONYM):
    start = text.index(word)
    return NameSpan(
        start=start, end=start + len(word), text=word, actor=ActorId("x"), name=word, via=via
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "On Monday Foreign Minister Orla Vendt met Tomas Brandvold.",
            ["Orla Vendt", "Tomas Brandvold"],
        ),
        ("Business Secretary Ann Lee said", ["Ann Lee"]),
        ("Mr. Vendt and Pope Anselm came", ["Pope Anselm"]),
        ("the Harbour Relief Foundation gave", ["Harbour Relief Foundation"]),
        (
            "the Bank of Northmark and Mohammed bin Zahir",
            ["Bank of Northmark", "Mohammed bin Zahir"],
        ),
        ("Orla Vendt's aide Lena Roth-Meyer", ["Orla Vendt", "Lena Roth-Meyer"]),
        ("He met Orla Vendt. Tomas Brandvold left", ["Orla Vendt", "Tomas Brandvold"]),
        ("John J. Brandvold of Ostby", ["John J. Brandvold of Ostby"]),
        ("the Minister for Harbour Affairs said", ["Harbour Affairs"]),
        ("the paper of Orla Vendt of Monday", ["Orla Vendt"]),
        ("He saw President of the", []),
        ("TALKS FAIL AGAIN", []),
        ("Prime Minister", []),
        ("The Minister of State said", []),
        ("Then Vendt left on Friday, June", []),
    ],
)
def test_names_of_several_words_are_kept_as_written(text, names):
    assert [s.text for s in unknown_names(text, ENGLISH)] == names


def test_a_body_covers_the_demonym_that_it_begins_with():
    text = "the Qatari Harbour Foundation gave"
    (found,) = unknown_names(text, ENGLISH, (known(text, "Qatari"),))
    assert found.text == "Qatari Harbour Foundation"


def test_a_known_body_after_a_demonym_stays_known():
    text = "the Qatari Red Lantern Society"
    spans = (known(text, "Qatari"), known(text, "Red Lantern Society", Via.NAME))
    assert unknown_names(text, ENGLISH, spans) == ()


def test_a_demonym_before_a_body_word_alone_is_no_name():
    text = "the Qatari Foundation gave"
    assert unknown_names(text, ENGLISH, (known(text, "Qatari"),)) == ()


def test_known_names_part_unknown_ones():
    text = "Qatari President Orla Vendt"
    (found,) = unknown_names(text, ENGLISH, (known(text, "Qatari"),))
    assert found.text == "Orla Vendt"


def test_marks_beside_an_unknown_name_are_kept():
    (found,) = unknown_names("the Orla Vendt-led group", ENGLISH)
    assert found.text in {"Orla Vendt", "Orla Vendt-led"}
    (owner,) = unknown_names("Orla Vendt’s group", ENGLISH)
    assert (owner.text, owner.possessive) == ("Orla Vendt", True)
