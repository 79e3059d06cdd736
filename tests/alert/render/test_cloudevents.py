import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from monitor.alert.record import alert_record, bundle_record
from monitor.alert.render.cloudevents import SOURCE, cloudevent
from monitor.alert.render.webhook import event_type
from monitor.model.restraint import Bundle
from tests.alert.examples import DIGEST, STALE, UPDATE
from tests.alert.messages import MESSAGES

ATTRIBUTE = {"type": "string", "minLength": 1, "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"}
EVENT = Draft202012Validator(
    {
        "type": "object",
        "required": ["specversion", "id", "source", "type"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": ATTRIBUTE,
            "source": {**ATTRIBUTE, "format": "uri-reference"},
            "type": ATTRIBUTE,
            "subject": ATTRIBUTE,
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "data": {"type": "object"},
        },
        "propertyNames": {"pattern": "^[a-z0-9]{1,20}$"},
        "additionalProperties": False,
    },
    format_checker=FormatChecker(),
)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_is_an_event_with_the_record_as_its_data(message):
    event = json.loads(cloudevent(message))
    EVENT.validate(event)
    assert (event["id"], event["type"]) == (message.id, event_type(message))
    record = bundle_record if isinstance(message, Bundle) else alert_record
    assert event["data"] == record(message)


def test_an_event_tells_where_it_is_from_when_it_happened_and_what_it_is_about():
    event = json.loads(cloudevent(UPDATE))
    del event["data"]
    assert event == {
        "specversion": "1.0",
        "id": "a1b3",
        "source": SOURCE,
        "type": "development.update",
        "subject": "d1",
        "time": "2025-12-19T09:30:00Z",
        "datacontenttype": "application/json",
    }
    assert json.loads(cloudevent(STALE))["subject"] == "harbour"


def test_a_subject_of_controls_alone_becomes_the_id():
    event = json.loads(cloudevent(replace(DIGEST, receiver="\x00\x1f")))
    EVENT.validate(event)
    assert event["subject"] == DIGEST.id


def test_a_large_event_is_cut_with_its_attributes_counted():
    told = cloudevent(replace(UPDATE, why=("a reason that goes on " * 40,) * 60))
    assert len(told.encode()) < 20_000
    assert len(json.loads(told)["data"]["why"]) == 8
