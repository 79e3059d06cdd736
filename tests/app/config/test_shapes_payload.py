"""What is sent beside the JSON Schema of it that is shipped."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.render.cloudevents import cloudevent
from monitor.alert.render.webhook import webhook_body
from monitor.model.alert import AlertId
from monitor.model.health import Standing
from monitor.model.watchlist import Kind, Severity
from tests.alert.examples import DIGEST, NEW, STALE, UPDATE, evidence
from tests.alert.messages import MESSAGES
from tests.fakes.payload import faults


def body(message):
    return json.loads(webhook_body(message, at=message.at))


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_is_as_the_schema_says(message):
    assert faults(body(message)) == []


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_the_data_of_a_cloudevent_is_that_of_the_standard_form(message):
    assert json.loads(cloudevent(message))["data"] == body(message)["data"]


def test_messages_of_every_kind_are_tried():
    assert {m.kind for m in MESSAGES.values() if hasattr(m, "kind")} == set(Kind)


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("state", Standing)
def test_every_severity_and_every_state_of_a_source_is_known(severity, state):
    health = replace(STALE.source.health, state=state, sample=None)
    told = replace(STALE, severity=severity, source=replace(STALE.source, health=health))
    assert faults(body(told)) == []


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=3000), st.integers(0, 12))
def test_what_was_cut_is_still_as_the_schema_says(text, items):
    many = replace(
        UPDATE,
        summary=text,
        why=(text,) * items,
        evidence=(evidence(text * 3, url=text, outlet=text),) * items,
        attribution=text,
        watchlists=(text,) * items,
    )
    crowd = tuple(replace(many, id=AlertId(f"{n:024x}")) for n in range(items * 60))
    for message in (many, replace(DIGEST, alerts=crowd)):
        assert faults(body(message)) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("type",), "development.old", "is not valid under any of the given schemas"),
        (("timestamp",), "yesterday", "is not valid under any of the given schemas"),
        (("data", "id"), None, "is not valid under any of the given schemas"),
        (("data", "surprise"), 1, "is not valid under any of the given schemas"),
        (("data", "kind"), "old", "is not valid under any of the given schemas"),
    ],
)
def test_what_is_not_as_the_schema_says_is_found(path, value, said):
    told = body(NEW)
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    (fault,) = faults(told)
    assert said in fault


def test_a_body_without_its_data_is_found():
    assert faults({"type": "development.new", "timestamp": "2026-03-01T12:00:00Z"}) != []
    assert faults([]) != []
