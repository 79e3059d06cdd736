from dataclasses import replace

import pytest
from rich.cells import cell_len

from monitor.app.cli.faults_printing import print_problems, told
from monitor.app.config.problems import Problem

PROBLEM = Problem(
    file="a.yaml", line=7, column=7, end=11, message="unknown", source="name: desk # b"
)


def lines(problem: Problem, room: int = 100) -> list[str]:
    return told(problem, room).plain.splitlines()


def test_what_is_meant_is_underlined_on_its_line():
    assert lines(PROBLEM) == [
        "a.yaml:7:7: error: unknown",
        "  |",
        "7 | name: desk # b",
        "  |       ^^^^",
    ]


def test_what_was_meant_and_what_becomes_of_it_is_said_below():
    problem = replace(PROBLEM, suggestion="dusk", hint="write it so", consequence="it would be")
    assert lines(problem)[4:] == [
        '  = help: did you mean "dusk"?',
        "  = help: write it so",
        "  = otherwise: it would be",
    ]
    assert lines(replace(problem, severity="warning"))[-1] == "  = then: it would be"


@pytest.mark.parametrize(
    ("source", "before"), [("名前: desk", 6), ("\tab: desk", 5), ("a\u0301b: desk", 4)]
)
def test_what_is_meant_is_found_in_any_script(source, before):
    column = source.index("desk") + 1
    shown = lines(replace(PROBLEM, source=source, column=column, end=column + 4))
    assert shown[-1] == f"  | {' ' * before}^^^^"


@pytest.mark.parametrize("column", [1, 50, 250, 497])
def test_of_a_long_line_what_lies_around_is_shown(column):
    source = ("x" * (column - 1) + "desk").ljust(500, "y")
    _, _, line, under = lines(replace(PROBLEM, source=source, column=column, end=column + 4), 60)
    assert cell_len(line) <= 60
    assert line[under.index("^") : under.rindex("^") + 1] == "desk"


def test_a_control_moves_no_terminal():
    text = told(replace(PROBLEM, file="a\x1b[1m", message="b\r", source="name: \x1b[1m")).plain
    assert "\x1b" not in text
    assert "\r" not in text


def test_without_a_line_nothing_is_quoted():
    assert lines(Problem(file="MONITOR_X", message="no such variable", suggestion="MONITOR_Y")) == [
        "MONITOR_X: error: no such variable",
        '  = help: did you mean "MONITOR_Y"?',
    ]


@pytest.mark.parametrize(
    ("files", "becomes"),
    [
        (("tests/a.test.yaml",), "1 error: no test was run\n"),
        (("a.yaml", "b.test.yaml"), "2 errors: nothing starts with this configuration\n"),
    ],
)
def test_what_becomes_of_the_errors_is_said_last(files, becomes, capsys):
    print_problems(replace(PROBLEM, file=file) for file in files)
    assert capsys.readouterr().err.endswith(f"\n{becomes}")
