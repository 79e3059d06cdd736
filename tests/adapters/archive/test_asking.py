import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.archive.asking import DEEPEST, LONGEST, question
from monitor.errors import UsageError


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text)")
    texts = (
        ("Ceasefire", "The peace talks in Osterby go on"),
        ("Grain", "Talks on peace and grain, COVID-19 aside"),
        ("Loan", "A loan for wheat; the ceasefire holds; sanctions fall"),
    )
    connection.executemany("INSERT INTO words VALUES (?, ?)", texts)
    yield connection
    connection.close()


def found(index, asked: str) -> set[int]:
    rows = index.execute("SELECT rowid FROM words WHERE words MATCH ?", (question(asked),))
    return {number for (number,) in rows}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("peace talks", {1, 2}),
        ('"peace talks"', {1}),
        ("PEACE Talks", {1, 2}),
        ("sanction*", {3}),
        ('"peace tal"*', {1}),
        ("grain OR wheat", {2, 3}),
        ("grain OR wheat loan", {2, 3}),
        ("(grain OR wheat) AND loan", {3}),
        ("talks NOT grain", {1}),
        ("talks NOT grain osterby", {1}),
        ("talks NOT (grain OR osterby)", set()),
        ("ceasefire", {1, 3}),
        ("title:ceasefire", {1}),
        ('text:"ceasefire holds"', {3}),
        ("title:ceas*", {1}),
        ("COVID-19", {2}),
        ("covid 19", {2}),
        ("peace - talks", {1, 2}),
        ("author:nobody", set()),
        ("and", {2}),
        ("title:", set()),
    ],
)
def test_words_phrases_beginnings_and_operators_find_what_they_say(index, asked, expected):
    assert found(index, asked) == expected


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "no word or figure"),
        ("- € !", "no word or figure"),
        ('"peace talks', "quotation mark is not closed"),
        ("(grain OR wheat", '"(" is not closed'),
        ("grain)", '")" too many'),
        ("grain AND", "a word is missing after AND"),
        ("grain OR OR wheat", 'a word is missing before "OR"'),
        ("()", 'a word is missing before ")"'),
        ("NOT football", "write talks NOT football"),
        ("wo*d", "a * stands at the end"),
        ("**", "a * stands at the end"),
        ("(" * (DEEPEST + 2) + "a", f"nested deeper than {DEEPEST}"),
        ("a" * (LONGEST + 1), f"at most {LONGEST}"),
    ],
)
def test_a_question_that_cannot_be_understood_says_what_to_write(asked, told):
    with pytest.raises(UsageError) as refused:
        question(asked)
    assert told in str(refused.value)
    assert refused.value.exit_code == 2


SIGNS = st.sampled_from(
    [
        "peace",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "*",
        ":",
        "title:",
        "NEAR",
        "^",
        "+",
        "{",
        "}",
        "-",
    ]
)


@given(st.one_of(st.lists(SIGNS, max_size=12).map(" ".join), st.text(st.characters(), max_size=40)))
def test_every_question_is_answered_or_refused_with_a_sentence(index, asked):
    try:
        numbers = found(index, asked)
    except UsageError:
        return
    assert numbers <= {1, 2, 3}
