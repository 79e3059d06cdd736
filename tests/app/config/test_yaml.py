import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.config.problems import ConfigErrors
from monitor.app.config.yaml import MAX_BYTES, parse_yaml, read_yaml


def refused(text: str) -> str:
    with pytest.raises(ConfigErrors) as caught:
        parse_yaml(text, name="a.yaml")
    return str(caught.value)


def value(text: str) -> object:
    return parse_yaml(text, name="a.yaml").value


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("07:30", "07:30"),
        ("2024-01-01", "2024-01-01"),
        ("10M EUR", "10M EUR"),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("-12", -12),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1_000", "1_000"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ('"5"', "5"),
        ("|\n  a\n  b\n", "a\nb\n"),
        ("", None),
        ("# nothing\n", None),
    ],
)
def test_words_mean_what_yaml_1_2_says(word, meaning) -> None:
    assert value(word) == meaning
    assert type(value(word)) is type(meaning)


def test_keys_are_always_text() -> None:
    assert value("{1: a, true: b, NO: c, on: d}") == {"1": "a", "true": "b", "NO": "c", "on": "d"}


def test_every_value_and_key_knows_where_it_stands() -> None:
    document = parse_yaml("a:\n  - b: c\n  - {d: e}\n", name="a.yaml")
    assert document.where(("a", 0, "b")) == (2, 8)
    assert document.where_key(("a", 0, "b")) == (2, 5)
    assert document.where(("a", 1, "d")) == (3, 9)
    assert document.where_key(("a", 1, "d")) == (3, 6)


def test_a_path_that_is_not_there_stands_where_the_nearest_value_does() -> None:
    document = parse_yaml("a:\n  - b: c\n", name="a.yaml")
    assert document.where(("a", 7)) == (2, 3)
    assert document.where(("a", 0, "x", 1)) == (2, 5)
    assert document.where_key(("a", 0, "x")) == (2, 5)
    assert document.where_key(()) == (1, 1)
    assert document.where((0,)) == (1, 1)


def test_aliases_are_unfolded() -> None:
    document = parse_yaml("a: &x [1]\nb: *x\nc: &y word\nd: *y\n", name="a.yaml")
    assert document.value == {"a": [1], "b": [1], "c": "word", "d": "word"}
    assert document.where(("b", 0)) == (1, 8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\nb: 4\n", 'a.yaml:3:1: "a" stands twice, first at 1:1'),
        ("a: *x\n", 'a.yaml:1:4: no anchor "x" stands before this alias'),
        ("a: &x [*x]\n", 'a.yaml:1:8: the alias "x" stands within itself'),
        ("a: !!python/object:os.system x\n", "a.yaml:1:4: tags (!…) are not read here"),
        ("a: !x [1]\n", "a.yaml:1:4: tags (!…) are not read here"),
        ("a\n---\nb\n", "a.yaml:2:1: a second document: one file holds one"),
        ("? [a]\n: b\n", "a.yaml:1:3: a key must be a word, not an alias, a list or a mapping"),
        (
            "a: &x b\n*x : c\n",
            "a.yaml:2:1: a key must be a word, not an alias, a list or a mapping",
        ),
        (": a\n", "a.yaml:1:1: a key is missing here"),
        ("a: b\n  \x00", "a.yaml:2:3: the character U+0000 may not stand in YAML"),
        ("a: b: c\n", "a.yaml:1:5: a colon within a value"),
        ("a: 'b\n", "a.yaml:1:4: this quote is never closed"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(text, message) -> None:
    assert refused(text).splitlines()[0].startswith(message)


def test_all_repeated_keys_are_told_with_the_fault_that_ends_the_reading() -> None:
    assert [line.split(": ")[0] for line in refused("a: 1\na: 2\na: 3\nb: *x\n").splitlines()] == [
        "a.yaml:2:1",
        "a.yaml:3:1",
        "a.yaml:4:4",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "a.yaml:1:51: nested more than 50 deep"),
        ("{a: " * 100_000, "nested more than 50 deep"),
        ("- " * 100_000, "nested more than 50 deep"),
        (
            "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 9)}]\n" for n in range(30)),
            "more than 500000 values, aliases unfolded",
        ),
    ],
    ids=["lists", "mappings", "blocks", "alias bomb"],
)
def test_bombs_are_refused_at_once(text, message) -> None:
    started = time.process_time()
    assert message in refused(text)
    assert time.process_time() - started < 20


def test_a_file_has_a_bound(tmp_path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ConfigErrors, match=r"big\.yaml: is larger than 1000000 bytes"):
        read_yaml(path)


def test_a_file_that_cannot_be_read_is_said(tmp_path) -> None:
    with pytest.raises(ConfigErrors, match=r"a: cannot be read: No such file"):
        read_yaml(tmp_path / "gone.yaml", name="a")


def test_a_file_that_is_not_utf_8_is_said_at_its_place(tmp_path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: b\nc: \xff\n")
    with pytest.raises(ConfigErrors, match=r"^a\.yaml:2:4: the text is not UTF-8 here$"):
        read_yaml(path, name="a.yaml")


def test_a_byte_order_mark_is_passed_over(tmp_path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\n")
    assert read_yaml(path).value == {"a": "b"}


def check_that_it_is_read_or_refused(text: str) -> None:
    problems = ()
    told = ""
    try:
        parse_yaml(text, name="a.yaml")
    except ConfigErrors as error:
        problems, told = error.problems, str(error)
    assert all(problem.line > 0 and problem.column > 0 for problem in problems)
    assert len(told.splitlines()) == len(problems)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text) -> None:
    check_that_it_is_read_or_refused(text)


@given(st.text(alphabet="[]{}:,-?&*!|>'\"%@` ab\n#\t", max_size=60))
def test_any_punctuation_is_read_or_refused_with_a_place(text) -> None:
    check_that_it_is_read_or_refused(text)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(ConfigErrors, match=r"a: is no file"):
        read_yaml(tmp_path / "a.yaml", name="a")
