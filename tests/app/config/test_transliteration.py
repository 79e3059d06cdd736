import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.config.transliteration import (
    MOST,
    in_other_language,
    is_cyrillic,
    to_cyrillic,
    to_latin,
)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("Зеленський", {"Zelenskyi", "Zelenskyy", "Zelensky", "Selenskyj", "Zelenskyj"}),
        ("Харків", {"Kharkiv", "Charkiw", "Charkiv"}),
        ("Єрмак", {"Yermak", "Jermak"}),
        ("Медведев", {"Medvedev", "Medwedew"}),
        ("Шойгу", {"Shoigu", "Shoygu", "Schojgu", "Šojgu"}),
        ("Лавров", {"Lavrov", "Lawrow"}),
        ("Ельцын", {"Eltsyn"}),
    ],
)
def test_news_writes_cyrillic_names_in_these_ways(word, written):
    assert written <= set(to_latin(word))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Zelensky", "Зеленський"),
        ("Kyiv", "Київ"),
        ("Kharkiv", "Харків"),
        ("Lavrov", "Лавров"),
        ("Putin", "Путин"),
        ("Ukrain", "Украин"),
        ("Yermak", "Єрмак"),
    ],
)
def test_a_latin_name_is_taken_for_the_cyrillic_ones_that_it_may_stand_for(word, meant):
    assert meant in to_cyrillic(word)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Kyiv", ("Київ", "Киев")),
        ("Kiev", ("Киев", "Київ")),
        ("Kharkov", ("Харьков", "Харків")),
        ("Lwiw", ("Львів", "Львов")),
        ("Odesa", ("Одеса", "Одесса")),
        ("Dnipro", ("Дніпро", "Днепр")),
        ("Chernihiv", ("Чернігів", "Чернигов")),
        ("Mykolaiv", ("Миколаїв", "Николаев")),
        ("Selenskyj", ("Зеленський", "Зеленский")),
    ],
)
def test_a_name_that_two_languages_write_each_in_its_way_stands_for_both_first(word, names):
    assert to_cyrillic(word)[:2] == names
    assert in_other_language(names[0]) == names[1:]
    assert {text.casefold() for text in to_latin(names[1])} >= {word.casefold()}


def test_most_words_are_called_the_same_in_both_languages():
    assert in_other_language("Херсон") == ()


def test_a_word_with_other_signs_has_no_cyrillic_form():
    assert to_cyrillic("O'Neil") == ()


@given(st.text("abcdefghijklmnopqrstuvwxyzžčš", min_size=1, max_size=12))
def test_the_way_back_is_cyrillic_each_time_and_bounded(word):
    found = to_cyrillic(word)
    assert 1 <= len(found) <= MOST
    assert all(is_cyrillic(one) and not is_cyrillic(word) for one in found)


@given(st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё", min_size=1, max_size=12))
def test_no_cyrillic_letter_is_left_over(word):
    assert not any(is_cyrillic(one) for one in to_latin(word))
