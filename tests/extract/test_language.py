import pytest

from monitor.extract.language import language_of

ENGLISH = (
    "The council pledged forty million euros for the harbour of the town on Friday evening. " * 2
)
UKRAINIAN = "Рада пообіцяла сорок мільйонів євро на відбудову гавані міста у п'ятницю ввечері. " * 2


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, ("en-GB",), "en"),
        (ENGLISH, (None, "", "EN"), "en"),
        (ENGLISH, (), "en"),
        (ENGLISH, ("uk", "english"), "en"),
        (UKRAINIAN, ("en", "uk_UA"), "uk"),
        (UKRAINIAN, ("en",), "uk"),
        (
            "Der Rat hat am Freitag vierzig Millionen Euro für den Hafen der Stadt zugesagt. " * 5,
            ("en", "de"),
            "de",
        ),
        (
            "Der Rat hat am Freitag vierzig Millionen Euro für den Hafen der Stadt zugesagt. " * 5,
            ("en",),
            "de",
        ),
        (
            "Umkhandlu uthembise imali yokwakha ichweba ledolobha ngoLwesihlanu kusihlwa. " * 8,
            ("en",),
            "zu",
        ),
        ("Short words.", (), None),
        ("Short words.", ("fr",), "fr"),
        ("1234", ("uk",), "uk"),
        ("日本の会議は", ("ja",), "ja"),
    ],
)
def test_a_declared_language_counts_unless_the_script_contradicts_it(text, declared, language):
    assert language_of(text, declared) == language
