from pathlib import Path

import pytest

from monitor.alert.words import searched
from monitor.app.config.forms import INFLECTED, TRANSLITERATED, english, speller
from monitor.model.condition import Word

SPELL = speller(Path("/nonexistent"))


@pytest.mark.parametrize(
    ("word", "forms", "language", "text"),
    [
        ("sanction", INFLECTED, "en", "New sanctions come."),
        ("sanctions", INFLECTED, "en", "He was sanctioned."),
        ("peace talk", INFLECTED, "en", "Peace talks go on."),
        ("ally", INFLECTED, "en", "Its allies agree."),
        ("allies", INFLECTED, "en", "An ally agrees."),
        ("crises", INFLECTED, "en", "A crisis began."),
        ("crisis", INFLECTED, "en", "Two crises at once."),
        ("bases", INFLECTED, "en", "On this basis it went on."),
        ("bases", INFLECTED, "en", "An air base was hit."),
        ("churches", INFLECTED, "en", "A church burnt."),
        ("Sanktion", INFLECTED, "de", "Neue Sanktionen kommen."),
        ("Sanktionen", INFLECTED, "de", "Eine Sanktion kommt."),
        ("Selenskyj", INFLECTED, "de", "Selenskyjs Reise."),
        ("санкція", INFLECTED, "uk", "Пакет санкцій."),
        ("заморожені активи", INFLECTED, "uk", "Про заморожених активів мову."),
        ("переговори", INFLECTED, "uk", "На переговорах у Женеві."),
        ("Україна", INFLECTED, "uk", "Допомога Україні."),
        ("Київ", INFLECTED, "uk", "У Києві говорили."),
        ("допомога", INFLECTED, "uk", "У допомозі відмовили."),
        ("Зеленський", TRANSLITERATED, "en", "Zelensky and Trump met."),
        ("Зеленський", TRANSLITERATED, "de", "Selenskyj reist."),
        ("Zelensky", TRANSLITERATED, "uk", "Зеленський прибув."),
        ("Zelensky", TRANSLITERATED, None, "Зеленский прибыл."),
        ("Ukrain*", TRANSLITERATED, "ru", "Украинские войска."),
        ("Kyiv", TRANSLITERATED, "ru", "Киев ждёт."),
        ("Kiev", TRANSLITERATED, "uk", "Київ чекає."),
        ("Lviv*", TRANSLITERATED, "uk", "Львівська область."),
        ("Київ", TRANSLITERATED, "en", "In Kiev it rained."),
        ("Киев", TRANSLITERATED, "uk", "Київ чекає."),
        ("мэр Киев", TRANSLITERATED, None, "мэр Київ"),
        ("Харків", TRANSLITERATED, "en", "In Kharkiv it rained."),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_not_without_them(word, forms, language, text):
    assert searched(text).found(SPELL(word, (forms,)), language) is not None
    assert searched(text).found(SPELL(word, ()), language) is None


@pytest.mark.parametrize(
    ("word", "text", "language"),
    [
        ("Zelensky", "Зустріч із Зеленським.", "uk"),
        ("Зеленський", "Selenskyjs Reise.", "de"),
        ("Lviv", "У Львові тихо.", "uk"),
        ("Kharkiv oblast", "у Харківі області", "uk"),
    ],
)
def test_forms_of_what_is_written_in_other_letters_are_found_too(word, text, language):
    spelt = SPELL(word, (INFLECTED, TRANSLITERATED))
    assert searched(text).found(spelt, language) is not None


@pytest.mark.parametrize(
    ("word", "language", "text"),
    [
        ("aid", "en", "The aide left."),
        ("Sanktion", "en", "Neue Sanktionen kommen."),
        ("санкц*", "uk", "Ні слова."),
        ("bus", "en", "The bu left."),
        ("news", "en", "A new pact."),
        ("losses", "en", "A lossis."),
        ("goods", "en", "A good year."),
        ("arms", "en", "An armed man."),
        ("EU", "en", "The EUs."),
    ],
)
def test_other_words_are_no_forms_of_it(word, language, text):
    assert searched(text).found(SPELL(word, (INFLECTED,)), language) is None


def test_a_word_that_has_its_endings_or_no_other_letters_stays_as_it_is():
    assert SPELL("Ukrain*", (INFLECTED,)) == Word("Ukrain*")
    assert SPELL("制裁", (TRANSLITERATED,)).spellings == ()


def test_a_name_has_no_forms_in_english():
    assert english("Kyiv") == ("Kyiv",)
    assert set(english("aid")) == {"aid", "aids", "aiding", "aided"}
