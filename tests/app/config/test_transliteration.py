import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.config.transliteration import MOST, is_cyrillic, to_cyrillic, to_latin


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
