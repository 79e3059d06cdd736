import io
import json
import logging

import pytest
import structlog

from monitor.app.telemetry.figures import Figures
from monitor.app.telemetry.journal import StructlogJournal, bound
from monitor.app.telemetry.logs import configure
from tests.fakes.calling import Terminal

CANARY = "c4nary"


@pytest.fixture
def out():
    stream = io.StringIO()
    configure(stream)
    return stream


def events(out) -> list[dict]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_off_a_terminal_each_event_is_a_line_of_json(out):
    StructlogJournal(Figures()).note("development.updated", id="d1", after="90 EUR", before=None)

    (event,) = events(out)
    assert (event["event"], event["id"], event["after"]) == ("development.updated", "d1", "90 EUR")
    assert (event["level"], event["timestamp"][-1]) == ("info", "Z")
    assert "before" not in event


@pytest.mark.parametrize("event", ["fault.store", "delivery.dead", "find.buried"])
def test_what_somebody_should_look_at_is_a_warning(out, event):
    StructlogJournal(Figures()).note(event)
    assert events(out)[0]["level"] == "warning"


def test_what_is_bound_is_told_with_every_event_of_the_block(out):
    journal = StructlogJournal(Figures())
    with bound(source="harbour"):
        journal.note("article.judged", article="a")
    journal.note("minute.passed")

    within, after = events(out)
    assert (within["source"], within["article"], "source" in after) == ("harbour", "a", False)


def test_every_event_is_counted(out):
    figures = Figures()
    StructlogJournal(figures).note("alert.emitted", kind="new")
    assert figures.tally() == {"alert.emitted": 1}


def test_a_terminal_gets_json_where_it_is_asked_for():
    stream = Terminal()
    configure(stream, as_json=True)
    StructlogJournal(Figures()).note("alert.emitted", kind="new")
    assert events(stream)[0]["kind"] == "new"


def test_a_terminal_gets_readable_lines():
    stream = Terminal()
    configure(stream)
    StructlogJournal(Figures()).note("source.polled", source="ap")
    assert "source.polled" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


@pytest.mark.parametrize(
    "facts",
    [
        {"secret": CANARY},
        {"password": CANARY},
        {"detail": f"cannot reach redis://user:{CANARY}@db.example:6379/0"},
        {"detail": f"cannot reach redis://:p@ss{CANARY}@db.example:6379/0"},
        {"detail": f"POST https://hook.example/in?x=1&token={CANARY} failed"},
        {"detail": f"GET https://api.example/v1?access_token={CANARY}#x failed"},
        {"detail": f"GET https://api.example/v1?n=1&subscription-key={CANARY} failed"},
        {"detail": f"signed with whsec_{CANARY}="},
    ],
)
def test_no_secret_is_written(out, facts):
    StructlogJournal(Figures()).note("fault.delivery", **facts)
    assert CANARY not in out.getvalue()
    assert "[hidden]" in out.getvalue()


def test_the_traceback_of_a_bug_is_written_without_its_secrets(out):
    try:
        int(f"https://user:{CANARY}@host.example/")
    except ValueError as bug:
        StructlogJournal(Figures()).note("fault.find", exc_info=bug)
    (event,) = events(out)
    assert "Traceback" in event["exception"]
    assert CANARY not in out.getvalue()


def test_libraries_are_heard_from_warning_on_and_in_the_same_form(out):
    logging.getLogger("httpx").info("GET https://a.example/?q=1")
    logging.getLogger("httpx").warning("odd: redis://user:%s@db.example", CANARY)

    (event,) = events(out)
    assert event["event"].startswith("odd: ")
    assert CANARY not in out.getvalue()


def test_what_is_bound_once_is_told_with_each_event(out):
    with structlog.contextvars.bound_contextvars(source="ap"):
        StructlogJournal(Figures()).note("find.dropped")
    assert events(out)[0]["source"] == "ap"
