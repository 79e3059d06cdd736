import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from monitor.alert.render.alertmanager import alertmanager_body
from monitor.model.alert import AlertId
from tests.alert.examples import DIGEST, LOST, NEW, STALE, UPDATE, evidence
from tests.alert.messages import MESSAGES

TEXTS = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}
POSTED = Draft202012Validator(
    {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["labels", "startsAt"],
            "properties": {
                "labels": {
                    **TEXTS,
                    "required": ["alertname"],
                    "propertyNames": {"pattern": "^[a-zA-Z_][a-zA-Z0-9_]*$"},
                },
                "annotations": {
                    **TEXTS,
                    "propertyNames": {"pattern": "^[a-zA-Z_][a-zA-Z0-9_]*$"},
                },
                "startsAt": {"type": "string", "format": "date-time"},
                "generatorURL": {"type": "string", "pattern": r"^https?://\S+$"},
            },
            "additionalProperties": False,
        },
    },
    format_checker=FormatChecker(),
)


def posted(message):
    body = alertmanager_body(message)
    assert len(body.encode()) < 20_000
    told = json.loads(body)
    POSTED.validate(told)
    return told


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_is_a_list_of_alerts_as_the_api_takes_it(message):
    assert posted(message)[0]["labels"]["alert_id"] == message.id


def test_labels_route_an_alert_and_annotations_tell_it():
    assert posted(UPDATE) == [
        {
            "labels": {
                "alertname": "development.update",
                "alert_id": "a1b3",
                "kind": "update",
                "severity": "high",
                "watchlists": "ukraine",
                "development": "d1",
                "type": "aid_pledge",
                "status": "pledged",
            },
            "annotations": {
                "summary": UPDATE.summary,
                "description": (
                    "Now: “The sum was raised to 105 billion euros.” — Harbour Herald,"
                    " 19 December 2025, 08:30 UTC."
                    " Before: “The leaders promised Kyiv 90 billion euros.” — Lakeside Post,"
                    " 19 December 2025, 08:30 UTC."
                ),
                "changes": "amount: €90bn → €105bn",
            },
            "startsAt": "2025-12-19T09:30:00Z",
            "generatorURL": "https://harbour-herald.example/summit",
        }
    ]


def test_two_alerts_of_one_development_are_two_for_the_alertmanager():
    (first,), (second,) = posted(NEW), posted(replace(NEW, id=AlertId("other")))
    assert first["labels"] != second["labels"]
    assert first["labels"]["development"] == second["labels"]["development"]


def test_no_alert_has_an_end_for_one_that_came_late_would_arrive_as_ended():
    assert all("endsAt" not in one for message in MESSAGES.values() for one in posted(message))


def test_a_sources_health_and_given_up_deliveries_name_whom_they_are_about():
    (health,) = posted(STALE)
    assert health["labels"]["source"] == "harbour"
    assert "State: stale." in health["annotations"]["description"]
    (lost,) = posted(LOST)
    assert lost["labels"]["receiver"] == "mail"
    assert "Last answer: HTTP 503. Alerts: a1b2, a1b3." in lost["annotations"]["description"]


def test_a_link_that_leads_to_no_web_page_is_left_out():
    (told,) = posted(replace(NEW, evidence=(evidence(url="javascript:alert(1)"),)))
    assert "generatorURL" not in told


def test_a_bundle_is_an_alert_with_the_count_and_all_ids_then_its_alerts():
    first, *members = posted(DIGEST)
    assert first["labels"]["alertname"] == "alerts.digest"
    assert first["annotations"] == {
        "summary": "Digest: 1 development, 1 source report",
        "description": "40 sources seen, 3 stale",
        "count": "3",
        "alert_ids": "a1b2 a1b3 s1",
    }
    assert [one["labels"]["alert_id"] for one in members] == ["a1b2", "a1b3", "s1"]
    assert members[0] == posted(NEW)[0]


def test_of_a_large_bundle_all_ids_stay_before_alerts_do():
    alerts = tuple(replace(NEW, id=AlertId(f"{n:024x}")) for n in range(600))
    first, *members = posted(replace(DIGEST, alerts=alerts, more=7))
    assert first["annotations"]["alert_ids"].split() == [alert.id for alert in alerts]
    assert first["annotations"]["count"] == "607"
    assert 0 < len(members) < 600


def test_of_more_ids_than_there_is_room_for_as_many_as_fit_are_told():
    alerts = tuple(replace(NEW, id=AlertId(f"{n:024x}")) for n in range(2000))
    (first,) = posted(replace(DIGEST, alerts=alerts))
    assert 700 < len(first["annotations"]["alert_ids"].split()) < 900
    assert first["annotations"]["count"] == "2000"


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(["x", "\x00", "\U0001f30d", "ж", '"', "\\"]),
    st.integers(1, 3000),
    st.integers(1, 12),
)
def test_an_alert_is_small_enough_whatever_it_holds(char, length, items):
    text = char * length
    alert = replace(
        UPDATE,
        summary=text,
        evidence=(evidence(text, outlet=text),) * items,
        changes=UPDATE.changes * 100,
        watchlists=(text,) * items,
        attribution=text,
    )
    assert posted(alert)[0]["labels"]["alert_id"] == alert.id
    assert posted(replace(DIGEST, alerts=(alert,) * 100))[0]["annotations"]["count"] == "100"
