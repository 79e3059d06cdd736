import re

from monitor.detect.lexicon.grammar import NameWords
from monitor.detect.names_declined import MOST, declined

WORDS = NameWords(
    declined=re.compile("[А-Я][а-я]+"),
    declension={
        "*а": {"nominative": ("*а",), "genitive": ("*и",), "accusative": ("*у",)},
        "*": {"nominative": ("*",), "genitive": ("*а", "*у")},
    },
)


def test_a_name_has_the_forms_of_its_longest_ending():
    assert declined(["Рада"], WORDS) == {
        "Рада": {"nominative"},
        "Ради": {"genitive"},
        "Раду": {"accusative"},
    }


def test_all_words_of_a_name_stand_in_one_case_and_what_is_not_declined_stays():
    found = declined(["Рада ООН"], WORDS)
    assert found["Ради ООН"] == {"genitive"}
    assert declined(["Иван Рада"], WORDS)["Ивана Ради"] == {"genitive"}
    assert declined(["НАТО"], WORDS) == {"НАТО": frozenset()}


def test_a_form_of_another_name_is_no_name_to_decline():
    found = declined(["Рада", "Ради"], WORDS)
    assert found["Ради"] == {"genitive"}


def test_a_word_without_an_ending_of_the_language_is_not_declined():
    only = NameWords(declined=WORDS.declined, declension={"*а": {"nominative": ("*а",)}})
    assert declined(["Киев"], only) == {"Киев": frozenset()}


def test_a_name_of_many_words_has_a_bounded_number_of_forms():
    assert len(declined([" ".join(["Иван"] * 12)], WORDS)) <= MOST
