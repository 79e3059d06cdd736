import pytest

from monitor.app.telemetry.figures import Figures
from monitor.model.inforce import Trigger
from tests.fakes.inforce import STATE


@pytest.mark.parametrize(
    ("event", "facts", "line"),
    [
        ("source.polled", {"source": "ap"}, 'polls_total{outcome="polled",source="ap"} 1.0'),
        ("find.dropped", {}, 'finds_total{outcome="dropped"} 1.0'),
        ("article.judged", {"likeness": "copy"}, 'articles_total{likeness="copy"} 1.0'),
        ("mention.new", {"type": "meeting"}, 'mentions_total{type="meeting",verdict="new"} 1.0'),
        ("alert.emitted", {"kind": "new"}, 'alerts_total{kind="new"} 1.0'),
        (
            "delivery.made",
            {"receiver": "desk"},
            'deliveries_total{outcome="made",receiver="desk"} 1.0',
        ),
        (
            "delivery.held",
            {"receiver": "desk", "reason": "quiet"},
            'suppressed_total{reason="quiet",receiver="desk"} 1.0',
        ),
        (
            "delivery.muted",
            {"receiver": "desk", "reason": "muted"},
            'suppressed_total{reason="muted",receiver="desk"} 1.0',
        ),
        ("alert.withdrawn", {"kind": "withdrawn"}, 'alerts_total{kind="withdrawn"} 1.0'),
        (
            "delivery.withdrawn",
            {"receiver": "desk"},
            'deliveries_total{outcome="withdrawn",receiver="desk"} 1.0',
        ),
        ("dead.announced", {}, 'dead_letters_total{outcome="announced"} 1.0'),
        ("evidence.withdrawn", {}, 'evidence_total{outcome="withdrawn"} 1.0'),
        ("fault.store", {}, 'faults_total{event="store"} 1.0'),
    ],
)
def test_each_event_is_counted_under_its_figure(event, facts, line):
    figures = Figures()
    figures.count(event, facts)
    shown = figures.exposition().decode()
    assert f"monitor_{line}" in shown
    assert "_created" not in shown


def test_what_is_no_decision_is_tallied_only():
    figures = Figures()
    figures.count("daemon.started", {})
    figures.count("daemon.started", {})
    assert figures.tally() == {"daemon.started": 2}
    assert figures.tally() == {}


def test_what_waits_is_a_gauge():
    figures = Figures()
    figures.waiting(queued=3, owed=2)
    told = figures.exposition().decode()
    assert "monitor_queue_tasks 3.0" in told
    assert "monitor_deliveries_owed 2.0" in told
    assert "monitor_up 1.0" in told


def test_what_the_archive_takes_is_a_gauge():
    figures = Figures()
    figures.archived(4_096)
    assert "monitor_archive_bytes 4096.0" in figures.exposition().decode()


def test_the_health_of_sources_is_counted_and_told_of_each():
    figures = Figures()
    figures.standings({"harbour": "stale", "lagoon": "fresh", "island": "fresh"})
    told = figures.exposition().decode()
    assert 'monitor_sources{state="fresh"} 2.0' in told
    assert 'monitor_sources{state="blocked"} 0.0' in told
    assert 'monitor_source_state{source="harbour",state="stale"} 1.0' in told


def test_a_source_is_in_one_state_only():
    figures = Figures()
    figures.standings({"harbour": "stale"})
    figures.standings({"harbour": "fresh"})
    told = figures.exposition().decode()
    assert 'monitor_sources{state="stale"} 0.0' in told
    assert 'state="stale"} 1.0' not in told


def test_two_sets_of_figures_do_not_disturb_each_other():
    one, other = Figures(), Figures()
    one.count("fault.web", {})
    assert 'event="web"' not in other.exposition().decode()


def test_attempts_to_reload_are_counted_and_the_last_is_shown():
    figures = Figures()
    figures.configured(STATE)
    figures.reloaded(STATE.refusing((), Trigger.FILES, STATE.since))
    refused = figures.exposition().decode()
    figures.reloaded(STATE)
    taken = figures.exposition().decode()
    assert "monitor_config_last_reload_successful 0.0" in refused
    assert "monitor_config_last_reload_successful 1.0" in taken
    assert 'monitor_config_reloads_total{result="taken"} 1.0' in taken
    assert 'monitor_config_reloads_total{result="refused"} 1.0' in taken
    since = STATE.since.timestamp()
    shown = [line.split() for line in taken.splitlines()]
    (at,) = (float(v) for n, v, *_ in shown if n.endswith("reload_success_timestamp_seconds"))
    assert at == since
