from monitor.app.config.problems import ConfigErrors, Problem, nearest
from monitor.errors import ConfigError


def test_a_problem_is_one_line_whatever_stands_in_it() -> None:
    problem = Problem(file="a.yaml", line=2, column=3, message="found\r\n\x1b[1m", suggestion="b")
    assert str(problem) == 'a.yaml:2:3: found\\r\\n\\x1b[1m; did you mean "b"?'


def test_a_problem_without_a_place_names_its_file_alone() -> None:
    assert str(Problem(file="MONITOR_X", message="no such variable")) == (
        "MONITOR_X: no such variable"
    )


def test_errors_hold_their_problems_and_say_them_line_by_line() -> None:
    problems = (Problem(file="a", message="b"), Problem(file="c", message="d"))
    error = ConfigErrors(problems)
    assert isinstance(error, ConfigError)
    assert error.problems == problems
    assert str(error) == "a: b\nc: d"


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("HIHG", ("high", "low")) == "high"
    assert nearest("Aid-Pledge", ("aid_pledge", "meeting")) == "aid_pledge"
    assert nearest("zebra", ("high", "low")) is None
    assert nearest("a", ()) is None
