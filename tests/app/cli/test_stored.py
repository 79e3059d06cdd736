"""Commands that look into the store, after a round of `once` has filled it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.adapters.clock import SystemClock
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def news():
    with newsroom() as room:
        now = SystemClock().now()
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 5)))
        yield room


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def config(tmp_path, news, taken, redis_url):
    feeds = {"harbour": news.feed("harbour"), "absent": news.feed("absent")}
    settings = Settings(feeds=feeds, desk=taken.url, redis=redis_url, retry="1h")
    return str(settings.write(tmp_path))


def test_one_round_polls_judges_and_delivers(config, taken):
    called = call("once", "--config", config)

    assert called.code == 0
    assert called.out == "2 sources polled, 1 failed; 0 deliveries owed\n"
    assert "warning: absent: not_found: answered 404" in called.err
    givers = {a["development"]["actors"][0]["id"] for a in taken.alerts.values()}
    assert givers == {"canada", "norway"}


def test_a_round_after_it_tells_nothing_again(config, taken):
    call("once", "--config", config)
    (told,) = call("once", "--config", config, "--json").records

    assert told == {"polled": 2, "failed": 1, "owed": 0}
    assert sum(taken.tried.values()) == 2


def test_alerts_are_shown_newest_first_as_records_and_as_a_table(config, taken):
    call("once", "--config", config)
    records = call("alerts", "--config", config, "--json").records
    limited = call("alerts", "--config", config, "--limit", "1", "--json").records
    table = call("alerts", "--config", config)

    assert {r["id"] for r in records} == set(taken.alerts)
    assert records == [taken.alerts[r["id"]] for r in records]
    assert limited == records[:1]
    assert "2 alerts" in table.out
    assert "Canada" in table.out


def tried_once(config):
    """Let the configuration give up a delivery after its first attempt."""
    path = Path(config) / "monitor.yaml"
    path.write_text(re.sub(r"retry: \[.*\]", "retry: []", path.read_text()))


def test_a_refused_delivery_dies_is_shown_and_replayed_under_its_id(config, taken):
    tried_once(config)
    taken.status = lambda _: (403, False)
    call("once", "--config", config)
    dead = call("deliveries", "--config", config, "--json").records
    table = call("deliveries", "--config", config)
    taken.status = lambda _: (204, True)
    alert = dead[0]["alert"]
    again = call("deliveries", "--config", config, "replay", alert, "desk")
    round_after = call("once", "--config", config)

    assert [(d["state"], d["receiver"], d["attempts"]) for d in dead] == [("dead", "desk", 1)] * 2
    assert "2 deliveries" in table.out
    assert again.out == f"{alert} is queued for desk again\n"
    assert round_after.code == 0
    assert list(taken.alerts) == [alert]


def test_a_replay_takes_its_options_behind_its_name_too(config, taken):
    tried_once(config)
    taken.status = lambda _: (403, False)
    call("once", "--config", config)
    alert = call("deliveries", "--config", config, "--json").records[0]["alert"]
    again = call("deliveries", "replay", "--config", config, "--json", alert, "desk")

    assert again.records == [{"alert": alert, "receiver": "desk", "queued": True}]


@pytest.mark.parametrize("command", ["alerts", "deliveries"])
def test_a_limit_below_one_is_wrong_usage(config, command):
    assert call(command, "--config", config, "--limit", "0").code == 2


def test_a_delivery_that_is_not_dead_cannot_be_replayed(config, taken):
    call("once", "--config", config)
    called = call("deliveries", "--config", config, "replay", next(iter(taken.alerts)), "desk")
    assert called.code == 2
    assert "there is no dead delivery" in called.err


def test_a_delivery_that_failed_stays_owed_with_its_next_moment(config, taken, monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")
    taken.status = lambda _: (503, False)
    (told,) = call("once", "--config", config, "--json").records
    owed = call("deliveries", "--config", config, "--json").records

    table = call("deliveries", "--config", config).out
    assert re.search(r"T\d\d:\d\d:\d\dZ", table)
    assert told["owed"] == 2
    assert {d["state"] for d in owed} == {"retry"}
    assert all(d["due"] and d["detail"] for d in owed)


def test_sources_are_shown_with_how_they_do(config):
    before_any = {
        r["id"]: r["state"] for r in call("sources", "--config", config, "--json").records
    }
    call("once", "--config", config)
    after = {r["id"]: r for r in call("sources", "--config", config, "--json").records}
    table = call("sources", "--config", config)

    assert before_any == {"harbour": "waiting", "absent": "waiting"}
    assert (after["harbour"]["state"], after["harbour"]["entries"]) == ("fresh", 2)
    assert after["harbour"]["last_new"]["title"]
    assert after["absent"]["state"] == "unreachable"
    assert after["absent"]["since"] == after["absent"]["last_poll"]
    assert after["absent"]["why"] == after["absent"]["problem"] == "not_found: answered 404"
    assert "2 sources" in table.out
    assert "it brings news" in table.out


def test_sources_are_chosen_by_their_state(config):
    call("once", "--config", config)
    chosen = call("sources", "--config", config, "--state", "unreachable", "--json").records
    both = ("--state", "unreachable", "--state", "fresh")

    assert [r["id"] for r in chosen] == ["absent"]
    assert len(call("sources", "--config", config, *both, "--json").records) == 2
    assert "0 sources" in call("sources", "--config", config, "--state", "stale").out
    assert call("sources", "--config", config, "--state", "odd").code == 2


def test_one_source_is_shown_with_all_that_is_known_of_it(config):
    call("once", "--config", config)
    (told,) = call("sources", "show", "harbour", "--config", config, "--json").records
    words = call("sources", "--config", config, "show", "harbour").out

    assert (told["state"], told["usual_entries"], told["validators_lied"]) == ("fresh", 2.0, None)
    assert (told["interval"], told["bears"]) == (1, 3 * 86_400)
    assert told["next_poll"] > told["last_poll"]
    assert "state            fresh" in words
    assert "interval         1 second" in words
    assert told["last_new"]["url"] in words
    assert "moved to" not in words


def test_a_source_that_is_not_there_cannot_be_shown(config):
    called = call("sources", "show", "nobody", "--config", config)
    assert called.code == 2
    assert "there is no source nobody" in called.err


def test_a_poll_that_failed_lately_is_told_beside_the_state(config, news, monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")
    call("once", "--config", config)
    news.other["/harbour/feed"] = (503, "text/plain", b"later")
    call("once", "--config", config)
    (told,) = call("sources", "--config", config, "--state", "fresh", "--json").records
    table = call("sources", "--config", config).out

    assert (told["failures"], told["problem"]) == (1, "server_error: answered 503")
    assert "the last poll failed: server_error: answered 503" in table


def test_disabled_and_empty_sources_are_called_so(config, news, tmp_path):
    news.other["/void/feed"] = (200, "application/rss+xml", b"<rss><channel/></rss>")
    (tmp_path / "config" / "sources.yaml").write_text(
        f"sources:\n  - {{id: void, feed: {news.feed('void')}, outlet: V}}\n"
        f"  - {{id: off, feed: {news.feed('off')}, outlet: O, enabled: false}}\n"
    )
    call("once", "--config", config)
    states = {r["id"]: r["state"] for r in call("sources", "--config", config, "--json").records}
    assert states == {"void": "empty", "off": "disabled"}


def test_without_a_daemon_the_healthcheck_fails(config):
    called = call("healthcheck", "--config", config)
    assert called.code == 1
    assert called.err == "no daemon has given a sign of life within 30 seconds\n"
    assert call("healthcheck", "--config", config, "--json").records == []


def test_a_healthcheck_starts_no_server_of_its_own(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    called = call("healthcheck", "--config", str(config))

    assert called.code == 1
    assert called.err == "no daemon has given a sign of life within 30 seconds\n"
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("command", ["once", "run", "alerts", "healthcheck", "deliveries"])
def test_without_the_store_a_command_says_so_and_ends_with_69(tmp_path, command):
    url = "redis://:canary-password@127.0.0.1:9/0"
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}, redis=url).write(tmp_path)
    called = call(command, "--config", str(config), "--json")

    assert called.code == 69
    assert "start it, or correct `redis` in monitor.yaml" in called.err
    assert "canary-password" not in called.err + called.out


def test_a_source_that_died_is_told_once_to_the_watchlist_that_asks(config, news, taken):
    now = SystemClock().now()
    news.publish("absent", *(pledge(n, now - timedelta(days=90 + n)) for n in (3, 2, 1, 0)))
    watchlist = "name: sources\non: [source]\nseverity: low\nnotify: [desk]\n"
    (Path(config) / "watchlists" / "sources.yaml").write_text(watchlist)
    call("once", "--config", config)
    call("once", "--config", config)
    told = [alert for alert in taken.alerts.values() if alert["kind"] == "source"]
    shown = call("alerts", "--config", config, "--json").records

    assert len(told) == 1
    assert told[0] in shown
    assert told[0]["summary"].startswith(
        "absent is stale: nothing new for 90 days, usually every 24 hours"
    )
    assert (told[0]["development"], told[0]["evidence"]) == (None, [])
    assert (told[0]["watchlists"], told[0]["severity"]) == (["sources"], "low")
    assert told[0]["source"]["sample"]["title"]
    assert set(taken.taken.values()) == {1}
    (health,) = call("sources", "show", "absent", "--config", config, "--json").records
    assert (health["state"], health["told"]) == ("stale", "stale")
