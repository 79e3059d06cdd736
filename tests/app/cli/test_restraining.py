"""A night with commands: alerts held by a silence or a pause, and on their way again after it."""

import pytest

from monitor.adapters.clock import SystemClock
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def config(tmp_path, taken, redis_url):
    now = SystemClock().now()
    with newsroom() as room:
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 5)))
        feeds = {"harbour": room.feed("harbour")}
        settings = Settings(feeds=feeds, desk=taken.url, redis=redis_url, retry="1h")
        yield str(settings.write(tmp_path))


def standing_of(config):
    (record,) = call("receivers", "--config", config, "--json").records
    return record


def test_what_a_silence_holds_is_told_after_it_was_expired(config, taken):
    words = ("actor=canada", "--for", "8h", "--comment", "known already", "--json")
    (silence,) = call("silence", "--config", config, "add", *words).records
    call("once", "--config", config)

    assert standing_of(config)["held"] == {"silence": 1}
    (told,) = taken.alerts.values()
    assert told["development"]["actors"][0]["id"] == "norway"
    (held,) = call("deliveries", "--state", "held", "--config", config, "--json").records
    assert held["detail"].endswith(": known already")
    late = ("kind=new", "--for", "1h", "--comment", "x", "--json")
    assert call("silence", "add", *late, "--config", config).records[0]["matching"] == 1

    for one in call("silence", "list", "--config", config, "--json").records:
        call("silence", "expire", one["id"], "--config", config)
    call("once", "--config", config)
    assert len(taken.alerts) == 2
    assert held["alert"] in taken.alerts
    assert set(taken.taken.values()) == {1}
    assert silence["id"] not in str(call("silence", "list", "--config", config, "--json").records)


def test_a_receiver_that_is_gone_gets_what_waited_and_what_died_after_it_was_enabled(config, taken):
    taken.status = lambda _: (410, False)
    call("once", "--config", config)
    paused = standing_of(config)
    assert paused["state"] == "paused"
    assert paused["dead"] + paused["held"].get("paused", 0) == 2

    taken.status = lambda _: (204, True)
    replayed = call("deliveries", "--config", config, "replay", "--receiver", "desk", "--all")
    assert "warning: desk is paused" in replayed.err
    call("once", "--config", config)
    assert not taken.alerts

    assert call("receivers", "enable", "desk", "--config", config).code == 0
    call("once", "--config", config)
    assert len(taken.alerts) == 2
    assert standing_of(config)["state"] == "well"
