"""A case made of an alert that a round of `once` has told."""

import pytest
import redis

from monitor.adapters import keys
from monitor.adapters.clock import SystemClock
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def config(tmp_path, redis_url):
    with newsroom() as room:
        room.publish("harbour", pledge(0, before(SystemClock().now(), 9)))
        settings = Settings(feeds={"harbour": room.feed("harbour")}, redis=redis_url)
        folder = str(settings.write(tmp_path))
        call("once", "--config", folder)
        yield folder


def test_an_alert_is_made_a_case_that_is_right(config, redis_url, tmp_path):
    (alert,) = call("alerts", "--config", config, "--json").records
    made = call("test", "--config", config, "--from", alert["id"][:8])
    assert made.code == 0, made.err
    assert "watchlist: aid\n" in made.out
    assert "kind: new, type: aid_pledge" in made.out
    path = tmp_path / "made.test.yaml"
    path.write_text(made.out)
    assert call("test", "--config", config, str(path)).out.endswith("1 case, none wrong\n")

    with redis.Redis.from_url(redis_url) as store:
        store.delete(keys.trace(alert["evidence"][0]["article"]))
    gone = call("test", "--config", config, "--from", alert["id"])
    assert (gone.code, gone.err) == (2, f"{alert['id']}: none of its articles is kept any more\n")


def test_neither_a_file_nor_an_alert(config):
    called = call("test", "--config", config, "--from", "nowhere.jsonl")
    assert called.code == 2
    assert called.err.startswith("there is no alert nowhere.jsonl")
