import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from monitor.alert.render.slack import (
    MOST_BLOCKS,
    MOST_CHARACTERS,
    MOST_IN_BLOCK,
    escaped,
    slack_message,
)
from monitor.model.alert import AlertId
from tests.alert.examples import DIGEST, LOST, NEW, UPDATE, evidence
from tests.alert.messages import MESSAGES

TEXT = {
    "type": "object",
    "required": ["type", "text", "verbatim"],
    "properties": {
        "type": {"const": "mrkdwn"},
        "text": {"type": "string", "minLength": 1, "maxLength": MOST_IN_BLOCK},
        "verbatim": {"const": True},
    },
    "additionalProperties": False,
}
SECTION = {
    "required": ["type", "text"],
    "properties": {"type": {"const": "section"}, "text": TEXT},
    "additionalProperties": False,
}
CONTEXT = {
    "required": ["type", "elements"],
    "properties": {
        "type": {"const": "context"},
        "elements": {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 10},
    },
    "additionalProperties": False,
}
MESSAGE = Draft202012Validator(
    {
        "type": "object",
        "required": ["text", "blocks"],
        "properties": {
            "text": {"type": "string", "minLength": 1, "maxLength": 40_000},
            "unfurl_links": {"const": False},
            "unfurl_media": {"const": False},
            "blocks": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_BLOCKS,
                "items": {"anyOf": [SECTION, CONTEXT]},
            },
        },
        "additionalProperties": False,
    }
)
MARKS = re.compile(r"<([^<>]*)>")


def words(message) -> str:
    """Return all text of the message, checked against what Slack takes."""
    body = slack_message(message)
    assert len(body) < MOST_CHARACTERS
    assert len(body.encode()) < 20_000
    told = json.loads(body)
    MESSAGE.validate(told)
    texts = [
        part["text"]
        for block in told["blocks"]
        for part in (block["elements"] if "elements" in block else [block["text"]])
    ]
    return "\n".join([told["text"], *texts])


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_is_one_that_slack_takes(message):
    assert message.id in words(message)


def test_an_update_shows_what_changed_and_both_sentences_with_their_links():
    told = words(UPDATE)
    assert "*amount:* €90bn → *€105bn*" in told
    assert ">“The sum was raised to 105 billion euros.”" in told
    assert "<https://harbour-herald.example/summit|Lakeside Post, 19 December 2025" in told
    assert "Why you get this: watchlist ukraine: ukraine takes part; a giver and a sum" in told


def test_a_notification_says_what_happened_and_quotes_the_first_sentence():
    assert json.loads(slack_message(NEW))["text"] == (
        "European Union pledges €90bn (about $106bn) to Ukraine\n"
        ">“The leaders promised Kyiv 90 billion euros.”\n"
        "— <https://harbour-herald.example/summit|Harbour Herald, 19 December 2025, 08:30 UTC>"
    )
    assert json.loads(slack_message(LOST))["text"] == LOST.summary


def test_given_up_deliveries_and_corrections_say_what_they_mean():
    assert "*Last answer:* HTTP 503" in words(LOST)
    assert "This is a correction" in words(MESSAGES["withdrawn"])


def test_three_characters_are_escaped_and_marks_of_style_and_mention_look_alike():
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;＠U1&gt;"
    assert escaped("*a* _b_ ~c~ `d` @here") == "∗a∗ ＿b＿ ∼c∼ ˋdˋ ＠here"


@given(st.text(alphabet="&<a", max_size=60), st.integers(1, 80))
def test_what_is_cut_is_cut_between_characters_and_never_within_an_escape(text, limit):
    told = escaped(text, limit)
    assert len(told) <= limit
    assert re.fullmatch(r"(?:&amp;|&lt;|a)*…?", told)


def test_a_link_of_strangers_keeps_its_ampersand_and_its_label_has_no_bar():
    said = evidence(url="https://a.example/?a=1&b=2", outlet="One|Two")
    assert "<https://a.example/?a=1&amp;b=2|One¦Two, 19" in words(replace(NEW, evidence=(said,)))


def test_a_url_that_breaks_out_of_a_link_or_is_too_long_is_no_link():
    for url in ("https://a.example/|<!channel>", "javascript:alert(1)", "https://a.example/" * 40):
        told = words(replace(NEW, evidence=(evidence(url=url),)))
        assert MARKS.findall(told) == []


def test_a_long_alert_keeps_its_first_sentences_and_loses_reasons_first():
    many = tuple(evidence(f"{n} " + "\U0001f30d" * 1500) for n in range(30))
    reasons = tuple(f"the reason {n}" for n in range(12))
    told = words(replace(NEW, evidence=many, why=reasons))
    assert "“0 \U0001f30d" in told
    assert "“3 \U0001f30d" in told
    assert "the reason 5" in told
    assert "the reason 6" not in told


def crowd(count: int, **more):
    alerts = tuple(replace(NEW, id=AlertId(f"{n:024x}"), **more) for n in range(count))
    return replace(DIGEST, alerts=alerts, more=7)


def test_a_bundle_tells_each_alert_in_a_line_with_its_link_and_id():
    told = words(DIGEST)
    line = (
        "• European Union pledges €90bn (about $106bn) to Ukraine"
        " (<https://harbour-herald.example/summit|Harbour Herald>) a1b2"
    )
    assert line in told
    assert "40 sources seen, 3 stale" in told


def test_of_alerts_that_have_no_line_the_ids_and_the_number_are_told():
    bundle = crowd(100)
    told = words(bundle)
    assert all(alert.id in told for alert in bundle.alerts)
    lines = told.count("\n• ") - 2  # two stand in the notification too
    assert 6 < lines < 100
    assert f"and {107 - lines} more: monitor alerts" in told


def test_a_few_lines_stay_even_where_there_is_no_room_for_all_ids():
    bundle = crowd(2000, summary="\U0001f30d" * 500)
    told = words(bundle)
    assert told.count("\n• ") == 6 + 2
    assert "and 2,001 more: monitor alerts" in told
    assert bundle.alerts[50].id in told


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(["x", "\x00", "\U0001f30d", "ж", '"', "<", "&", "*"]),
    st.integers(1, 3000),
    st.integers(1, 12),
)
def test_a_message_is_small_enough_whatever_the_alert_holds(char, length, items):
    text = char * length
    alert = replace(
        UPDATE,
        summary=text,
        why=(text,) * items,
        evidence=(evidence(text, outlet=text),) * items,
        changes=UPDATE.changes * 30,
        watchlists=(text,) * items,
    )
    for message in (alert, replace(DIGEST, alerts=(alert,) * 90)):
        told = words(message)
        links = [mark for mark in MARKS.findall(told) if mark]
        assert all(mark.startswith("https://harbour-herald.example/summit|") for mark in links)
