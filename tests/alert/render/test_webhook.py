import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.record import alert_record
from monitor.alert.render.fitting import MOST_BYTES
from monitor.alert.render.webhook import event_type, subject_of, webhook_body
from monitor.model.alert import AlertId
from monitor.model.development import Change, Development
from monitor.model.restraint import Bundle
from monitor.model.watchlist import Kind
from tests.alert.examples import (
    DIGEST,
    LOST,
    NEW,
    NOW,
    PLEDGE,
    STALE,
    UPDATE,
    evidence,
    party,
)
from tests.alert.messages import MESSAGES


def body(alert):
    text = webhook_body(alert, at=NOW)
    assert len(text.encode()) < MOST_BYTES
    return json.loads(text)


@pytest.mark.parametrize(
    ("alert", "kind"),
    [
        (NEW, "development.new"),
        (UPDATE, "development.update"),
        (replace(UPDATE, kind=Kind.CONTESTED), "development.contested"),
        (STALE, "source.health"),
        (LOST, "delivery.dead"),
    ],
)
def test_a_body_tells_its_type_its_time_and_the_whole_record(alert, kind):
    assert body(alert) == {
        "type": kind,
        "timestamp": "2025-12-19T09:30:00Z",
        "data": alert_record(alert),
    }


def test_a_body_is_the_same_text_each_time():
    assert webhook_body(UPDATE, at=NOW) == webhook_body(UPDATE, at=NOW)


def test_reasons_are_shortened_first():
    data = body(replace(NEW, why=("a reason that goes on " * 40,) * 60))["data"]
    assert len(data["why"]) == 8
    assert all(len(why) == 160 and why.endswith("…") for why in data["why"])
    assert data["evidence"] == alert_record(NEW)["evidence"]


def test_then_evidence_behind_the_second_sentence_is_left_out():
    many = tuple(evidence(f"{n} " + "word " * 400) for n in range(12))
    data = body(replace(NEW, evidence=many))["data"]
    assert [e["sentence"] for e in data["evidence"]] == [e.sentence for e in many[:2]]


def test_then_sentences_are_cut_and_say_so():
    data = body(replace(NEW, evidence=(evidence("word " * 9000, url=None),)))["data"]
    (told,) = data["evidence"]
    assert (len(told["sentence"]), told["sentence"][-1]) == (1000, "…")


def test_a_url_is_whole_or_left_out_never_cut():
    data = body(replace(NEW, evidence=(evidence(url="https://a.example/" + "x" * 30_000),)))["data"]
    assert data["evidence"][0]["url"] is None


def test_lone_surrogates_become_replacement_marks():
    data = body(replace(NEW, evidence=(evidence("broken \ud800 text"),)))["data"]
    assert data["evidence"][0]["sentence"] == "broken \ufffd text"


def crowded(text: str) -> Development:
    parties = tuple(party(f"{text}{n}", known=False) for n in range(40))
    return replace(PLEDGE, actors=parties, counterparts=parties, place=text, attribution=text)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["x", "\x00", "\U0001f30d", "ж", '"']),
    st.integers(1, 3000),
    st.integers(0, 12),
)
def test_a_body_is_small_whatever_the_alert_holds(char, length, items):
    text = char * length
    fields = ("status", "amount", "count", "casualties", "when", "place", "parties")
    alert = replace(
        UPDATE,
        summary=text,
        why=(text,) * items,
        evidence=(evidence(text, url=text, outlet=text),) * (items + 1),
        changes=tuple(Change(field=field, before=text, after=text) for field in fields),
        development=crowded(text),
        attribution=text,
        watchlists=(text,) * (items + 1),
    )
    data = body(alert)["data"]
    assert data["id"] == alert.id
    assert data["development"]["id"] == PLEDGE.id
    assert [change["field"] for change in data["changes"]] == list(fields)
    assert data["evidence"][0]["article"] == "art1"


def test_a_bundle_names_its_alerts_in_few_words():
    told = body(DIGEST)
    assert told["type"] == "alerts.digest"
    assert told["data"]["count"] == 3
    assert told["data"]["sources"] == {"watched": 40, "silent": 3}
    assert told["data"]["ids"] == [a.id for a in DIGEST.alerts]
    assert [alert["id"] for alert in told["data"]["alerts"]] == told["data"]["ids"]
    assert told["data"]["alerts"][0]["url"] == NEW.evidence[0].url
    assert told["data"]["alerts"][2]["url"] is None
    assert body(replace(DIGEST, since=None))["data"]["since"] is None


def crowd(count: int, **more) -> Bundle:
    alerts = tuple(replace(NEW, id=AlertId(f"{n:024x}"), **more) for n in range(count))
    return replace(DIGEST, alerts=alerts, more=7)


def test_of_a_bundle_that_is_too_large_the_texts_are_cut_first():
    data = body(crowd(20, summary="word " * 300))["data"]
    assert len(data["ids"]) == len(data["alerts"]) == 20
    assert all(len(alert["summary"]) == 200 for alert in data["alerts"])


def test_then_alerts_are_left_out_from_the_end_and_all_ids_stay():
    bundle = crowd(500)
    data = body(bundle)["data"]
    assert data["ids"] == [alert.id for alert in bundle.alerts]
    assert 20 < len(data["alerts"]) < 500
    assert [alert["id"] for alert in data["alerts"]] == data["ids"][: len(data["alerts"])]
    assert data["count"] == 507


def test_of_more_ids_than_there_is_room_for_as_many_as_fit_are_told_and_the_count_of_all():
    bundle = crowd(2000)
    text = webhook_body(bundle, at=NOW)
    data = json.loads(text)["data"]
    assert data["ids"] == [alert.id for alert in bundle.alerts[: len(data["ids"])]]
    assert MOST_BYTES - 30 < len(text.encode()) < MOST_BYTES
    assert (data["alerts"], data["count"]) == ([], 2007)


@pytest.mark.parametrize(("name", "message"), MESSAGES.items())
def test_every_message_says_what_it_is_about(name, message):
    kinds = {"source": "source.health", "delivery": "delivery.dead"}
    kinds |= {"digest": "alerts.digest", "empty": "alerts.digest", "throttle": "alerts.throttle"}
    assert event_type(message) == kinds.get(name, f"development.{name}")
    subjects = {"source": "harbour", "delivery": "mail"}
    subjects |= dict.fromkeys(("digest", "empty", "throttle"), "mail")
    assert subject_of(message) == subjects.get(name, PLEDGE.id)
    assert json.loads(webhook_body(message, at=NOW))["data"]["id"] == message.id


def test_an_alert_of_nothing_that_is_known_is_about_itself():
    assert subject_of(replace(NEW, development=None)) == NEW.id
