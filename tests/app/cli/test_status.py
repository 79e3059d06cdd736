"""`monitor status`: one screen of what a store tells; on a real store."""

import json
import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.model.alert import Dead
from monitor.model.health import Standing
from monitor.model.inforce import Mistake, Trigger
from monitor.model.restraint import Sign
from monitor.model.watchlist import Kind, Severity
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.seen import Left, left

HOSTILE = "Grain \x1b[2J deal [red]\u202egnp.exe\r\n held"
FEEDS = dict.fromkeys(("harbour", "gazette", "post", "dock"), "http://127.0.0.1:9/")
MISTAKE = Mistake(
    file="/etc/monitor/watchlists/aid.yaml",
    line=3,
    column=7,
    message="no such type",
    suggestion="aid_pledge",
    text='/etc/monitor/watchlists/aid.yaml:3:7: no such type; did you mean "aid_pledge"?',
)
DOCUMENT = {
    *("at", "well", "running", "needs", "nodes", "config", "sources", "queue", "alerts"),
    *("receivers", "strangers", "silences", "store", "archive"),
}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def config(tmp_path, redis_url, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    settings = Settings(feeds=FEEDS, desk="https://d.example/", redis=redis_url)
    return settings.write(tmp_path)


async def well(there: Left) -> None:
    """Leave a daemon that is well: two sources of four that bring news, two alerts."""
    await there.node()
    await there.sources(harbour=Standing.FRESH, gazette=Standing.QUIET, post=Standing.FRESH)
    await there.desk.emit(
        there.alert("a1", timedelta(days=2)),
        there.alert("a2", timedelta(days=1), kind=Kind.UPDATE, severity=Severity.CRITICAL),
    )


async def ill(there: Left) -> None:
    """Leave a daemon whose last edit was refused, with sources and a receiver in trouble."""
    config = there.config(needs_restart=("redis",))
    await there.node(config=config.refusing((MISTAKE, MISTAKE), Trigger.FILES, there.now))
    await there.sources(
        harbour=Standing.UNREACHABLE,
        gazette=Standing.STALE,
        post=Standing.WALLED,
        dock=Standing.FRESH,
        quay=Standing.EMPTY,
    )
    await there.desk.emit(there.alert("a1"), there.alert("a2", receivers=("old name",)))
    attempt = await there.desk.begin(await there.desk.take_one())
    gone = Dead(detail="HTTP 410 Gone", pauses=True)
    await there.desk.done(attempt.sending, gone, Sign.ANSWERED)
    await there.finds("loan", "summit")


def steady(shown: str) -> str:
    """Return the screen with what changes from run to run as letters."""
    told = COLOURS.sub("", shown)
    for pattern, stands in (
        (r"\d\d [A-Z][a-z]{2} \d\d:\d\d", "DD Mon HH:MM"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD HH:MM"),
        (r"(Valkey|Redis) [\d.]+, [\d.]+ MB", "SERVER, N MB"),
        (r"heard of \d+ seconds", "heard of N seconds"),
        (r"the first for \d+ seconds?", "the first for N seconds"),
    ):
        told = re.sub(pattern, stands, told)
    return "\n".join(line.rstrip() for line in told.splitlines())


WELL = """\
monitor runs since DD Mon HH:MM UTC (2 days); all is well

Nodes      tower-0, version 1.0, since DD Mon HH:MM, heard of N seconds ago
Config     /etc/monitor (3f2a9c1b77aa) since DD Mon HH:MM
           4 sources, 12 actors, 1 watchlist, 1 receiver
Sources    2 fresh, 1 quiet, 1 waiting
Queue      nothing waits to be read, polls on time
Alerts     DD Mon HH:MM  update  critical  Update: European Union pledges €105b…
           DD Mon HH:MM  new     high      European Union pledges €90bn (about …
Receivers  desk  well  2 queued
Store      SERVER, N MB of memory, archive 0 kB of 10 GB"""

ILL = """\
monitor runs since DD Mon HH:MM UTC (2 days); 6 things need somebody
! the last edit was refused, what was in force stays so:
  watchlists/aid.yaml:3:7: no such type (and 1 more)
  → mend it; `monitor check` shows all of it
! changed, but only in force after a restart: redis → restart the daemon
! desk is paused: HTTP 410 Gone
  → when it is well, `monitor receivers enable desk`
! 1 delivery to desk was given up
  → `monitor deliveries replay --all --receiver desk` sends it again
! 1 delivery waits for old name, which the configuration does not name
  → name it in monitor.yaml again
! 4 sources bring nothing as they should, the worst harbour: unreachable
  → `monitor sources` says why of each

Nodes      tower-0, version 1.0, since DD Mon HH:MM, heard of N seconds ago
Config     /etc/monitor (3f2a9c1b77aa) since DD Mon HH:MM
           4 sources, 12 actors, 1 watchlist, 1 receiver
Sources    1 fresh, 1 stale, 1 empty, 1 walled, 1 unreachable
           unreachable  harbour for 3 hours: it is unreachable for a test
           walled       post for 3 hours: it is walled for a test
           empty        quay for 3 hours: it is empty for a test
           and 1 more: `monitor sources` tells of all
Queue      2 articles wait, the first for N seconds, polls on time
Alerts     HH:MM  new  high  European Union pledges €90bn (about $106bn) to Ukr…
           HH:MM  new  high  European Union pledges €90bn (about $106bn) to Ukr…
Receivers  desk  paused since YYYY-MM-DD HH:MM: HTTP 410 Gone  nothing waits, 1…
Store      SERVER, N MB of memory, archive 0 kB of 10 GB"""


@pytest.mark.parametrize(("act", "shown", "code"), [(well, WELL, 0), (ill, ILL, 1)])
def test_a_daemon_is_shown_on_one_screen(config, redis_url, act, shown, code):
    left(redis_url, act)
    called = call("status", "--config", str(config), terminal=True)
    today = re.sub(r"(?m)^(Alerts    |          ) \d\d:\d\d", r"\1 HH:MM", steady(called.out))
    assert today == shown
    assert (called.code, called.err) == (code, "")
    if act is well:
        assert len(shown.splitlines()) <= 24


def test_a_wide_terminal_is_told_more_and_a_pipe_all(config, redis_url, monkeypatch):
    left(redis_url, well)
    assert "→ €105bn" not in call("status", "--config", str(config), terminal=True).out
    piped = call("status", "--config", str(config)).out
    assert "…" not in piped
    assert "critical  ukraine  Update: European Union pledges" in piped
    assert len(piped.splitlines()) == len(WELL.splitlines())  # nothing is wrapped
    assert all(line == line.rstrip() for line in piped.splitlines())
    monkeypatch.setenv("COLUMNS", "140")
    wide = COLOURS.sub("", call("status", "--config", str(config), terminal=True).out)
    assert "critical  ukraine  Update: European Union pledges" in wide
    assert "→ €105bn" in wide
    assert "desk  webhook d.example  well" in wide


def test_the_same_is_one_document_for_programs(config, redis_url):
    left(redis_url, ill)
    called = call("status", "--config", str(config), "--json")
    (told,) = called.records
    assert called.code == 1
    assert set(told) == DOCUMENT
    assert (told["well"], told["running"]) == (False, True)
    assert [need["about"] for need in told["needs"]] == [
        *("config", "restart", "receivers", "deliveries", "receivers", "sources")
    ]
    assert told["nodes"][0]["node"] == "tower-0"
    assert told["nodes"][0]["digest"] == told["config"]["digest"] == "3f2a9c1b77aa"
    assert told["config"]["failure"]["trigger"] == "files"
    assert told["config"]["failure"]["problems"][0] == {
        "file": "/etc/monitor/watchlists/aid.yaml",
        "line": 3,
        "column": 7,
        "message": "no such type",
        "suggestion": "aid_pledge",
    }
    assert told["config"]["needs_restart"] == ["redis"]
    assert told["sources"]["states"]["unreachable"] == 1
    assert told["sources"]["trouble"][0]["id"] == "harbour"
    assert (told["queue"]["waiting"], told["queue"]["in_hand"]) == (2, 0)
    assert told["queue"]["oldest_seconds"] < 60
    assert [alert["id"] for alert in told["alerts"]] == ["a2", "a1"]
    assert (told["receivers"][0]["state"], told["strangers"]) == ("paused", {"old name": 1})
    assert told["store"]["intake"] == told["store"]["disk"] == "ok"
    assert told["archive"] == {"bytes": 0, "limit": 10**10}


def test_a_daemon_that_stopped_is_told_with_what_it_left(config, redis_url):
    async def act(there: Left) -> None:
        await well(there)
        await there.store.ask("DEL", keys.heartbeat("tower-0"))

    left(redis_url, act)
    called = call("status", "--config", str(config))
    assert called.code == 1
    assert "monitor is not running; below is how it was left" in called.out
    assert "→ start one: `monitor run`" in called.out
    assert "2 fresh, 1 quiet, 1 waiting" in called.out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_where_none_ever_ran_that_is_said_and_no_store_is_made(tmp_path, words):
    config = Settings(feeds=FEEDS).write(tmp_path)
    called = call("status", "--config", str(config), *words)
    assert called.code == 1
    assert "`monitor run`" in called.out
    assert not (tmp_path / "state").exists()
    if words:
        (told,) = called.records
        assert set(told) == DOCUMENT


def test_a_broken_configuration_hides_nothing_of_a_daemon_that_works_on(config, redis_url):
    left(redis_url, well)
    (config / "watchlists" / "aid.yaml").write_text("name: aid\ndevelopments: [aid_plege]\n")
    monitor = config / "monitor.yaml"
    monitor.write_text(monitor.read_text() + "catch_upp: 3h\n")
    called = call("status", "--config", str(config))
    told = " ".join(called.out.split())
    assert called.code == 1
    assert "the configuration is wrong; what was in force before stays so: " in told
    assert "(and 1 more)" in told
    assert "desk webhook d.example well 2 queued" in told
    assert "/etc/monitor (3f2a9c1b77aa)" in told


def test_where_not_even_the_store_is_told_the_faults_are(config):
    (config / "monitor.yaml").write_text("state_dir: [\n")
    assert call("status", "--config", str(config)).code == 78
    (config / "monitor.yaml").write_text("redis: nonsense\n")
    assert call("status", "--config", str(config)).code == 78


def test_without_the_store_nothing_can_be_told(tmp_path):
    config = Settings(feeds=FEEDS, redis="redis://127.0.0.1:9/0").write(tmp_path)
    called = call("status", "--config", str(config), "--json")
    (told,) = called.records
    assert called.code == 69
    assert (told["well"], told["running"]) == (False, False)
    (need,) = told["needs"]
    assert need["about"] == "store"
    assert need["what"].startswith("the Redis server does not answer: ")
    assert need["do"] == "start it, or correct `redis` in monitor.yaml"
    assert called.err == f"{need['what']}; {need['do']}\n"
    assert ".;" not in called.err


def test_a_store_of_the_machine_that_cannot_be_had_is_a_record_too(tmp_path):
    config = Settings(feeds=FEEDS).write(tmp_path)
    (tmp_path / "state" / "valkey").mkdir(parents=True)
    (tmp_path / "state" / "valkey" / "appendonlydir").write_text("no folder")
    called = call("status", "--config", str(config), "--json")
    (told,) = called.records
    assert called.code == 69
    assert told["needs"][0]["do"]


def test_words_of_strangers_move_no_terminal(config, redis_url):
    async def act(there: Left) -> None:
        await there.node()
        await there.desk.emit(replace(there.alert("a1"), summary=HOSTILE))
        await there.polled("harbour", Standing.WALLED, HOSTILE, there.now - timedelta(hours=1))

    left(redis_url, act)
    shown = call("status", "--config", str(config), terminal=True).out
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
    assert "[red]" in shown
    records = call("status", "--config", str(config), "--json").out
    assert json.loads(records)["alerts"][0]["summary"] == HOSTILE
    assert "\x1b" not in records


def test_a_store_of_the_machine_tells_how_much_of_its_disk_is_free(tmp_path):
    config = Settings(feeds=FEEDS).write(tmp_path)
    assert call("alerts", "--config", str(config)).code == 0  # it makes the store
    (told,) = call("status", "--config", str(config), "--json").records
    assert told["store"]["disk_free"] <= shutil.disk_usage(tmp_path).total
    assert told["running"] is False
