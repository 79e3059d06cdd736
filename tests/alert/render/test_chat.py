from dataclasses import replace

import pytest

from monitor.alert.render.chat import (
    MOST_TEXT,
    chat_text,
    chat_title,
    item,
    plain,
    severity_of,
    short_link,
    unmarked,
)
from monitor.model.watchlist import Severity
from tests.alert.examples import DIGEST, LOST, NEW, STALE, UPDATE, evidence
from tests.alert.messages import MESSAGES

NOW = "Harbour Herald, 19 December 2025, 08:30 UTC"
BEFORE = "Lakeside Post, 19 December 2025, 08:30 UTC"


def test_an_update_tells_what_changed_and_quotes_both_sentences_with_their_links():
    assert chat_title(UPDATE) == UPDATE.summary
    assert chat_text(UPDATE).splitlines() == [
        "update · high · ukraine",
        "amount: €90bn → €105bn",
        "Now: “The sum was raised to 105 billion euros.” — " + NOW,
        "https://harbour-herald.example/summit",
        "Before: “The leaders promised Kyiv 90 billion euros.” — " + BEFORE,
        "https://harbour-herald.example/summit",
        "Alert a1b3, revision 2, 19 December 2025, 09:30 UTC",
    ]


def test_a_sources_health_is_told_with_its_facts():
    assert "State: stale" in chat_text(STALE)


def test_given_up_deliveries_are_told_with_their_reason_and_what_to_do():
    told = chat_text(LOST)
    assert "Last answer: HTTP 503" in told
    assert "ˋmonitor deliveries replayˋ" in told


def test_a_digest_tells_each_alert_with_its_link_and_how_the_sources_do():
    first, *rest = chat_text(DIGEST).splitlines()
    assert first == "digest · mail · 40 sources seen, 3 stale"
    assert rest[:2] == [f"• {NEW.summary} (Harbour Herald)", NEW.evidence[0].url]
    assert rest[4] == f"• {STALE.summary} (19 December 2025, 09:30 UTC)"


def test_what_a_bundle_does_not_show_is_counted():
    told = chat_text(replace(DIGEST, alerts=(NEW,) * 500, more=7))
    shown = told.count("• ")
    assert 5 < shown < 50
    assert f"and {507 - shown} more: monitor alerts" in told


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_has_a_title_of_one_line_and_a_text_that_names_its_id(message):
    assert chat_title(message).splitlines() == [chat_title(message)] != [""]
    assert message.id in chat_text(message)


def test_a_text_is_short_whatever_the_alert_holds():
    many = replace(UPDATE, evidence=(evidence("word " * 9000),) * 30, changes=UPDATE.changes * 500)
    assert len(chat_text(many)) <= MOST_TEXT


def test_marks_of_style_mention_and_link_become_marks_that_look_alike():
    assert unmarked("*a* _b_ ~c~ `d` @all \\e") == "∗a∗ ＿b＿ ∼c∼ ˋdˋ ＠all ＼e"
    assert "](" not in unmarked("[come](https://evil.example)")
    assert "://" not in unmarked("https://evil.example")
    assert plain("<!channel> <b>&amp;") == "‹!channel› ‹b›＆amp;"


def test_a_line_has_no_breaks_and_is_no_longer_than_it_may_be():
    assert plain("a\r\nb\x00c" + "d" * 300, 10) == "a b cdddd…"


def test_a_link_is_followed_only_if_it_is_whole_and_leads_to_a_web_page():
    assert short_link("https://a.example/b") == "https://a.example/b"
    assert short_link("https://a.example/" + "b" * 400) is None
    assert short_link("ftp://a.example") is None
    assert short_link(None) is None
    said = replace(NEW, evidence=(evidence(url=None, outlet=None),))
    assert (item(said).link, item(said).source) == (None, "Unnamed outlet")
    assert "http" not in chat_text(said)
    assert "http" not in chat_text(replace(DIGEST, alerts=(said,)))


def test_a_bundle_is_as_urgent_as_its_most_urgent_alert():
    assert severity_of(NEW) is Severity.HIGH
    low = replace(LOST, severity=Severity.LOW)
    assert severity_of(replace(DIGEST, alerts=(low, NEW))) is Severity.HIGH
    assert severity_of(replace(DIGEST, alerts=())) is Severity.LOW
