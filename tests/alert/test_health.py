from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert.health import health_id, health_summary, source_alert
from monitor.model.development import Change as Difference
from monitor.model.health import Change, Standing
from monitor.model.source import Source, SourceId, SourceKind
from monitor.model.watchlist import Kind, Severity, Watchlist
from tests.alert.examples import HEALTH, NOW

SOURCE = Source(
    id=SourceId("harbour"),
    kind=SourceKind.FEED,
    url="https://harbour.example/rss",
    outlet="Harbour Gazette",
)
CHANGE = Change(before=Standing.FRESH, health=HEALTH)
DESK = Watchlist(name="desk", on=(Kind.SOURCE,), notify=("mail",), severity=Severity.LOW)
HARBOUR = Watchlist(name="all", on=(Kind.NEW, Kind.SOURCE), notify=("mail", "hook"))
NEWS = Watchlist(name="news", notify=("hook",), severity=Severity.CRITICAL)


def test_a_change_is_told_in_one_alert_to_all_watchlists_that_ask_for_it():
    alert = source_alert(SOURCE, CHANGE, (DESK, NEWS, HARBOUR), now=NOW + timedelta(hours=1))
    assert alert.kind is Kind.SOURCE
    assert alert.development is None
    assert alert.evidence == ()
    assert alert.watchlists == ("desk", "all")
    assert alert.receivers == ("mail", "hook")
    assert alert.severity is Severity.NORMAL
    assert alert.summary == (
        "Harbour Gazette is stale: nothing new for 3 days, usually every 2 hours"
    )
    assert alert.changes == (Difference(field="status", before="fresh", after="stale"),)
    assert alert.source.health == HEALTH
    assert alert.why == (HEALTH.why, "desk: it asks how sources do", "all: it asks how sources do")
    assert alert.at == NOW + timedelta(hours=1)


def test_nobody_is_told_who_does_not_ask():
    assert source_alert(SOURCE, CHANGE, (NEWS,), now=NOW) is None
    assert source_alert(SOURCE, CHANGE, (), now=NOW) is None


def test_the_id_is_that_of_source_state_and_moment():
    same = source_alert(SOURCE, CHANGE, (HARBOUR,), now=NOW + timedelta(days=1))
    assert same.id == health_id(SOURCE, HEALTH)
    others = {
        health_id(replace(SOURCE, id=SourceId("other")), HEALTH),
        health_id(SOURCE, replace(HEALTH, state=Standing.EMPTY)),
        health_id(SOURCE, replace(HEALTH, since=NOW + timedelta(hours=1))),
    }
    assert len({same.id, *others}) == 4


@pytest.mark.parametrize("state", list(Standing))
def test_every_state_has_a_sentence(state):
    said = health_summary(SOURCE, replace(HEALTH, state=state, why="so it is"))
    assert said.startswith("Harbour Gazette ")
    assert said.endswith(": so it is")
