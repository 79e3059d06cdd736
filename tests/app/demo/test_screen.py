import io
import json
from datetime import UTC, datetime

from rich.console import Console

from monitor.app.demo.screen import Lines, Terminal
from monitor.app.demo.story import EXPECTED, editions
from monitor.app.demo.summing import Comparison, Summary

PRINTED = [p for e in editions(datetime(2026, 3, 4, 9, 30, tzinfo=UTC)) for p in e]
SUMMARY = Summary(articles=26, copies=6, background=9, known=12, alerts=7, delivered=14, lost=0)
ALERT = {
    "id": "a1",
    "kind": "update",
    "summary": "Update: the [ferry] grows",
    "development": {"id": "d1"},
    "changes": [
        {"field": "amount", "before": "90000000000 EUR", "after": "105000000000 EUR"},
        {"field": "status", "before": "planned", "after": "held"},
        {"field": "count", "before": "two", "after": "odd ABC"},
    ],
    "evidence": [
        {"sentence": "It grew.", "outlet": "Linden Tribune", "url": "http://127.0.0.1:1/a"},
        {"sentence": "It was small.", "outlet": "Kestrel Post", "url": "http://127.0.0.1:2/b"},
    ],
}
COMPARISON = Comparison(
    expected=((EXPECTED[0], True), (EXPECTED[1], False)), surplus=({"summary": "A surprise"},)
)


def shown(act):
    out = io.StringIO()
    act(Terminal(Console(file=out, width=120)))
    return out.getvalue()


def test_an_alert_is_shown_with_its_change_and_evidence():
    text = shown(lambda screen: screen.told(ALERT))

    for words in (
        "UPDATE",
        "the [ferry] grows",
        "amount: €90bn → €105bn",
        "status: planned → held",
        "count: two → odd ABC",
        "“It grew.”",
        "Linden Tribune, http://127.0.0.1:1/a",
        "before: “It was small.”",
    ):
        assert words in text


def test_an_alert_without_development_is_shown_too():
    bare = {"kind": "source", "summary": "stale", "changes": None, "evidence": None}

    assert "stale" in shown(lambda screen: screen.told(bare))


def test_what_is_printed_and_corrected_is_shown():
    text = shown(lambda screen: screen.printed(PRINTED))

    assert "Northgate Wire prints “EU leaders pledge 90 billion euros to Ukraine”" in text
    assert "The Harbour Courier corrects “Kremlin envoy meets" in text


def test_the_end_tells_what_was_seen_left_out_told_and_lost():
    text = shown(lambda screen: screen.ended(SUMMARY, COMPARISON))

    for words in ("26 articles of 9 outlets", "6 articles", "7 alerts", "none", "A surprise"):
        assert words in text
    assert "✓ new: the summit in Brussels" in text
    assert "✗ new: the meeting planned in Warsaw" in text


def test_lines_are_alerts_and_then_the_summary():
    out = io.StringIO()
    lines = Lines(out)
    lines.printed(PRINTED)
    lines.told(ALERT)
    lines.ended(SUMMARY, COMPARISON)

    first, last = map(json.loads, out.getvalue().splitlines())
    assert first == ALERT
    assert last == SUMMARY.record()
