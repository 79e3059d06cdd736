"""The forms of a webhook's body, side by side, before hostile words."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.render.alertmanager import alertmanager_body
from monitor.alert.render.chat import chat_text, chat_title
from monitor.alert.render.cloudevents import cloudevent
from monitor.alert.render.formats import Body, body_of
from monitor.alert.render.slack import slack_message
from monitor.alert.render.webhook import webhook_body
from monitor.model.development import Change
from monitor.model.watchlist import Format
from tests.alert.examples import DIGEST, NEW, NOW, UPDATE, evidence, party
from tests.alert.messages import MESSAGES

HOSTILE = st.one_of(
    st.text(alphabet=st.characters(), max_size=200),
    st.lists(
        st.sampled_from(
            [
                "<!channel>",
                "<!here|here>",
                "<@U024BE7LH>",
                "<#C024BE7LR|general>",
                "<https://evil.example|a bank>",
                "[a bank](https://evil.example)",
                "https://evil.example/x",
                "@everyone",
                "@here",
                "*bold*",
                "_aside_",
                "~gone~",
                "`code`",
                "```",
                "&lt;!channel&gt;",
                '"}],"blocks":[',
                "\\u003c!channel>",
                "\ud800",
                "\x00\x1b[31m\r\n",
                "\u202e\u2066",
                "<script>alert(1)</script>",
                "x" * 3000,
            ]
        ),
        max_size=8,
    ).map(" ".join),
)
OURS = "https://harbour-herald.example/summit"
LINK = re.compile(r"<(?P<to>[^<>|]*)(?:\|[^<>]*)?>")
BARE = re.compile(r"https?://\S+")


def hostile(text: str):
    """Return an alert in which every word of a stranger is the text."""
    development = replace(
        UPDATE.development,
        place=text,
        attribution=text,
        actors=(party(text, known=False),),
        counterparts=(party(text, known=False),),
    )
    return replace(
        UPDATE,
        summary=text,
        topic=text,
        why=(text, text),
        attribution=text,
        development=development,
        changes=(Change(field="place", before=text, after=text),),
        evidence=(evidence(text, outlet=text), evidence(text, outlet=text, url=text)),
    )


def strings(value) -> list[str]:
    """Return all texts of a JSON value, keys left out."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_each_form_is_that_of_its_name(message):
    assert body_of(message, Format.STANDARD) == Body(text=webhook_body(message, at=NOW))
    assert body_of(message, Format.SLACK) == Body(text=slack_message(message))
    assert body_of(message, Format.ALERTMANAGER) == Body(text=alertmanager_body(message))
    assert body_of(message, Format.CLOUDEVENTS) == Body(
        text=cloudevent(message), media_type="application/cloudevents+json"
    )


@pytest.mark.parametrize("form", Format)
@settings(deadline=None, max_examples=40)
@given(text=HOSTILE)
def test_hostile_words_never_break_the_json_nor_make_it_large(form, text):
    for message in (hostile(text), replace(DIGEST, alerts=(hostile(text), NEW))):
        body = body_of(message, form).text
        assert len(body.encode()) < 20_000
        assert message.id in strings(json.loads(body)) or form is Format.SLACK
        assert body == body_of(message, form).text


@settings(deadline=None, max_examples=80)
@given(text=HOSTILE)
def test_hostile_words_mention_nobody_and_link_to_nothing_in_slack(text):
    for message in (hostile(text), replace(DIGEST, alerts=(hostile(text),))):
        for told in strings(json.loads(slack_message(message))):
            links = {found["to"] for found in LINK.finditer(told)}
            assert links <= {OURS, short_of(text)}
            outside = LINK.sub("", told).replace("&lt;", "").replace("&gt;", "")
            assert not re.search(r"[<@`~]|(?m:(?<!^)>)|\]\(", outside)
            assert "://" not in outside
            assert re.search(r"&(?!amp;)", outside) is None


@settings(deadline=None, max_examples=80)
@given(text=HOSTILE)
def test_hostile_words_mention_nobody_and_link_to_nothing_in_other_chats(text):
    for message in (hostile(text), replace(DIGEST, alerts=(hostile(text),))):
        for told in (chat_title(message), chat_text(message)):
            assert set(BARE.findall(told)) <= {OURS, short_of(text)}
            words = BARE.sub("", told)
            assert not re.search(r"[<>@&*_~`\\\x00-\x09\x0b-\x1f\u202e]|\]\(|://", words)


def short_of(text: str) -> str | None:
    """Return the text if it is a URL as a whole: then it is a link of the evidence."""
    return text if re.fullmatch(r"https?://\S+", text) else None
