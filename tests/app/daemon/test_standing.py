from dataclasses import replace

import pytest

from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.daemon.standing import config_record, gone, mistakes_of
from monitor.errors import ConfigError
from monitor.model.inforce import Trigger
from tests.fakes.inforce import STATE

ODD = "no such host in redis://:canary@a.example"


def test_mistakes_are_told_with_their_places_and_without_secrets():
    problem = Problem(file="a.yaml", line=3, column=7, message=ODD, suggestion="b.example")
    (mistake,) = mistakes_of(ConfigErrors([problem]))
    assert (mistake.file, mistake.line, mistake.column) == ("a.yaml", 3, 7)
    assert mistake.text == (
        'a.yaml:3:7: no such host in redis://[hidden]@a.example; did you mean "b.example"?'
    )
    (other,) = mistakes_of(ConfigError(ODD))
    assert (other.file, other.message) == ("", "no such host in redis://[hidden]@a.example")


def test_the_record_of_what_is_in_force_has_the_problems_of_what_is_not():
    mistakes = mistakes_of(ConfigErrors([Problem(file="a.yaml", line=3, column=7, message="odd")]))
    assert config_record(STATE)["failure"] is None
    record = config_record(STATE.refusing(mistakes, Trigger.REQUEST, STATE.since))
    assert record["failure"] == {
        "at": "2026-03-01T00:00:00Z",
        "trigger": "request",
        "problems": [
            {"file": "a.yaml", "line": 3, "column": 7, "message": "odd", "suggestion": None}
        ],
        "more": 0,
    }


WATCHED = replace(STATE, files=("a.yaml", "w/b.yaml"), counts={"sources": 1, "watchlists": 2})


@pytest.mark.parametrize(
    ("files", "left", "told"),
    [
        (("a.yaml",), {"sources": 1, "watchlists": 0}, ["watchlists: none are left of 2"]),
        (("a.yaml",), {"sources": 1, "watchlists": 1}, []),
        (("a.yaml", "w/b.yaml"), {"sources": 0, "watchlists": 2}, []),
        ((), {"sources": 0, "watchlists": 0}, ["sources: none", "watchlists: none"]),
    ],
)
def test_what_is_all_gone_with_its_files_is_told(files, left, told):
    found = tuple(gone(WATCHED, replace(STATE, files=files, counts=left)))
    assert [m.text.startswith(t) for m, t in zip(found, told, strict=True)] == [True] * len(told)
